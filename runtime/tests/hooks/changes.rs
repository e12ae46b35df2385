//! Changes of interceptors take effect: of input, request, response and output.

use aws_smithy_runtime_api::client::interceptors::context::{Error, Output as ErasedOutput};
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_types::body::SdkBody;
use tinsmith::config::interceptors::*;
use tinsmith::config::{ConfigBag, Intercept, RuntimeComponents};
use tinsmith::error::{BoxError, OperationError};
use tinsmith::test::replay;

use crate::support::{Echo, EchoError, EchoStream, Input, Output, engine, hello};
use crate::{builder, header, ok, status};

/// An interceptor of one point.
macro_rules! intercept {
    ($name:ident $point:ident($context:ident: $($type:tt)+) $body:block) => {
        #[derive(Debug)]
        struct $name;

        impl Intercept for $name {
            fn name(&self) -> &'static str {
                stringify!($name)
            }

            fn $point(
                &self,
                $context: $($type)+,
                _: &RuntimeComponents,
                _: &mut ConfigBag,
            ) -> Result<(), BoxError> {
                $body
                Ok(())
            }
        }
    };
}

intercept!(Renames modify_before_serialization(context: &mut BeforeSerializationInterceptorContextMut<'_>) {
    let input = context.input_mut().downcast_mut::<Input>().ok_or("another input")?;
    input.name = Some("renamed".into());
});

#[tokio::test]
async fn an_input_is_changed() {
    let http = replay([ok()]);
    engine(builder(&http).interceptor(Renames)).send::<Echo>(hello()).await.unwrap();
    assert!(http.requests()[0].body().starts_with(b"name=renamed\n"));
}

intercept!(BeforeLoop modify_before_retry_loop(context: &mut BeforeTransmitInterceptorContextMut<'_>) {
    let request = context.request_mut();
    if request.uri() != "/echo/arn%3Aaws%2Fx?a=b" {
        return Err(format!("another URI: {}", request.uri()).into());
    }
    request.set_uri("/other?c=d")?;
    request.set_method("PUT")?;
    request.headers_mut().insert("x-loop", "1");
    request.headers_mut().remove("content-type");
    *request.body_mut() = SdkBody::from("a longer body than that which was there before");
});

#[tokio::test]
async fn a_request_is_changed_before_the_first_attempt_for_all_of_them() {
    let http = replay([status(500, ""), ok()]);
    engine(builder(&http).interceptor(BeforeLoop)).send::<Echo>(hello()).await.unwrap();
    for request in http.requests() {
        assert_eq!(request.uri(), "https://echo.us-east-1.example.com/other?c=d");
        assert_eq!(request.method(), "PUT");
        assert_eq!((header(&request, "x-loop"), header(&request, "content-type")), (Some("1"), None));
        assert_eq!(request.body(), "a longer body than that which was there before");
        assert_eq!(header(&request, "content-length"), Some("46"));
        assert!(header(&request, "authorization").unwrap().contains(";x-loop"), "it is signed");
    }
}

intercept!(BeforeSigning modify_before_signing(context: &mut BeforeTransmitInterceptorContextMut<'_>) {
    let request = context.request_mut();
    if !request.uri().starts_with("https://echo.us-east-1.example.com/echo/") {
        return Err(format!("another URI: {}", request.uri()).into());
    }
    let attempts = request.headers().get("x-attempts").map_or(1, |_| 2);
    request.headers_mut().insert("x-attempts", attempts.to_string());
    request.headers_mut().insert("user-agent", "mine");
    request.set_uri("https://elsewhere.example.com/path")?;
});

#[tokio::test]
async fn a_request_is_changed_before_it_is_signed_in_each_attempt() {
    let http = replay([status(500, ""), ok()]);
    engine(builder(&http).interceptor(BeforeSigning)).send::<Echo>(hello()).await.unwrap();
    for request in http.requests() {
        assert_eq!(request.uri(), "https://elsewhere.example.com/path");
        assert_eq!(header(&request, "x-attempts"), Some("1"), "each attempt begins anew");
        assert_eq!(header(&request, "user-agent"), Some("mine"));
        assert!(header(&request, "authorization").unwrap().contains(";x-attempts"), "it is signed");
    }
}

intercept!(SeesNoSignature read_before_signing(context: &BeforeTransmitInterceptorContextRef<'_>) {
    if context.request().headers().get("authorization").is_some() {
        return Err("it is signed already".into());
    }
});

intercept!(SeesSignature read_after_signing(context: &BeforeTransmitInterceptorContextRef<'_>) {
    context.request().headers().get("authorization").ok_or("it is not signed")?;
});

#[tokio::test]
async fn the_signature_is_there_after_signing() {
    let http = replay([ok()]);
    let client = engine(builder(&http).interceptor(SeesNoSignature).interceptor(SeesSignature));
    client.send::<Echo>(hello()).await.unwrap();
}

