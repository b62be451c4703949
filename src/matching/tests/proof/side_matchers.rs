//! The exact side matchers against every possible answer of small problems.

use std::collections::BTreeMap;

use matching::assignment::{Assignment, AssignmentError, Pair, Problem};
use matching::deferred_acceptance::{Applicant, Choice, Placements, place};
use matching::random::Random;

fn pair(person: u32, post: u32, score: i64) -> Pair {
    Pair {
        person,
        post,
        score,
    }
}

/// Up to five people and four posts, small quotas, about half of the pairs, scores from -2 to 9.
fn small_problem(random: &mut Random) -> (Vec<u32>, Vec<u32>, Vec<Pair>) {
    let people: Vec<u32> = (0..random.within(1, 5))
        .map(|_| random.within(0, 2) as u32)
        .collect();
    let posts: Vec<u32> = (0..random.within(1, 4))
        .map(|_| random.within(0, 3) as u32)
        .collect();
    let mut pairs = Vec::new();
    for person in 0..people.len() as u32 {
        for post in 0..posts.len() as u32 {
            if pairs.len() < 12 && random.chance(0.6) {
                pairs.push(pair(person, post, random.within(-2, 9)));
            }
        }
    }
    (people, posts, pairs)
}

fn is_possible(people: &[u32], posts: &[u32], chosen: impl Iterator<Item = Pair>) -> bool {
    let (mut people, mut posts) = (people.to_vec(), posts.to_vec());
    for pair in chosen {
        for left in [
            &mut people[pair.person as usize],
            &mut posts[pair.post as usize],
        ] {
            match left.checked_sub(1) {
                Some(less) => *left = less,
                None => return false,
            }
        }
    }
    true
}

fn best_of_all(people: &[u32], posts: &[u32], pairs: &[Pair]) -> i64 {
    let chosen = |set: u32| {
        (0..pairs.len())
            .filter(move |at| set >> at & 1 == 1)
            .map(|at| pairs[at])
    };
    (0..1_u32 << pairs.len())
        .filter(|&set| is_possible(people, posts, chosen(set)))
        .map(|set| chosen(set).map(|pair| pair.score).sum())
        .max()
        .unwrap()
}

fn assert_proved(problem: &Problem, answer: &Assignment) {
    let prices = answer.person_prices.iter().chain(&answer.post_prices);
    assert!(prices.clone().all(|&price| price >= 0));
    assert_eq!(
        answer.bound(problem),
        answer.score,
        "the prices prove the score"
    );
}

#[test]
fn the_assignment_scores_as_much_as_the_best_of_all_choices() {
    let mut random = Random::new(1);
    for _ in 0..4_000 {
        let (people, posts, pairs) = small_problem(&mut random);
        let problem = Problem::new(people.clone(), posts.clone(), pairs.clone()).unwrap();
        let answer = problem.solve();
        assert!(is_possible(
            &people,
            &posts,
            answer.chosen.iter().map(|&at| pairs[at])
        ));
        assert_eq!(answer.score, best_of_all(&people, &posts, &pairs));
        assert_proved(&problem, &answer);
    }
}

#[test]
fn larger_assignments_are_possible_and_proved_by_their_prices() {
    let mut random = Random::new(2);
    for _ in 0..60 {
        let people: Vec<u32> = (0..random.within(1, 150))
            .map(|_| random.within(0, 3) as u32)
            .collect();
        let posts: Vec<u32> = (0..random.within(1, 80))
            .map(|_| random.within(0, 6) as u32)
            .collect();
        let mut pairs = BTreeMap::new();
        for _ in 0..1_500 {
            let person = random.within(0, people.len() as i64 - 1) as u32;
            let post = random.within(0, posts.len() as i64 - 1) as u32;
            pairs.insert((person, post), random.within(-100, 1_000));
        }
        let pairs: Vec<Pair> = pairs
            .into_iter()
            .map(|((person, post), score)| pair(person, post, score))
            .collect();
        let problem = Problem::new(people.clone(), posts.clone(), pairs.clone()).unwrap();
        let answer = problem.solve();
        assert!(is_possible(
            &people,
            &posts,
            answer.chosen.iter().map(|&at| pairs[at])
        ));
        assert_proved(&problem, &answer);
    }
}

#[test]
fn a_problem_that_names_nobody_or_repeats_a_pair_is_refused() {
    let refused = |pairs| Problem::new(vec![1], vec![1], pairs).unwrap_err();
    assert_eq!(
        refused(vec![pair(1, 0, 1)]),
        AssignmentError::UnknownPerson(0)
    );
    assert_eq!(
        refused(vec![pair(0, 1, 1)]),
        AssignmentError::UnknownPost(0)
    );
    assert_eq!(
        refused(vec![pair(0, 0, 1), pair(0, 0, 2)]),
        AssignmentError::Repeated(1)
    );
    assert_eq!(
        refused(vec![pair(0, 0, i64::MAX)]),
        AssignmentError::ScoreTooGreat(0)
    );
}

