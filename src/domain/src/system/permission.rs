//! What administrators of the whole system may do.

use crate::people::permission::Permission;
use crate::people::role::Role;

/// Change the settings of the whole system and read the whole audit log.
pub const ADMINISTER_SYSTEM: Permission =
    Permission::system_wide("administer_system", &[Role::Administrator]);
