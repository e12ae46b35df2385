//! Spans and events of calls, as a subscriber that takes everything sees them.
#![cfg(feature = "tracing")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use http::Response;
use support::{Clock, Echo, EchoWithToken, READY, config, engine, hello};
use tinsmith::config::{Credentials, Token};
use tinsmith::customize::CustomizableOperation;
use tinsmith::presigning::PresigningConfig;
use tinsmith::test::replay;
use tinsmith::waiters::Waiter;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_core::span::Current;

/// Takes every span and event, each as a line: `Echo Test.Echo > try_op > try_attempt{attempt=1}`.
#[derive(Clone, Default)]
struct Everything(Arc<Mutex<Taken>>);

#[derive(Default)]
struct Taken {
    spans: HashMap<u64, (String, &'static Metadata<'static>)>,
    /// The spans that are entered, the innermost last.
    entered: Vec<u64>,
    lines: Vec<String>,
}

/// Fields as text.
struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Taken {
    fn place(&self) -> String {
        self.entered.last().map(|id| format!("{} > ", self.spans[id].0)).unwrap_or_default()
    }
}

impl Subscriber for Everything {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut taken = self.0.lock().unwrap();
        let id = taken.spans.len() as u64 + 1;
        let mut name = taken.place() + attributes.metadata().name();
        taken.spans.insert(id, (name.clone(), attributes.metadata()));
        attributes.record(&mut Fields(&mut name));
        taken.lines.push(name);
        Id::from_u64(id)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut taken = self.0.lock().unwrap();
        let mut line = format!("{}:", taken.spans[&id.into_u64()].0);
        values.record(&mut Fields(&mut line));
        taken.lines.push(line);
    }

    fn current_span(&self) -> Current {
        let taken = self.0.lock().unwrap();
        taken.entered.last().map_or_else(Current::none, |id| Current::new(Id::from_u64(*id), taken.spans[id].1))
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut taken = self.0.lock().unwrap();
        let mut line = taken.place();
        event.record(&mut Fields(&mut line));
        taken.lines.push(line);
    }

    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push(id.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered.pop();
    }
}

/// The lines of a program, without the numbers that are drawn.
async fn lines(program: impl Future<Output = ()>) -> Vec<String> {
    let everything = Everything::default();
    let watched = tracing::subscriber::set_default(everything.clone());
    program.await;
    drop(watched);
    let lines = everything.0.lock().unwrap().lines.clone();
    lines.iter().map(|line| without_number(without_number(line.clone(), "sdk_invocation_id="), "waiter_id=")).collect()
}

fn without_number(mut line: String, key: &str) -> String {
    if let Some(start) = line.find(key).map(|start| start + key.len()) {
        let digits = line[start..].chars().take_while(char::is_ascii_digit).count();
        assert_eq!(digits, 7, "{line}");
        line.replace_range(start..start + digits, "N");
    }
    line
}

