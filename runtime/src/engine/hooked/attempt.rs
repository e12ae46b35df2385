//! One attempt of a call with hooks.

use std::mem;

use aws_smithy_runtime_api::client::interceptors::context::Output;
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_types::body::SdkBody;
use http::response::Parts;

use super::auth::Chosen;
use super::outcome::{NO_RESPONSE, as_shown, blank, not_sent};
use super::retry::Verdict;
use super::{Halt, Hooked};
use crate::engine::body::{Incoming, Limited};
use crate::engine::call::{Call, Target};
use crate::engine::outcome::{AttemptError, CallResponse};
use crate::engine::request::replace;
use crate::engine::timeout::Silence;
use crate::engine::upload::AbortOnDrop;
use crate::error::ConnectorError;

impl Hooked {
    /// Makes one attempt, whose output or error the context has at the end.
    #[inline]
    pub(super) async fn attempt(&mut self, call: &mut Call) -> Result<(), Halt> {
        self.read_before_attempt()?;
        let chosen = self.choose(call).await?;
        let target = self.assemble(call, &chosen).await?;
        self.modify_before_signing()?;
        self.change(call, &target, &chosen)?;
        self.read_before_signing()?;
        self.sign(call, &target, &chosen)?;
        self.read_after_signing()?;
        self.modify_before_transmit()?;
        self.read_before_transmit()?;
        if self.presigning.is_some() {
            return Ok(());
        }
        self.context.enter_transmit_phase();
        let abort_on_drop = self.transmit(call).await?;
        self.context.enter_before_deserialization_phase();
        self.read_after_transmit()?;
        self.modify_before_deserialization()?;
        self.read_before_deserialization()?;
        self.context.enter_deserialization_phase();
        let outcome = self.deserialize(call).await;
        if outcome.is_ok() {
            abort_on_drop.disarm();
        }
        self.context.set_output_or_error(outcome);
        self.context.enter_after_deserialization_phase();
        Ok(self.read_after_deserialization()?)
    }

    /// Gives the request its endpoint and the headers of the SDK.
    #[inline]
    async fn assemble(&mut self, call: &mut Call, chosen: &Chosen) -> Result<Target, Halt> {
        self.take_back(call)?;
        let target = self.target(call, chosen).await?;
        let request = match &self.presigning {
            None => call.assemble(&target, chosen.own()),
            Some(steps) => {
                let mut request = steps.assemble(&mut call.request, target.uri.clone());
                replace(request.headers_mut(), &target.destination.headers);
                request
            }
        };
        self.put_request(request)?;
        Ok(target)
    }

    /// Makes the changes of `mutate_request` and `map_request`, and completes the headers.
    #[inline]
    fn change(&mut self, call: &mut Call, target: &Target, chosen: &Chosen) -> Result<(), Halt> {
        if call.changes.is_empty() && call.request.per_attempt.is_none() {
            return Ok(());
        }
        let mut request = self.take_request()?;
        call.change(&mut request).map_err(not_sent)?;
        let completed = match &self.presigning {
            None => call.complete(&mut request, target, chosen.own()),
            Some(steps) => steps.complete(call, &mut request),
        };
        completed.map_err(|error| self.halt(error))?;
        self.put_request(request)
    }

    /// Sends the request. The context has the response at the end, its body still on the way.
    #[inline]
    async fn transmit(&mut self, call: &mut Call) -> Result<AbortOnDrop, Halt> {
        let request = self.take_request()?;
        let exchanged = call.exchange(request, &self.timeouts).await;
        let (head, body, abort_on_drop) = exchanged.map_err(|error| self.failed(error))?;
        let response = as_shown(head, body.stream()).map_err(|error| {
            let error = ConnectorError::other(error, None);
            self.failed(AttemptError::dispatch(error))
        })?;
        self.context.set_response(response);
        Ok(abort_on_drop)
    }

    /// Reads output or error from the response as interceptors have left it. The context keeps the response, with the bytes of
    /// its body unless that is handed on as a stream.
    #[inline]
    async fn deserialize(&mut self, call: &Call) -> Result<Output, Halt> {
        let (head, body) = self.take_response()?;
        let silence = Silence::new(None, self.handle.clocks(), None);
        let length = body.content_length();
        let body = Limited::new(Incoming::Sdk(body), length, silence);
        let read = if self.meta.succeeds(head.status) {
            call.accepted(head, body).await
        } else {
            Err(call.rejected(head, body).await)
        };
        match read {
            Ok(reply) => self.output(reply),
            Err(error) => Err(self.failed(error)),
        }
    }

    #[inline]
    fn output(&mut self, reply: CallResponse) -> Result<Output, Halt> {
        if reply.stream.is_none()
            && let Some(response) = self.context.response_mut()
        {
            *response.body_mut() = SdkBody::from(reply.body.clone());
        }
        (self.erased.read)(Ok(reply)).map_err(|error| self.split(error))
    }

    /// Takes the body out of the response of the context, beside a copy of its head.
    #[inline]
    fn take_response(&mut self) -> Result<(Parts, SdkBody), Halt> {
        let Some(response) = self.context.response_mut() else { return Err(OrchestratorError::other(NO_RESPONSE)) };
        let taken = mem::replace(response, blank()).try_into_http1x().map_err(OrchestratorError::other)?;
        let (head, body) = taken.into_parts();
        let kept = http::Response::from_parts(head.clone(), SdkBody::taken());
        *response = HttpResponse::try_from(kept).map_err(OrchestratorError::other)?;
        Ok((head, body))
    }

    /// The error of an attempt, and what the client makes of it.
    #[inline]
    fn failed(&mut self, error: AttemptError) -> Halt {
        self.verdict = error.retry.map(|retry| Verdict::of(&error.error, self.meta, retry));
        self.halt(error.error)
    }
}
