//! The program against its local server.

use super::*;

#[test]
fn the_command_line() {
    let read = |args: &[&str]| target(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>());
    assert_eq!(read(&[]), Some(Target::Aws));
    assert_eq!(read(&["--local"]), Some(Target::Local));
    assert_eq!(read(&["--endpoint-url", "http://x"]), Some(Target::Url("http://x".into())));
    assert_eq!(read(&["--endpoint-url"]), None);
    assert_eq!(read(&["--local", "--verbose"]), None);
}

#[tokio::test]
async fn the_whole_tour_leaves_the_service_as_it_was() {
    let service = LocalService::start().await.unwrap();
    let before = service.stages();
    run(&local_client(&service)).await.unwrap();
    assert_eq!(service.stages(), before);
    let expected = ["CreateStage", "ListStages", "ListStages", "ListStages", "GetStage", "DeleteStage"];
    assert_eq!(service.calls(), expected.map(|operation| format!("POST /{operation}")));
}

#[tokio::test]
async fn pages_hold_every_stage_once() {
    let service = LocalService::start().await.unwrap();
    let client = local_client(&service);
    let arn = create(&client).await.unwrap();
    let listed: Vec<_> = client.list_stages().into_paginator().page_size(2).items().send().collect().await;
    let listed: Vec<_> = listed.into_iter().map(|stage| stage.unwrap().arn().to_owned()).collect();
    assert_eq!(listed, service.stages());
    assert!(listed.contains(&arn));
    let stage = client.get_stage().arn(&arn).send().await.unwrap().stage.unwrap();
    assert_eq!(stage.name(), Some("tinsmith-example"));
    assert_eq!(stage.tags().unwrap()["purpose"], "example");
}

#[tokio::test]
async fn unsigned_and_wrong_requests_are_refused() {
    let service = LocalService::start().await.unwrap();
    let client = local_client(&service);
    let unsigned = client.list_stages().customize().config_override(Config::builder().anonymous(true)).send().await;
    let error = unsigned.unwrap_err();
    assert_eq!(error.code(), Some("MissingAuthenticationTokenException"));
    assert_eq!(error.raw_response().unwrap().status().as_u16(), 403);

    let error = client.list_stages().max_results(101).send().await.unwrap_err();
    assert!(error.as_service_error().unwrap().is_validation_exception(), "{error}");
    let error = client.list_stages().next_token("nonsense").send().await.unwrap_err();
    assert!(error.as_service_error().unwrap().is_validation_exception(), "{error}");
    let error = client.delete_stage().arn("nonsense").send().await.unwrap_err();
    assert!(error.as_service_error().unwrap().is_resource_not_found_exception(), "{error}");
    let error = client.list_public_keys().send().await.unwrap_err();
    assert_eq!(error.code(), Some("UnknownOperationException"));
}
