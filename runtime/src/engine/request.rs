//! The request of one attempt: headers of the SDK, changes of the program, signature.

use std::time::SystemTime;

use aws_credential_types::{Credentials, Token};
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH};
use http::uri::Scheme;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};

use super::call::{Call, Target};
#[cfg(feature = "event-stream")]
use super::handle::Handle;
use super::outcome::{CallError, NO_AWS_CREDENTIALS, construction, unsignable};
use crate::error::{BoxError, ContextError};
use crate::http::length;
use crate::meta::SignedPayload;
#[cfg(feature = "event-stream")]
use crate::signing::frames::FrameSigner;
use crate::signing::{CONTENT_SHA256, Scope, UNSIGNED_PAYLOAD};
use crate::stages::Signing;
use crate::text::percent;
use crate::trace;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");
/// The number of headers that an attempt and its signature add.
const ADDED: usize = 8;
const TRACE_ID: HeaderName = HeaderName::from_static("x-amzn-trace-id");

impl Call {
    /// The request of an attempt, ready to be sent; signed if there is an identity.
    pub(super) fn signed(
        &mut self,
        target: &Target,
        identity: Option<&Identity>,
    ) -> Result<Request<SdkBody>, CallError> {
        let mut request = self.assemble(target, identity);
        self.change(&mut request).map_err(construction)?;
        if self.request.per_attempt.is_some() {
            self.complete(&mut request, target, identity)?;
        }
        self.sign(&mut request, target, identity)?;
        Ok(request)
    }

    /// Signs a request that is complete, if there is an identity, and puts the parts in that go by its signature.
    pub(super) fn sign(
        &mut self,
        request: &mut Request<SdkBody>,
        target: &Target,
        identity: Option<&Identity>,
    ) -> Result<(), CallError> {
        let now = self.handle.signing_time(self.handle.time.now());
        self.authenticate(request, target, identity, now)?;
        if let Some(part) = &self.request.per_attempt {
            part.after_signing(request, self.signing(target, identity, now).as_ref()).map_err(construction)?;
        }
        #[cfg(feature = "event-stream")]
        self.add_events(request, target, identity)?;
        Ok(())
    }

    fn authenticate(
        &self,
        request: &mut Request<SdkBody>,
        target: &Target,
        identity: Option<&Identity>,
        now: SystemTime,
    ) -> Result<(), CallError> {
        if let Some(token) = identity.and_then(|identity| identity.data::<Token>()) {
            request.headers_mut().insert(AUTHORIZATION, bearer(token)?);
        } else if let Some(identity) = identity {
            let scope = scope(target)?;
            let unsigned = self.meta.payload == SignedPayload::Nothing;
            let credentials = identity.data::<Credentials>().ok_or(NO_AWS_CREDENTIALS).map_err(unsignable)?;
            let signed = trace::sign(|| self.handle.keys.sign_request(request, credentials, scope, unsigned, now));
            signed.map_err(unsignable)?;
        }
        Ok(())
    }

    /// Completes the headers by what a stage does in each attempt. Parts of a body are signed one by one where nothing else keeps
    /// others from changing them: over plain HTTP.
    pub(super) fn complete(
        &self,
        request: &mut Request<SdkBody>,
        target: &Target,
        identity: Option<&Identity>,
    ) -> Result<(), CallError> {
        let length = length::promised(self.meta, request.headers(), request.body());
        let length = length.map_err(|error| construction(ContextError::new(error).into()))?;
        let signing = self.signing(target, identity, SystemTime::UNIX_EPOCH);
        let signs = self.meta.payload == SignedPayload::Hash
            && request.uri().scheme() == Some(&Scheme::HTTP)
            && request.headers().get(CONTENT_SHA256).is_none_or(|value| value != UNSIGNED_PAYLOAD)
            && signing.is_some_and(|signing| !signing.scope.is_asymmetric());
        match &self.request.per_attempt {
            Some(part) => part.before_signing(request, length, signs).map_err(construction),
            None => Ok(()),
        }
    }

