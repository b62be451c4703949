//! `people-hub serve`.

use std::net::SocketAddr;
use std::sync::Arc;

use service::demo::People;
use service::{Rng as _, Service, SystemRng};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::CommandError;
use crate::configuration::{ConfigurationError, ServeOptions};
use crate::forwarded::TrustedProxies;
use crate::instance::Instance;
use crate::live::{Connections, Limits};
use crate::site::Site;
use crate::{Shared, WebState, jobs, metrics_router, router, service_manager, serving};

/// Connections of whoever collects the counts.
const METRICS_PLACES: usize = 16;

pub(super) async fn serve(options: ServeOptions) -> Result<(), CommandError> {
    let settings = options.settings()?;
    super::make_folder(&settings.database)?;
    let _lock = settings.database.lock()?;
    let store = super::open_at(settings.database).await?;
    if store.may_rewrite_audit().await? {
        tracing::warn!(
            "the database's role may change the audit log: see 'Two roles' in docs/operations.md"
        );
    }
    let service = Service::new(store, settings.clock, settings.rng, settings.service);
    refuse_other_people(&service).await?;
    service::kit::bank_holiday::ensure(&service)
        .await
        .map_err(|error| format!("the bank holidays could not be kept: {error}"))?;
    if options.demo {
        service::system::demo::go_on(&service)
            .await
            .map_err(|error| format!("the demo's time could not be read: {error}"))?;
        service::demo::load(&service)
            .await
            .map_err(|error| format!("the demo could not be made: {error}"))?;
    }
    let transport = settings.mail.open()?;
    let instance = Instance::new(&name(), Connections::new(Limits::default()));
    // So that the first answer to whoever asks whether the service is ready is that it is.
    service::system::health::show_life(&service, &instance.name)
        .await
        .map_err(|error| format!("the database can't be written: {error}"))?;
    let jobs = jobs::start(service.clone(), transport, instance.clone());

    let state = Arc::new(Shared {
        site: Site::find(),
        public_url: options.public_url(),
        https: options.is_https(),
        trusted_proxies: TrustedProxies::new(options.trusted_proxies.clone()),
        instance: instance.clone(),
        service,
    });
    if let Some(addr) = options.metrics_addr {
        serve_metrics(addr, state.clone()).await?;
    }
    let listener = TcpListener::bind(options.addr).await?;
    let asked_to_stop = asked_to_stop()?;
    println!("People Hub is at {}", options.public_url());
    service_manager::is_ready();
    tokio::spawn(service_manager::show_life(options.addr));
    let stopping = instance.stopping();
    tokio::spawn(async move {
        asked_to_stop.await;
        tracing::info!("stopping: what has been begun is finished");
        service_manager::is_stopping();
        instance.stop();
    });
    serving::serve(listener, router(state.clone()), serving::places(), stopping).await;
    jobs.stop().await;
    state.service.store.close().await;
    Ok(())
}

/// The demo signs anyone in as anybody, so its people and real ones never share a database.
async fn refuse_other_people(service: &Service) -> Result<(), CommandError> {
    let people = service::demo::people(service).await;
    match people.map_err(|error| format!("the database can't be read: {error}"))? {
        People::Invented if !service.config.demo => Err(ConfigurationError::DemoPeople.into()),
        People::Real if service.config.demo => Err(ConfigurationError::DemoOnRealPeople.into()),
        _ => Ok(()),
    }
}

/// A name that no other server on the database has, however often it is started.
fn name() -> String {
    let mut bytes = [0; 4];
    SystemRng.fill(&mut bytes);
    format!("{:08x}", u32::from_le_bytes(bytes))
}

/// The counts are at an address of their own, for as long as the program runs.
async fn serve_metrics(addr: SocketAddr, state: WebState) -> Result<(), CommandError> {
    let listener = TcpListener::bind(addr).await?;
    let stopping = state.instance.stopping();
    let app = metrics_router(state);
    tokio::spawn(serving::serve(listener, app, METRICS_PLACES, stopping));
    Ok(())
}

/// Listens from now on, so that whoever is told that the service is there can stop it at once.
fn asked_to_stop() -> std::io::Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
