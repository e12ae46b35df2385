//! RPC v2 with JSON (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html>).

use aws_smithy_types::error::operation::BuildError;

use crate::formats::DocumentFormat;
use crate::formats::json;
use crate::formats::json::{JsonReader, JsonWriter, RpcV2Names};
use crate::http::{Request, Response};
use crate::meta::OperationMeta;
use crate::protocols::rpc::{Rpc, RpcFailure};

use super::address;

/// The protocol `smithy.protocols#rpcv2Json`.
#[derive(Debug, Clone, Copy)]
pub enum RpcV2Json {}

impl DocumentFormat for RpcV2Json {
    const CONTENT_TYPE: &'static str = "application/json";
    const EMPTY: &'static [u8] = b"{}";
    type Writer = JsonWriter<RpcV2Names>;
    type Reader<'a> = JsonReader<'a, RpcV2Names>;
}

impl Rpc for RpcV2Json {
    fn address(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError> {
        address::<Self>("rpc-v2-json", meta, request);
        Ok(())
    }

    /// The code is in `__type` alone.
    fn failure(response: Response<'_>) -> RpcFailure {
        let body = json::read_error_body(response.body);
        RpcFailure { code: body.kind, message: body.message }
    }
}

#[cfg(test)]
mod tests;
