//! Taking a change into the instance and the pairs, before anything is mended.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::input::{Fault, InputError, Item, Line, LineId, Person, PersonId};
use crate::program::{NEVER, Set};

use super::Matcher;

/// People without room for all their pairs who are given a line that has places now.
const MOST_CROWDED: usize = 64;

impl Matcher {
    /// Changes a person; takes away what they can't do any more.
    pub(super) fn with_person(
        &mut self,
        id: PersonId,
        before: &mut BTreeMap<usize, Vec<LineId>>,
        touched: &mut BTreeSet<u32>,
        change: impl FnOnce(&mut Person),
    ) -> Result<Vec<usize>, InputError> {
        let item = Item::Person(id);
        let unknown = InputError {
            item,
            fault: Fault::Unknown,
        };
        let &number = self.by_id.get(&id).ok_or(unknown)?;
        let at = self.problem.people[number] as usize;
        let old = &self.instance.people()[at];
        let mut new = old.clone();
        change(&mut new);
        let fixed: Vec<LineId> = new.fixed.iter().chain(&old.fixed).copied().collect();
        let (had, has) = (old.fixed.clone(), new.fixed.clone());
        for &line in has.iter().filter(|line| !had.contains(line)) {
            self.check_room(line)?;
        }
        let numbers = &self.problem.number;
        let places = &self.problem.lines;
        self.instance.replace_person(at, new, |line| {
            numbers.get(&line).map(|&n| places[n as usize] as usize)
        })?;
        before.insert(number, self.all_lines(number, &had));
        let lines = self.lines_of(number, self.state.held[number]);
        self.state.put(&self.problem, number, Set::EMPTY);
        let mut opened = Vec::new();
        for line in fixed {
            let n = self.problem.number[&line];
            let (was, is) = (had.contains(&line), has.contains(&line));
            let places = self.problem.facts[n as usize].places;
            match (was, is) {
                (true, false) => {
                    self.problem.set_places(n, places + 1);
                    opened.extend((places == 0).then_some(n));
                }
                (false, true) => self.problem.set_places(n, places.saturating_sub(1)),
                _ => continue,
            }
            touched.insert(n);
        }
        self.remake(number, &lines, None);
        for line in opened {
            self.open_up(line, before);
        }
        touched.extend(lines);
        Ok(vec![number])
    }

    /// Whether one more person can be confirmed on a line.
    fn check_room(&self, id: LineId) -> Result<(), InputError> {
        let Some(line) = self.problem.by_id(&self.instance, id) else {
            return Ok(()); // Checked with the person.
        };
        let places = self.problem.facts[self.problem.number[&id] as usize].places;
        if places > 0 {
            return Ok(());
        }
        Err(InputError {
            item: Item::Line(id),
            fault: Fault::FixedOverHeadcount {
                confirmed: usize::from(line.headcount) + 1,
                headcount: line.headcount,
            },
        })
    }

    /// Makes a person's pairs anew, with one more line if it is possible, and gives back what is still legal of `lines`.
    fn remake(&mut self, person: usize, lines: &[u32], also: Option<u32>) {
        let keep: Vec<u32> = lines.iter().copied().chain(also).collect();
        self.problem
            .remake(&self.instance, person, &keep, &self.prices);
        let range = self.problem.rows[person].range();
        for (pair, place) in range.enumerate() {
            let line = self.problem.line[place];
            self.scratch.gain[pair] = match lines.contains(&line) {
                true => self.problem.value[place] + self.stay,
                false => NEVER,
            };
        }
        let best = self.scratch.best(&self.problem, person, None);
        self.state.put(&self.problem, person, best.set);
        self.bests[person] = self.best_at_prices(person);
        self.at_prices(person);
    }

    pub(super) fn at_prices(&mut self, person: usize) {
        let held = self.state.held[person];
        let stays = i64::from(self.stay) * held.len() as i64;
        let worth = crate::solve::state::worth_at(&self.problem, &self.prices, person, held);
        self.memory.at_prices[person] = worth + stays;
    }

