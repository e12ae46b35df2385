//! Presigned requests: what a call would send, signed in the query for a while. Nothing is sent, and nobody waits for anything
//! but credentials.
//!
//! All is `#[inline]`, so that it is compiled and linked only into programs that presign.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use bytes::Bytes;
use http::HeaderValue;
use http::request::Parts;

use super::call::Call;
use super::outcome::{CallError, NO_AWS_CREDENTIALS, construction, unsignable};
use super::request::{replace, scope};
use super::{Engine, Overrides, Prepared};
use crate::error::{BuildError, ContextError, SdkError};
use crate::meta::{Auth, SignedPayload};
use crate::operation::{Operation, sans_io};
use crate::signing::{CONTENT_SHA256, Head, Payload, Scope, UNSIGNED_PAYLOAD};

/// The error message when no credentials are configured.
const NO_CREDENTIALS: &str = "no credentials are set, and a presigned request is made with them; give them with \
     config::Builder::credentials_provider";

/// The error message when the client was asked to make unsigned calls.
const ANONYMOUS: &str = "config::Builder::anonymous asks for unsigned calls, and a presigned request is signed";

/// The error message when calls of the operation carry tokens.
const BEARER: &str =
    "the operation takes a bearer token, and a presigned request needs one that takes signatures (SigV4)";

/// The error message when calls of the operation are never signed.
const NEVER_SIGNED: &str = "calls of the operation are never signed, so there is nothing to presign";

/// The time that a presigned request is good for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Validity {
    /// The beginning; the time of the clock if it is absent.
    pub(crate) start: Option<SystemTime>,
    pub(crate) expires_in: Duration,
}

/// A presigned request, and the body that belongs to it unless whoever sends it has one.
pub(crate) type Presigned = (Parts, Bytes);

/// The owner of the body of a presigned request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// The input, whose document it is.
    Document,
    /// Whoever sends the request, unless the input has a stream in memory.
    Stream,
}

impl Engine {
    /// Makes a presigned request of an input, with what `customize()` changed.
    #[inline]
    pub(crate) fn presign<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: Overrides,
        validity: Validity,
    ) -> Pin<Box<dyn Future<Output = Result<Presigned, SdkError<Infallible>>> + Send>> {
        let prepared = input.and_then(|input| self.prepare::<O>(input, sans_io::presigned::<O>));
        let body = if sans_io::streams_input::<O>() { Body::Stream } else { Body::Document };
        let handle = self.clone().0.open();
        Box::pin(async move {
            let Prepared { params, request, hooks } = match prepared {
                Ok(prepared) => prepared,
                Err(error) => return Err(SdkError::construction_failure(error)),
            };
            let call = Call::new(handle, O::META, params, request, hooks, overrides);
            call.presign(body, validity).await.map_err(SdkError::from)
        })
    }
}

impl Call {
    #[inline]
    async fn presign(mut self, body: Body, validity: Validity) -> Result<Presigned, CallError> {
        self.check_config().map_err(construction)?;
        if self.request.streams_events() {
            return Err(construction(ContextError::new("a request that streams events cannot be presigned").into()));
        }
        let credentials = self.presigning_credentials().await?;
        let target = self.target().await?;
        let has_document = body == Body::Document && self.request.body.content_length() != Some(0);
        if has_document && !self.meta.stages.is_empty() {
            let context = self.handle.stage_context(self.meta);
            self.request.pass(self.meta, &context).await.map_err(construction)?;
        }
        let scope = scope(&target)?;
        let is_signed = self.signs(body, scope);
        let mut request = self.request.assemble_presigned(target.uri.clone(), body == Body::Stream && !is_signed);
        replace(request.headers_mut(), &target.destination.headers);
        self.change(&mut request).map_err(construction)?;
        if let Some(part) = &self.request.per_attempt {
            part.before_signing(&mut request, None, false).map_err(construction)?;
        }
        let (mut head, sent) = request.into_parts();
        let promised = head.headers.get(CONTENT_SHA256).cloned();
        let payload = if is_signed { Payload::of(&sent, promised.as_ref(), false) } else { Payload::Unsigned };
        say_unsigned(&mut head, payload, scope);
        let time = validity.start.unwrap_or_else(|| self.handle.time.now());
        let parts = Head { method: &head.method, uri: &head.uri, headers: &mut head.headers };
        let signed = self.handle.keys.presign(parts, payload, &credentials, scope, time, validity.expires_in);
        head.uri = signed.map_err(unsignable)?;
        let is_known = body == Body::Document || is_signed;
        let sent = sent.bytes().filter(|_| is_known).map_or_else(Bytes::new, Bytes::copy_from_slice);
        Ok((head, sent))
    }

    /// Whether the body that the input makes is part of the signature. S3 leaves that to whoever sends the request, as do
    /// operations whose payload is never signed, and streams that are not at hand.
    #[inline]
    fn signs(&self, body: Body, scope: &Scope) -> bool {
        let is_at_hand = body == Body::Document || self.request.body.bytes().is_some_and(|bytes| !bytes.is_empty());
        is_at_hand && !scope.content_sha256 && self.meta.payload == SignedPayload::Hash
    }

    /// The credentials to sign with, whatever other schemes a call might prefer.
    #[inline]
    async fn presigning_credentials(&self) -> Result<Credentials, CallError> {
        let missing = if self.meta.auth.is_empty() {
            NEVER_SIGNED
        } else if !self.meta.auth.contains(&Auth::SigV4) {
            BEARER
        } else if self.handle.config().anonymous() == Some(&true) {
            ANONYMOUS
        } else if let Some(kept) = self.handle.identity_of(Auth::SigV4) {
            let identity = kept.get().await.map_err(construction)?;
            return identity.data::<Credentials>().cloned().ok_or(NO_AWS_CREDENTIALS).map_err(unsignable);
        } else {
            NO_CREDENTIALS
        };
        Err(construction(ContextError::new(missing).into()))
    }
}

/// Says in a header that the body is not signed, but not to S3, which takes that for granted.
#[inline]
fn say_unsigned(head: &mut Parts, payload: Payload<'_>, scope: &Scope) {
    if matches!(payload, Payload::Unsigned) {
        head.headers.remove(CONTENT_SHA256);
        if !scope.content_sha256 {
            head.headers.insert(CONTENT_SHA256, HeaderValue::from_static(UNSIGNED_PAYLOAD));
        }
    }
}
