//! What every handler shares, and how much a request may bring.

use std::sync::Arc;

use service::Service;

use crate::forwarded::TrustedProxies;
use crate::instance::Instance;
use crate::site::Site;

/// The largest body of a request: 64 KiB, several times the longest form.
pub const BODY_LIMIT: usize = 64 * 1024;

/// What every handler shares. Each layer of the router has a copy for each request: of the pointer alone.
pub type WebState = Arc<Shared>;

pub struct Shared {
    pub service: Service,
    pub site: Site,
    pub public_url: String,
    pub https: bool,
    /// Whose X-Forwarded-For is believed.
    pub trusted_proxies: TrustedProxies,
    /// This server, among those on the database.
    pub instance: Arc<Instance>,
}