    /// The means by which a request is signed, if it is.
    fn signing<'a>(
        &'a self,
        target: &'a Target,
        identity: Option<&'a Identity>,
        time: SystemTime,
    ) -> Option<Signing<'a>> {
        let credentials = identity?.data::<Credentials>()?;
        let scope = target.destination.scope.as_ref().ok()?;
        Some(Signing { credentials, scope, keys: &self.handle.keys, time })
    }

    /// Puts events in the place of the body, which was signed as an empty one: each of their frames has a signature of
    /// its own, and the first goes by that of the request.
    #[cfg(feature = "event-stream")]
    fn add_events(
        &mut self,
        request: &mut Request<SdkBody>,
        target: &Target,
        identity: Option<&Identity>,
    ) -> Result<(), CallError> {
        let Some(events) = self.request.events.take() else { return Ok(()) };
        let signer = match identity.and_then(|identity| identity.data::<Credentials>()) {
            Some(credentials) => {
                let signer = FrameSigner::new(request.headers(), credentials.clone(), scope(target)?.clone());
                let Handle { skew, time, .. } = &*self.handle;
                let time = skew.as_ref().map_or_else(|| time.clone(), |skew| skew.clock(time));
                Some((signer.map_err(construction)?, time))
            }
            None => None,
        };
        *request.body_mut() = events.into_body(signer);
        Ok(())
    }

    pub(super) fn assemble(&mut self, target: &Target, identity: Option<&Identity>) -> Request<SdkBody> {
        let mut request = self.request.assemble(target.uri.clone(), ADDED);
        if !self.request.streams_events() {
            let length = request.body().content_length();
            say_empty(request.headers_mut(), &self.request.method, length);
        }
        self.add_sdk_headers(request.headers_mut(), identity);
        replace(request.headers_mut(), &target.destination.headers);
        request
    }

    fn add_sdk_headers(&self, headers: &mut HeaderMap, identity: Option<&Identity>) {
        let handle = &*self.handle;
        self.add_user_agent(identity, headers);
        headers.insert(INVOCATION_ID, self.invocation_id.clone());
        headers.insert(REQUEST, self.attempt_header());
        if handle.config().close_connection() == Some(&true) {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if handle.in_lambda {
            pass_trace_id_on(headers, std::env::var("_X_AMZN_TRACE_ID").ok());
        }
    }

    /// Lets the program change the request.
    pub(super) fn change(&mut self, request: &mut Request<SdkBody>) -> Result<(), BoxError> {
        if self.changes.is_empty() {
            return Ok(());
        }
        let owned = std::mem::replace(request, Request::new(SdkBody::taken()));
        let mut hashes = Vec::new();
        for (name, value) in owned.headers() {
            if is_hash(name) {
                hashes.push((name.clone(), value.clone()));
            }
        }
        let before = if hashes.is_empty() { None } else { owned.body().try_clone() };
        let mut changed = HttpRequest::try_from(owned)?;
        for change in &mut self.changes {
            change(&mut changed)?;
        }
        *request = changed.try_into_http1x()?;
        // Nobody knows of a stream whether it is another.
        let same = before.as_ref().and_then(SdkBody::bytes) == request.body().bytes();
        match hashes.iter().find(|(name, value)| !same && request.headers().get(name) == Some(value)) {
            Some((name, _)) => Err(ContextError::new(format!(
                "the body was changed, and `{name}` is still the hash of the one before; set it to that of the new body, or \
                 remove it"
            ))
            .into()),
            None => Ok(()),
        }
    }
}

