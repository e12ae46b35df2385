//! Bindings of members: labels, queries and bodies of inputs, headers and bodies of outputs.

use std::collections::HashMap;

use ivsrealtime::error::RequestId;
use ivsrealtime::primitives::DateTime;
use ivsrealtime::types::{
    AutoParticipantRecordingConfiguration, IngestProtocol, ParticipantRecordingMediaType, ParticipantTokenCapability,
    ParticipantTokenConfiguration,
};
use serde_json::json;
use tinsmith_tests::client::{ARN, client};
use tinsmith_tests::server::{self, REQUEST_ID, Server};

/// The path of the operations on tags of [`ARN`].
const TAGS: &str = "/tags/arn%3Aaws%3Aivs%3Aus-west-2%3A123456789012%3Astage%2FabcdABCDefgh";

fn token_configuration() -> ParticipantTokenConfiguration {
    ParticipantTokenConfiguration::builder()
        .duration(60)
        .user_id("ann \"é\"")
        .attributes("seat", "1")
        .capabilities(ParticipantTokenCapability::Publish)
        .capabilities(ParticipantTokenCapability::Subscribe)
        .build()
}

#[tokio::test]
async fn a_body_holds_what_is_set() {
    let server = Server::always("{}").await;
    let recording = AutoParticipantRecordingConfiguration::builder()
        .storage_configuration_arn("arn:storage")
        .media_types(ParticipantRecordingMediaType::AudioOnly)
        .record_participant_replicas(true)
        .build()
        .unwrap();
    let call = client(server.url())
        .create_stage()
        .name("blue")
        .participant_token_configurations(token_configuration())
        .participant_token_configurations(ParticipantTokenConfiguration::builder().build())
        .tags("team", "x")
        .auto_participant_recording_configuration(recording);
    call.send().await.unwrap();
    let token = json!({
        "duration": 60, "userId": "ann \"é\"", "attributes": {"seat": "1"}, "capabilities": ["PUBLISH", "SUBSCRIBE"],
    });
    let recording = json!({
        "storageConfigurationArn": "arn:storage",
        "mediaTypes": ["AUDIO_ONLY"],
        "recordingReconnectWindowSeconds": 0,
        "recordParticipantReplicas": true,
    });
    let body = json!({
        "name": "blue",
        "participantTokenConfigurations": [token, {}],
        "tags": {"team": "x"},
        "autoParticipantRecordingConfiguration": recording,
    });
    assert_eq!(server.request().json(), body);
}

#[tokio::test]
async fn an_output_holds_what_came() {
    let answer = r#"{
        "stage": {"arn": "arn:s", "name": "blue", "endpoints": {"whip": "https://w"}, "of_tomorrow": [{}, [1]]},
        "participantTokens": [
            {"participantId": "p1", "token": "t1", "expirationTime": "2026-01-02T03:04:05Z", "capabilities": ["PUBLISH"]},
            {"participantId": "p2", "duration": null}
        ]
    }"#;
    let server = Server::always(answer).await;
    let output = client(server.url()).create_stage().send().await.unwrap();
    assert_eq!(output.stage().unwrap().name(), Some("blue"));
    assert_eq!(output.stage().unwrap().endpoints().unwrap().whip(), Some("https://w"));
    let [first, second] = output.participant_tokens() else { panic!("{output:?}") };
    assert_eq!(first.token(), Some("t1"));
    assert_eq!(first.expiration_time(), Some(&DateTime::from_secs(1_767_323_045)));
    assert_eq!(first.capabilities(), [ParticipantTokenCapability::Publish]);
    assert_eq!((second.participant_id(), second.duration()), (Some("p2"), None));
    assert_eq!(output.request_id(), Some(REQUEST_ID));
}

#[tokio::test]
async fn empty_lists_and_maps_are_sent() {
    let server = Server::always("{}").await;
    let call = client(server.url()).create_stage();
    call.set_tags(Some(HashMap::new())).set_participant_token_configurations(Some(Vec::new())).send().await.unwrap();
    assert_eq!(server.request().json(), json!({"tags": {}, "participantTokenConfigurations": []}));
}

