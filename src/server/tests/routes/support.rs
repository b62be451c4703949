//! The whole service in this process, on an empty database, with a clock that stands still.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, header};
use domain::kit::email_address::EmailAddress;
use domain::kit::mailbox::Mailbox;
use domain::people::actor::Actor;
use domain::people::id::{PersonId, RoleGrantId, SessionId};
use domain::people::role::{Grant, Role};
use domain::places::id::OrganisationId;
use domain::places::organisation::{OrganisationKind, OrganisationSource};
use ipnet::IpNet;
use server::forwarded::{TrustedProxies, proxies};
use server::instance::Instance;
use server::live::{Connections, Limits};
use server::metrics_router;
use server::site::Site;
use server::{Shared, router};
use service::people::session::Visitor;
use service::{FixedClock, SeededRng, Service, ServiceConfig};
use store::people::person::Person;
use store::places::organisation::Organisation;
use store::testing::TestDatabase;
use store::{StoreError, Tx};
use tower::ServiceExt as _;

/// Monday 2 March 2026, 9am.
pub const START: &str = "2026-03-02T09:00:00Z";
/// Where browsers reach it.
pub const PUBLIC_URL: &str = "http://127.0.0.1:3000";
const HOST: &str = "127.0.0.1:3000";

/// The service under test.
pub struct TestApp {
    /// Its use cases.
    pub service: Service,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    /// Its server.
    pub instance: Arc<Instance>,
    router: Router,
    metrics: Router,
    /// How many hours' worth of samples there are.
    pub hours: AtomicI64,
    /// What ends every name and text that somebody may write.
    pub mark: &'static str,
    _database: TestDatabase,
}

/// How a [`TestApp`] is to be set up.
pub struct TestAppBuilder {
    demo: bool,
    public_url: &'static str,
    live: Limits,
    mark: &'static str,
    trusted_proxies: Vec<IpNet>,
    database: Option<TestDatabase>,
}

impl TestAppBuilder {
    /// As the demo, or not.
    pub fn demo(mut self, demo: bool) -> Self {
        self.demo = demo;
        self
    }

    /// Reached at another address.
    pub fn public_url(mut self, url: &'static str) -> Self {
        self.public_url = url;
        self
    }

    /// With this at the end of every name and text that somebody may write.
    pub fn mark(mut self, mark: &'static str) -> Self {
        self.mark = mark;
        self
    }

    /// With other limits for pages that listen.
    pub fn live(mut self, limits: Limits) -> Self {
        self.live = limits;
        self
    }

    /// On another database than a new one of SQLite's.
    pub fn on(mut self, database: TestDatabase) -> Self {
        self.database = Some(database);
        self
    }

    /// Behind these proxies.
    pub fn trusted_proxies(mut self, texts: &[&str]) -> Self {
        self.trusted_proxies = texts.iter().map(|text| proxies(text).unwrap()).collect();
        self
    }

    /// The service, on a new database.
    pub async fn start(self) -> TestApp {
        let database = match self.database {
            Some(database) => database,
            None => store::testing::sqlite().await,
        };
        let clock = Arc::new(FixedClock::new(START.parse().unwrap()));
        let config = ServiceConfig {
            public_url: self.public_url.to_owned(),
            mail_from: Mailbox::sender("people-hub@example.nhs.uk").unwrap(),
            controller: Mailbox::sender("Example Trust <privacy@example.nhs.uk>").unwrap(),
            system: Some("Example County".to_owned()),
            demo: self.demo,
        };
        let service = Service::new(
            database.store.clone(),
            clock.clone(),
            Arc::new(SeededRng::new(42)),
            config,
        );
        service::system::health::show_life(&service, "test")
            .await
            .unwrap();
        let instance = Instance::new("test", Connections::new(self.live));
        let state = Arc::new(Shared {
            service: service.clone(),
            site: Site::default(),
            public_url: self.public_url.to_owned(),
            https: self.public_url.starts_with("https://"),
            trusted_proxies: TrustedProxies::new(self.trusted_proxies),
            instance: instance.clone(),
        });
        TestApp {
            service,
            clock,
            instance,
            metrics: metrics_router(state.clone()),
            router: router(state),
            hours: AtomicI64::new(0),
            mark: self.mark,
            _database: database,
        }
    }
}

