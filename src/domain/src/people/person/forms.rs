//! The forms with which an administrator looks after people.

use serde::{Deserialize, Serialize};

use super::{Telephone, parse_name};
use crate::kit::email_address::EmailAddress;
use crate::kit::field_errors::{FieldErrors, optional, read};
use crate::kit::postcode::Postcode;
use crate::people::id::PersonId;
use crate::people::role::Grant;

/// What is kept of a person, as an administrator can say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonDetails {
    pub name: String,
    pub email: EmailAddress,
    pub phone: Option<Telephone>,
    pub postcode: Option<Postcode>,
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
        let role = optional(&self.role, |code| read(code, "Choose a role from the list"));
        let role = errors.take("role", role);
        let chosen = |id: &str| read(id, "Choose an organisation from the list");
        let organisation = errors.take("organisation", optional(&self.organisation, chosen));
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
        let person = errors.take("person", read(&self.person, "Choose a person"));
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

form! {
    /// What people say of themselves: how to ring them, and where from their way to a meeting is reckoned.
    OwnDetailsForm => OwnDetailsRequest() {
        phone: String => phone: Option<Telephone> = optional(&phone, Telephone::parse);
        postcode: String => postcode: Option<Postcode> = optional(&postcode, Postcode::parse);
    }
}

id_form! {
    /// 'Close this account' and 'Open this account again'.
    PersonForm { person: PersonId, "Choose a person" };
}
