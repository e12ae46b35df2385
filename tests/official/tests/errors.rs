//! Errors: matched, told apart, handed to helpers for any operation, and made for tests.

use aws_sdk_ivsrealtime as ivs;

use aws_smithy_http_client::test_util::infallible_client_fn;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::{CreateUnhandledError, SdkError as AnySdkError};
use aws_smithy_types::body::SdkBody;
use ivs::config::retry::RetryConfig;
use ivs::error::{ErrorMetadata, ProvideErrorMetadata, SdkError};
use ivs::operation::RequestId;
use ivs::operation::get_stage::GetStageError;
use ivs::types::error::ResourceNotFoundException;

use crate::support::{self, replay, response};

fn config() -> ivs::config::Builder {
    support::config().retry_config(RetryConfig::disabled())
}

/// A client whose calls are answered so.
fn answering(status: u16, code: &'static str, body: &'static str) -> ivs::Client {
    let http = infallible_client_fn(move |_| {
        http::Response::builder()
            .status(status)
            .header("x-amzn-errortype", code)
            .header("x-amzn-requestid", "id-1")
            .body(SdkBody::from(body))
            .expect("status and headers are valid")
    });
    ivs::Client::from_conf(config().http_client(http).build())
}

async fn not_found() -> SdkError<GetStageError> {
    let client = answering(404, "ResourceNotFoundException", r#"{"exceptionMessage":"gone"}"#);
    client.get_stage().arn("a").send().await.expect_err("an answer of failure")
}

#[tokio::test]
async fn a_modeled_error_is_matched() {
    match not_found().await {
        SdkError::ServiceError(context) => {
            assert_eq!(context.raw().status().as_u16(), 404);
            match context.err() {
                GetStageError::ResourceNotFoundException(error) => {
                    assert_eq!(error.exception_message(), Some("gone"));
                    assert_eq!(error.request_id(), Some("id-1"));
                }
                other => panic!("{other:?}"),
            }
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn code_and_request_id_are_at_hand() {
    let error = not_found().await;
    assert_eq!(error.code(), Some("ResourceNotFoundException"));
    assert_eq!(error.request_id(), Some("id-1"));
    let error = error.into_service_error();
    assert!(error.is_resource_not_found_exception());
    assert_eq!(error.meta().code(), Some("ResourceNotFoundException"));
    assert_eq!(error.meta().request_id(), Some("id-1"));
}

#[tokio::test]
async fn a_code_without_a_type_is_matched_by_its_metadata() {
    let client = answering(418, "TeapotException", r#"{"message":"short"}"#);
    let error = client.get_stage().arn("a").send().await.unwrap_err();
    match error.into_service_error() {
        error if error.code() == Some("TeapotException") => assert_eq!(error.message(), Some("short")),
        other => panic!("{other:?}"),
    }
}

/// Works on calls of any operation, as in libraries over several clients.
fn service_error<E>(error: AnySdkError<E, HttpResponse>) -> (Option<u16>, E)
where
    E: std::error::Error + CreateUnhandledError + Send + Sync + 'static,
{
    (error.raw_response().map(|raw| raw.status().as_u16()), error.into_service_error())
}

#[tokio::test]
#[allow(clippy::useless_conversion, reason = "the error is one of its own on one side")]
async fn a_helper_takes_errors_of_any_operation() {
    let (status, error) = service_error(not_found().await.into());
    assert_eq!(status, Some(404));
    assert!(error.is_resource_not_found_exception());
    let client = answering(409, "ConflictException", "{}");
    let failed = client.delete_stage().arn("a").send().await.unwrap_err();
    let (status, error) = service_error(failed.into());
    assert_eq!(status, Some(409));
    assert!(error.is_conflict_exception());
}

#[tokio::test]
async fn the_question_mark_makes_the_error_of_the_service() {
    async fn arn(client: &ivs::Client) -> Result<String, ivs::Error> {
        let stage = client.get_stage().arn("a").send().await?;
        Ok(stage.stage().map(|stage| stage.arn().to_owned()).unwrap_or_default())
    }
    let error = arn(&answering(404, "ResourceNotFoundException", "{}")).await.unwrap_err();
    assert!(matches!(error, ivs::Error::ResourceNotFoundException(_)), "{error:?}");
    assert_eq!(error.request_id(), Some("id-1"));
}

#[tokio::test]
async fn a_failure_that_is_not_the_services_is_in_the_chain_of_causes() {
    let http = replay([]);
    let client = ivs::Client::from_conf(config().http_client(http).build());
    let failed = client.get_stage().arn("a").send().await.unwrap_err();
    assert!(matches!(&failed, SdkError::DispatchFailure(failure) if failure.as_connector_error().is_some()));
    let error = failed.into_service_error();
    assert_eq!(error.code(), None);
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<SdkError<GetStageError, HttpResponse>>());
    assert!(ivs::error::DisplayErrorContext(&error).to_string().len() > 20);
}

#[test]
fn errors_are_made_for_tests() {
    /// The code under test.
    fn is_gone(error: &SdkError<GetStageError>) -> bool {
        error.as_service_error().is_some_and(GetStageError::is_resource_not_found_exception)
    }
    let raw = || HttpResponse::new(404.try_into().unwrap(), SdkBody::empty());
    let meta = ErrorMetadata::builder().code("ResourceNotFoundException").message("gone").build();
    let gone = ResourceNotFoundException::builder().message("gone").meta(meta.clone()).build();
    assert_eq!(gone.to_string(), "ResourceNotFoundException: gone");
    assert!(is_gone(&SdkError::service_error(GetStageError::ResourceNotFoundException(gone), raw())));
    let generic = GetStageError::generic(meta);
    assert_eq!(generic.code(), Some("ResourceNotFoundException"));
    assert!(!is_gone(&SdkError::service_error(generic, raw())));
    assert!(!is_gone(&SdkError::service_error(GetStageError::unhandled("why"), raw())));
    assert!(!is_gone(&SdkError::timeout_error("late")));
}

#[tokio::test]
async fn pages_are_collected_until_one_fails() {
    let page = |token: &str| response(200, &format!(r#"{{"stages":[{{"arn":"a"}}]{token}}}"#));
    let broken = http::Response::builder().status(400).header("x-amzn-errortype", "ValidationException");
    let run = |pages: Vec<http::Response<SdkBody>>| {
        ivs::Client::from_conf(config().http_client(replay(pages)).build()).list_stages().into_paginator()
    };
    let all = run(vec![page(r#","nextToken":"t""#), page("")]).send().try_collect().await.unwrap();
    assert_eq!(all.iter().map(|page| page.stages().len()).sum::<usize>(), 2);
    let pages = run(vec![page(r#","nextToken":"t""#), broken.body(SdkBody::from("{}")).unwrap()]);
    let error = pages.send().try_collect().await.unwrap_err();
    assert!(error.into_service_error().is_validation_exception());
}
