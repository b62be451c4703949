//! What a coordinator with a sorted list does: the most valuable pair first, as long as no rule is broken.

use matching::checker::person_breaches;
use matching::input::{Assignment, Instance, Line, Roster};

use crate::model::{Pair, by_value};

pub fn roster(instance: &Instance, pairs: &[Pair]) -> Roster {
    let (people, lines) = (instance.people(), instance.lines());
    let number = |id| lines.iter().position(|line| line.id == id);
    let mut left: Vec<u16> = lines.iter().map(|line| line.headcount).collect();
    let mut confirmed: Vec<Vec<&Line>> = Vec::new();
    let mut assignments = Vec::new();
    for person in people {
        let fixed = person.fixed.iter().filter_map(|&id| number(id));
        let fixed: Vec<usize> = fixed.collect();
        for &line in &fixed {
            left[line] = left[line].saturating_sub(1);
            assignments.push(Assignment {
                person: person.id,
                line: lines[line].id,
            });
        }
        confirmed.push(fixed.into_iter().map(|line| &lines[line]).collect());
    }
    let mut added: Vec<Vec<&Line>> = vec![Vec::new(); people.len()];
    for pair in by_value(pairs) {
        let (person, line) = (&people[pair.person], &lines[pair.line]);
        if left[pair.line] == 0 || person.fixed.contains(&line.id) {
            continue;
        }
        let mine = &mut added[pair.person];
        mine.push(line);
        let broken = person_breaches(instance.rules(), person, mine, &confirmed[pair.person]);
        if !broken.is_empty() {
            mine.pop();
            continue;
        }
        left[pair.line] -= 1;
        assignments.push(Assignment {
            person: person.id,
            line: line.id,
        });
    }
    Roster::new(assignments)
}
