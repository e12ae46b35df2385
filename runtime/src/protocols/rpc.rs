//! The common part of RPC protocols: the operation's name somewhere in the request, and a document in each direction.
//!
//! Generated schemas of such a protocol bind every member to the body, so the writer and reader of HTTP bindings serve
//! here too, host labels and checksums included.

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;

use crate::error::OperationError;
use crate::formats::DocumentFormat;
use crate::http::{Request, Response};
use crate::http::{RequestWriter, ResponseReader};
use crate::meta::{ErrorMeta, OperationMeta};
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols;
use crate::walk::ReadError;
use crate::walk::schema::Schema;
use crate::walk::shape::Shape;

/// An RPC protocol: the format of its documents, and how it names operations and errors.
pub trait Rpc: DocumentFormat {
    /// Addresses a request, which goes to `/` so far, to the operation.
    ///
    /// # Errors
    ///
    /// When a name cannot stand where it must.
    fn address(meta: &'static OperationMeta, request: &mut Request) -> Result<(), BuildError>;

    /// Reads the error of a response of failure.
    fn failure(response: Response<'_>) -> RpcFailure;
}

/// Code and message of an error, as they stand in the response.
#[derive(Debug, Default)]
pub struct RpcFailure {
    /// The code, perhaps with a namespace before it and a URI behind it.
    pub code: Option<String>,
    /// The message.
    pub message: Option<String>,
}

#[cfg(feature = "event-stream")]
impl<P: Rpc + 'static> crate::event_stream::EventProtocol for P {
    type Documents = P;

    fn exception_metadata(payload: &[u8]) -> ErrorMetadata {
        protocols::exception_metadata::<Self>(payload)
    }
}

impl<P: Rpc> Protocol for P {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        let stream = O::take_stream(input);
        let mut writer = RequestWriter::<P>::rpc(O::META, O::Input::SCHEMA);
        input.write(&mut writer)?;
        let mut request = writer.finish(stream)?;
        #[cfg(feature = "event-stream")]
        if let Some(events) = O::take_events(input)? {
            let events = events.after::<P>(request.body.bytes().unwrap_or_default())?;
            request.set_events(Some(events));
        }
        P::address(O::META, &mut request)?;
        Ok(request)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        protocols::output::<O, P>(response)
    }

    fn reads_pieces(output: &'static Schema) -> bool {
        protocols::reads_pieces::<P>(output)
    }

    fn error_metadata(_: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        let RpcFailure { code, message } = P::failure(response);
        protocols::metadata(code.as_deref(), message, response.headers)
    }

    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        protocols::error(meta, &mut ResponseReader::<P>::new(response))
    }
}
