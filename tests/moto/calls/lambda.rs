//! Lambda: restJson1 with bytes as payloads. Functions are not run: moto answers for them.

use flows::{PATIENCE, config, told};
use lambda::Client;
use lambda::client::Waiters;
use lambda::primitives::Blob;
use lambda::types::{Environment, FunctionCode, InvocationType, Runtime, State};

/// The end of an empty ZIP archive: all there is of it.
const EMPTY_ZIP: [u8; 22] = *b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// The role that moto wants to see in IAM.
async fn role(name: &str) -> String {
    let client = iam::Client::from_conf(config().build());
    let trust = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}"#;
    let role = client.create_role().role_name(name).assume_role_policy_document(trust).send().await.unwrap();
    role.role.unwrap().arn
}

#[tokio::test]
async fn functions_are_made_and_invoked() {
    let client = Client::from_conf(config().build());
    let create = client
        .create_function()
        .function_name("function")
        .runtime(Runtime::Python312)
        .role(role("of-function").await)
        .handler("main.handler")
        .timeout(5)
        .environment(Environment::builder().variables("KEY", "é\"").build())
        .code(FunctionCode::builder().zip_file(Blob::new(EMPTY_ZIP)).build())
        .tags("a:b", "c/d");
    let made = create.send().await.unwrap();
    assert_eq!((made.code_size(), made.timeout()), (22, Some(5)));
    client.wait_until_function_active_v2().function_name("function").wait(PATIENCE).await.unwrap();
    let got = client.get_function().function_name("function").send().await.unwrap();
    assert_eq!(got.tags().unwrap()["a:b"], "c/d");
    let configuration = got.configuration().unwrap();
    assert_eq!((configuration.state(), configuration.runtime()), (Some(&State::Active), Some(&Runtime::Python312)));
    assert_eq!(configuration.environment().unwrap().variables().unwrap()["KEY"], "é\"");

    let invoke = client.invoke().function_name("function").payload(Blob::new(r#"{"a": 1}"#));
    let answer = invoke.invocation_type(InvocationType::RequestResponse).send().await.unwrap();
    assert_eq!((answer.status_code(), answer.function_error()), (200, None));
    assert!(!answer.payload().unwrap().as_ref().is_empty(), "{answer:?}");
    let functions =
        client.list_functions().into_paginator().items().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    assert!(functions.iter().any(|function| function.function_name() == Some("function")), "{functions:?}");
    client.delete_function().function_name("function").send().await.unwrap();
}

#[tokio::test]
async fn what_is_not_there_is_a_modeled_error() {
    let client = Client::from_conf(config().build());
    let missing = client.get_function().function_name("missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_resource_not_found_exception());
    let (code, message) = told(missing);
    assert_eq!(code, "ResourceNotFoundException");
    assert!(message.contains("missing"), "{message}");
}
