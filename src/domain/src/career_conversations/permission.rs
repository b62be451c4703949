//! What people may do with career conversations.

use crate::people::permission::Permission;
use crate::people::role::Role;

/// Book, move and cancel one's own career conversations.
pub const HAVE_CONVERSATIONS: Permission =
    Permission::held_anywhere("have_conversations", &[Role::HubMember]);
/// Publish one's own availability and see one's own conversations as adviser.
pub const GIVE_CONVERSATIONS: Permission =
    Permission::system_wide("give_conversations", &[Role::CareerAdviser]);
/// See, book, move and cancel anyone's conversations.
pub const COORDINATE_CONVERSATIONS: Permission =
    Permission::system_wide("coordinate_conversations", &[Role::HubCoordinator]);