#[tokio::test]
async fn labels_are_encoded_and_lists_repeat_their_query_key() {
    let server = Server::always("{}").await;
    let call = client(server.url()).untag_resource().resource_arn(ARN);
    call.tag_keys("first").tag_keys("b c").tag_keys("&=+/é").send().await.unwrap();
    let request = server.request();
    let query = "tagKeys=first&tagKeys=b%20c&tagKeys=%26%3D%2B%2F%C3%A9";
    assert_eq!(request.line(), format!("DELETE {TAGS}?{query}"));
    assert_eq!(request.body, "");
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn get_has_no_body_and_gives_a_map() {
    let server = Server::always(r#"{"tags":{"a":"1","b":""}}"#).await;
    let output = client(server.url()).list_tags_for_resource().resource_arn(ARN).send().await.unwrap();
    assert_eq!(server.request().line(), format!("GET {TAGS}"));
    let tags = [("a", "1"), ("b", "")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!(output.tags(), &HashMap::from(tags));
}

#[tokio::test]
async fn maps_are_objects() {
    let server = Server::always("").await;
    let call = client(server.url()).tag_resource().resource_arn(ARN);
    call.tags("a", "1").tags("b", "2").tags("a", "3").send().await.unwrap();
    let request = server.request();
    assert_eq!(request.line(), format!("POST {TAGS}"));
    assert_eq!(request.json(), json!({"tags": {"a": "3", "b": "2"}}));
}

#[tokio::test]
async fn a_label_that_is_unset_or_empty_is_told_and_nothing_is_sent() {
    let server = Server::always("{}").await;
    let client = client(server.url());
    let unset = client.list_tags_for_resource().send().await.unwrap_err();
    let empty = client.list_tags_for_resource().resource_arn("").send().await.unwrap_err();
    for error in [unset, empty] {
        let why = "resourceArn was missing: it is part of the address, so it must be set and not empty";
        assert_eq!(error.to_string(), format!("ListTagsForResource failed: {why}"));
        assert!(matches!(error, ivsrealtime::error::SdkError::ConstructionFailure(_)), "{error:?}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn members_of_the_output_come_from_headers() {
    let body = r#"{"ingestConfiguration":{"arn":"arn:i","ingestProtocol":"RTMPS"}}"#;
    let mut response = server::json(200, body);
    response.headers_mut().insert("Cache-Control", "no-store, max-age=0".parse().unwrap());
    response.headers_mut().insert("x-frame-options", "DENY".parse().unwrap());
    let server = Server::script([response]).await;
    let call = client(server.url()).create_ingest_configuration().ingest_protocol(IngestProtocol::Rtmps);
    let output = call.insecure_ingest(false).send().await.unwrap();
    assert_eq!(output.cache_control(), Some("no-store, max-age=0"));
    assert_eq!(output.x_frame_options(), Some("DENY"));
    assert_eq!(output.content_security_policy(), None);
    let configuration = output.ingest_configuration().unwrap();
    assert_eq!((configuration.arn(), configuration.stream_key()), ("arn:i", ""));
    assert_eq!(configuration.state().as_str(), "no value was set");
    assert_eq!(configuration.ingest_protocol(), &IngestProtocol::Rtmps);
}

#[tokio::test]
async fn timestamps_are_read_as_date_time() {
    let body = r#"{"stageSessions":[
        {"sessionId":"s","startTime":"2026-01-02T03:04:05Z","endTime":"2026-01-02T03:04:05.250Z"},
        {"startTime":"2026-01-02T05:04:05+02:00"}
    ]}"#;
    let server = Server::always(body).await;
    let output = client(server.url()).list_stage_sessions().stage_arn(ARN).send().await.unwrap();
    let [first, second] = output.stage_sessions() else { panic!("{output:?}") };
    let time = DateTime::from_secs(1_767_323_045);
    assert_eq!(first.start_time(), Some(&time));
    assert_eq!(first.end_time(), Some(&DateTime::from_secs_and_nanos(time.secs(), 250_000_000)));
    assert_eq!((second.start_time(), second.end_time()), (Some(&time), None));
    assert_eq!(output.next_token(), None);
}

#[tokio::test]
async fn an_idempotency_token_is_made_up_unless_given() {
    let server = Server::always("{}").await;
    let client = client(server.url());
    client.start_composition().stage_arn(ARN).send().await.unwrap();
    client.start_composition().stage_arn(ARN).send().await.unwrap();
    client.start_composition().stage_arn(ARN).idempotency_token("mine").send().await.unwrap();
    let tokens: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.json()["idempotencyToken"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((tokens[0].len(), tokens[1].len()), (36, 36), "{tokens:?}");
    assert_ne!(tokens[0], tokens[1]);
    assert_eq!(tokens[2], "mine");
}

#[tokio::test]
async fn values_of_tomorrow_are_kept() {
    let server = Server::always(r#"{"composition":{"arn":"a","state":"DREAMING","destinations":[]}}"#).await;
    let output = client(server.url()).get_composition().arn("a").send().await.unwrap();
    let state = output.composition().unwrap().state();
    assert_eq!(state.as_str(), "DREAMING");
    assert!(format!("{state:?}").starts_with("Unknown("), "{state:?}");
}

#[tokio::test]
async fn secrets_do_not_show() {
    let server = Server::always(r#"{"participantToken":{"participantId":"p","token":"very-secret"}}"#).await;
    let output = client(server.url()).create_participant_token().stage_arn(ARN).send().await.unwrap();
    assert_eq!(output.participant_token().unwrap().token(), Some("very-secret"));
    let shown = format!("{output:?}");
    assert!(shown.contains("participant") && !shown.contains("very-secret"), "{shown}");
}

#[tokio::test]
async fn the_input_can_be_built_apart_from_the_client() {
    let server = Server::always("{}").await;
    let client = client(server.url());
    let input = ivsrealtime::operation::get_stage::GetStageInput::builder().arn("a");
    input.send_with(&client).await.unwrap();
    let as_input = client.get_stage().arn("b").as_input();
    assert_eq!(as_input.get_arn().as_deref(), Some("b"));
    as_input.send_with(&client).await.unwrap();
    let bodies: Vec<_> = server.requests().iter().map(|request| request.json()).collect();
    assert_eq!(bodies, [json!({"arn": "a"}), json!({"arn": "b"})]);
}
