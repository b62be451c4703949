//! The forms with which an administrator looks after people.

use serde::{Deserialize, Serialize};

use super::{Telephone, parse_name};
use crate::kit::email_address::EmailAddress;
use crate::kit::field_errors::FieldErrors;
use crate::kit::postcode::Postcode;
use crate::people::id::PersonId;
use crate::people::role::{Grant, Role};
use crate::places::id::OrganisationId;

/// What is kept of a person, as an administrator can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDetails {
    pub name: String,
    pub email: EmailAddress,
    pub phone: Option<Telephone>,
    pub postcode: Option<Postcode>,
}

fn optional<T>(
    text: &str,
    parse: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<Option<T>, &'static str> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        parse(text).map(Some)
    }
}

fn parse_details(
    errors: &mut FieldErrors,
    name: &str,
    email: &str,
    phone: &str,
    postcode: &str,
) -> Option<PersonDetails> {
    let name = errors.take("name", parse_name(name));
    let email = errors.take("email", EmailAddress::parse(email));
    let phone = errors.take("phone", optional(phone, Telephone::parse));
    let postcode = errors.take("postcode", optional(postcode, Postcode::parse));
    Some(PersonDetails {
        name: name?,
        email: email?,
        phone: phone?,
        postcode: postcode?,
    })
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddPersonForm {
    pub name: String,
    pub email: String,
    pub phone: String,
    pub postcode: String,
    pub role: String,
    pub organisation: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddPersonRequest {
    pub details: PersonDetails,
    /// Their first role; without an organisation it holds in the whole system.
    pub grant: Option<Grant>,
}

impl AddPersonForm {
    pub fn parse(self) -> Result<AddPersonRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let details = parse_details(
            &mut errors,
            &self.name,
            &self.email,
            &self.phone,
            &self.postcode,
        );
        let role = match self.role.trim() {
            "" => Some(None),
            code => errors.take(
                "role",
                Role::from_code(code)
                    .map(Some)
                    .ok_or("Choose a role from the list"),
            ),
        };
        let organisation = match self.organisation.trim() {
            "" => Some(None),
            id => errors.take(
                "organisation",
                id.parse::<OrganisationId>()
                    .map(Some)
                    .map_err(|_| "Choose an organisation from the list"),
            ),
        };
        match (details, role, organisation) {
            (Some(details), Some(role), Some(organisation)) => Ok(AddPersonRequest {
                details,
                grant: role.map(|role| Grant { role, organisation }),
            }),
            _ => Err(errors),
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangePersonForm {
    pub person: String,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub postcode: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangePersonRequest {
    pub person: PersonId,
    pub details: PersonDetails,
}

impl ChangePersonForm {
    pub fn parse(self) -> Result<ChangePersonRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let person = errors.take("person", parse_person(&self.person));
        let details = parse_details(
            &mut errors,
            &self.name,
            &self.email,
            &self.phone,
            &self.postcode,
        );
        match (person, details) {
            (Some(person), Some(details)) => Ok(ChangePersonRequest { person, details }),
            _ => Err(errors),
        }
    }
}

id_form! {
    /// 'Close this account' and 'Open this account again'.
    PersonForm { person: PersonId, "Choose a person" };
}

fn parse_person(text: &str) -> Result<PersonId, &'static str> {
    text.trim().parse().map_err(|_| "Choose a person")
}
