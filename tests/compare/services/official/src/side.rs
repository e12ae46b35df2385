//! The side of the official clients: the serializers and deserializers that their orchestrator takes out of an operation.

use std::fmt::Debug;

use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer};
use bytes::Bytes;
use dynamodb::operation::batch_write_item::{BatchWriteItem, BatchWriteItemInput};
use dynamodb::operation::query::{Query, QueryOutput};
use s3::operation::list_objects_v2::{ListObjectsV2, ListObjectsV2Output};

/// A response whose body has been collected.
pub type Response = HttpResponse;

pub fn response(body: Bytes) -> Response {
    http::Response::new(SdkBody::from(body)).try_into().expect("it has no headers")
}

pub fn query() -> impl Fn(&Response) -> QueryOutput {
    reader(&Query::new())
}

pub fn list_objects() -> impl Fn(&Response) -> ListObjectsV2Output {
    reader(&ListObjectsV2::new())
}

pub fn batch_write() -> impl FnMut(BatchWriteItemInput) -> SdkBody {
    let layer = layer(&BatchWriteItem::new());
    let writer = layer.load::<SharedRequestSerializer>().expect("it can be written").clone();
    let mut bag = ConfigBag::base();
    move |input| {
        let request = writer.serialize_input(Input::erase(input), &mut bag);
        request.expect("the input is complete").into_body()
    }
}

fn reader<O: Debug + Send + Sync + 'static>(operation: &dyn RuntimePlugin) -> impl Fn(&Response) -> O + use<O> {
    let (layer, bag) = (layer(operation), ConfigBag::base());
    move |response| {
        let reader = layer.load::<SharedResponseDeserializer>().expect("it can be read");
        let read = reader.deserialize_nonstreaming_with_config(response, &bag);
        let output = read.expect("it is a response of success").downcast::<O>();
        output.expect("it is the output of the operation")
    }
}

fn layer(operation: &dyn RuntimePlugin) -> FrozenLayer {
    operation.config().expect("operations have a configuration")
}
