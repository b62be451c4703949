//! Reasons, proved by forcing what they are against.

use matching::checker::check;
use matching::eligibility::Rejection;
use matching::explain::WhyNot;
use matching::generator::{Shape, lawful};
use matching::input::{Assignment, Instance, LineId, PersonId, Roster};
use matching::random::Random;
use matching::rematch::Matcher;
use matching::solve::Options;

use crate::brute_force::{optimum, tiny};
use crate::{instances, solved, text};

fn matcher(instance: Instance) -> Matcher {
    Matcher::new(instance, &Options::default(), &mut |_| {}, &|| false)
}

/// The instance in which the pair is confirmed.
fn forced(instance: &Instance, person: PersonId, line: LineId) -> Instance {
    let (mut people, lines, rules) = instance.clone().into_parts();
    let someone = people
        .iter_mut()
        .find(|someone| someone.id == person)
        .unwrap();
    someone.fixed.push(line);
    someone.published.retain(|&published| published != line);
    Instance::new(people, lines, rules).unwrap()
}

/// Whether the line breaks a rule beside nothing but confirmed and other work, as the checker sees it.
fn breaks_a_rule(instance: &Instance, person: PersonId, line: LineId) -> bool {
    let confirmed = instance.people().iter().flat_map(|someone| {
        someone.fixed.iter().map(|&line| Assignment {
            person: someone.id,
            line,
        })
    });
    let with = confirmed.chain([Assignment { person, line }]);
    !check(instance, &Roster::new(with.collect())).is_legal()
}

/// Asks about every pair; `most` is the value that no roster of an instance exceeds.
fn prove(instance: &Instance, most: impl Fn(&Instance) -> i64) -> (u64, u64) {
    let mut matcher = matcher(instance.clone());
    let (value, bound) = (matcher.value(), matcher.bound());
    let (mut rejected, mut worse) = (0, 0);
    for person in instance.people() {
        for line in instance.lines() {
            let assignment = Assignment {
                person: person.id,
                line: line.id,
            };
            match matcher.why_not(person.id, line.id).unwrap() {
                WhyNot::Assigned => {
                    assert!(matcher.roster().assignments().contains(&assignment));
                }
                WhyNot::Rejected(Rejection::NotNearest(_)) => {}
                WhyNot::Rejected(rejection) => {
                    rejected += 1;
                    let broken = breaks_a_rule(instance, person.id, line.id);
                    assert!(broken, "{assignment:?} {rejection:?}\n{}", text(instance));
                }
                WhyNot::Worse(reason) => {
                    worse += 1;
                    assert!(!breaks_a_rule(instance, person.id, line.id));
                    let reached = most(&forced(instance, person.id, line.id));
                    let told = (value - reason.at_least).min(bound - reason.below_bound);
                    assert!(
                        reached <= told,
                        "{assignment:?} {reached} {told}\n{}",
                        text(instance)
                    );
                }
            }
        }
    }
    (rejected, worse)
}

#[test]
fn every_pair_that_is_not_matched_has_a_reason_that_forcing_it_proves() {
    let (mut rejected, mut worse) = (0, 0);
    for seed in 0..5 * instances() {
        let counts = prove(&tiny(3_000_000 + seed), optimum);
        (rejected, worse) = (rejected + counts.0, worse + counts.1);
    }
    // Not every roster can be tried here, but none that is found may be better than what the reason allows.
    for seed in 0..instances() / 40 {
        let mut random = Random::new(4_000_000 + seed);
        let shape = Shape {
            people: 8,
            lines: 16,
            ..Shape::middling(&mut random)
        };
        let found = |instance: &Instance| solved(instance, &Options::default()).value;
        let counts = prove(&lawful(shape, seed).unwrap(), found);
        (rejected, worse) = (rejected + counts.0, worse + counts.1);
    }
    println!("{rejected} rejections and {worse} reasons of value proved");
    assert!(
        worse >= 4 * instances(),
        "too few reasons of value: {worse}"
    );
}
