//! RPC v2 with CBOR (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html>).

use aws_smithy_types::error::operation::BuildError;

use crate::formats::DocumentFormat;
use crate::formats::cbor;
use crate::formats::cbor::{CborReader, CborWriter};
use crate::http::{Request, Response};
use crate::meta::OperationMeta;
use crate::protocols::rpc::{Rpc, RpcFailure};

use super::address;

/// The protocol `smithy.protocols#rpcv2Cbor`.
#[derive(Debug, Clone, Copy)]
pub enum RpcV2Cbor {}

impl DocumentFormat for RpcV2Cbor {
    const CONTENT_TYPE: &'static str = "application/cbor";
    const EMPTY: &'static [u8] = cbor::EMPTY_MAP;
    const ALWAYS_THERE: bool = true;
    type Writer = CborWriter;
    type Reader<'a> = CborReader<'a>;
}

impl Rpc for RpcV2Cbor {
    fn address(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError> {
        address::<Self>("rpc-v2-cbor", meta, request);
        Ok(())
    }

    /// The code is in `__type` alone.
    fn failure(response: Response<'_>) -> RpcFailure {
        let body = cbor::read_error_body(response.body);
        RpcFailure { code: body.kind, message: body.message }
    }
}

#[cfg(test)]
mod tests;
