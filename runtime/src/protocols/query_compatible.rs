//! `aws.protocols#awsQueryCompatible`: a service that once spoke the query protocol, whose errors keep their codes
//! (<https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait>).

use std::marker::PhantomData;

use aws_smithy_types::error::ErrorMetadata;
use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::OperationError;
use crate::http::{Request, Response};
use crate::meta::ErrorMeta;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols;
use crate::walk::ReadError;
use crate::walk::schema::Schema;

/// A protocol whose responses have the code that callers know in a header beside their own.
#[derive(Debug, Clone, Copy)]
pub struct QueryCompatible<P>(PhantomData<P>);

impl<P: Protocol> Protocol for QueryCompatible<P> {
    #[inline]
    fn request<O: Operation>(input: &mut O::Input) -> Result<Request, BuildError> {
        let mut request = P::request::<O>(input)?;
        request.headers.insert(HeaderName::from_static("x-amzn-query-mode"), HeaderValue::from_static("true"));
        Ok(request)
    }

    #[inline]
    fn output<O: Operation>(response: Response<'_>) -> Result<O::Output, ReadError> {
        P::output::<O>(response)
    }

    fn is_failure(output: &'static Schema, response: Response<'_>) -> bool {
        P::is_failure(output, response)
    }

    fn reads_pieces(output: &'static Schema) -> bool {
        P::reads_pieces(output)
    }

    fn error_metadata(errors: &'static [ErrorMeta], response: Response<'_>) -> ErrorMetadata {
        let own = P::error_metadata(errors, response);
        let Some((code, fault)) = query_error(response.headers) else { return own };
        let message = own.message().map(str::to_owned);
        protocols::metadata_builder(Some(code), message, response.headers).custom("type", fault).build()
    }

    /// The protocol's own code says which error it is; the one in the header is what callers see.
    #[inline]
    fn error<E: OperationError>(response: Response<'_>, meta: ErrorMetadata) -> Result<E, ReadError> {
        let mut error = P::error::<E>(response, P::error_metadata(&[], response))?;
        error.set_meta(meta);
        Ok(error)
    }
}

#[cfg(feature = "event-stream")]
impl<P: crate::event_stream::EventProtocol> crate::event_stream::EventProtocol for QueryCompatible<P> {
    type Documents = P::Documents;

    fn exception_metadata(payload: &[u8]) -> ErrorMetadata {
        P::exception_metadata(payload)
    }
}

/// The code, and whether `Sender` or `Receiver` is to blame.
fn query_error(headers: &HeaderMap) -> Option<(&str, &str)> {
    headers.get("x-amzn-query-error")?.to_str().ok()?.split_once(';')
}
