//! The side of the official clients: the serializers and deserializers that their orchestrator takes out of an operation.

use std::fmt::Debug;

use aws_smithy_json::protocol::aws_json_rpc::AwsJsonRpcProtocol;
use aws_smithy_runtime_api::client::interceptors::context::Input;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_plugin::RuntimePlugin;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_schema::protocol::SharedClientProtocol;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{ConfigBag, FrozenLayer, Layer};
use bytes::Bytes;
use dynamodb::operation::batch_write_item::{BatchWriteItem, BatchWriteItemInput};
use dynamodb::operation::query::{Query, QueryOutput};
use s3::operation::list_objects_v2::{ListObjectsV2, ListObjectsV2Output};
use ssm::operation::get_parameters_by_path::{GetParametersByPath, GetParametersByPathOutput};
use ssm::operation::put_parameter::{PutParameter, PutParameterInput};

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

pub fn list_parameters() -> impl Fn(&Response) -> GetParametersByPathOutput {
    reader(&GetParametersByPath::new())
}

pub fn batch_write() -> impl FnMut(BatchWriteItemInput) -> SdkBody {
    writer(&BatchWriteItem::new())
}

pub fn put_parameter() -> impl FnMut(PutParameterInput) -> SdkBody {
    writer(&PutParameter::new())
}

fn writer<I: Debug + Send + Sync + 'static>(operation: &dyn RuntimePlugin) -> impl FnMut(I) -> SdkBody + use<I> {
    let layer = layer(operation);
    let writer = layer.load::<SharedRequestSerializer>().expect("it can be written").clone();
    let mut bag = bag();
    move |input| {
        let request = writer.serialize_input(Input::erase(input), &mut bag);
        request.expect("the input is complete").into_body()
    }
}

fn reader<O: Debug + Send + Sync + 'static>(operation: &dyn RuntimePlugin) -> impl Fn(&Response) -> O + use<O> {
    let (layer, bag) = (layer(operation), bag());
    move |response| {
        let reader = layer.load::<SharedResponseDeserializer>().expect("it can be read");
        let read = reader.deserialize_nonstreaming_with_config(response, &bag);
        let output = read.expect("it is a response of success").downcast::<O>();
        output.expect("it is the output of the operation")
    }
}

/// The configuration with the protocol of SSM, as its client has it. The operations of the other crates bring theirs.
fn bag() -> ConfigBag {
    let mut layer = Layer::new("protocol");
    let protocol = AwsJsonRpcProtocol::aws_json_1_1().with_default_namespace("com.amazonaws.ssm");
    layer.store_put(SharedClientProtocol::new(protocol));
    ConfigBag::of_layers(vec![layer])
}

fn layer(operation: &dyn RuntimePlugin) -> FrozenLayer {
    operation.config().expect("operations have a configuration")
}
