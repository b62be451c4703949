//! What an administrator asks of background work: every form accepts what it prints, and none falls over whatever is typed.

use domain::system::id::OutboxId;
use domain::system::job::{JobName, RunJobForm};
use domain::system::outbox::RetryForm;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

proptest! {
    #[test]
    fn trying_a_message_again_reads_what_it_prints(bits in any::<u128>()) {
        let message = OutboxId::from(Uuid::from_u128(bits));
        let form = RetryForm { message: message.to_string() };
        prop_assert_eq!(form.parse(), Ok(message));
    }

    #[test]
    fn asking_for_work_reads_what_it_prints(job in select(JobName::ALL.to_vec())) {
        let form = RunJobForm { job: job.code().to_owned() };
        prop_assert_eq!(form.parse(), Ok(job));
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(typed in ".{0,60}") {
        let message = RetryForm { message: typed.clone() }.parse();
        if let Err(errors) = message {
            prop_assert_eq!(errors.for_field("message"), Some("Choose a message"));
        }
        let job = RunJobForm { job: typed.clone() }.parse();
        prop_assert_eq!(job.is_ok(), JobName::from_code(typed.trim()).is_some());
    }
}
