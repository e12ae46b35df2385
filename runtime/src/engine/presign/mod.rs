//! Presigned requests: what a call would send, signed in the query for a while. Nothing is sent, and nobody waits for anything
//! but credentials.
//!
//! All is `#[inline]`, so that it is compiled and linked only into programs that presign. Calls with hooks see it through
//! [`Steps`] alone.

mod steps;

use std::convert::Infallible;
use std::future::{Future, ready};
use std::pin::{Pin, pin};
use std::time::{Duration, SystemTime};

use aws_smithy_runtime_api::client::interceptors::context::Input;
use bytes::Bytes;
use http::request::Parts;

use super::call::Call;
use super::erased::{Erased, Finished};
use super::identity::loaded;
use super::outcome::{CallError, CallResponse, construction};
use super::request::replace;
use super::{Engine, Overrides, Prepared};
use crate::error::{BuildError, ContextError, SdkError, TimedOut};
use crate::meta::OperationMeta;
use crate::operation::{Operation, sans_io};
use crate::trace;
use steps::Presigning;
pub(super) use steps::Steps;

/// The time that a presigned request is good for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Validity {
    /// The beginning; the time of the clock if it is absent.
    pub(crate) start: Option<SystemTime>,
    pub(crate) expires_in: Duration,
}

/// A presigned request, and the body that belongs to it unless whoever sends it has one.
pub(crate) type Presigned = (Parts, Bytes);

/// The future of a presigned request whose types are erased.
pub(crate) type Presigns = Pin<Box<dyn Future<Output = Result<Presigned, SdkError<Infallible>>> + Send>>;

/// The error message when a call has not ended in a request.
const NO_REQUEST: &str = "the call has ended without a request";

impl Engine {
    /// Makes a presigned request of an input, with what `customize()` changed.
    #[inline]
    pub(crate) fn presign<O: Operation>(
        &self,
        input: Result<O::Input, BuildError>,
        overrides: Overrides,
        validity: Validity,
    ) -> Presigns {
        let steps = Presigning::of::<O>(validity);
        let prepared = match (input, self.hooked_path(&overrides)) {
            (Ok(input), Some(path)) => {
                let (input, erased, steps) = (Input::erase(input), Erased::presigned::<O>(), Box::new(steps));
                let call = path.start(self.clone(), O::META, input, erased, overrides, Some(steps));
                return Box::pin(async move { request_of(call.await).map_err(SdkError::from) });
            }
            (Ok(input), None) => self.prepare::<O>(input, sans_io::presigned::<O>),
            (Err(error), _) => Err(error),
        };
        match prepared {
            Ok(prepared) => self.clone().presign_prepared(O::META, prepared, overrides, steps),
            Err(error) => Box::pin(ready(Err(SdkError::construction_failure(error)))),
        }
    }

    #[inline]
    fn presign_prepared(
        self,
        meta: &'static OperationMeta,
        prepared: Prepared,
        overrides: Overrides,
        steps: Presigning,
    ) -> Presigns {
        let Prepared { params, request, hooks } = prepared;
        let handle = self.0.open();
        let (timer, limit) = (handle.timer.clone(), handle.timeouts.operation);
        let call = Call::new(handle, meta, params, request, hooks, overrides);
        let presigned = async move {
            let outcome = timer.within(limit, TimedOut::Operation, pin!(call.presign(&steps))).await;
            let outcome = outcome.unwrap_or_else(|timed_out| Err(SdkError::timeout_error(timed_out).into()));
            outcome.map_err(SdkError::from)
        };
        Box::pin(trace::operation(meta, presigned))
    }
}

impl Call {
    #[inline]
    async fn presign(mut self, steps: &impl Steps) -> Result<Presigned, CallError> {
        steps.check(&self).map_err(construction)?;
        let identity = loaded(steps.identity(&self)?).await.map_err(construction)?;
        let target = self.target().await?;
        if steps.passes_stages(&self) {
            self.pass_stages().await?;
        }
        let mut request = steps.assemble(&mut self.request, target.uri.clone());
        replace(request.headers_mut(), &target.destination.headers);
        self.change(&mut request).map_err(construction)?;
        steps.complete(&self, &mut request)?;
        steps.sign(&self, &mut request, &target, identity.as_ref())?;
        Ok(steps.end(request))
    }
}

/// The request in which a call with hooks has ended.
#[inline]
fn request_of(outcome: Result<CallResponse, CallError>) -> Result<Presigned, CallError> {
    let no_request = || construction(ContextError::new(NO_REQUEST).into());
    match outcome {
        Err(CallError::Hooked(finished)) => match *finished {
            Finished::Output(output) => output.downcast::<Presigned>().map_err(|_| no_request()),
            // Made up by an interceptor, for nothing has been answered.
            Finished::Error(error, ..) => Err(construction(error.into())),
        },
        Err(error) => Err(error),
        Ok(_) => Err(no_request()),
    }
}
