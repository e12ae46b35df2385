//! The steps of a call that are others where it ends in a presigned request.

use std::mem;
use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Uri};

use super::{Presigned, Validity};
use crate::config::AuthSchemeId;
use crate::config::auth::{NO_AUTH, scheme_of};
use crate::engine::call::{Call, Target};
use crate::engine::identity::CachedIdentity;
use crate::engine::outcome::{CallError, NO_AWS_CREDENTIALS, construction, unsignable};
use crate::engine::request::scope;
use crate::error::{BoxError, ContextError};
use crate::http::Request;
use crate::meta::{Auth, SignedPayload, WithoutIdentity};
use crate::operation::{Operation, sans_io};
use crate::signing::{CONTENT_SHA256, CanonicalForm, Head, Payload, UNSIGNED_PAYLOAD};
use crate::trace;

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

/// The steps of a call that are others where it ends in a presigned request.
pub(in crate::engine) trait Steps: Send + Sync {
    /// Returns the time at which the clock stands, if that is not the client's.
    fn start(&self) -> Option<SystemTime>;

    /// Checks that the request can be presigned.
    fn check(&self, call: &Call) -> Result<(), BoxError>;

    /// Whether the request passes the stages of its operation: if its body is the document of the input.
    fn passes_stages(&self, call: &Call) -> bool;

    /// Chooses the identity, whatever other schemes a call might prefer; `None` if unsigned calls are allowed for and there are
    /// no credentials.
    fn identity<'c>(&self, call: &'c Call) -> Result<Option<&'c CachedIdentity>, CallError>;

    /// Makes the HTTP request at a URI, which takes the body out.
    fn assemble(&self, request: &mut Request, uri: Uri) -> http::Request<SdkBody>;

    /// Completes the headers by what a stage does in each attempt.
    fn complete(&self, call: &Call, request: &mut http::Request<SdkBody>) -> Result<(), CallError>;

    /// Puts the signature of an identity into the query, if there is one.
    fn sign(
        &self,
        call: &Call,
        request: &mut http::Request<SdkBody>,
        target: &Target,
        identity: Option<&Identity>,
    ) -> Result<(), CallError>;

    /// Takes the request apart, and leaves a body out that is up to whoever sends it.
    fn end(&self, request: http::Request<SdkBody>) -> Presigned;
}

/// The owner of the body of a presigned request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// The input, whose document it is.
    Document,
    /// Whoever sends the request, unless the input has a stream in memory.
    Stream,
}

/// The facts of a call that ends in a presigned request.
pub(super) struct Presigning {
    body: Body,
    /// Whether a body at hand is part of the signature. S3 leaves bodies to whoever sends the request, as do operations whose
    /// payload is never signed.
    hashes: bool,
    validity: Validity,
}

impl Presigning {
    #[inline]
    pub(super) fn of<O: Operation>(validity: Validity) -> Self {
        let body = if sans_io::streams_input::<O>() { Body::Stream } else { Body::Document };
        let form = O::META.service.canonical_form;
        let hashes = form == CanonicalForm::Normalized && O::META.payload == SignedPayload::Hash;
        Self { body, hashes, validity }
    }

    /// Whether the body is part of the signature. A stream that is not at hand cannot be.
    #[inline]
    fn signs(&self, body: &SdkBody) -> bool {
        self.hashes && (self.body == Body::Document || body.bytes().is_some_and(|bytes| !bytes.is_empty()))
    }
}

impl Steps for Presigning {
    #[inline]
    fn start(&self) -> Option<SystemTime> {
        self.validity.start
    }

    #[inline]
    fn check(&self, call: &Call) -> Result<(), BoxError> {
        if call.request.streams_events() {
            return Err(ContextError::new("a request that streams events cannot be presigned").into());
        }
        call.check_config()
    }

    #[inline]
    fn passes_stages(&self, call: &Call) -> bool {
        self.body == Body::Document && call.request.body.content_length() != Some(0) && !call.meta.stages.is_empty()
    }

