//! Errors of the service: type, code, message, request id and text.

use bytes::Bytes;
use http::Response;
use ivsrealtime::Error;
use ivsrealtime::error::{DisplayErrorContext, ProvideErrorMetadata, RequestId, SdkError};
use ivsrealtime::operation::create_encoder_configuration::CreateEncoderConfigurationError;
use ivsrealtime::types::error;
use tinsmith_tests::client::{client, config};
use tinsmith_tests::server::{self, REQUEST_ID, Server};

type Failure = SdkError<CreateEncoderConfigurationError>;

/// The error of a call that is answered so, without another attempt.
async fn answered(response: Response<Bytes>) -> Failure {
    let server = Server::script([response]).await;
    let config = config(server.url()).retry_config(ivsrealtime::config::retry::RetryConfig::disabled());
    let client = ivsrealtime::Client::from_conf(config.build());
    client.create_encoder_configuration().send().await.expect_err("the answer is an error")
}

/// A way for the service to say what went wrong: the response for a status and a code.
type Says = fn(u16, &str) -> Response<Bytes>;

const WAYS: [Says; 6] = [
    |status, code| server::error(status, code, r#"{"exceptionMessage":"no way"}"#),
    |status, code| server::error(status, &format!("{code}:http://internal.amazon.com/"), r#"{"message":"no way"}"#),
    |status, code| server::json(status, format!(r#"{{"code":"{code}","Message":"no way"}}"#)),
    |status, code| server::json(status, format!(r#"{{"__type":"com.amazonaws.ivs#{code}","message":"no way"}}"#)),
    |status, code| server::error(status, code, r#"{"code":"Other","__type":"Other","exceptionMessage":"no way"}"#),
    |status, code| server::json(status, format!(r#"{{"__type":"Other","code":"{code}","errorMessage":"no way"}}"#)),
];

/// Every modeled error: status, name, the test for it, the variant in the error of the service.
macro_rules! modeled {
    ($($test:ident: $status:literal $name:ident $is:ident;)*) => {$(
        #[tokio::test]
        async fn $test() {
            for says in WAYS {
                let error = answered(says($status, stringify!($name))).await;
                check(&error, $status, stringify!($name));
                let CreateEncoderConfigurationError::$name(inner) = error.as_service_error().unwrap() else {
                    panic!("{error:?}");
                };
                assert!(error.as_service_error().unwrap().$is());
                assert_eq!(inner.to_string(), concat!(stringify!($name), ": no way"));
                assert_eq!(inner.message(), Some("no way"));
                assert_eq!(inner.request_id(), Some(REQUEST_ID));
                let of_service: Error = error.into();
                assert!(matches!(&of_service, Error::$name(error::$name { .. })), "{of_service:?}");
                check_told(&of_service, &line($status, stringify!($name)));
                assert_eq!((of_service.code(), of_service.request_id()), (Some(stringify!($name)), Some(REQUEST_ID)));
            }
        }
    )*};
}

modeled! {
    access_denied: 403 AccessDeniedException is_access_denied_exception;
    conflict: 409 ConflictException is_conflict_exception;
    internal_server: 500 InternalServerException is_internal_server_exception;
    pending_verification: 403 PendingVerification is_pending_verification;
    resource_not_found: 404 ResourceNotFoundException is_resource_not_found_exception;
    service_quota_exceeded: 402 ServiceQuotaExceededException is_service_quota_exceeded_exception;
    validation: 400 ValidationException is_validation_exception;
}

/// The text of a failed call.
fn line(status: u16, name: &str) -> String {
    format!("CreateEncoderConfiguration failed: {name}: no way (status {status}, request id {REQUEST_ID})")
}

/// The error of the service says all that the failed call said: displayed, as `main` prints it, and with its causes.
fn check_told(error: &Error, line: &str) {
    assert_eq!(error.to_string(), line);
    assert_eq!(DisplayErrorContext(error).to_string(), line);
    let debug = format!("{error:?}");
    assert!(debug.contains(line), "{debug}");
}

fn check(error: &Failure, status: u16, name: &str) {
    assert_eq!(error.to_string(), line(status, name));
    assert_eq!(DisplayErrorContext(error).to_string(), line(status, name));
    assert_eq!((error.code(), error.message()), (Some(name), Some("no way")));
    assert_eq!(error.request_id(), Some(REQUEST_ID));
    assert_eq!(error.raw_response().map(|raw| raw.status().as_u16()), Some(status));
    let meta = error.as_service_error().expect("the service answered").meta();
    assert_eq!((meta.code(), meta.message(), meta.request_id()), (Some(name), Some("no way"), Some(REQUEST_ID)));
}

#[tokio::test]
async fn an_error_has_members_from_headers_and_body() {
    let mut response = server::error(400, "ValidationException", r#"{"exceptionMessage":"no way","more":[]}"#);
    response.headers_mut().insert("X-Frame-Options", "DENY".parse().unwrap());
    let error = answered(response).await.into_service_error();
    let CreateEncoderConfigurationError::ValidationException(error) = error else { panic!("{error:?}") };
    assert_eq!(error.x_frame_options(), Some("DENY"));
    assert_eq!(error.x_amzn_error_type(), Some("ValidationException"));
    assert_eq!((error.exception_message(), error.message()), (Some("no way"), Some("no way")));
}

#[tokio::test]
async fn a_code_that_the_operation_does_not_list_is_unhandled() {
    let error = answered(server::error(418, "TeapotException", r#"{"message":"short and stout"}"#)).await;
    let text = "CreateEncoderConfiguration failed: TeapotException: short and stout (status 418, request id 1111-2222)";
    assert_eq!(error.to_string(), text);
    assert_eq!((error.code(), error.message()), (Some("TeapotException"), Some("short and stout")));
    let service = error.into_service_error();
    assert!(matches!(service, CreateEncoderConfigurationError::Unhandled(_)), "{service:?}");
    assert_eq!(service.to_string(), "TeapotException: short and stout");
    assert_eq!(service.request_id(), Some(REQUEST_ID));
}

#[tokio::test]
async fn an_error_of_another_operation_is_unhandled_with_its_code() {
    let server = Server::script([server::error(409, "ConflictException", r#"{"message":"busy"}"#)]).await;
    let error = client(server.url()).create_stage().send().await.unwrap_err();
    assert_eq!(error.code(), Some("ConflictException"));
    let line = error.to_string();
    let error = Error::from(error);
    assert!(matches!(error, Error::Unhandled(_)));
    check_told(&error, &line);
}

#[tokio::test]
async fn an_error_may_say_next_to_nothing() {
    let mut response = server::error(404, "ResourceNotFoundException", "");
    response.headers_mut().remove("x-amzn-requestid");
    let error = answered(response).await;
    assert_eq!(error.to_string(), "CreateEncoderConfiguration failed: ResourceNotFoundException (status 404)");
    assert_eq!((error.message(), error.request_id()), (None, None));
    assert!(error.into_service_error().is_resource_not_found_exception());

    for body in ["", "{}", "[]", "null", r#"{"code":5,"message":[]}"#] {
        let error = answered(server::json(403, body)).await;
        let shown = if body.is_empty() { String::new() } else { format!(", body `{body}`") };
        let text = "CreateEncoderConfiguration failed: the service answered with an error that has no code \
                    (status 403, request id 1111-2222, content type application/json";
        let text = format!("{text}{shown})");
        assert_eq!(error.to_string(), text, "{body}");
        assert_eq!((error.code(), error.message()), (None, None), "{body}");
        check_told(&answered(server::json(403, body)).await.into(), &text);
        assert!(matches!(error.into_service_error(), CreateEncoderConfigurationError::Unhandled(_)), "{body}");
    }
}

#[tokio::test]
async fn the_other_name_of_the_request_id_counts_too() {
    let mut response = server::error(400, "ValidationException", "{}");
    let id = response.headers_mut().remove("x-amzn-requestid").unwrap();
    response.headers_mut().insert("x-amz-request-id", id);
    let error = answered(response).await;
    assert_eq!(error.request_id(), Some(REQUEST_ID));
    assert_eq!(error.into_service_error().request_id(), Some(REQUEST_ID));
}

#[tokio::test]
async fn the_question_mark_turns_every_error_into_that_of_the_service() {
    async fn calls(client: &ivsrealtime::Client) -> Result<(), Error> {
        client.get_stage().arn("a").send().await?;
        client.list_tags_for_resource().resource_arn("a").send().await?;
        ivsrealtime::types::S3StorageConfiguration::builder().build()?;
        Ok(())
    }
    let gone = || server::error(404, "ResourceNotFoundException", r#"{"exceptionMessage":"gone"}"#);
    let fine = || server::json(200, "{}");
    let server = Server::script([gone(), fine(), gone(), fine(), fine()]).await;
    let client = client(server.url());
    for _ in 0..2 {
        let error = calls(&client).await.unwrap_err();
        assert!(matches!(error, Error::ResourceNotFoundException(_)), "{error:?}");
    }
    let error = calls(&client).await.unwrap_err();
    assert!(matches!(error, Error::Unhandled(_)) && error.to_string().contains("bucket_name"), "{error}");
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn a_failure_that_is_not_the_services_becomes_unhandled_with_its_text() {
    let server = Server::always("not JSON").await;
    let error = client(server.url()).get_stage().arn("a").send().await.unwrap_err();
    let text = error.to_string();
    let error = Error::from(error);
    assert!(matches!(error, Error::Unhandled(_)), "{error:?}");
    check_told(&error, &text);
    assert_eq!(format!("{error:?}"), format!("Unhandled({text})"));
    assert!(text.starts_with("GetStage failed: the response could not be read: "), "{text}");
}