impl TestApp {
    /// Writes what no use case is asked for.
    pub async fn kept<T>(&self, write: impl AsyncFnOnce(&mut Tx) -> Result<T, StoreError>) -> T {
        let mut tx = self.service.store.write().await.unwrap();
        let kept = write(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        kept
    }

    /// To be set up.
    pub fn init() -> TestAppBuilder {
        TestAppBuilder {
            demo: false,
            public_url: PUBLIC_URL,
            trusted_proxies: Vec::new(),
            database: None,
            // Whoever reads an answer to its end waits no longer than this.
            live: Limits {
                longest: Duration::from_millis(20),
                ..Limits::default()
            },
            mark: "",
        }
    }

    /// A browser where nobody is signed in.
    pub fn visitor(&self) -> Browser<'_> {
        Browser {
            app: self,
            session: None,
            other_cookies: String::new(),
        }
    }

    /// What Prometheus collects.
    pub async fn metrics(&self) -> String {
        let request = Request::get("/metrics").body(Body::empty()).unwrap();
        let answer = self.metrics.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let body = to_bytes(answer.into_body(), 16 * 1024 * 1024).await;
        String::from_utf8(body.unwrap().to_vec()).unwrap()
    }

    /// The answer to a request as it comes, for what does not end.
    pub async fn open(&self, mut request: Request<Body>) -> Response<Body> {
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50_000))));
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// Adds a person who holds a role, in one organisation or in the whole system.
    pub async fn person(
        &self,
        name: &str,
        role: Role,
        organisation: Option<OrganisationId>,
    ) -> PersonId {
        let now = self.service.now();
        let id = PersonId::new(now, self.service.random());
        let mut person = person(&self.service, name, id);
        person.name.push_str(self.mark);
        let grant = RoleGrantId::new(now, self.service.random());
        let mut tx = self.service.store.write().await.unwrap();
        store::people::person::insert(&mut tx, &person)
            .await
            .unwrap();
        store::people::role_grant::insert(
            &mut tx,
            grant,
            person.id,
            Grant { role, organisation },
            now,
            None,
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        person.id
    }

    /// Adds a person who holds every role in the whole system.
    pub async fn person_with_every_role(&self, name: &str) -> PersonId {
        let person = self.person(name, Role::ALL[0], None).await;
        let now = self.service.now();
        let mut tx = self.service.store.write().await.unwrap();
        for &role in &Role::ALL[1..] {
            let id = RoleGrantId::new(now, self.service.random());
            let grant = Grant {
                role,
                organisation: None,
            };
            store::people::role_grant::insert(&mut tx, id, person, grant, now, None)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        person
    }

    /// Adds an organisation.
    pub async fn organisation(&self, name: &str) -> OrganisationId {
        let organisation = Organisation {
            id: OrganisationId::new(self.service.now(), self.service.random()),
            ods_code: None,
            name: format!("{name}{}", self.mark),
            kind: OrganisationKind::Trust,
            town: format!("Stoke-on-Trent{}", self.mark),
            postcode: None,
            opened: None,
            closed: None,
            source: OrganisationSource::Local,
        };
        let mut tx = self.service.store.write().await.unwrap();
        store::places::organisation::insert(&mut tx, &organisation)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        organisation.id
    }

    /// A browser where the person with this name is signed in.
    pub async fn as_person(&self, name: &str) -> Browser<'_> {
        Browser {
            app: self,
            session: Some(self.sign_in(name).await),
            other_cookies: String::new(),
        }
    }

    /// Who has this name.
    pub async fn person_called(&self, name: &str) -> PersonId {
        let mut conn = self.service.store.read().await.unwrap();
        store::people::person::by_email(&mut conn, &email_of(name))
            .await
            .unwrap()
            .unwrap()
            .id
    }

    /// A session of the person with this name, in a browser of its own.
    pub async fn session_of(&self, name: &str) -> SessionId {
        let token = self.sign_in(name).await;
        service::people::session::authenticate(&self.service, &token)
            .await
            .unwrap()
            .unwrap()
            .session
    }

    /// The person with this name, signed in.
    pub async fn actor_called(&self, name: &str) -> Actor {
        let token = self.sign_in(name).await;
        let actor = service::people::session::authenticate(&self.service, &token).await;
        actor.unwrap().unwrap()
    }

    async fn sign_in(&self, name: &str) -> String {
        let config = ServiceConfig {
            demo: true,
            ..(*self.service.config).clone()
        };
        let demo = Service {
            config: Arc::new(config),
            ..self.service.clone()
        };
        let visitor = Visitor {
            address: "127.0.0.1".to_owned(),
            ..Visitor::default()
        };
        service::people::sign_in::as_persona(&demo, email_of(name).as_str(), &visitor)
            .await
            .unwrap()
            .token
    }
}

