//! The shapes as someone would write them by hand for serde. Timestamps stay text, and a value of an enum that is not
//! known is an error: both spare serde work that the clients do.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use compare_work::measure::{consuming, print, repeated, throughput};
use compare_work::page::{self, Layout, PARTICIPANTS};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    pub participants: Vec<Participant>,
    pub next_token: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct Participant {
    pub participant_id: Option<String>,
    pub user_id: Option<String>,
    pub state: Option<State>,
    pub first_join_time: Option<String>,
    #[serde(default)]
    pub published: bool,
    pub recording_state: Option<Recording>,
    pub replication_type: Option<Replication>,
    pub replication_state: Option<Replicating>,
    pub source_stage_arn: Option<String>,
    pub source_session_id: Option<String>,
    pub redundant_ingest: Option<bool>,
    pub ingest_configuration_arn: Option<String>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum State {
    Connected,
    Disconnected,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Recording {
    Starting,
    Active,
    Stopping,
    Stopped,
    Failed,
    Disabled,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Replication {
    Source,
    Replica,
    None,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Replicating {
    Active,
    Stopped,
}

/// `StartComposition`, in what is written and nothing else.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Composition {
    stage_arn: String,
    idempotency_token: Option<String>,
    layout: Option<Layouts>,
    destinations: Vec<Destination>,
    tags: Option<HashMap<String, String>>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Layouts {
    grid: Option<Grid>,
    pip: Option<Pip>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Grid {
    featured_participant_attribute: Option<String>,
    omit_stopped_video: bool,
    video_aspect_ratio: Option<Choice>,
    video_fill_mode: Option<Choice>,
    grid_gap: i32,
    participant_order_attribute: Option<String>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Pip {
    featured_participant_attribute: Option<String>,
    omit_stopped_video: bool,
    video_fill_mode: Option<Choice>,
    grid_gap: i32,
    pip_participant_attribute: Option<String>,
    pip_behavior: Option<Choice>,
    pip_offset: i32,
    pip_position: Option<Choice>,
    pip_width: Option<i32>,
    pip_height: Option<i32>,
    participant_order_attribute: Option<String>,
}

/// All enums in one.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Choice {
    Video,
    Cover,
    Contain,
    Dynamic,
    BottomRight,
    Hls,
    Sequential,
    Latest,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Destination {
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    s3: Option<Bucket>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    channel_arn: String,
    encoder_configuration_arn: Option<String>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Bucket {
    storage_configuration_arn: String,
    encoder_configuration_arns: Vec<String>,
    recording_configuration: Option<RecordingFormat>,
    thumbnail_configurations: Option<Vec<Thumbnails>>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct RecordingFormat {
    hls_configuration: Option<Hls>,
    format: Option<Choice>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Hls {
    target_segment_duration_seconds: Option<i32>,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Thumbnails {
    target_interval_seconds: Option<i32>,
    storage: Option<Vec<Choice>>,
}

/// Does what the command line asks with a library's way to read and to write.
pub fn run(read: impl Fn(&[u8]) -> Page, write: impl Fn(&Composition) -> Vec<u8>) {
    let (task, argument) = compare_work::task();
    match task.as_str() {
        "parse" => print("mb_per_s", parse(Layout::named(&argument), read)),
        "write" => {
            let composition: Composition = serde_json::from_str(compare_work::composition::BODY).expect("it is JSON");
            let written = write(&composition);
            assert_eq!(serde_json::from_slice::<Composition>(&written).expect("it is JSON"), composition);
            print("thousands_per_s", 1e6 / consuming(64, || composition.clone(), |input| write(&input)));
        }
        other => panic!("there is no task `{other}`"),
    }
}

fn parse(layout: Layout, read: impl Fn(&[u8]) -> Page) -> f64 {
    let text = page::page(layout);
    let output = read(text.as_bytes());
    assert_eq!((output.participants.len(), output.next_token.as_deref()), (PARTICIPANTS, Some("token")));
    let last = &output.participants[PARTICIPANTS - 1];
    if layout == Layout::Unknown {
        assert_eq!((&last.participant_id, &last.state), (&None, &None));
    } else {
        assert_eq!(last.user_id, Some(page::user(PARTICIPANTS - 1)));
        assert_eq!((&last.state, &last.recording_state), (&Some(State::Connected), &Some(Recording::Disabled)));
    }
    throughput(text.len(), repeated(|| read(text.as_bytes())))
}