    pub(super) fn with_line(
        &mut self,
        line: Line,
        before: &mut BTreeMap<usize, Vec<LineId>>,
        touched: &mut BTreeSet<u32>,
    ) -> Result<Vec<usize>, InputError> {
        let id = line.id;
        if self.problem.number.contains_key(&id) {
            return Err(InputError {
                item: Item::Line(id),
                fault: Fault::Duplicate,
            });
        }
        self.instance.put_line(self.instance.lines().len(), line)?;
        self.problem.add_line(&self.instance);
        self.prices.push(0);
        self.state.filled.push(0);
        let number = self.problem.number[&id];
        self.open_up(number, before);
        touched.insert(number);
        Ok(Vec::new())
    }

    /// Makes the pairs of everyone anew who could do a line that has places now and isn't among their pairs; of those who have
    /// no room for all pairs, only of the ones for whom it is worth most.
    fn open_up(&mut self, number: u32, before: &mut BTreeMap<usize, Vec<LineId>>) {
        let wanted = self.problem.line_of(&self.instance, number).clone();
        let facts = self.problem.facts[number as usize];
        let mut crowded = Vec::new();
        for person in 0..self.problem.people.len() {
            let someone = self.problem.person(&self.instance, person);
            let distance = crate::value::metres(someone.home, wanted.location);
            let role = someone.roles.contains(&wanted.role);
            if !role || distance > someone.travel_limit_metres {
                continue;
            }
            let about = self.problem.facts_of(&self.instance, someone);
            let rules = self.instance.rules();
            let rejection = about.rejection(&self.problem.calendar, rules, &wanted, &facts);
            if rejection.is_some()
                || someone.fixed.contains(&wanted.id)
                || self.problem.pair(person, number).is_some()
            {
                continue;
            }
            if self.problem.rows[person].whole {
                self.take_in(person, number, before);
            } else {
                let value = self.problem.pair_value(&self.instance, someone, number);
                crowded.push((Reverse(value), person));
            }
        }
        crowded.sort_unstable();
        for (_, person) in crowded.into_iter().take(MOST_CROWDED) {
            self.take_in(person, number, before);
        }
    }

    /// Makes a person's pairs anew with one more line.
    fn take_in(&mut self, person: usize, line: u32, before: &mut BTreeMap<usize, Vec<LineId>>) {
        let confirmed = &self.problem.person(&self.instance, person).fixed;
        let had = self.all_lines(person, confirmed);
        before.entry(person).or_insert(had);
        let lines = self.lines_of(person, self.state.held[person]);
        self.state.put(&self.problem, person, Set::EMPTY);
        // Where only the nearest are pairs, it must be one of them.
        let is_any = self.instance.rules().nearest_lines.is_none();
        self.remake(person, &lines, is_any.then_some(line));
    }

    pub(super) fn with_headcount(
        &mut self,
        id: LineId,
        headcount: u16,
        before: &mut BTreeMap<usize, Vec<LineId>>,
        touched: &mut BTreeSet<u32>,
    ) -> Result<Vec<usize>, InputError> {
        let item = Item::Line(id);
        let unknown = InputError {
            item,
            fault: Fault::Unknown,
        };
        let &number = self.problem.number.get(&id).ok_or(unknown)?;
        let old = self.problem.line_of(&self.instance, number);
        let places = self.problem.facts[number as usize].places;
        let confirmed = old.headcount - places;
        if confirmed > headcount {
            return Err(InputError {
                item,
                fault: Fault::FixedOverHeadcount {
                    confirmed: usize::from(confirmed),
                    headcount,
                },
            });
        }
        let new = Line {
            headcount,
            ..old.clone()
        };
        let at = self.problem.lines[number as usize] as usize;
        self.instance.put_line(at, new)?;
        self.problem.set_places(number, headcount - confirmed);
        if places == 0 && headcount > confirmed {
            self.open_up(number, before);
        }
        touched.insert(number);
        Ok(Vec::new())
    }
}
