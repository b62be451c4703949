//! Placements by preference: deferred acceptance (Gale and Shapley 1962), people proposing.
//!
//! The answer is stable: nobody and no post would both rather have each other than what they got. Of all stable answers it is
//! the best one for every person at once, and nobody gains by misstating their order of posts (Roth 1982).
//!
//! **Tie-break.** A post takes the higher score first. Of two people with the same score it takes the lower `tie_break`
//! number, the same number at every post (a single lottery or the time of application: Abdulkadiroğlu, Pathak and Roth 2009
//! found that one number for all posts places more people well than one a post); of two with the same number, the one who is
//! earlier in the list. So the same input always has the same answer.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// A post that a person would take, and how the post scores them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Which post, counted from nought.
    pub post: u32,
    /// How suitable the post finds the person; more is better.
    pub score: i64,
}

/// Somebody to place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicant {
    /// The posts they would take and that would take them, the dearest first.
    pub choices: Vec<Choice>,
    /// Decides between equal scores, the lower first.
    pub tie_break: u64,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlacementError {
    /// A choice is a post that there is not.
    #[error("applicant {applicant} chose post {post}, which there is not")]
    UnknownPost {
        /// Whose choice.
        applicant: usize,
        /// The post.
        post: u32,
    },
    /// A post is chosen twice.
    #[error("applicant {applicant} chose post {post} twice")]
    Repeated {
        /// Whose choice.
        applicant: usize,
        /// The post.
        post: u32,
    },
}

/// Who got what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placements {
    /// For each applicant, which of their choices they got (0 is the first).
    pub placed: Vec<Option<usize>>,
    /// For each full post, the last applicant it took: whoever it refused stands behind them.
    pub last_taken: Vec<Option<usize>>,
}

/// Who stands where at a post: the greater stands further ahead.
type Standing = (i64, Reverse<u64>, Reverse<usize>);

/// Places the applicants in posts of which post `j` has `places[j]` places.
///
/// Each choice is looked at once: O(c·log p) with `c` choices in all and `p` the most places of a post.
///
/// # Errors
/// A choice that is no post, or that is made twice by the same person.
pub fn place(applicants: &[Applicant], places: &[u32]) -> Result<Placements, PlacementError> {
    for (applicant, Applicant { choices, .. }) in applicants.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for &Choice { post, .. } in choices {
            if post as usize >= places.len() {
                return Err(PlacementError::UnknownPost { applicant, post });
            }
            if !seen.insert(post) {
                return Err(PlacementError::Repeated { applicant, post });
            }
        }
    }
    Ok(propose(applicants, places))
}

fn propose(applicants: &[Applicant], places: &[u32]) -> Placements {
    let mut taken: Vec<BinaryHeap<Reverse<Standing>>> = vec![BinaryHeap::new(); places.len()];
    let mut next = vec![0; applicants.len()];
    let mut free: Vec<usize> = (0..applicants.len()).rev().collect();
    while let Some(applicant) = free.pop() {
        let Some(&Choice { post, score }) = applicants[applicant].choices.get(next[applicant])
        else {
            continue;
        };
        let post = post as usize;
        let tie_break = applicants[applicant].tie_break;
        taken[post].push(Reverse((score, Reverse(tie_break), Reverse(applicant))));
        if taken[post].len() <= places[post] as usize {
            continue;
        }
        if let Some(Reverse((_, _, Reverse(refused)))) = taken[post].pop() {
            next[refused] += 1;
            free.push(refused);
        }
    }
    let placed = applicants
        .iter()
        .zip(next)
        .map(|(applicant, next)| (next < applicant.choices.len()).then_some(next))
        .collect();
    let last_taken = taken
        .iter()
        .zip(places)
        .map(|(taken, &places)| {
            let full = taken.len() == places as usize;
            let last = taken.peek().map(|Reverse((_, _, Reverse(last)))| *last);
            last.filter(|_| full)
        })
        .collect();
    Placements { placed, last_taken }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applicant(tie_break: u64, choices: &[(u32, i64)]) -> Applicant {
        Applicant {
            choices: choices
                .iter()
                .map(|&(post, score)| Choice { post, score })
                .collect(),
            tie_break,
        }
    }

    #[test]
    fn an_equal_score_goes_to_the_lower_tie_break_then_to_the_earlier_in_the_list() {
        let two = [applicant(2, &[(0, 5)]), applicant(1, &[(0, 5)])];
        assert_eq!(place(&two, &[1]).unwrap().placed, [None, Some(0)]);
        let alike = [applicant(1, &[(0, 5)]), applicant(1, &[(0, 5)])];
        assert_eq!(place(&alike, &[1]).unwrap().placed, [Some(0), None]);
    }

    #[test]
    fn somebody_who_is_pushed_out_moves_on_to_their_next_choice() {
        let two = [applicant(1, &[(0, 1), (1, 1)]), applicant(2, &[(0, 2)])];
        let placements = place(&two, &[1, 1]).unwrap();
        assert_eq!(placements.placed, [Some(1), Some(0)]);
        assert_eq!(placements.last_taken, [Some(1), Some(0)]);
    }

    #[test]
    fn a_post_without_places_takes_nobody() {
        let placements = place(&[applicant(1, &[(0, 1)])], &[0]).unwrap();
        assert_eq!(placements.placed, [None]);
        assert_eq!(placements.last_taken, [None]);
    }

    #[test]
    fn a_choice_that_is_no_post_or_made_twice_is_refused() {
        let unknown = PlacementError::UnknownPost {
            applicant: 0,
            post: 3,
        };
        assert_eq!(place(&[applicant(1, &[(3, 1)])], &[1]), Err(unknown));
        let repeated = PlacementError::Repeated {
            applicant: 0,
            post: 0,
        };
        assert_eq!(
            place(&[applicant(1, &[(0, 1), (0, 2)])], &[1]),
            Err(repeated)
        );
    }
}
