//! Every shape of the service, written and read back: nothing is lost, whatever the values.

use std::any::type_name;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ivsrealtime::Operation;
use ivsrealtime::types::{error, *};
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tinsmith::emitted::inner::Shape;
use tinsmith::internals::formats::json;
use tinsmith::internals::formats::json::JsonNames;
use tinsmith_tests::arbitrary::Arbitrary;
use tinsmith_tests::data::{Data, through};

/// The number of values of each shape.
const CASES: u32 = 48;
/// The most bytes that a value is made of.
const BYTES: usize = 400;

/// A shape by the name of its Rust type, and its test.
type Case = (&'static str, fn());

fn case<S: Data>() -> Case {
    (name_of::<S>(), round_trips::<S>)
}

fn name_of<T>() -> &'static str {
    type_name::<T>().rsplit("::").next().unwrap_or_default()
}

/// Writes and reads values of a shape.
fn round_trips<S: Data>() {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let words = words();
    let result = TestRunner::new(config).run(&vec(any::<u8>(), 0..BYTES), |bytes| {
        let fail = |error: &dyn ToString| TestCaseError::fail(error.to_string());
        let mut source = Arbitrary::new(&bytes, &words);
        let value = S::read(&mut source).map_err(|error| fail(&error))?;
        let text = json::write::<JsonNames, _>(&value).map_err(|error| fail(&error))?;
        let lost: Vec<_> = source.given().iter().filter(|key| parsed(&text).get(key).is_none()).collect();
        proptest::prop_assert!(lost.is_empty(), "{:?} is lost: {:?}", lost, value);
        let read: S = json::read::<JsonNames, _>(&text).map_err(|error| fail(&error))?;
        proptest::prop_assert_eq!(&read, &value);
        for again in through(&value).map_err(TestCaseError::fail)?.iter().chain([&read]) {
            let again = json::write::<JsonNames, _>(again).map_err(|error| fail(&error))?;
            proptest::prop_assert_eq!(parsed(&again), parsed(&text));
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{}: {error}", type_name::<S>());
    }
}

/// The text without the order in which maps happen to be written.
fn parsed(text: &[u8]) -> serde_json::Value {
    serde_json::from_slice(text).expect("what is written is JSON")
}

/// A function that gives the tests of shapes.
macro_rules! shapes {
    ($(#[$doc:meta])* $name:ident: $($shape:ty),* $(,)?) => {
        $(#[$doc])*
        fn $name() -> Vec<Case> {
            vec![$(case::<$shape>()),*]
        }
    };
}

shapes! {
    /// The structures and unions.
    structures:
    AutoParticipantRecordingConfiguration,
    ChannelDestinationConfiguration,
    Composition,
    CompositionRecordingHlsConfiguration,
    CompositionSummary,
    CompositionThumbnailConfiguration,
    Destination,
    DestinationConfiguration,
    DestinationDetail,
    DestinationSummary,
    EncoderConfiguration,
    EncoderConfigurationSummary,
    Event,
    ExchangedParticipantToken,
    GridConfiguration,
    IngestConfiguration,
    IngestConfigurationSummary,
    LayoutConfiguration,
    Participant,
    ParticipantRecordingHlsConfiguration,
    ParticipantReplica,
    ParticipantSummary,
    ParticipantThumbnailConfiguration,
    ParticipantToken,
    ParticipantTokenConfiguration,
    PipConfiguration,
    PublicKey,
    PublicKeySummary,
    RecordingConfiguration,
    RedundantIngestCredential,
    S3DestinationConfiguration,
    S3Detail,
    S3StorageConfiguration,
    Stage,
    StageEndpoints,
    StageSession,
    StageSessionSummary,
    StageSummary,
    StorageConfiguration,
    StorageConfigurationSummary,
    Video,
}

shapes! {
    /// The modeled errors.
    errors:
    error::AccessDeniedException,
    error::ConflictException,
    error::InternalServerException,
    error::PendingVerification,
    error::ResourceNotFoundException,
    error::ServiceQuotaExceededException,
    error::ValidationException,
}

/// A function that gives the tests of inputs and outputs.
macro_rules! operations {
    ($(#[$doc:meta])* $name:ident: $($module:ident::$operation:ident),* $(,)?) => {
        $(#[$doc])*
        fn $name() -> Vec<Case> {
            vec![$(
                case::<<ivsrealtime::operation::$module::$operation as Operation>::Input>(),
                case::<<ivsrealtime::operation::$module::$operation as Operation>::Output>(),
            )*]
        }
    };
}

operations! {
    /// Inputs and outputs of all operations.
    inputs_and_outputs:
    create_encoder_configuration::CreateEncoderConfiguration,
    create_ingest_configuration::CreateIngestConfiguration,
    create_participant_token::CreateParticipantToken,
    create_stage::CreateStage,
    create_storage_configuration::CreateStorageConfiguration,
    delete_encoder_configuration::DeleteEncoderConfiguration,
    delete_ingest_configuration::DeleteIngestConfiguration,
    delete_public_key::DeletePublicKey,
    delete_stage::DeleteStage,
    delete_storage_configuration::DeleteStorageConfiguration,
    disconnect_participant::DisconnectParticipant,
    get_composition::GetComposition,
    get_encoder_configuration::GetEncoderConfiguration,
    get_ingest_configuration::GetIngestConfiguration,
    get_participant::GetParticipant,
    get_public_key::GetPublicKey,
    get_stage::GetStage,
    get_stage_session::GetStageSession,
    get_storage_configuration::GetStorageConfiguration,
    import_public_key::ImportPublicKey,
    list_compositions::ListCompositions,
    list_encoder_configurations::ListEncoderConfigurations,
    list_ingest_configurations::ListIngestConfigurations,
    list_participant_events::ListParticipantEvents,
    list_participant_replicas::ListParticipantReplicas,
    list_participants::ListParticipants,
    list_public_keys::ListPublicKeys,
    list_stage_sessions::ListStageSessions,
    list_stages::ListStages,
    list_storage_configurations::ListStorageConfigurations,
    list_tags_for_resource::ListTagsForResource,
    revoke_connection_token::RevokeConnectionToken,
    start_composition::StartComposition,
    start_participant_replication::StartParticipantReplication,
    stop_composition::StopComposition,
    stop_participant_replication::StopParticipantReplication,
    tag_resource::TagResource,
    untag_resource::UntagResource,
    update_ingest_configuration::UpdateIngestConfiguration,
    update_stage::UpdateStage,
}

/// An enum by its name, with its values and what becomes of one on the way in and out.
type Enum = (&'static str, &'static [&'static str], fn(&str) -> (bool, String));

macro_rules! enums {
    ($($name:ident),* $(,)?) => {
        vec![$((stringify!($name), $name::values(), |value| {
            ($name::try_parse(value).is_ok(), $name::from(value).as_str().to_owned())
        })),*]
    };
}

/// The enums.
fn enums() -> Vec<Enum> {
    enums![
        CompositionState,
        DestinationState,
        EventErrorCode,
        EventName,
        IngestConfigurationState,
        IngestProtocol,
        ParticipantProtocol,
        ParticipantRecordingFilterByRecordingState,
        ParticipantRecordingMediaType,
        ParticipantRecordingState,
        ParticipantState,
        ParticipantTokenCapability,
        PipBehavior,
        PipPosition,
        RecordingConfigurationFormat,
        ReplicationState,
        ReplicationType,
        ThumbnailRecordingMode,
        ThumbnailStorageType,
        VideoAspectRatio,
        VideoFillMode,
    ]
}

/// The values of all enums.
fn words() -> Vec<&'static str> {
    enums().iter().flat_map(|(_, values, _)| values.iter().copied()).collect()
}

#[test]
fn structures_are_read_as_they_were_written() {
    structures().iter().for_each(|(_, test)| test());
}

#[test]
fn errors_are_read_as_they_were_written() {
    errors().iter().for_each(|(_, test)| test());
}

#[test]
fn inputs_and_outputs_are_read_as_they_were_written() {
    inputs_and_outputs().iter().for_each(|(_, test)| test());
}

#[test]
fn enums_keep_every_value() {
    for (name, values, pass) in enums() {
        assert!(!values.is_empty(), "{name}");
        for value in values {
            assert_eq!(pass(value), (true, (*value).to_owned()), "{name}");
        }
        assert_eq!(pass("of tomorrow"), (false, "of tomorrow".to_owned()), "{name}");
    }
}

#[test]
fn most_values_are_not_trivial() {
    let bytes: Vec<u8> = (0..BYTES).map(|index| (index * 197 % 251) as u8).collect();
    let participant = Participant::read(&mut Arbitrary::new(&bytes, &words())).expect("bytes are a participant");
    let text = json::write::<JsonNames, _>(&participant).expect("a participant has a JSON form");
    let members = parsed(&text).as_object().map_or(0, serde_json::Map::len);
    assert!(members > 4, "{participant:?}");
}

/// The names behind any of `before` in the sources of the crate that have `within`.
fn declared(within: &str, before: &[&str]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/ivsrealtime/src"))) {
        let text = fs::read_to_string(path).expect("a source can be read");
        let behind = before.iter().filter(|_| text.contains(within)).flat_map(|name| text.split(name).skip(1));
        let words = behind.filter_map(|rest| rest.trim_start().split(|c: char| !c.is_alphanumeric()).next());
        names.extend(words.map(str::to_owned));
    }
    names
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the generated crate is beside this one");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .collect()
}

fn set<'a>(names: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    names.map(str::to_owned).collect()
}

/// The macros that implement shapes.
const SHAPES: [&str; 5] = ["\nstructure!(", "\noutput!(", "\ninput!(", "\nerror!(", "\ntagged_union!("];

#[test]
fn no_shape_is_missing_here() {
    let cases = [structures(), errors(), inputs_and_outputs()].concat();
    assert_eq!(set(cases.iter().map(|(name, _)| *name)), declared("", &SHAPES));
    assert_eq!(set(enums().iter().map(|(name, ..)| *name)), declared("string_enum!", &["\n    pub enum "]));
}
