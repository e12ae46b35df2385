//! One attempt: sign, send, read, and judge what came.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::client::identity::Identity;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::error::ErrorMetadata;
use bytes::{Bytes, BytesMut};
use http::response::Parts;
use http::{Request, Response, StatusCode};

use super::body::{Collected, Incoming, Limited, TooLarge, expected_length};
use super::call::{Call, Target};
use super::handle::Handle;
use super::identity::{CachedIdentity, loaded};
use super::outcome::{AttemptError, CallError, CallResponse, broke_off, construction, reply};
use super::skew::Skew;
use super::timeout::{Silence, Timeouts, WithSilence};
use super::transport::{Line, Sending};
use super::upload::{AbortOnDrop, Upload, confirm_nothing};
use crate::config::auth::{NO_AUTH, scheme_of};
use crate::engine::retry::{Retry, classify};
use crate::error::{ContextError, REQUEST_ID, TimedOut};
#[cfg(feature = "event-stream")]
use crate::event_stream::split_initial;
use crate::http::length;
#[cfg(feature = "event-stream")]
use crate::meta::OutputBody;
use crate::meta::{Auth, WithoutIdentity};
use crate::stages::Verifier;
use crate::trace;

/// The limit for the body of an error response in all; after it, the part that has come is used.
const ERROR_BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// The error message when no credentials are configured.
const NO_CREDENTIALS: &str = "no credentials are set; give them with config::Builder::credentials_provider, or let \
     Config::from_env read AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or aws-config these and profiles \
     (Config::builder reads neither), or ask for config::Builder::anonymous";

/// The error message when no token is configured.
const NO_TOKEN: &str = "no token is set; give one with config::Builder::token_provider, or ask for \
     config::Builder::anonymous";

/// A request under way, and what is known of its body.
type Sent = (Sending, Option<Arc<Upload>>);

impl Call {
    /// Makes one attempt.
    pub(super) async fn attempt(&mut self, target: &Target) -> Result<CallResponse, AttemptError> {
        let request = {
            let identity = self.identity().await?;
            self.signed(target, identity.as_ref())?
        };
        let handle = Arc::clone(&self.handle);
        let (head, body, abort_on_drop) = self.exchange(request, &handle.timeouts).await?;
        if self.meta.succeeds(head.status) {
            let reply = self.accepted(head, body).await?;
            abort_on_drop.disarm();
            Ok(reply)
        } else {
            // In a box, so that calls that succeed have no room for it.
            Err(Box::pin(self.rejected(head, body)).await)
        }
    }

    /// Sends a request that is signed, and gives the head of the response, and its body as it is still to come.
    pub(super) async fn exchange(
        &mut self,
        request: Request<SdkBody>,
        timeouts: &Timeouts,
    ) -> Result<(Parts, Limited, AbortOnDrop), AttemptError> {
        let method = request.method().clone();
        let (sending, upload) = self.transmit(request).await?;
        let abort_on_drop = AbortOnDrop(upload.clone());
        let mut silence = self.silence(timeouts, upload);
        let sent = WithSilence(sending, &mut silence).await;
        let (head, body) = self.answered(sent.map_err(AttemptError::dispatch)?);
        trace::responded(&head);
        let length = expected_length(&method, head.status, &head.headers, &body);
        let stall = timeouts.stall.of(self.meta).download(self.meta.output.is_stream(), length);
        silence.answered(stall, self.handle.clocks());
        let mut body = Limited::new(body, length, silence);
        if self.meta.succeeds(head.status) && !self.meta.stages.is_empty() {
            body.verified_by(self.verifier(&head));
        }
        Ok((head, body, abort_on_drop))
    }

    /// The silence of a request that is sent.
    fn silence(&self, timeouts: &Timeouts, upload: Option<Arc<Upload>>) -> Silence {
        let stall = timeouts.stall.of(self.meta).upload().filter(|_| !self.request.streams_events());
        let upload = upload.map(|upload| (upload, stall));
        Silence::new(timeouts.read, self.handle.clocks(), upload)
    }

    /// Starts to send a request that is signed.
    async fn transmit(&mut self, mut request: Request<SdkBody>) -> Result<Sent, AttemptError> {
        let promised = length::promised(self.meta, request.headers(), request.body());
        let promised = promised.map_err(|error| construction(ContextError::new(error).into()))?;
        if promised == Some(0) && request.body().content_length().is_none() {
            Box::pin(confirm_nothing(request.body_mut())).await.map_err(construction)?;
        }
        let upload = Upload::of(request.body());
        let Handle { transport, retries, .. } = &*self.handle;
        let sending = transport.send(request, promised, upload.clone(), retries.reconnect());
        let (sending, line) = sending.map_err(AttemptError::dispatch)?;
        self.line = line;
        self.sent_at = self.handle.time.now();
        Ok((sending, upload))
    }

    /// Notes the connection of an answer and the time at the service, and takes the answer apart.
    fn answered(&mut self, (response, line): (Response<Incoming>, Option<Line>)) -> (Parts, Incoming) {
        self.line = line.or(self.line.take());
        let Handle { skew, time, .. } = &*self.handle;
        let learn = |skew: &Arc<Skew>| skew.learn(self.sent_at, time, response.headers());
        self.clock_was_wrong = skew.as_ref().is_some_and(learn);
        response.into_parts()
    }

