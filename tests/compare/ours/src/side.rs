//! The side of this project's client: its functions for requests and responses.

use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use compare_work::stage::{REQUEST, REQUEST_HEADERS};
use ivsrealtime::Operation;
use ivsrealtime::config::Builder;
use ivsrealtime::operation::list_participants::{ListParticipants, ListParticipantsOutput};
use ivsrealtime::operation::start_composition::{StartComposition, StartCompositionInput};
use tinsmith::internals::operation::Protocol;

/// A response whose body has been collected.
pub type Response = http::Response<Bytes>;

pub fn response(body: Bytes) -> Response {
    Response::new(body)
}

/// Reads and writes.
pub struct Codec;

impl Codec {
    pub fn new() -> Self {
        Self
    }

    pub fn read(&self, response: &Response) -> ListParticipantsOutput {
        ListParticipants::http_response(response).expect("it is a response of success")
    }

    /// The body of the request before it has an endpoint: that is what the official serializer gives, too.
    pub fn write(&mut self, mut input: StartCompositionInput) -> SdkBody {
        type Wire = <StartComposition as Operation>::Protocol;
        Wire::request::<StartComposition>(&mut input).expect("the input is complete").body
    }
}

/// The configuration with the connection of the default features.
pub fn connected(config: Builder) -> Builder {
    config
}

/// Sees to it that what hyper alone sends is what this client sends.
pub fn sent(request: &HttpRequest) {
    let names = request.headers().iter().map(|(name, _)| name);
    assert!(names.eq(REQUEST_HEADERS.map(|(name, _)| name)), "the headers in compare_work::stage are out of date");
    assert_eq!(request.body().bytes(), Some(REQUEST.as_bytes()));
}
