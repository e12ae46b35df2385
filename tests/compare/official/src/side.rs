//! The side of the official client: its serializer and deserializer.

use aws_sdk_ivsrealtime::config::Builder;
use aws_sdk_ivsrealtime::operation::list_participants::{ListParticipants, ListParticipantsOutput};
use aws_sdk_ivsrealtime::operation::start_composition::{StartComposition, StartCompositionInput};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use bytes::Bytes;

/// A response whose body has been collected.
pub type Response = HttpResponse;

pub fn response(body: Bytes) -> Response {
    http::Response::new(SdkBody::from(body)).try_into().expect("it has no headers")
}

/// Reads and writes with what the official orchestrator takes out of an operation, too.
pub struct Codec {
    list: FrozenLayer,
    writer: SharedRequestSerializer,
    bag: ConfigBag,
}

impl Codec {
    pub fn new() -> Self {
        let config = |operation: &dyn RuntimePlugin| operation.config().expect("operations have a configuration");
        let (list, start) = (config(&ListParticipants::new()), config(&StartComposition::new()));
        Self {
            list,
            writer: start.load::<SharedRequestSerializer>().expect("it can be written").clone(),
            bag: ConfigBag::base(),
        }
    }

    pub fn read(&self, response: &Response) -> ListParticipantsOutput {
        let reader = self.list.load::<SharedResponseDeserializer>().expect("it can be read");
        let read = reader.deserialize_nonstreaming_with_config(response, &self.bag);
        let output = read.expect("it is a response of success").downcast::<ListParticipantsOutput>();
        output.expect("it is the output of the operation")
    }

    pub fn write(&mut self, input: StartCompositionInput) -> SdkBody {
        let request = self.writer.serialize_input(Input::erase(input), &mut self.bag);
        request.expect("the input is complete").into_body()
    }
}

/// The configuration with the connection of the leanest configuration.
pub fn connected(config: Builder) -> Builder {
    let tls = Provider::Rustls(CryptoMode::Ring);
    config.http_client(aws_smithy_http_client::Builder::new().tls_provider(tls).build_https())
}

/// Keeps nothing: hyper alone sends the request of the other client.
pub fn sent(_: &HttpRequest) {}