    pub(super) async fn accepted(&self, head: Parts, body: Limited) -> Result<CallResponse, AttemptError> {
        if self.meta.output.is_stream() {
            return self.streamed(head, body.stream()).await;
        }
        match trace::read_body(body.collected(self.hooks.reads_pieces(), self.handle.max_body())).await {
            Ok(collected) => {
                let reply = match collected {
                    Collected::Whole(body) => reply(head, body),
                    Collected::Copied(body) => reply(head, body.into()),
                    Collected::Pieces(pieces) => CallResponse { pieces: Some(pieces), ..reply(head, Bytes::new()) },
                };
                if self.hooks.is_failure(reply.response()) {
                    // The service would have sent this status, had it not been too late.
                    return Err(self.refused(reply, StatusCode::INTERNAL_SERVER_ERROR));
                }
                Ok(reply)
            }
            Err(error) => {
                let retry = (!error.is::<TooLarge>()).then_some(Retry::TRANSIENT);
                Err(broke_off(head, error, retry))
            }
        }
    }

    /// The verifier of the body that a stage of the operation gives.
    fn verifier(&self, head: &Parts) -> Option<Box<dyn Verifier>> {
        let mut stages = self.meta.stages.iter();
        stages.find_map(|stage| stage.verifier(&self.request.headers, &head.headers))
    }

    /// A response whose body is a stream, but for the members of the output that come before the events.
    async fn streamed(&self, head: Parts, stream: SdkBody) -> Result<CallResponse, AttemptError> {
        #[cfg(feature = "event-stream")]
        if self.meta.output == OutputBody::EventsAfterMembers {
            return match Box::pin(split_initial(stream)).await {
                Ok((body, stream)) => Ok(CallResponse { stream: Some(stream), ..reply(head, body) }),
                Err(error) => Err(broke_off(head, error, None)),
            };
        }
        Ok(CallResponse { stream: Some(stream), ..reply(head, Bytes::new()) })
    }

    /// Reads as much of an error response as is of use, in bounded time: redirects with bodies that never end, bodies that
    /// drip and pages of proxies are errors like any other.
    pub(super) async fn rejected(&self, head: Parts, mut body: Limited) -> AttemptError {
        let handle = &*self.handle;
        let mut all = BytesMut::new();
        {
            let read = pin!(body.read_into(&mut all, handle.max_error_body()));
            // Whether it ended or time did: what has come has to do.
            let _ = trace::read_body(handle.timer.within(Some(ERROR_BODY_TIMEOUT), TimedOut::Read, read)).await;
        }
        let status = head.status;
        self.refused(reply(head, all.freeze()), status)
    }

    /// A response of failure. Its status says whether another attempt may do better, unless its code does.
    fn refused(&self, reply: CallResponse, status: StatusCode) -> AttemptError {
        let meta = self.metadata(&reply);
        let retry = classify(self.meta, status, &reply.headers, meta.code(), self.clock_was_wrong);
        AttemptError { error: CallError::Service(Box::new((reply, meta))), retry }
    }

    fn metadata(&self, reply: &CallResponse) -> ErrorMetadata {
        let meta = self.hooks.error_metadata(self.meta, reply.response());
        match reply.request_id() {
            Some(id) if meta.extra(REQUEST_ID).is_none() => meta.into_builder().custom(REQUEST_ID, id).build(),
            _ => meta,
        }
    }

    /// The identity of the first supported auth scheme, or `None` for an unsigned call.
    pub(super) async fn identity(&self) -> Result<Option<Identity>, CallError> {
        loaded(self.kept_identity()?).await.map_err(construction)
    }

    pub(super) fn kept_identity(&self) -> Result<Option<&CachedIdentity>, CallError> {
        let (handle, config, schemes) = (&*self.handle, self.handle.config(), self.meta.auth);
        let may_be_unsigned = self.meta.without_identity == WithoutIdentity::GoesUnsigned;
        if schemes.is_empty() || config.anonymous() == Some(&true) {
            return Ok(None);
        }
        for id in &handle.preference {
            if may_be_unsigned && *id == NO_AUTH {
                return Ok(None);
            }
            let Some(scheme) = scheme_of(id) else { continue };
            if let Some(cache) = handle.identity_of(scheme).filter(|_| schemes.contains(&scheme)) {
                return Ok(Some(cache));
            }
        }
        let found = schemes.iter().find_map(|scheme| handle.identity_of(*scheme));
        if found.is_some() || may_be_unsigned || config.unsigned_without_credentials() == Some(&true) {
            return Ok(found);
        }
        let missing = if schemes.contains(&Auth::SigV4) { NO_CREDENTIALS } else { NO_TOKEN };
        Err(construction(ContextError::new(missing).into()))
    }

    pub(super) fn add_account_id(&mut self, param: &'static str, identity: Identity) {
        let account = identity.data::<Credentials>().and_then(|credentials| credentials.account_id());
        self.params.set(param, account.map(|account| account.as_str()));
    }
}
