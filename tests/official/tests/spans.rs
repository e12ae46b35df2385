//! Spans of calls, as a subscriber of a program sees them.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use aws_sdk_ivsrealtime as ivs;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{config, replay, response};

/// A subscriber that keeps each span with its path and its fields.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    spans: Vec<Span>,
    entered: Vec<u64>,
    /// All text of spans and events.
    text: String,
}

struct Span {
    path: Vec<&'static str>,
    fields: Fields,
}

#[derive(Default)]
struct Fields(Vec<(&'static str, String)>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push((field.name(), format!("{value:?}")));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= &tracing::Level::DEBUG
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut kept = self.0.lock().unwrap();
        let mut path = kept.entered.last().map(|id| kept.spans[*id as usize - 1].path.clone()).unwrap_or_default();
        path.push(attributes.metadata().name());
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        kept.text += &format!("{path:?} {:?}\n", fields.0);
        kept.spans.push(Span { path, fields });
        Id::from_u64(kept.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        values.record(&mut self.0.lock().unwrap().spans[id.into_u64() as usize - 1].fields);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.0.lock().unwrap().text += &format!("{:?}\n", fields.0);
    }

    fn enter(&self, id: &Id) {
        self.0.lock().unwrap().entered.push(id.into_u64());
    }

    fn exit(&self, _: &Id) {
        self.0.lock().unwrap().entered.pop();
    }
}

impl Spans {
    /// The spans of this name: the names above each, and a field.
    fn named(&self, name: &str, field: &str) -> Vec<(Vec<&'static str>, Option<String>)> {
        let kept = self.0.lock().unwrap();
        let named = kept.spans.iter().filter(|span| span.path.last() == Some(&name));
        let value = |span: &Span| span.fields.0.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone());
        named.map(|span| (span.path[..span.path.len() - 1].to_vec(), value(span))).collect()
    }
}

/// The spans of a call that is answered so.
async fn watched(statuses: impl IntoIterator<Item = u16>) -> Spans {
    let spans = Spans::default();
    let watching = tracing::subscriber::set_default(spans.clone());
    let http = replay(statuses.into_iter().map(|status| response(status, "{}")));
    let client = ivs::Client::from_conf(config().http_client(http).build());
    let _ = client.create_stage().name("lobby").send().await;
    drop(watching);
    spans
}

const OPERATION: &str = "IVS RealTime.CreateStage";

#[tokio::test(start_paused = true)]
async fn an_operation_is_a_span_with_the_names_of_service_and_method() {
    let spans = watched([200]).await;
    let field = |field| {
        let found = spans.named(OPERATION, field);
        assert_eq!(found.len(), 1);
        found[0].1.clone().unwrap_or_default()
    };
    let fields = ["rpc.service", "rpc.method", "rpc.system"].map(field);
    assert_eq!(fields, ["\"IVS RealTime\"", "\"CreateStage\"", "\"aws-api\""]);
    assert_eq!(field("sdk_invocation_id").len(), 7);
}

#[tokio::test(start_paused = true)]
async fn attempts_are_spans_in_that_of_their_operation() {
    let spans = watched([500, 503, 200]).await;
    let attempts = spans.named("try_attempt", "attempt");
    assert_eq!(attempts.iter().filter_map(|(_, number)| number.as_deref()).collect::<Vec<_>>(), ["1", "2", "3"]);
    for (above, _) in &attempts {
        let names: Vec<_> = above.iter().filter(|name| [OPERATION, "try_op"].contains(name)).collect();
        assert_eq!(names, [&OPERATION, &"try_op"], "{above:?}");
    }
    assert!(!spans.named("orchestrate_endpoint", "").is_empty());
    assert_eq!(spans.named("read_body", "").len(), 3);
    assert!(spans.named("lazy_load_identity", "").len() == 1, "credentials are loaded once");
}

#[tokio::test(start_paused = true)]
async fn secrets_are_in_no_span_and_no_event() {
    let spans = watched([500, 400]).await;
    let text = &spans.0.lock().unwrap().text;
    assert!(text.contains("CreateStage") && !text.contains("SECRET"), "{text}");
}
