//! Interceptors that change responses and outcomes, and those that fail.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use aws_sdk_ivsrealtime as ivs;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_types::body::SdkBody;
use ivs::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
    FinalizerInterceptorContextRef,
};
use ivs::config::{ConfigBag, Intercept, RuntimeComponents};
use ivs::error::SdkError;
use ivs::operation::get_stage::{GetStageError, GetStageOutput};

use crate::interceptors::{Metrics, STAGE, config, replay};

/// Puts another body in the place of the service's.
#[derive(Debug)]
struct Rewrites;

impl Intercept for Rewrites {
    fn name(&self) -> &'static str {
        "Rewrites"
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        *context.response_mut().body_mut() = SdkBody::from(STAGE);
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let output = context.output_or_error().map_err(|_| "an error")?;
        let output = output.downcast_ref::<GetStageOutput>().ok_or("another output")?;
        assert_eq!(output.stage().unwrap().name(), Some("lobby"));
        assert_eq!(context.response().body().bytes(), Some(STAGE.as_bytes()));
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn responses_are_changed_before_they_are_read() {
    let http = replay([(200, "{}")]);
    let client = ivs::Client::from_conf(config(&http).interceptor(Rewrites).build());
    let output = client.get_stage().arn("a").send().await.unwrap();
    assert_eq!(output.stage().unwrap().name(), Some("lobby"));
}

/// Makes an output of an error.
#[derive(Debug)]
struct Forgives;

impl Intercept for Forgives {
    fn name(&self) -> &'static str {
        "Forgives"
    }

    fn modify_before_completion(
        &self,
        context: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        use aws_smithy_runtime_api::client::interceptors::context::Output;

        let Some(Err(error)) = context.output_or_error() else { return Ok(()) };
        let error = error.as_operation_error().and_then(|error| error.downcast_ref::<GetStageError>());
        if error.is_some_and(GetStageError::is_resource_not_found_exception) {
            *context.output_or_error_mut().unwrap() = Ok(Output::erase(GetStageOutput::builder().build()));
        }
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn errors_are_seen_and_made_into_outputs() {
    let not_found = r#"{"__type":"ResourceNotFoundException","exceptionMessage":"gone"}"#;
    let http = replay([(404, not_found), (403, r#"{"__type":"AccessDeniedException"}"#)]);
    let client = ivs::Client::from_conf(config(&http).interceptor(Forgives).build());
    assert!(client.get_stage().arn("a").send().await.unwrap().stage().is_none());
    let error = client.get_stage().arn("a").send().await.unwrap_err();
    assert!(error.as_service_error().unwrap().is_access_denied_exception());
}

/// Fails at the point that it is told.
#[derive(Debug)]
struct Refuses(&'static str);

impl Refuses {
    fn at(&self, point: &str) -> Result<(), BoxError> {
        if self.0 == point { Err("not today".into()) } else { Ok(()) }
    }
}

impl Intercept for Refuses {
    fn name(&self) -> &'static str {
        "Refuses"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at("execution")
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at("transmit")
    }

    fn read_after_attempt(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at("attempt")
    }
}

#[tokio::test(start_paused = true)]
async fn errors_of_interceptors_end_the_call() {
    for (point, sent) in [("execution", 0), ("transmit", 0), ("attempt", 1)] {
        let http = replay([(200, STAGE)]);
        let metrics = Metrics::default();
        let config = config(&http).interceptor(Refuses(point)).interceptor(metrics.clone());
        let error = ivs::Client::from_conf(config.build()).get_stage().arn("a").send().await.unwrap_err();
        match point {
            "execution" => assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}"),
            "transmit" => assert!(matches!(error, SdkError::DispatchFailure(_)), "{error:?}"),
            _ => assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}"),
        }
        assert_eq!(http.actual_requests().count(), sent, "{point}");
        assert_eq!(metrics.0.lock().unwrap().len(), 1, "the last point is met");
    }
}