/// A person to be added.
pub fn person(service: &Service, name: &str, id: PersonId) -> Person {
    Person {
        id,
        name: name.to_owned(),
        email: email_of(name),
        phone: None,
        postcode: None,
        background: None,
        created_at: service.now(),
        closed_at: None,
    }
}

/// The first name's address: 'Amina Yusuf' has `amina@example.nhs.uk`.
pub fn email_of(name: &str) -> EmailAddress {
    let first = name.split(' ').next().unwrap().to_lowercase();
    EmailAddress::parse(&format!("{first}@example.nhs.uk")).unwrap()
}

/// A browser without scripts.
pub struct Browser<'a> {
    app: &'a TestApp,
    session: Option<String>,
    other_cookies: String,
}

impl Browser<'_> {
    /// The browser with another cookie.
    pub fn with_cookie(mut self, cookie: &str) -> Self {
        self.other_cookies = format!("; {cookie}");
        self
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a page's form as the page would: to the page's own address, naming the server function.
    pub async fn post(&self, path: &str, function: &str, inputs: &[(&str, &str)]) -> Answer {
        let inputs = [&[(web::forms::SERVER_FUNCTION, function)], inputs].concat();
        self.submit(path, &inputs).await
    }

    /// Calls a server function as a hydrated page would.
    pub async fn call(&self, function: &str, inputs: &[(&str, &str)]) -> Answer {
        self.submit(function, inputs).await
    }

    async fn submit(&self, path: &str, inputs: &[(&str, &str)]) -> Answer {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(inputs)
            .finish();
        let request = self
            .request(Method::POST, path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(form));
        self.send(request.unwrap()).await
    }

    /// A request to be made by hand, with the session and what every browser sends.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header(header::ACCEPT, "text/html,*/*;q=0.8");
        match &self.session {
            Some(token) => {
                let others = &self.other_cookies;
                request.header(
                    header::COOKIE,
                    format!("people-hub-session={token}{others}"),
                )
            }
            None => request,
        }
    }

    /// Sends a request made by hand.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.open(request).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 16 * 1024 * 1024).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
}

impl Answer {
    /// A header's value; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Fails unless the status is this one.
    #[track_caller]
    pub fn has_status(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Fails unless the body contains the text.
    #[track_caller]
    pub fn contains(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{text:?} is not in {}", self.body);
        self
    }

    /// Fails if the body contains the text.
    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text:?} is in {}", self.body);
        self
    }

    /// Fails unless it leads to this address.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.header("location")),
            (303, path),
            "{}",
            self.body
        );
        self
    }

    /// The cookies that were set, by name.
    pub fn cookies(&self) -> HashMap<String, String> {
        let lines = self
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|line| line.to_str().unwrap());
        lines
            .filter_map(|line| line.split_once('='))
            .map(|(name, rest)| (name.to_owned(), rest.to_owned()))
            .collect()
    }
}
