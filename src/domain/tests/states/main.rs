//! `docs/states` and the enums say the same, both ways: a file an area.

use std::collections::{BTreeMap, BTreeSet};

/// The machine as the code has it.
macro_rules! machine {
    ($state:ident, $event:ident) => {
        $crate::Machine {
            events: $event::ALL.iter().map(|event| event.code()).collect(),
            states: $state::ALL
                .iter()
                .map(|state| {
                    let after = |event: &$event| state.after(*event).map($state::code);
                    (state.code(), $event::ALL.iter().map(after).collect())
                })
                .collect(),
        }
    };
}

mod career_conversations;
mod people;
mod seats;
mod system;

/// An area's machines.
struct Area {
    name: &'static str,
    /// As its document has them.
    document: &'static str,
    /// States that something can begin in, besides the first of its table.
    also_first: &'static [&'static str],
    /// As the code has them, by the words in the first cell of their table.
    coded: Vec<(&'static str, Machine)>,
}

fn areas() -> [Area; 4] {
    [
        people::area(),
        seats::area(),
        system::area(),
        career_conversations::area(),
    ]
}

/// Events in the order of the columns; for each state, in the order of the rows, what follows each event.
#[derive(Debug, PartialEq, Eq)]
struct Machine {
    events: Vec<&'static str>,
    states: Vec<(&'static str, Vec<Option<&'static str>>)>,
}

fn cells(line: &'static str) -> Vec<&'static str> {
    let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
    inside.split('|').map(str::trim).collect()
}

/// A document's tables by the words in their first cell.
fn tables(document: &'static str) -> BTreeMap<&'static str, Machine> {
    let mut machines = BTreeMap::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with('|') {
            continue;
        }
        let heading = cells(line);
        assert!(
            lines.next().is_some_and(|line| line.starts_with("|---")),
            "a line under the heading of {}",
            heading[0]
        );
        let mut states = Vec::new();
        while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
            let row = cells(row);
            assert_eq!(row.len(), heading.len(), "{} · {}", heading[0], row[0]);
            let follows = row[1..].iter().map(|cell| (*cell != "—").then_some(*cell));
            states.push((row[0], follows.collect()));
        }
        let machine = Machine {
            events: heading[1..].to_vec(),
            states,
        };
        assert!(
            machines.insert(heading[0], machine).is_none(),
            "one table each"
        );
    }
    machines
}

#[test]
fn the_documents_and_the_code_have_the_same_machines_states_events_and_transitions() {
    for area in areas() {
        let coded = BTreeMap::from_iter(area.coded);
        assert_eq!(tables(area.document), coded, "{}", area.name);
    }
}

#[test]
fn every_state_is_reached_from_the_first() {
    let areas = areas();
    let machines = areas.iter().flat_map(|area| {
        let machines = tables(area.document).into_iter();
        machines.map(|(name, machine)| (name, machine, area.also_first))
    });
    for (name, machine, also_first) in machines {
        let known = |state: &&&str| machine.states.iter().any(|row| row.0 == **state);
        let mut reached = vec![machine.states[0].0];
        reached.extend(also_first.iter().filter(known).copied());
        let mut at = 0;
        while at < reached.len() {
            let row = machine.states.iter().find(|row| row.0 == reached[at]);
            for next in row
                .map(|row| row.1.clone())
                .unwrap_or_default()
                .into_iter()
                .flatten()
            {
                if !reached.contains(&next) {
                    reached.push(next);
                }
            }
            at += 1;
        }
        assert_eq!(reached.len(), machine.states.len(), "{name}: {reached:?}");
    }
}

#[test]
fn every_document_is_an_areas() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/states");
    let files = std::fs::read_dir(folder).unwrap();
    let files: BTreeSet<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let known = areas().map(|area| format!("{}.md", area.name));
    let known: BTreeSet<String> = known.into_iter().chain(["README.md".to_owned()]).collect();
    assert_eq!(files, known);
}