/// Whether a header promises a hash of the body. `x-amz-checksum-type` and `x-amz-checksum-mode` hold a word.
fn is_hash(name: &HeaderName) -> bool {
    match name.as_str().strip_prefix("x-amz-checksum-") {
        Some(algorithm) => algorithm != "type" && algorithm != "mode",
        None => ["content-md5", "x-amz-sha256-tree-hash", "x-amz-content-sha256"].contains(&name.as_str()),
    }
}

pub(super) fn scope(target: &Target) -> Result<&Scope, CallError> {
    target.destination.scope.as_ref().map_err(|reason| construction(ContextError::new(reason.clone()).into()))
}

/// `Bearer mF_9.B5f-4.1JqM` (<https://www.rfc-editor.org/rfc/rfc6750#section-2.1>)
fn bearer(token: &Token) -> Result<HeaderValue, CallError> {
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.token())).map_err(|error| {
        construction(ContextError::with_source("the token does not fit into a header", error).into())
    })?;
    value.set_sensitive(true);
    Ok(value)
}

/// Says that there is no body where the method leads to expect one (<https://www.rfc-editor.org/rfc/rfc9110#section-8.6>).
fn say_empty(headers: &mut HeaderMap, method: &Method, length: Option<u64>) {
    if length == Some(0) && [Method::POST, Method::PUT, Method::PATCH].contains(method) {
        headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
    }
}

/// Puts the headers of the endpoint in the place of those with the same name.
pub(super) fn replace(headers: &mut HeaderMap, with: &HeaderMap) {
    for name in with.keys() {
        headers.remove(name);
    }
    for (name, value) in with {
        headers.append(name, value.clone());
    }
}

/// Passes the trace id of AWS Lambda on, percent-encoding what a header cannot hold.
fn pass_trace_id_on(headers: &mut HeaderMap, trace_id: Option<String>) {
    let Some(trace_id) = trace_id.filter(|id| !id.is_empty() && !headers.contains_key(TRACE_ID)) else { return };
    let mut encoded = String::with_capacity(trace_id.len());
    for character in trace_id.chars() {
        if character.is_ascii() && !character.is_ascii_control() {
            encoded.push(character);
        } else {
            for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                percent::escape(byte, &mut encoded);
            }
        }
    }
    if let Ok(value) = HeaderValue::try_from(encoded) {
        headers.insert(TRACE_ID, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_there_is_no_body_is_said_where_one_is_expected() {
        let length = |method: Method, body: SdkBody| {
            let mut headers = HeaderMap::new();
            say_empty(&mut headers, &method, body.content_length());
            headers.get(CONTENT_LENGTH).cloned()
        };
        assert_eq!(length(Method::POST, SdkBody::empty()).unwrap(), "0");
        assert_eq!(length(Method::GET, SdkBody::empty()), None);
        assert_eq!(length(Method::PUT, SdkBody::from("{}")), None);
        assert_eq!(length(Method::PUT, SdkBody::from_body_1_x(SdkBody::taken())).unwrap(), "0");
    }

    #[test]
    fn headers_of_the_endpoint_replace_those_of_the_request() {
        let mut headers = HeaderMap::new();
        headers.append("x-a", HeaderValue::from_static("1"));
        headers.append("x-a", HeaderValue::from_static("2"));
        let mut with = HeaderMap::new();
        with.append("x-a", HeaderValue::from_static("3"));
        with.append("x-a", HeaderValue::from_static("4"));
        replace(&mut headers, &with);
        assert_eq!(headers.get_all("x-a").iter().collect::<Vec<_>>(), ["3", "4"]);
    }

    #[test]
    fn trace_ids_are_passed_on_unless_there_is_one() {
        let mut headers = HeaderMap::new();
        pass_trace_id_on(&mut headers, Some("Root=1;a\nb\u{e9}".into()));
        assert_eq!(headers[TRACE_ID], "Root=1;a%0Ab%C3%A9");
        pass_trace_id_on(&mut headers, Some("other".into()));
        assert_eq!(headers[TRACE_ID], "Root=1;a%0Ab%C3%A9");
    }
}
