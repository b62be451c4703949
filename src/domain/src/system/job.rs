//! Background work that is done again and again, by one server at a time.

use serde::{Deserialize, Serialize};

use crate::kit::field_errors::FieldErrors;

const AGAIN_MINUTES: i64 = 5;

coded_enum! {
    pub enum JobName {
        ForgetEnded = "forget_ended", "Take away what is kept for a time only";
        BankHolidays = "bank_holidays", "Keep the bank holidays of the coming years";
    }
}

impl JobName {
    #[must_use]
    pub const fn every_minutes(self) -> i64 {
        match self {
            Self::ForgetEnded => 10,
            Self::BankHolidays => 60,
        }
    }

    /// Minutes until it is tried again after a failure: soon, but never sooner than it is done anyway.
    #[must_use]
    pub const fn again_minutes(self) -> i64 {
        let every = self.every_minutes();
        if every < AGAIN_MINUTES {
            every
        } else {
            AGAIN_MINUTES
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunJobForm {
    /// By its code.
    pub job: String,
}

impl RunJobForm {
    pub fn parse(self) -> Result<JobName, FieldErrors> {
        let name = JobName::from_code(self.job.trim());
        name.ok_or_else(|| FieldErrors::one("job", "Choose what is to be done"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_is_tried_again_soon() {
        for &job in JobName::ALL {
            assert!(job.again_minutes() <= job.every_minutes());
            assert!((1..=5).contains(&job.again_minutes()), "{job}");
        }
    }
}