fn answer(status: u16, body: &'static str) -> Response<&'static str> {
    Response::builder().status(status).header("x-amzn-requestid", "id-1").body(body).unwrap()
}

const OPERATION: &str = "Echo Test.Echo";

#[tokio::test]
async fn a_call_has_the_spans_of_the_official_crates() {
    let lines = lines(async {
        let engine = engine(config().http_client(replay([answer(200, "text=hi")])));
        engine.send::<Echo>(hello()).await.unwrap();
    })
    .await;
    let expected = [
        "Echo Test.Echo rpc.service=\"Echo Test\" rpc.method=\"Echo\" sdk_invocation_id=N rpc.system=\"aws-api\"",
        "Echo Test.Echo > try_op",
        "Echo Test.Echo > try_op > orchestrate_endpoint",
        "Echo Test.Echo > try_op > try_attempt attempt=1",
        "Echo Test.Echo > try_op > try_attempt > lazy_load_identity",
        "Echo Test.Echo > try_op > try_attempt > sign",
        "Echo Test.Echo > try_op > try_attempt: status=200",
        "Echo Test.Echo > try_op > try_attempt: request_id=\"id-1\"",
        "Echo Test.Echo > try_op > try_attempt >  message=received a response status=200 request_id=\"id-1\"",
        "Echo Test.Echo > try_op > try_attempt > read_body",
    ];
    assert_eq!(lines, expected, "{lines:#?}");
}

#[tokio::test]
async fn retries_tell_their_reasons() {
    let lines = lines(async {
        let answers = [answer(400, "Busy: later"), answer(503, ""), answer(503, "")];
        let engine = engine(Clock::default().of(config().http_client(replay(answers))));
        engine.send::<Echo>(hello()).await.unwrap_err();
    })
    .await;
    let told: Vec<_> = lines.iter().filter(|line| line.contains("message=the attempt failed")).collect();
    assert_eq!(told.len(), 3, "{lines:#?}");
    let place = format!("{OPERATION} > try_op > ");
    assert!(told.iter().all(|line| line.starts_with(&place)), "{told:#?}");
    assert!(told[0].contains("another follows attempt=1 status=400 code=\"Busy\" delay="), "{}", told[0]);
    assert!(told[1].contains("another follows attempt=2 status=503"), "{}", told[1]);
    assert!(told[2].contains("none follows attempt=3"), "{}", told[2]);
}

#[tokio::test]
async fn a_waiter_spans_its_calls() {
    let lines = lines(async {
        let http = replay([answer(200, "text=no"), answer(200, "text=ready")]);
        let engine = engine(Clock::default().of(config().http_client(http)));
        Waiter::new(engine, &READY).wait::<Echo>(hello(), Duration::from_secs(60)).await.unwrap();
    })
    .await;
    assert_eq!(lines[0], "waiter waiter_id=N");
    let calls = lines.iter().filter(|line| line.starts_with("waiter > Echo Test.Echo rpc.service="));
    assert_eq!(calls.count(), 2, "{lines:#?}");
}

/// Whatever crates write below the call, at whatever level.
#[tokio::test]
async fn nothing_secret_is_seen() {
    let lines = lines(async {
        let answers = [answer(400, "Busy: response-secret"), answer(200, "text=response-secret")];
        let engine = engine(Clock::default().of(config().http_client(replay(answers))));
        let input = support::Input { name: Some("input-secret".into()), ..hello() };
        engine.send::<Echo>(input).await.unwrap();
        let token = Token::new("token-secret", None);
        let engine =
            support::engine(config().token_provider(token).http_client(replay([answer(401, "Denied: secret")])));
        engine.send::<EchoWithToken>(hello()).await.unwrap_err();
    })
    .await;
    assert!(lines.len() > 20, "{lines:#?}");
    for secret in ["secret", "SECRET", "TOKEN", "AKID", "hello", "Signature"] {
        let found: Vec<_> = lines.iter().filter(|line| line.contains(secret)).collect();
        assert!(found.is_empty(), "{secret}: {found:#?}");
    }
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_new_connection_has_a_span() {
    use support::server::{Server, ok};

    let server = Server::start([ok("text=hi")]).await;
    let address = server.address();
    let lines = lines(async {
        engine(config().endpoint_url(server.url())).send::<Echo>(hello()).await.unwrap();
    })
    .await;
    let connect = format!(
        "{OPERATION} > try_op > try_attempt > connect server.address=\"127.0.0.1\" server.port={}",
        address.port()
    );
    assert!(lines.contains(&connect), "{lines:#?}");
}

#[tokio::test]
async fn a_presigned_request_that_ends_with_its_credentials_is_warned_of() {
    for (expires_in, warned) in [(60, false), (61, true)] {
        let lines = lines(async {
            let keys = Credentials::new("AKID", "SECRET", None, Some(UNIX_EPOCH + Duration::from_secs(60)), "test");
            let engine = engine(Clock::default().of(config().credentials_provider(keys)));
            let validity = PresigningConfig::expires_in(Duration::from_secs(expires_in)).unwrap();
            CustomizableOperation::<Echo>::new(engine, Ok(hello())).presigned(validity).await.unwrap();
        })
        .await;
        let warning = "Echo Test.Echo >  message=the credentials expire before the presigned request, and it with them";
        assert_eq!(lines.iter().any(|line| line == warning), warned, "{lines:#?}");
        assert!(lines.iter().any(|line| line == "Echo Test.Echo > sign"), "{lines:#?}");
    }
}
