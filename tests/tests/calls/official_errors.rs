//! Errors as programs for the official crates use them: metadata, kinds, construction, and helpers for the official types.

use aws_smithy_runtime_api::client::result as official;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use ivsrealtime::Error;
use ivsrealtime::config::http::HttpResponse;
use ivsrealtime::error::{BoxError, ErrorMetadata, RequestId, SdkError};
use ivsrealtime::operation::get_stage::GetStageError;
use ivsrealtime::types::error::ResourceNotFoundException;
use tinsmith::test::replay;
use tinsmith_tests::client::config;
use tinsmith_tests::server::REQUEST_ID;

/// The error of a call that is answered so.
async fn failed(status: u16, code: &'static str) -> SdkError<GetStageError> {
    let response = http::Response::builder()
        .status(status)
        .header("x-amzn-errortype", code)
        .header("x-amzn-requestid", REQUEST_ID)
        .body(r#"{"exceptionMessage":"gone"}"#);
    let http = replay([response.expect("status and headers are valid")]);
    let client = ivsrealtime::Client::from_conf(config("https://example.com").http_client(http).build());
    client.get_stage().arn("a").send().await.expect_err("an answer of failure")
}

fn text(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect()
}

#[tokio::test]
async fn metadata_needs_no_trait_in_scope() {
    mod outside {
        pub(super) fn codes(error: ivsrealtime::operation::get_stage::GetStageError) -> [Option<String>; 2] {
            let of_operation = error.meta().code().map(str::to_owned);
            let of_service = ivsrealtime::Error::from(error);
            [of_operation, of_service.meta().code().map(str::to_owned)]
        }
    }
    let code = Some("ResourceNotFoundException".to_owned());
    let error = failed(404, "ResourceNotFoundException").await.into_service_error();
    assert_eq!(outside::codes(error), [code.clone(), code]);
    let modeled = ResourceNotFoundException::builder().message("gone");
    let modeled = modeled.meta(ErrorMetadata::builder().code("Code").build()).build();
    assert_eq!((modeled.meta().code(), modeled.to_string()), (Some("Code"), "ResourceNotFoundException: gone".into()));
}

/// A helper as programs for the official crates have them.
async fn official_helper<E>(failed: official::SdkError<E, HttpResponse>) -> (Option<String>, E)
where
    E: std::error::Error + ProvideErrorMetadata + official::CreateUnhandledError + Send + Sync + 'static,
{
    (failed.code().map(str::to_owned), failed.into_service_error())
}

#[tokio::test]
async fn helpers_for_the_official_type_take_errors_of_calls() {
    let (code, error) = official_helper(failed(404, "ResourceNotFoundException").await.into()).await;
    assert_eq!(code.as_deref(), Some("ResourceNotFoundException"));
    assert!(error.is_resource_not_found_exception() && error.request_id() == Some(REQUEST_ID), "{error:?}");

    let back: SdkError<GetStageError> = official::SdkError::from(failed(404, "Other").await).into();
    let (raw, status) =
        (back.raw_response().map(RequestId::request_id), back.raw_response().map(|it| it.status().as_u16()));
    assert_eq!((raw, status), (Some(Some(REQUEST_ID)), Some(404)));

    #[expect(clippy::result_large_err, reason = "errors hold their members, as in the official crates")]
    fn question_mark(failed: official::SdkError<GetStageError, HttpResponse>) -> Result<(), Error> {
        Err(failed)?
    }
    let error = question_mark(failed(404, "ResourceNotFoundException").await.into()).unwrap_err();
    assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error:?}");
}

#[tokio::test]
async fn generic_code_makes_operation_errors_of_failures() {
    /// As a wrapper over any operation would.
    fn service_error<E>(failed: SdkError<E>) -> E
    where
        E: std::error::Error + official::CreateUnhandledError + Send + Sync + 'static,
    {
        failed.into_service_error()
    }
    let http = replay(Vec::<http::Response<&str>>::new());
    let client = ivsrealtime::Client::from_conf(config("https://example.com").http_client(http).build());
    let failed = client.get_stage().arn("a").send().await.unwrap_err();
    let line = failed.to_string();
    let error = service_error(failed);
    assert_eq!((error.message(), error.code()), (Some(&*line), None));
    let causes = text(&error);
    assert!(causes.len() >= 3 && causes[..2] == [line.clone(), line], "the failure and its causes follow: {causes:?}");
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<SdkError<GetStageError>>());
}

#[test]
fn errors_are_made_for_tests() {
    let error = GetStageError::generic(ErrorMetadata::builder().code("Code").message("message").build());
    assert_eq!((error.code(), error.message()), (Some("Code"), Some("message")));
    assert_eq!(error.to_string(), "Code: message");

    let error = GetStageError::unhandled(std::io::Error::other("cause"));
    assert_eq!(text(&error), ["cause", "cause"]);
    let error = GetStageError::unhandled("text");
    assert_eq!(error.to_string(), "text");

    let source: BoxError = "why".into();
    let meta = ErrorMetadata::builder().code("Code").build();
    let error = <GetStageError as official::CreateUnhandledError>::create_unhandled_error(source, Some(meta));
    assert_eq!(text(&error), ["Code", "why"]);
}

#[test]
fn the_kind_of_an_error_is_that_of_the_model() {
    use aws_smithy_types::retry::{ErrorKind, ProvideErrorKind};

    let error = GetStageError::ResourceNotFoundException(ResourceNotFoundException::builder().build());
    assert_eq!(error.retryable_error_kind(), None::<ErrorKind>);
    let error = GetStageError::generic(ErrorMetadata::builder().code("Code").build());
    assert_eq!(ProvideErrorKind::code(&error), Some("Code"));
}

#[test]
fn the_contents_of_failures_have_builders() {
    use ivsrealtime::error::{ConnectorError, DispatchFailure, ResponseError, ServiceError, TimeoutError};

    let failure = DispatchFailure::builder().source(ConnectorError::io("broken pipe".into())).build();
    assert!(failure.is_io());
    let failed: SdkError<GetStageError, ()> = SdkError::DispatchFailure(failure);
    assert_eq!(failed.to_string(), "call failed: broken pipe");
    let failed: SdkError<GetStageError, ()> = SdkError::TimeoutError(TimeoutError::builder().source("late").build());
    assert!(failed.is_timeout());
    let failed: SdkError<GetStageError, u8> =
        SdkError::ResponseError(ResponseError::builder().source("odd").raw(5).build());
    assert_eq!(failed.raw_response(), Some(&5));
    let error = GetStageError::unhandled("why");
    let failed = SdkError::ServiceError(ServiceError::<GetStageError, _>::builder().source(error).raw(5).build());
    assert_eq!((failed.to_string(), failed.raw_response()), ("call failed: why".into(), Some(&5)));
}
