//! `people-hub serve`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::ListenerExt as _;
use service::{Clock, FixedClock, Rng, SeededRng, Service, ServiceConfig, SystemClock, SystemRng};
use tokio::net::TcpListener;
use tokio::signal;

use super::CommandError;
use crate::configuration::{ConfigurationError, ServeOptions};
use crate::instance::Instance;
use crate::live::{Connections, Limits};
use crate::{WebState, jobs, mail, metrics, router, site};

pub(super) async fn serve(options: ServeOptions) -> Result<(), CommandError> {
    options.check()?;
    let store = super::open(&options.database).await?;
    let clock: Arc<dyn Clock> = match options.clock {
        Some(at) => Arc::new(FixedClock::new(at)),
        None => Arc::new(SystemClock),
    };
    // With a stopped clock everything is the same each time, tokens too: that is for tests of the demo only.
    let rng: Arc<dyn Rng> = match options.clock {
        Some(at) => Arc::new(SeededRng::new(at.unix_milliseconds())),
        None => Arc::new(SystemRng),
    };
    let config = ServiceConfig {
        public_url: options.public_url(),
        mail_from: options.mail_from.clone(),
        demo: options.demo,
    };
    let service = Service::new(store, clock, rng, config);
    let told = |error| format!("the database can't be read: {error}");
    if !options.demo && service::demo::is_there(&service).await.map_err(told)? {
        return Err(ConfigurationError::DemoPeople.into());
    }
    service::bank_holiday::ensure(&service)
        .await
        .map_err(|error| format!("the bank holidays could not be kept: {error}"))?;
    if options.demo {
        service::demo::load(&service)
            .await
            .map_err(|error| format!("the demo could not be made: {error}"))?;
    }
    let mail_setting = options
        .mail
        .clone()
        .unwrap_or_else(|| "file:data/mail".to_owned());
    let transport = mail::transport(&mail_setting, &options.mail_from)?;
    let instance = Instance::new(&name(), Connections::new(Limits::default()));
    // So that the first answer to whoever asks whether the service is ready is that it is.
    service::health::show_life(&service, &instance.name)
        .await
        .map_err(|error| format!("the database can't be written: {error}"))?;
    let jobs = jobs::start(service.clone(), transport, instance.clone());

    let state = WebState {
        leptos: Arc::new(site::options(options.addr)),
        public_url: options.public_url(),
        https: options.is_https(),
        trusted_proxies: options.trusted_proxies.clone(),
        instance: instance.clone(),
        service,
    };
    if let Some(addr) = options.metrics_addr {
        serve_metrics(addr, state.clone()).await?;
    }
    let listener = TcpListener::bind(options.addr).await?.tap_io(|stream| {
        // Without it a page waits 40 ms for the browser's acknowledgement of its first part.
        let _ = stream.set_nodelay(true);
    });
    println!("People Hub is at {}", options.public_url());
    let app = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(async move {
            asked_to_stop().await;
            tracing::info!("stopping: what has been begun is finished");
            instance.stop();
        })
        .await?;
    jobs.stop().await;
    state.service.store.close().await;
    Ok(())
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
    tokio::spawn(async move { axum::serve(listener, metrics::metrics_router(state)).await });
    Ok(())
}

async fn asked_to_stop() {
    let interrupt = async {
        let _ = signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
