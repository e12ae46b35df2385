//! Each of the 40 operations, called once: where it goes, what it says, how it is signed.

use std::collections::BTreeSet;
use std::fs;

use ivsrealtime::Client;
use ivsrealtime::types::{DestinationConfiguration, IngestProtocol, S3StorageConfiguration};
use serde_json::Value;
use tinsmith_tests::client::{ARN, client};
use tinsmith_tests::server::{Received, Server};
use tinsmith_tests::signature;

/// A request as it must be: the operation, its request line, its body (empty if none).
type Expected = (&'static str, &'static str, &'static str);

/// Calls each operation, and lists what is expected of the request.
macro_rules! operations {
    ($($line:literal $body:literal $operation:ident $(.$set:ident($($value:expr),*))*;)*) => {
        const EXPECTED: &[Expected] = &[$((stringify!($operation), $line, $body)),*];

        async fn call_all(client: &Client) {
            $(
                let called = client.$operation()$(.$set($($value),*))*.send().await;
                called.unwrap_or_else(|error| panic!("{error}"));
            )*
        }
    };
}

operations! {
    "POST /CreateEncoderConfiguration" "{}" create_encoder_configuration;
    "POST /CreateIngestConfiguration" r#"{"ingestProtocol":"RTMPS"}"#
        create_ingest_configuration.ingest_protocol(IngestProtocol::Rtmps);
    "POST /CreateParticipantToken" r#"{"stageArn":"a"}"# create_participant_token.stage_arn("a");
    "POST /CreateStage" "{}" create_stage;
    "POST /CreateStorageConfiguration" r#"{"s3":{"bucketName":"b"}}"# create_storage_configuration.s3(bucket());
    "POST /DeleteEncoderConfiguration" r#"{"arn":"a"}"# delete_encoder_configuration.arn("a");
    "POST /DeleteIngestConfiguration" r#"{"arn":"a"}"# delete_ingest_configuration.arn("a");
    "POST /DeletePublicKey" r#"{"arn":"a"}"# delete_public_key.arn("a");
    "POST /DeleteStage" r#"{"arn":"a"}"# delete_stage.arn("a");
    "POST /DeleteStorageConfiguration" r#"{"arn":"a"}"# delete_storage_configuration.arn("a");
    "POST /DisconnectParticipant" r#"{"stageArn":"a","participantId":"p"}"#
        disconnect_participant.stage_arn("a").participant_id("p");
    "POST /GetComposition" r#"{"arn":"a"}"# get_composition.arn("a");
    "POST /GetEncoderConfiguration" r#"{"arn":"a"}"# get_encoder_configuration.arn("a");
    "POST /GetIngestConfiguration" r#"{"arn":"a"}"# get_ingest_configuration.arn("a");
    "POST /GetParticipant" r#"{"stageArn":"a","sessionId":"s","participantId":"p"}"#
        get_participant.stage_arn("a").session_id("s").participant_id("p");
    "POST /GetPublicKey" r#"{"arn":"a"}"# get_public_key.arn("a");
    "POST /GetStage" r#"{"arn":"a"}"# get_stage.arn("a");
    "POST /GetStageSession" r#"{"stageArn":"a","sessionId":"s"}"# get_stage_session.stage_arn("a").session_id("s");
    "POST /GetStorageConfiguration" r#"{"arn":"a"}"# get_storage_configuration.arn("a");
    "POST /ImportPublicKey" r#"{"publicKeyMaterial":"k"}"# import_public_key.public_key_material("k");
    "POST /ListCompositions" "{}" list_compositions;
    "POST /ListEncoderConfigurations" "{}" list_encoder_configurations;
    "POST /ListIngestConfigurations" "{}" list_ingest_configurations;
    "POST /ListParticipantEvents" r#"{"stageArn":"a","sessionId":"s","participantId":"p"}"#
        list_participant_events.stage_arn("a").session_id("s").participant_id("p");
    "POST /ListParticipantReplicas" r#"{"sourceStageArn":"a","participantId":"p"}"#
        list_participant_replicas.source_stage_arn("a").participant_id("p");
    "POST /ListParticipants" r#"{"stageArn":"a","sessionId":"s"}"# list_participants.stage_arn("a").session_id("s");
    "POST /ListPublicKeys" "{}" list_public_keys;
    "POST /ListStageSessions" r#"{"stageArn":"a"}"# list_stage_sessions.stage_arn("a");
    "POST /ListStages" "{}" list_stages;
    "POST /ListStorageConfigurations" "{}" list_storage_configurations;
    "GET /tags/arn%3Aaws%3Aivs%3Aus-west-2%3A123456789012%3Astage%2FabcdABCDefgh" ""
        list_tags_for_resource.resource_arn(ARN);
    "POST /RevokeConnectionToken" r#"{"tokenId":"t"}"# revoke_connection_token.token_id("t");
    "POST /StartComposition" r#"{"stageArn":"a","idempotencyToken":"i","destinations":[{"name":"d"}]}"#
        start_composition.stage_arn("a").idempotency_token("i").destinations(destination());
    "POST /StartParticipantReplication"
        r#"{"sourceStageArn":"a","destinationStageArn":"b","participantId":"p"}"#
        start_participant_replication.source_stage_arn("a").destination_stage_arn("b").participant_id("p");
    "POST /StopComposition" r#"{"arn":"a"}"# stop_composition.arn("a");
    "POST /StopParticipantReplication"
        r#"{"sourceStageArn":"a","destinationStageArn":"b","participantId":"p"}"#
        stop_participant_replication.source_stage_arn("a").destination_stage_arn("b").participant_id("p");
    "POST /tags/arn%3Aaws%3Aivs%3Aus-west-2%3A123456789012%3Astage%2FabcdABCDefgh" r#"{"tags":{"k":"v"}}"#
        tag_resource.resource_arn(ARN).tags("k", "v");
    "DELETE /tags/arn%3Aaws%3Aivs%3Aus-west-2%3A123456789012%3Astage%2FabcdABCDefgh?tagKeys=k" ""
        untag_resource.resource_arn(ARN).tag_keys("k");
    "POST /UpdateIngestConfiguration" r#"{"arn":"a"}"# update_ingest_configuration.arn("a");
    "POST /UpdateStage" r#"{"arn":"a"}"# update_stage.arn("a");
}

fn bucket() -> S3StorageConfiguration {
    S3StorageConfiguration::builder().bucket_name("b").build().expect("the bucket name is set")
}

fn destination() -> DestinationConfiguration {
    DestinationConfiguration::builder().name("d").build()
}

#[tokio::test]
async fn every_operation_goes_out_as_modeled_and_takes_an_empty_answer() {
    let server = Server::always("{}").await;
    call_all(&client(server.url())).await;
    let requests = server.requests();
    assert_eq!(requests.len(), EXPECTED.len());
    for (request, (operation, line, body)) in requests.iter().zip(EXPECTED) {
        assert_eq!(request.line(), *line, "{operation}");
        check_body(request, operation, body);
        check_signature(request, operation);
    }
    assert_eq!(server.connections(), 1, "calls one after another share a connection");
}

fn check_body(request: &Received, operation: &str, body: &str) {
    if body.is_empty() {
        assert_eq!(request.body, "", "{operation}");
        assert_eq!(request.header("content-type"), None, "{operation}");
        assert_eq!(request.header("content-length"), None, "{operation}");
    } else {
        assert_eq!(request.json(), serde_json::from_str::<Value>(body).expect("the table holds JSON"), "{operation}");
        assert_eq!(request.header("content-type"), Some("application/json"), "{operation}");
        assert_eq!(request.header("content-length"), Some(&*request.body.len().to_string()), "{operation}");
    }
}

fn check_signature(request: &Received, operation: &str) {
    let date = request.header("x-amz-date").unwrap_or_default();
    let day = date.split('T').next().unwrap_or_default();
    let scope = format!("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{day}/us-west-2/ivs/aws4_request, ");
    let authorization = request.header("authorization").unwrap_or_default();
    assert!(authorization.starts_with(&scope), "{operation}: {authorization}");
    assert_eq!((date.len(), day.len()), ("20260101T000000Z".len(), "20260101".len()), "{operation}: {date}");
    let signed = request.signed_headers();
    for name in ["host", "x-amz-date", "amz-sdk-invocation-id", "amz-sdk-request"] {
        assert!(signed.contains(&name) && request.headers.contains_key(name), "{operation}: {name} in {signed:?}");
    }
    assert!(!signed.contains(&"user-agent"), "{operation}");
    assert_eq!(signature::claimed(request), signature::of(request, "SECRETEXAMPLE"), "{operation}");
    assert_eq!(request.header("x-amz-content-sha256"), None, "{operation}");
}

#[test]
fn no_operation_is_missing_here() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/ivsrealtime/src/operation");
    let files = fs::read_dir(folder).expect("the generated crate is beside this one");
    let emitted: BTreeSet<_> =
        files.filter_map(|file| Some(file.ok()?.path().file_stem()?.to_string_lossy().into_owned())).collect();
    let here: BTreeSet<_> = EXPECTED.iter().map(|(operation, ..)| (*operation).to_owned()).collect();
    assert_eq!(here, emitted);
    assert_eq!(here.len(), 40);
}
