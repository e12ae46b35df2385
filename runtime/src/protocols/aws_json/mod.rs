//! awsJson1_0 and awsJson1_1: JSON documents, and the operation's name in a header
//! (<https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>,
//! <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>).

use aws_smithy_types::error::operation::BuildError;
use http::{HeaderName, HeaderValue};

use crate::formats::DocumentFormat;
use crate::formats::json;
use crate::formats::json::{JsonReader, JsonWriter, MemberNames};
use crate::http::{Request, Response};
use crate::meta::OperationMeta;
use crate::protocols;
use crate::protocols::rpc::{Rpc, RpcFailure};

/// The protocol `aws.protocols#awsJson1_0`.
#[derive(Debug, Clone, Copy)]
pub enum AwsJson1_0 {}

/// The protocol `aws.protocols#awsJson1_1`.
#[derive(Debug, Clone, Copy)]
pub enum AwsJson1_1 {}

impl DocumentFormat for AwsJson1_0 {
    const CONTENT_TYPE: &'static str = "application/x-amz-json-1.0";
    const EMPTY: &'static [u8] = b"{}";
    type Writer = JsonWriter<MemberNames>;
    type Reader<'a> = JsonReader<'a, MemberNames>;
}

impl DocumentFormat for AwsJson1_1 {
    const CONTENT_TYPE: &'static str = "application/x-amz-json-1.1";
    const EMPTY: &'static [u8] = b"{}";
    type Writer = JsonWriter<MemberNames>;
    type Reader<'a> = JsonReader<'a, MemberNames>;
}

impl Rpc for AwsJson1_0 {
    fn address(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError> {
        set_target(meta, request)
    }

    fn failure(response: Response<'_>) -> RpcFailure {
        failure(response)
    }
}

impl Rpc for AwsJson1_1 {
    fn address(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError> {
        set_target(meta, request)
    }

    fn failure(response: Response<'_>) -> RpcFailure {
        failure(response)
    }
}

/// `X-Amz-Target: DynamoDB_20120810.GetItem`.
fn set_target(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError> {
    let target = HeaderValue::try_from(format!("{}.{}", meta.service.name, meta.name)).map_err(BuildError::other)?;
    request.headers.insert(HeaderName::from_static("x-amz-target"), target);
    Ok(())
}

/// The code is in the header, else in `code`, else in `__type`.
fn failure(response: Response<'_>) -> RpcFailure {
    let body = json::read_error_body(response.body);
    RpcFailure { code: protocols::error_type(response.headers).or(body.code).or(body.kind), message: body.message }
}

#[cfg(test)]
mod tests;
