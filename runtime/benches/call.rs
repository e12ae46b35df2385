//! A signed call on a connection that answers from memory, and its signature alone: time and allocations.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/oracle/mod.rs"]
mod oracle;
#[path = "../tests/support/mod.rs"]
mod support;

use std::time::SystemTime;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use divan::{AllocProfiler, Bencher};
use http::{Request, Response};
use support::{Echo, config, engine, hello};
use tinsmith::config::Credentials;
use tinsmith::internals::signing::{Scope, sign};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

/// Keys of a person, and keys of a role with their token.
const TOKENS: [usize; 2] = [0, 800];
const TIME: SystemTime = SystemTime::UNIX_EPOCH;

fn main() {
    divan::main();
}

/// Answers every request at once, and remembers nothing.
#[derive(Debug, Clone)]
struct Canned;

impl HttpConnector for Canned {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        let response = Response::builder().header("x-amzn-requestid", "id-1").body(SdkBody::from("text=hi"));
        HttpConnectorFuture::ready(Ok(HttpResponse::try_from(response.unwrap()).unwrap()))
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

#[divan::bench(args = [true, false])]
fn call(bencher: Bencher<'_, '_>, signed: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = engine(config().http_client(Canned).anonymous(!signed));
    bencher.bench_local(|| runtime.block_on(client.send::<Echo>(hello())).unwrap());
}

/// The request of `CreateStage` of IVS RealTime.
fn create_stage() -> Request<SdkBody> {
    let agent = "tinsmith/0.1.0 ua/2.1 api/ivs_realtime#0.1.0 os/linux lang/rust";
    Request::post("https://ivsrealtime.us-east-1.amazonaws.com/CreateStage")
        .header("content-type", "application/json")
        .header("content-length", "83")
        .header("amz-sdk-invocation-id", "9a1d2b1c-7b6e-4f5b-8a55-0d1c2b3a4f5e")
        .header("amz-sdk-request", "attempt=1; max=3")
        .header("user-agent", agent)
        .header("x-amz-user-agent", agent)
        .body(SdkBody::from(r#"{"name":"stage","participantTokenConfigurations":[{"userId":"alice","duration":720}]}"#))
        .unwrap()
}

fn keys(token: usize) -> Credentials {
    let token = (token > 0).then(|| "t".repeat(token));
    Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", token, None, "bench")
}

/// With a key that is derived each time, unlike in a call.
#[divan::bench(args = TOKENS)]
fn signature(bencher: Bencher<'_, '_>, token: usize) {
    let (keys, scope) = (keys(token), Scope::new("ivs", "us-east-1"));
    bencher.with_inputs(create_stage).bench_refs(|request| sign(request, &keys, &scope, false, TIME).unwrap());
}

#[divan::bench(args = TOKENS)]
fn signature_aws_sigv4(bencher: Bencher<'_, '_>, token: usize) {
    let (keys, scope) = (Identity::from(keys(token)), Scope::new("ivs", "us-east-1"));
    bencher.with_inputs(create_stage).bench_refs(|request| oracle::sign(request, &keys, &scope, false, TIME));
}