intercept!(BeforeTransmit modify_before_transmit(context: &mut BeforeTransmitInterceptorContextMut<'_>) {
    let request = context.request_mut();
    if request.headers().get("authorization").is_none() {
        return Err("it is not signed".into());
    }
    request.headers_mut().insert("x-late", "1");
});

#[tokio::test]
async fn a_request_is_changed_after_it_was_signed() {
    let http = replay([ok()]);
    engine(builder(&http).interceptor(BeforeTransmit)).send::<Echo>(hello()).await.unwrap();
    let request = http.requests().remove(0);
    assert_eq!(header(&request, "x-late"), Some("1"));
    assert!(!header(&request, "authorization").unwrap().contains("x-late"));
}

intercept!(AnswersItself modify_before_deserialization(context: &mut BeforeDeserializationInterceptorContextMut<'_>) {
    let response = context.response_mut();
    if response.status().as_u16() == 409 {
        *response.status_mut() = 200.try_into()?;
    }
    response.headers_mut().insert("x-amzn-requestid", "id-2");
    *response.body_mut() = SdkBody::from("text=replaced");
});

#[tokio::test]
async fn a_response_is_changed_before_it_is_read() {
    let http = replay([status(409, "Conflict: there is one"), ok()]);
    let client = engine(builder(&http).interceptor(AnswersItself));
    let output = client.send::<Echo>(hello()).await.unwrap();
    assert_eq!((output.text.as_deref(), output.request_id.as_deref()), (Some("replaced"), Some("id-2")));
    let stream = client.send::<EchoStream>(hello()).await.unwrap().stream.unwrap();
    assert_eq!(stream.collect().await.unwrap().to_vec(), b"text=replaced");
}

intercept!(ReadsBody read_after_deserialization(context: &AfterDeserializationInterceptorContextRef<'_>) {
    if context.response().body().bytes() != Some(b"text=hi") {
        return Err("the body is gone".into());
    }
    let output = context.output_or_error().map_err(|_| "an error")?;
    output.downcast_ref::<Output>().filter(|output| output.text.as_deref() == Some("hi")).ok_or("another output")?;
});

#[tokio::test]
async fn output_and_body_are_there_after_reading() {
    let http = replay([ok()]);
    engine(builder(&http).interceptor(ReadsBody)).send::<Echo>(hello()).await.unwrap();
}

intercept!(Succeeds modify_before_attempt_completion(context: &mut FinalizerInterceptorContextMut<'_>) {
    if let Some(outcome @ Err(_)) = context.output_or_error_mut() {
        *outcome = Ok(ErasedOutput::erase(Output { text: Some("made up".into()), ..Output::default() }));
    }
});

intercept!(Fails modify_before_completion(context: &mut FinalizerInterceptorContextMut<'_>) {
    let error = EchoError::generic(tinsmith::error::ErrorMetadata::builder().code("MadeUp").build());
    *context.output_or_error_mut().ok_or("nothing")? = Err(OrchestratorError::operation(Error::erase(error)));
});

intercept!(Confuses modify_before_completion(context: &mut FinalizerInterceptorContextMut<'_>) {
    *context.output_or_error_mut().ok_or("nothing")? = Ok(ErasedOutput::erase("a text"));
});

#[tokio::test]
async fn the_outcome_is_changed() {
    let http = replay([status(500, ""), ok(), ok()]);
    let output = engine(builder(&http).interceptor(Succeeds)).send::<Echo>(hello()).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("made up"), "and no other attempt is made");
    assert_eq!(http.requests().len(), 1);
    let error = engine(builder(&http).interceptor(Fails)).send::<Echo>(hello()).await.unwrap_err();
    assert_eq!((error.code(), error.request_id()), (Some("MadeUp"), Some("id-1")));
    assert!(error.to_string().starts_with("Echo failed: MadeUp"), "{error}");
    let error = engine(builder(&http).interceptor(Confuses)).send::<Echo>(hello()).await.unwrap_err();
    assert!(error.to_string().contains("an interceptor put an output of another type"), "{error}");
}

#[tokio::test]
async fn changes_of_customize_come_after_those_of_interceptors() {
    let http = replay([ok()]);
    let client = engine(builder(&http).interceptor(BeforeSigning));
    let call = tinsmith::customize::CustomizableOperation::<Echo>::new(client, Ok(hello()));
    let call = call.mutate_request(|request| {
        assert_eq!(request.headers().get("user-agent"), Some("mine"));
        request.headers_mut().insert("user-agent", "changed");
    });
    call.send().await.unwrap();
    assert_eq!(header(&http.requests()[0], "user-agent"), Some("changed"));
}
