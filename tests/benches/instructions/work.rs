//! The work that is counted: reading, writing and calling with the shapes of IVS RealTime.

use std::hint::black_box;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use ivsrealtime::Client;
use ivsrealtime::config::{Config, Credentials, Region};
use ivsrealtime::operation::list_participants::ListParticipantsOutput;
use ivsrealtime::operation::start_composition::StartCompositionInput;
use tinsmith::internals::formats::json;
use tinsmith::internals::formats::json::JsonNames;

use crate::page::{Layout, page};

/// `StartComposition` with every member set, as it goes over the wire.
const START_COMPOSITION: &str = include_str!("start_composition.json");

/// One row of the table.
pub(crate) struct Work {
    pub(crate) name: &'static str,
    /// The number of repetitions: enough to make startup and exit of the process negligible.
    pub(crate) times: u64,
    /// Makes ready and gives what is counted.
    pub(crate) prepare: fn() -> Box<dyn FnMut()>,
}

pub(crate) const WORK: [Work; 5] = [
    Work { name: "read page", times: 10, prepare: || read_page(Layout::Ordered) },
    Work { name: "read page, members reversed", times: 10, prepare: || read_page(Layout::Reversed) },
    Work { name: "read page, unknown members between", times: 10, prepare: || read_page(Layout::Unknown) },
    Work { name: "write start_composition", times: 1000, prepare: write_start_composition },
    Work { name: "call create_stage, signed", times: 1000, prepare: call_create_stage },
];

fn read_page(layout: Layout) -> Box<dyn FnMut()> {
    let text = page(layout);
    let read = |text: &str| json::read::<JsonNames, ListParticipantsOutput>(text.as_bytes()).unwrap();
    assert_eq!(read(&text).participants.len(), 1000);
    Box::new(move || {
        black_box(read(black_box(&text)));
    })
}

fn write_start_composition() -> Box<dyn FnMut()> {
    let input: StartCompositionInput = json::read::<JsonNames, _>(START_COMPOSITION.as_bytes()).unwrap();
    let write = |input: &StartCompositionInput| json::write::<JsonNames, _>(input).unwrap();
    assert_eq!(write(&input).len(), START_COMPOSITION.trim_end().len(), "the text has no space, and every member");
    Box::new(move || {
        black_box(write(black_box(&input)));
    })
}

fn call_create_stage() -> Box<dyn FnMut()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG", None, None, "bench"))
        .http_client(Canned)
        .build();
    let client = Client::from_conf(config);
    Box::new(move || {
        let call = client.create_stage().name("stage").send();
        black_box(runtime.block_on(call).unwrap());
    })
}

/// Answers every request at once.
#[derive(Debug, Clone)]
struct Canned;

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let body = r#"{"stage":{"arn":"arn:aws:ivs:us-east-1:123456789012:stage/AbCdEfGhIjKl","name":"stage"}}"#;
        let response = http::Response::builder().header("x-amzn-requestid", "id-1").body(SdkBody::from(body));
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response.unwrap()).unwrap()))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}
