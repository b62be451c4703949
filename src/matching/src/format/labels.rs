//! What people, sites, roles and skills are called, for reading only: nothing is decided by it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::FormatError;
use crate::input::{Instance, PersonId, RoleId, SiteId, SkillId};

/// Most characters of a label.
const LONGEST: usize = 100;

/// What things are called in a file. What has no label is called by its number.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Labels {
    people: BTreeMap<PersonId, String>,
    sites: BTreeMap<SiteId, String>,
    roles: BTreeMap<RoleId, String>,
    skills: BTreeMap<SkillId, String>,
}

impl Labels {
    /// Such as `Ada Okafor (person 7)`, or `person 7`.
    #[must_use]
    pub fn person(&self, id: PersonId) -> String {
        named(self.people.get(&id), "person", id)
    }

    /// The label alone.
    #[must_use]
    pub fn of_person(&self, id: PersonId) -> Option<&str> {
        self.people.get(&id).map(String::as_str)
    }

    /// Such as `Ward 5`, or `site 5`.
    #[must_use]
    pub fn site(&self, id: SiteId) -> String {
        label_or(self.sites.get(&id), "site", id)
    }

    /// Such as `nurse`, or `role 1`.
    #[must_use]
    pub fn role(&self, id: RoleId) -> String {
        label_or(self.roles.get(&id), "role", id)
    }

    /// Such as `moving and handling`, or `skill 7`.
    #[must_use]
    pub fn skill(&self, id: SkillId) -> String {
        label_or(self.skills.get(&id), "skill", id)
    }

    /// Adds one of a CSV file.
    pub(super) fn add(&mut self, what: &str, id: &str, label: &str) -> Result<(), String> {
        fn put<T: Ord>(
            of: &mut BTreeMap<T, String>,
            id: Option<T>,
            label: &str,
        ) -> Result<(), String> {
            let id = id.ok_or("the id of a label is no number that there can be")?;
            match of.insert(id, label.to_owned()) {
                None => Ok(()),
                Some(_) => Err("the label is given twice".to_owned()),
            }
        }
        match what {
            "person" => put(&mut self.people, id.parse().ok().map(PersonId), label),
            "site" => put(&mut self.sites, id.parse().ok().map(SiteId), label),
            "role" => put(&mut self.roles, id.parse().ok().map(RoleId), label),
            "skill" => put(&mut self.skills, id.parse().ok().map(SkillId), label),
            _ => Err("a label is of a person, site, role or skill".to_owned()),
        }
    }

    /// Refuses what can't be shown, and people who are not there.
    pub(super) fn check(&self, instance: &Instance) -> Result<(), FormatError> {
        let fault = |reason: String| FormatError::Value {
            at: "labels".to_owned(),
            reason,
        };
        let sites = self.sites.values();
        let all = self.people.values().chain(sites);
        let all = all.chain(self.roles.values()).chain(self.skills.values());
        for label in all {
            let is_plain = !label.trim().is_empty() && !label.chars().any(char::is_control);
            if !is_plain || label.chars().count() > LONGEST {
                return Err(fault(format!(
                    "a label has 1 to {LONGEST} characters that can be seen"
                )));
            }
        }
        let known: std::collections::BTreeSet<PersonId> =
            instance.people().iter().map(|person| person.id).collect();
        match self.people.keys().find(|id| !known.contains(id)) {
            Some(id) => Err(fault(format!("there is no person {id}"))),
            None => Ok(()),
        }
    }
}

fn named(label: Option<&String>, what: &str, id: impl std::fmt::Display) -> String {
    match label {
        Some(label) => format!("{label} ({what} {id})"),
        None => format!("{what} {id}"),
    }
}

fn label_or(label: Option<&String>, what: &str, id: impl std::fmt::Display) -> String {
    match label {
        Some(label) => label.clone(),
        None => format!("{what} {id}"),
    }
}
