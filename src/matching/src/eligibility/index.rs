use std::collections::HashMap;

use domain::kit::grid_reference::GridReference;

use crate::input::{Line, RoleId};
use crate::value::metres;

/// Side of a cell of the index and of the order of people and lines, in metres.
const CELL: i32 = 10_000;

/// The cell of the grid that a place lies in.
pub(crate) fn cell(place: GridReference) -> (i32, i32) {
    (
        place.easting.div_euclid(CELL),
        place.northing.div_euclid(CELL),
    )
}

/// Lines of one role at one place, by start.
#[derive(Debug)]
struct Group {
    location: GridReference,
    lines: Vec<u32>,
}

/// Lines by role, then cell of the grid, then place.
#[derive(Debug, Default)]
pub(crate) struct Index {
    roles: HashMap<RoleId, ByCell>,
}

#[derive(Debug, Default)]
struct ByCell {
    groups: Vec<Group>,
    cells: HashMap<(i32, i32), Vec<u32>>,
    places: HashMap<GridReference, u32>,
}

impl Index {
    /// Adds a line under its number in the solver's order. Lines of one place must come by start.
    pub(crate) fn add(&mut self, number: u32, line: &Line) {
        let role = self.roles.entry(line.role).or_default();
        let next = u32::try_from(role.groups.len()).unwrap_or(u32::MAX);
        let group = *role.places.entry(line.location).or_insert(next);
        if group == next {
            role.cells
                .entry(cell(line.location))
                .or_default()
                .push(next);
            role.groups.push(Group {
                location: line.location,
                lines: Vec::new(),
            });
        }
        role.groups[group as usize].lines.push(number);
    }

    /// Lines of `role` within `limit` metres of `home`, nearest place first, to `visit` with their distance, until it
    /// answers that the next greater distance isn't wanted.
    pub(crate) fn nearest(
        &self,
        roles: &[RoleId],
        home: GridReference,
        limit: u32,
        found: &mut Vec<(u32, RoleId, u32)>,
        mut visit: impl FnMut(u32, &[u32]) -> bool,
    ) {
        found.clear();
        for (n, &id) in roles.iter().enumerate() {
            if roles[..n].contains(&id) {
                continue;
            }
            let Some(role) = self.roles.get(&id) else {
                continue;
            };
            let mut consider = |group: u32| {
                let distance = metres(home, role.groups[group as usize].location);
                if distance <= limit {
                    found.push((distance, id, group));
                }
            };
            let reach = i32::try_from(limit).unwrap_or(i32::MAX / 4);
            let (west, south) = (
                (home.easting - reach).div_euclid(CELL),
                (home.northing - reach).div_euclid(CELL),
            );
            let (east, north) = (
                (home.easting + reach).div_euclid(CELL),
                (home.northing + reach).div_euclid(CELL),
            );
            let cells = i64::from(east - west + 1) * i64::from(north - south + 1);
            if cells > i64::try_from(role.cells.len()).unwrap_or(i64::MAX) {
                (0..role.groups.len()).for_each(|group| consider(group as u32));
                continue;
            }
            for x in west..=east {
                for y in south..=north {
                    let groups = role.cells.get(&(x, y));
                    groups
                        .into_iter()
                        .flatten()
                        .for_each(|&group| consider(group));
                }
            }
        }
        found.sort_unstable();
        for &(distance, role, group) in found.iter() {
            let lines = &self.roles[&role].groups[group as usize].lines;
            if !visit(distance, lines) {
                return;
            }
        }
    }
}
