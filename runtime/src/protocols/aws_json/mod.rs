//! awsJson1_0 and awsJson1_1: JSON documents, and the operation's name in a header
//! (<https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>,
//! <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html>).

use std::marker::PhantomData;

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
pub type AwsJson1_0 = AwsJson<V1_0>;

/// The protocol `aws.protocols#awsJson1_1`.
pub type AwsJson1_1 = AwsJson<V1_1>;

/// An awsJson protocol.
#[derive(Debug, Clone, Copy)]
pub struct AwsJson<V>(PhantomData<V>);

/// A version of the protocol, which differs from the other in the content type alone.
pub trait Version {
    /// The content type of a document.
    const CONTENT_TYPE: &'static str;
}

/// Version 1.0.
#[derive(Debug, Clone, Copy)]
pub enum V1_0 {}

/// Version 1.1.
#[derive(Debug, Clone, Copy)]
pub enum V1_1 {}

impl Version for V1_0 {
    const CONTENT_TYPE: &'static str = "application/x-amz-json-1.0";
}

impl Version for V1_1 {
    const CONTENT_TYPE: &'static str = "application/x-amz-json-1.1";
}

impl<V: Version> DocumentFormat for AwsJson<V> {
    const CONTENT_TYPE: &'static str = V::CONTENT_TYPE;
    const EMPTY: &'static [u8] = b"{}";
    type Writer = JsonWriter<MemberNames>;
    type Reader<'a> = JsonReader<'a, MemberNames>;
}

impl<V: Version> Rpc for AwsJson<V> {
    /// Adds `X-Amz-Target: DynamoDB_20120810.GetItem`.
    fn address(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError> {
        let target =
            HeaderValue::try_from(format!("{}.{}", meta.service.name, meta.name)).map_err(BuildError::other)?;
        request.headers.insert(HeaderName::from_static("x-amz-target"), target);
        Ok(())
    }

    /// Reads the code from the header, else from `code`, else from `__type`.
    fn failure(response: Response<'_>) -> RpcFailure {
        let body = json::read_error_body(response.body);
        RpcFailure { code: protocols::error_type(response.headers).or(body.code).or(body.kind), message: body.message }
    }
}

#[cfg(test)]
mod tests;
