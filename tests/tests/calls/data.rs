//! Inputs, outputs and errors of calls as data of Serde.

use ivsrealtime::error::ProvideErrorMetadata;
use ivsrealtime::operation::create_stage::{CreateStageInput, CreateStageOutput};
use ivsrealtime::types::error::ConflictException;
use ivsrealtime::types::{EventName, LayoutConfiguration, ParticipantTokenCapability};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tinsmith_tests::client::client;
use tinsmith_tests::server::{self, Server};

#[tokio::test]
async fn an_output_is_kept_and_read_again() {
    let answer =
        r#"{"stage":{"arn":"a"},"participantTokens":[{"token":"t","expirationTime":"2026-01-02T03:04:05.6Z"}]}"#;
    let server = Server::script([server::json(200, answer)]).await;
    let output = client(server.url()).create_stage().send().await.unwrap();
    let data = serde_json::to_value(&output).unwrap();
    // A token is hidden from `Debug`, and not from data.
    let expected = json!({
        "stage": {"arn": "a"},
        "participantTokens": [{"token": "t", "expirationTime": "2026-01-02T03:04:05.6Z"}],
    });
    assert_eq!(data, expected);
    let read: CreateStageOutput = serde_json::from_value(data).unwrap();
    assert_eq!((read.stage(), read.participant_tokens()), (output.stage(), output.participant_tokens()));
}

#[tokio::test]
async fn an_input_is_read_and_sent() {
    let data = r#"{"name": "lobby", "participantTokenConfigurations": [{"capabilities": ["PUBLISH", "TOMORROW"]}]}"#;
    let input: CreateStageInput = serde_json::from_str(data).unwrap();
    let capabilities = input.participant_token_configurations()[0].capabilities();
    let expected = [ParticipantTokenCapability::Publish, ParticipantTokenCapability::from("TOMORROW")];
    assert_eq!(capabilities, expected);
    let server = Server::always("{}").await;
    AsRef::<tinsmith::Engine>::as_ref(&client(server.url()))
        .send::<ivsrealtime::operation::create_stage::CreateStage>(input.clone())
        .await
        .unwrap();
    assert_eq!(server.request().json(), serde_json::to_value(&input).unwrap());
}

#[tokio::test]
async fn an_error_keeps_code_and_message() {
    let answer = server::error(409, "ConflictException", r#"{"message":"in use"}"#);
    let server = Server::script([answer]).await;
    let error = client(server.url()).create_encoder_configuration().send().await.unwrap_err().into_service_error();
    let ivsrealtime::operation::create_encoder_configuration::CreateEncoderConfigurationError::ConflictException(error) =
        error
    else {
        panic!("{error}");
    };
    let mut data = serde_json::to_value(&error).unwrap();
    assert_eq!(data["message"], json!("in use"));
    let read: ConflictException = serde_json::from_value(data.take()).unwrap();
    assert_eq!((read.code(), read.message()), (Some("ConflictException"), Some("in use")));
    assert_eq!(read.to_string(), error.to_string());
}

/// Types of a program may hold those of a client.
#[test]
fn types_go_into_those_of_a_program() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Room {
        #[serde(flatten)]
        layout: LayoutConfiguration,
        last: Option<EventName>,
    }

    let data = json!({"grid": {"gridGap": 2, "omitStoppedVideo": false}, "last": "JOINED"});
    let room: Room = serde_json::from_value(data.clone()).unwrap();
    assert_eq!(room.layout.grid().and_then(|grid| grid.grid_gap()), Some(2));
    assert_eq!(room.last, Some(EventName::Joined));
    assert_eq!(serde_json::to_value(&room).unwrap(), data);
}