/// Up to four applicants and three posts; many equal scores and tie-breaks.
fn small_placement(random: &mut Random) -> (Vec<Applicant>, Vec<u32>) {
    let places: Vec<u32> = (0..random.within(1, 3))
        .map(|_| random.within(0, 2) as u32)
        .collect();
    let applicants = (0..random.within(1, 4))
        .map(|_| {
            let mut posts: Vec<u32> = (0..places.len() as u32)
                .filter(|_| random.chance(0.8))
                .collect();
            random.shuffle(&mut posts);
            let choices = posts
                .into_iter()
                .map(|post| Choice {
                    post,
                    score: random.within(0, 2),
                })
                .collect();
            Applicant {
                choices,
                tie_break: random.within(0, 1) as u64,
            }
        })
        .collect();
    (applicants, places)
}

/// The greater stands further ahead, as the module documents it.
fn standing(applicants: &[Applicant], who: usize, post: u32) -> (i64, i64, i64) {
    let score = applicants[who]
        .choices
        .iter()
        .find(|choice| choice.post == post)
        .unwrap()
        .score;
    (score, -(applicants[who].tie_break as i64), -(who as i64))
}

/// Nobody would rather have a post that has a free place or somebody who stands behind them.
fn is_stable(applicants: &[Applicant], places: &[u32], placed: &[Option<usize>]) -> bool {
    let mut taken: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (who, choice) in placed.iter().enumerate() {
        if let Some(choice) = choice {
            taken
                .entry(applicants[who].choices[*choice].post)
                .or_default()
                .push(who);
        }
    }
    if taken
        .iter()
        .any(|(&post, who)| who.len() > places[post as usize] as usize)
    {
        return false;
    }
    (0..applicants.len()).all(|who| {
        let dearer = placed[who].unwrap_or(applicants[who].choices.len());
        applicants[who].choices[..dearer].iter().all(|choice| {
            let there = taken.get(&choice.post).map_or(&[][..], Vec::as_slice);
            let full = there.len() == places[choice.post as usize] as usize;
            let mine = standing(applicants, who, choice.post);
            full && there
                .iter()
                .all(|&other| standing(applicants, other, choice.post) > mine)
        })
    })
}

fn every_placement(applicants: &[Applicant]) -> Vec<Vec<Option<usize>>> {
    applicants
        .iter()
        .fold(vec![Vec::new()], |so_far, applicant| {
            let outcomes: Vec<Option<usize>> = (0..applicant.choices.len())
                .map(Some)
                .chain([None])
                .collect();
            so_far
                .iter()
                .flat_map(|placed| {
                    outcomes
                        .iter()
                        .map(move |&outcome| [placed.clone(), vec![outcome]].concat())
                })
                .collect()
        })
}

fn rank(applicants: &[Applicant], placements: &[Option<usize>], who: usize) -> usize {
    placements[who].unwrap_or(applicants[who].choices.len())
}

#[test]
fn placements_are_stable_and_of_all_stable_ones_the_best_for_every_person() {
    let mut random = Random::new(3);
    for _ in 0..1_500 {
        let (applicants, places) = small_placement(&mut random);
        let Placements { placed, .. } = place(&applicants, &places).unwrap();
        assert!(is_stable(&applicants, &places, &placed));
        for other in every_placement(&applicants) {
            if is_stable(&applicants, &places, &other) {
                let never_better =
                    |who| rank(&applicants, &placed, who) <= rank(&applicants, &other, who);
                assert!((0..applicants.len()).all(never_better));
            }
        }
    }
}

#[test]
fn nobody_gains_by_misstating_their_order_of_posts() {
    let mut random = Random::new(4);
    for _ in 0..1_500 {
        let (applicants, places) = small_placement(&mut random);
        let honest = place(&applicants, &places).unwrap();
        let who = random.within(0, applicants.len() as i64 - 1) as usize;
        let mut misstated = applicants.clone();
        random.shuffle(&mut misstated[who].choices);
        let shorter = random.within(0, misstated[who].choices.len() as i64) as usize;
        misstated[who].choices.truncate(shorter);
        let got = place(&misstated, &places).unwrap().placed[who]
            .map(|choice| misstated[who].choices[choice]);
        let in_truth = applicants[who]
            .choices
            .iter()
            .position(|&choice| Some(choice) == got);
        assert!(
            rank(&applicants, &honest.placed, who)
                <= in_truth.unwrap_or(applicants[who].choices.len())
        );
    }
}
