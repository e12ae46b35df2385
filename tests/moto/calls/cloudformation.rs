//! CloudFormation: awsQuery and waiters that look into lists.

use cloudformation::Client;
use cloudformation::client::Waiters;
use cloudformation::types::{Parameter, StackStatus};
use flows::{PATIENCE, config, told};

const TEMPLATE: &str = r#"{
  "Parameters": {"Name": {"Type": "String"}},
  "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": "Name"}}}},
  "Outputs": {"Url": {"Value": {"Ref": "Queue"}, "Description": "where it is"}}
}"#;

#[tokio::test]
async fn stacks_are_made_and_deleted() {
    let client = Client::from_conf(config().build());
    let name = Parameter::builder().parameter_key("Name").parameter_value("queue-of-stack").build();
    let create = client.create_stack().stack_name("stack").template_body(TEMPLATE).parameters(name);
    let id = create.send().await.unwrap().stack_id.unwrap();
    assert!(id.starts_with("arn:aws:cloudformation:us-east-1:123456789012:stack/stack/"), "{id}");
    let done = client.wait_until_stack_create_complete().stack_name("stack").wait(PATIENCE).await.unwrap();
    let stacks = done.into_result().unwrap();
    let [stack] = stacks.stacks() else { panic!("{stacks:?}") };
    assert_eq!(stack.stack_status(), Some(&StackStatus::CreateComplete));
    assert_eq!(stack.parameters()[0].parameter_value(), Some("queue-of-stack"));
    let [output] = stack.outputs() else { panic!("{stack:?}") };
    assert_eq!((output.output_key(), output.description()), (Some("Url"), Some("where it is")));
    assert!(output.output_value().unwrap().ends_with("/queue-of-stack"), "{output:?}");
    let resources = client.list_stack_resources().stack_name("stack").into_paginator().items().send();
    let resources = resources.collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(resources[0].resource_type(), Some("AWS::SQS::Queue"));
    client.delete_stack().stack_name("stack").send().await.unwrap();
    client.wait_until_stack_delete_complete().stack_name(id).wait(PATIENCE).await.unwrap();
}

#[tokio::test]
async fn a_name_is_taken_once() {
    let client = Client::from_conf(config().build());
    let create = client.create_stack().stack_name("twice").template_body(r#"{"Resources": {}}"#);
    create.clone().send().await.unwrap();
    let again = create.send().await;
    assert!(again.as_ref().unwrap_err().as_service_error().unwrap().is_already_exists_exception());
    assert_eq!(told(again).0, "AlreadyExistsException");
    let (code, message) = told(client.describe_stacks().stack_name("missing").send().await);
    assert_eq!((code, message), ("ValidationError".to_owned(), "Stack with id missing does not exist".to_owned()));
}
