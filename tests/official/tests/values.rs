//! Values: builders, enums, dates, and what they show.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeSet, HashMap};

use aws_sdk_ivsrealtime as ivs;
use ivs::operation::create_participant_token::CreateParticipantTokenInput;
use ivs::primitives::{Blob, DateTime, DateTimeFormat};
use ivs::types::{ParticipantToken, ParticipantTokenCapability, Stage, StageEndpoints, Video};

use crate::support::{config, replay, response};

fn client(answer: &str) -> ivs::Client {
    ivs::Client::from_conf(config().http_client(replay([response(200, answer)])).build())
}

#[test]
fn lists_and_maps_are_set_or_added_to() {
    let input = CreateParticipantTokenInput::builder()
        .capabilities(ParticipantTokenCapability::Publish)
        .capabilities(ParticipantTokenCapability::Subscribe)
        .attributes("a", "1")
        .attributes("b", "2");
    assert_eq!(input.get_capabilities().as_ref().map(Vec::len), Some(2));
    assert_eq!(input.get_attributes().as_ref().map(HashMap::len), Some(2));
    let input = input.set_capabilities(Some(vec![ParticipantTokenCapability::Publish])).set_attributes(None);
    let input = input.stage_arn("arn").set_duration(Some(5)).build().unwrap();
    assert_eq!(input.capabilities(), [ParticipantTokenCapability::Publish]);
    assert_eq!((input.attributes(), input.duration(), input.stage_arn()), (None, Some(5), Some("arn")));
    let same = CreateParticipantTokenInput::builder().stage_arn("arn").duration(5);
    let same = same.capabilities(ParticipantTokenCapability::Publish).build().unwrap();
    assert_eq!(same, input.clone());
    assert!(CreateParticipantTokenInput::builder().build().unwrap().capabilities().is_empty());
}

#[test]
fn the_input_of_a_call_is_looked_at() {
    let call = client("{}").create_participant_token().stage_arn("arn").attributes("a", "1").user_id("u");
    assert_eq!(call.get_user_id().as_deref(), Some("u"));
    let input = call.as_input().clone().build().unwrap();
    assert_eq!(input.stage_arn.as_deref(), Some("arn"));
    assert_eq!(input.attributes().and_then(|attributes| attributes.get("a")).map(String::as_str), Some("1"));
}

#[test]
fn a_structure_lacks_a_member() {
    let error = Stage::builder().name("lobby").build().unwrap_err();
    assert!(error.to_string().contains("arn"), "{error}");
    let stage = Stage::builder().arn("a").tags("k", "v").build().unwrap();
    assert_eq!((stage.arn(), stage.name()), ("a", None));
    let whole = StageEndpoints::builder().whip("https://whip").build();
    assert_eq!(whole.whip.as_deref(), Some("https://whip"));
    let video = Video::builder().width(1280).set_framerate(Some(30.0)).build();
    assert_eq!((video.width(), video.height(), video.framerate()), (Some(1280), None, Some(30.0)));
}

#[test]
fn enums_are_made_of_text_and_back() {
    let publish: ParticipantTokenCapability = "PUBLISH".parse().unwrap();
    assert_eq!(publish, ParticipantTokenCapability::Publish);
    assert_eq!((publish.as_str(), publish.to_string().as_str(), publish.as_ref()), ("PUBLISH", "PUBLISH", "PUBLISH"));
    assert_eq!(ParticipantTokenCapability::values(), ["PUBLISH", "SUBSCRIBE"]);
    let unknown = ParticipantTokenCapability::from("MODERATE");
    assert_eq!(unknown.as_str(), "MODERATE");
    assert_ne!(unknown, ParticipantTokenCapability::from("ADMINISTER"));
    let text = match &unknown {
        ParticipantTokenCapability::Publish => "may publish",
        other if other.as_str() == "MODERATE" => "may moderate",
        _ => "may",
    };
    assert_eq!(text, "may moderate");
    assert_eq!(ParticipantTokenCapability::try_parse("SUBSCRIBE").unwrap(), ParticipantTokenCapability::Subscribe);
    let error = ParticipantTokenCapability::try_parse("MODERATE").unwrap_err();
    assert!(error.to_string().contains("MODERATE"), "{error}");
    let set: BTreeSet<_> = [unknown.clone(), publish, unknown].into();
    assert_eq!(set.len(), 2);
}

#[tokio::test]
async fn values_that_the_crate_does_not_know_are_kept() {
    let answer = r#"{"participantToken":{"capabilities":["PUBLISH","MODERATE"],"attributes":{"a":"1"},"new":{"x":[1]},
        "expirationTime":"2024-02-29T12:30:00Z"}}"#;
    let output = client(answer).create_participant_token().stage_arn("a").send().await.unwrap();
    let token = output.participant_token().unwrap();
    let names: Vec<_> = token.capabilities().iter().map(ParticipantTokenCapability::as_str).collect();
    assert_eq!(names, ["PUBLISH", "MODERATE"]);
    assert_eq!(token.attributes().unwrap()["a"], "1");
    assert_eq!(token.user_id(), None);
    let expected = DateTime::from_str("2024-02-29T12:30:00Z", DateTimeFormat::DateTime).unwrap();
    assert_eq!(token.expiration_time(), Some(&expected));
}

#[test]
fn dates_and_bytes_are_converted() {
    let date = DateTime::from_secs_and_nanos(1_576_540_098, 520_000_000);
    assert_eq!(date.fmt(DateTimeFormat::DateTime).unwrap(), "2019-12-16T23:48:18.52Z");
    assert_eq!(date.fmt(DateTimeFormat::HttpDate).unwrap(), "Mon, 16 Dec 2019 23:48:18 GMT");
    assert_eq!(date.fmt(DateTimeFormat::EpochSeconds).unwrap(), "1576540098.52");
    assert_eq!(date.to_millis().unwrap(), 1_576_540_098_520);
    let time = std::time::SystemTime::try_from(date).unwrap();
    assert_eq!(DateTime::from(time), date);
    let blob = Blob::new("bytes");
    assert_eq!((blob.as_ref(), blob.clone().into_inner()), (&b"bytes"[..], b"bytes".to_vec()));
}

#[test]
fn secrets_are_not_shown() {
    let token = ParticipantToken::builder().token("SECRET").participant_id("p").build();
    let shown = format!("{token:?}");
    assert!(shown.contains("participant_id: Some(\"p\")") && !shown.contains("SECRET"), "{shown}");
    assert!(shown.contains("*** Sensitive Data Redacted ***"), "{shown}");
}