    #[inline]
    fn identity<'c>(&self, call: &'c Call) -> Result<Option<&'c CachedIdentity>, CallError> {
        let config = call.handle.config();
        let missing = if call.meta.auth.is_empty() {
            NEVER_SIGNED
        } else if !call.meta.auth.contains(&Auth::SigV4) {
            BEARER
        } else if config.anonymous() == Some(&true) {
            ANONYMOUS
        } else if prefers_unsigned(call) {
            return Ok(None);
        } else if let Some(kept) = call.handle.identity_of(Auth::SigV4) {
            return Ok(Some(kept));
        } else if may_be_unsigned(call) {
            return Ok(None);
        } else {
            NO_CREDENTIALS
        };
        Err(construction(ContextError::new(missing).into()))
    }

    #[inline]
    fn assemble(&self, request: &mut Request, uri: Uri) -> http::Request<SdkBody> {
        let has_own_body = self.body == Body::Stream && !self.signs(&request.body);
        request.assemble_presigned(uri, has_own_body)
    }

    #[inline]
    fn complete(&self, call: &Call, request: &mut http::Request<SdkBody>) -> Result<(), CallError> {
        match &call.request.per_attempt {
            Some(part) => part.before_signing(request, None, false).map_err(construction),
            None => Ok(()),
        }
    }

    #[inline]
    fn sign(
        &self,
        call: &Call,
        request: &mut http::Request<SdkBody>,
        target: &Target,
        identity: Option<&Identity>,
    ) -> Result<(), CallError> {
        let Some(identity) = identity else { return Ok(()) };
        let credentials = identity.data::<Credentials>().ok_or(NO_AWS_CREDENTIALS).map_err(unsignable)?;
        let scope = scope(target)?;
        let mut headers = mem::take(request.headers_mut());
        let promised = headers.get(CONTENT_SHA256).cloned();
        let payload = match self.signs(request.body()) {
            true => Payload::of(request.body(), promised.as_ref(), false),
            false => Payload::Unsigned,
        };
        if matches!(payload, Payload::Unsigned) {
            say_unsigned(&mut headers, scope.content_sha256);
        }
        let Validity { start, expires_in } = self.validity;
        let time = start.unwrap_or_else(|| call.handle.time.now());
        if credentials.expiry().zip(time.checked_add(expires_in)).is_some_and(|(end, wanted)| end < wanted) {
            trace::expires_early();
        }
        let head = Head { method: request.method(), uri: request.uri(), headers: &mut headers };
        let keys = &call.handle.keys;
        let signed = trace::sign(|| keys.presign(head, payload, credentials, scope, time, expires_in));
        *request.headers_mut() = headers;
        *request.uri_mut() = signed.map_err(unsignable)?;
        Ok(())
    }

    #[inline]
    fn end(&self, request: http::Request<SdkBody>) -> Presigned {
        let (head, body) = request.into_parts();
        let is_given = self.body == Body::Document || self.signs(&body);
        let body = body.bytes().filter(|_| is_given).map_or_else(Bytes::new, Bytes::copy_from_slice);
        (head, body)
    }
}

/// Whether the request is made without a signature if there are no credentials, as a call would be.
#[inline]
fn may_be_unsigned(call: &Call) -> bool {
    call.meta.without_identity == WithoutIdentity::GoesUnsigned
        || call.handle.config().unsigned_without_credentials() == Some(&true)
}

/// Whether the preference has no signature before a signature.
#[inline]
fn prefers_unsigned(call: &Call) -> bool {
    let is_either = |id: &&AuthSchemeId| **id == NO_AUTH || scheme_of(id) == Some(Auth::SigV4);
    may_be_unsigned(call) && call.handle.preference.iter().find(is_either) == Some(&NO_AUTH)
}

/// Says in a header that the body is not signed, but not to S3, which takes that for granted.
#[inline]
fn say_unsigned(headers: &mut HeaderMap, is_granted: bool) {
    headers.remove(CONTENT_SHA256);
    if !is_granted {
        headers.insert(CONTENT_SHA256, HeaderValue::from_static(UNSIGNED_PAYLOAD));
    }
}
