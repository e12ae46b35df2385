//! `Debug` of types and builders: the words of the official crates, and no secrets.

use ivsrealtime::config::Config;
use ivsrealtime::operation::create_stage::CreateStageInput;
use ivsrealtime::types::{ParticipantToken, ParticipantTokenCapability, Stage};

const HIDDEN: &str = "\"*** Sensitive Data Redacted ***\"";

#[test]
fn secrets_do_not_show_in_types_nor_in_builders() {
    let builder = ParticipantToken::builder().participant_id("p").token("SECRET");
    let builder = builder.capabilities(ParticipantTokenCapability::Publish);
    let fields = format!(
        "{{ participant_id: Some(\"p\"), token: {HIDDEN}, user_id: None, attributes: None, duration: None, \
         capabilities: Some([Publish]), expiration_time: None }}"
    );
    assert_eq!(format!("{builder:?}"), format!("ParticipantTokenBuilder {fields}"));
    let token = builder.build();
    assert_eq!(format!("{token:?}"), format!("ParticipantToken {fields}"));
    assert!(!format!("{token:#?}").contains("SECRET"));
}

#[test]
fn builders_show_their_fields_by_the_name_of_the_builder() {
    let stage = Stage::builder().arn("a").name("n");
    let shown = format!("{stage:?}");
    assert!(shown.starts_with("StageBuilder { arn: Some(\"a\"), name: Some(\"n\"), "), "{shown}");

    let fields = "{ name: Some(\"n\"), participant_token_configurations: None, tags: None, \
                  auto_participant_recording_configuration: None }";
    let input = CreateStageInput::builder().name("n");
    assert_eq!(format!("{input:?}"), format!("CreateStageInputBuilder {fields}"));
    assert_eq!(format!("{:?}", input.build().expect("nothing is missing")), format!("CreateStageInput {fields}"));
    let client = ivsrealtime::Client::from_conf(Config::builder().build());
    assert_eq!(format!("{:?}", client.create_stage().name("n")), format!("CreateStageInputBuilder {fields}"));
}
