//! The side of this project's clients: their functions for requests and responses.

use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use dynamodb::operation::batch_write_item::{BatchWriteItem, BatchWriteItemInput};
use dynamodb::operation::query::{Query, QueryOutput};
use s3::operation::list_objects_v2::{ListObjectsV2, ListObjectsV2Output};
use ssm::operation::get_parameters_by_path::{GetParametersByPath, GetParametersByPathOutput};
use ssm::operation::put_parameter::{PutParameter, PutParameterInput};
use tinsmith::Operation;
use tinsmith::internals::operation::Protocol;

/// A response whose body has been collected.
pub type Response = http::Response<Bytes>;

pub fn response(body: Bytes) -> Response {
    Response::new(body)
}

pub fn query() -> impl Fn(&Response) -> QueryOutput {
    |response| Query::http_response(response).expect("it is a response of success")
}

pub fn list_objects() -> impl Fn(&Response) -> ListObjectsV2Output {
    |response| ListObjectsV2::http_response(response).expect("it is a response of success")
}

pub fn list_parameters() -> impl Fn(&Response) -> GetParametersByPathOutput {
    |response| GetParametersByPath::http_response(response).expect("it is a response of success")
}

pub fn batch_write() -> impl FnMut(BatchWriteItemInput) -> SdkBody {
    write::<BatchWriteItem>
}

pub fn put_parameter() -> impl FnMut(PutParameterInput) -> SdkBody {
    write::<PutParameter>
}

/// The body of the request before it has an endpoint: that is what the official serializer gives, too.
fn write<O: Operation>(mut input: O::Input) -> SdkBody {
    O::Protocol::request::<O>(&mut input).expect("the input is complete").body
}
