//! Calls of a program that has no async runtime.

use ivsrealtime::operation::get_stage::GetStageError;
use tinsmith_tests::client::{ARN, client, config};
use tinsmith_tests::server::{self, Server};

/// Runs a server beside a program that blocks.
fn beside(
    answers: impl IntoIterator<Item = http::Response<bytes::Bytes>>,
    program: impl FnOnce(String) + Send + 'static,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let server = Server::script(answers).await;
        tokio::task::spawn_blocking(move || program(server.url())).await.expect("the program ends well");
    });
}

#[test]
fn whatever_sends_sends_blocking() {
    let stage = format!(r#"{{"stage":{{"arn":"{ARN}"}}}}"#);
    let answers = [
        server::json(200, stage.clone()),
        server::json(200, stage),
        server::error(404, "ResourceNotFoundException", r#"{"exceptionMessage":"no such stage"}"#),
        server::json(200, r#"{"stages":[{"arn":"a"}],"nextToken":"t"}"#),
        server::json(200, r#"{"stages":[{"arn":"b"}]}"#),
    ];
    beside(answers, |url| {
        let client = client(url.clone());
        let output = client.get_stage().arn(ARN).send_blocking().unwrap();
        assert_eq!(output.stage().unwrap().arn(), ARN);
        let over = config(url).build().to_builder();
        let output = client.get_stage().arn(ARN).customize().config_override(over).send_blocking().unwrap();
        assert_eq!(output.stage().unwrap().arn(), ARN);
        let error = client.get_stage().arn(ARN).send_blocking().unwrap_err();
        assert!(matches!(error.as_service_error(), Some(GetStageError::ResourceNotFoundException(_))), "{error}");
        let arns =
            client.list_stages().into_paginator().send_blocking().map(|page| page.unwrap().stages()[0].arn.clone());
        assert_eq!(arns.collect::<Vec<_>>(), ["a", "b"]);
    });
}

#[tokio::test]
async fn async_code_is_told_what_to_do() {
    let error = client("http://127.0.0.1:1").get_stage().arn(ARN).send_blocking().unwrap_err();
    assert_eq!(
        error.to_string(),
        "GetStage failed: a blocking call cannot be made from async code, for it would hold up all other tasks of the \
         thread; use the async method, or tokio::task::spawn_blocking around it"
    );
}
