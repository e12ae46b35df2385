//! Emitted text of fixtures of one feature each: the parts that show it.

mod support;

use std::path::Path;

use support::{files_of, model_of, shown};

/// A test for each fixture, with the files or items to show.
macro_rules! fixtures {
    ($($name:ident: [$($part:literal),+ $(,)?],)*) => {
        $(
            #[test]
            fn $name() {
                let path = Path::new("tests/fixtures").join(concat!(stringify!($name), ".json"));
                let files = files_of(&model_of(&path, None), stringify!($name));
                insta::with_settings!({ omit_expression => true }, {
                    insta::assert_snapshot!(stringify!($name), shown(&files, &[$($part),+]));
                });
            }
        )*

        /// No fixture lies around unused.
        #[test]
        fn every_fixture_has_a_test() {
            let listed = [$(stringify!($name)),*];
            for entry in std::fs::read_dir("tests/fixtures").expect("the fixtures are there").flatten() {
                let name = entry.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
                assert!(listed.contains(&&*name), "add `{name}` to the table of {}", file!());
            }
        }
    };
}

fixtures! {
    auth: [
        "src/operation/signed.rs @ impl Operation",
        "src/operation/maybe.rs @ impl Operation",
        "src/operation/open.rs @ impl Operation",
        "src/operation/streamed.rs @ impl Operation",
        "src/operation/with_token.rs @ impl Operation",
        "src/operation/with_either.rs @ impl Operation",
        "Cargo.toml",
    ],
    aws_json: [
        "Cargo.toml",
        "src/client.rs @ impl Client",
        "src/service.rs @ pub(crate) static",
        "src/operation/find_thing.rs @ impl Operation",
        "src/operation/find_thing.rs @ input!(",
        "src/operation/touch.rs @ impl Operation",
        "tests/protocol.rs",
    ],
    aws_query: [
        "Cargo.toml",
        "src/service.rs @ pub(crate) static",
        "src/operation/find_things.rs @ impl Operation",
        "src/operation/find_things.rs @ input!(",
        "src/operation/find_things.rs @ operation_error!",
        "src/types/filter.rs @ structure!(",
    ],
    checksum_required: ["src/operation/keep.rs @ impl Operation"],
    collections: [
        "src/operation/gather.rs @ pub struct GatherInput",
        "src/operation/gather.rs @ impl GatherInput",
        "src/operation/gather.rs @ impl<C> GatherBuilder<C>",
    ],
    compression: ["Cargo.toml", "src/operation/pour.rs @ impl Operation"],
    correction: ["src/operation/report.rs @ output!("],
    defaults: [
        "src/operation/configure.rs @ pub struct ConfigureInput",
        "src/types/defaults.rs @ pub struct Defaults",
        "src/types/defaults.rs @ structure!(",
        "src/types/zeros.rs @ pub struct Zeros",
        "src/types/zeros.rs @ structure!(",
    ],
    deprecated: [
        "src/client.rs @ impl Client",
        "src/types/old.rs",
        "src/types/old_kind.rs @ pub enum",
        "src/types/old_union.rs @ pub enum",
    ],
    documentation: [
        "README.md",
        "src/lib.rs",
        "src/client.rs @ impl Client",
        "src/operation/explain.rs @ pub struct ExplainInput",
        "src/operation/explain.rs @ impl ExplainInput",
        "src/types/topic.rs",
    ],
    documents: ["src/operation/describe.rs"],
    ec2_query: [
        "src/operation/find_things.rs @ impl Operation",
        "src/operation/find_things.rs @ input!(",
    ],
    endpoint_bdd: ["src/service.rs"],
    endpoint_discovery: ["src/client.rs @ impl Client", "src/lib.rs @ pub mod endpoint_discovery"],
    endpoint_params: ["src/operation/go.rs @ impl Operation", "src/operation/stay.rs @ impl Operation"],
    endpoint_rules: ["src/service.rs"],
    enums: ["src/types/kind.rs", "src/types/named.rs", "src/types/bare.rs", "src/types/close.rs"],
    errors: [
        "src/error.rs",
        "src/types/error.rs",
        "src/operation/try.rs @ impl Operation",
        "src/operation/try.rs @ operation_error!",
        "src/types/error/conflict.rs",
        "src/types/error/busy.rs @ pub struct",
        "src/types/error/bare.rs @ pub struct",
        "src/types/error/refused.rs @ pub struct",
        "src/types/error/puzzle.rs @ pub struct",
    ],
    event_streams: [
        "Cargo.toml",
        "src/lib.rs",
        "src/operation/talk.rs @ impl Operation",
        "src/operation/talk.rs @ pub struct TalkInput",
        "src/operation/talk.rs @ pub struct TalkOutput",
        "src/operation/tell.rs @ impl Operation",
        "src/types/chat.rs @ pub enum Chat",
        "src/types/said.rs @ structure!(",
        "src/types/error/chat_error.rs",
        "tests/protocol.rs",
    ],
    event_streams_rpc: [
        "src/operation/talk.rs @ impl Operation",
        "src/operation/talk.rs @ input!(",
        "src/operation/watch.rs @ impl Operation",
    ],
    headers: [
        "src/operation/put_thing.rs @ pub struct PutThingInput",
        "src/operation/put_thing.rs @ input!(",
        "src/operation/put_thing.rs @ pub struct PutThingOutput",
        "src/operation/put_thing.rs @ output!(",
    ],
    flexible_checksums: [
        "Cargo.toml",
        "src/operation/delete.rs @ impl Operation",
        "src/operation/get.rs @ impl Operation",
        "src/operation/put.rs @ impl Operation",
        "src/operation/restore.rs @ impl Operation",
    ],
    host_prefix: ["src/operation/visit.rs @ impl Operation", "src/operation/ask.rs @ impl Operation"],
    idempotency_token: ["src/operation/create.rs @ impl Operation"],
    int_enum: ["src/operation/grade.rs @ pub struct GradeInput", "src/operation/grade.rs @ impl GradeInput"],
    json_name: ["src/operation/rename.rs @ input!(", "src/types/thing.rs"],
    labels: ["src/operation/get_part.rs"],
    long_poll: ["src/operation/receive_message.rs @ impl Operation"],
    media_type: ["src/operation/draw.rs @ input!("],
    member_names: ["src/types/choice.rs", "src/types/nested.rs", "src/types/error/failure.rs @ pub struct"],
    no_input_output: ["src/operation/ping.rs", "src/operation/touch.rs @ pub struct TouchInput"],
    operation_names: ["src/client.rs", "src/operation.rs", "src/operation/send.rs @ impl Operation"],
    pagination: [
        "src/operation/list_items.rs @ impl Paginated for",
        "src/operation/list_items.rs @ impl PaginatedItems",
        "src/operation/list_deep.rs @ impl Paginated for",
        "src/operation/list_deep.rs @ impl PaginatedItems",
        "src/operation/list_by_key.rs @ impl Paginated for",
        "src/operation/list_by_key.rs @ impl PaginatedItems",
        "src/operation/list_pages.rs",
    ],
    payloads: [
        "src/operation/send_structure.rs @ input!(",
        "src/operation/send_union.rs @ input!(",
        "src/operation/send_document.rs @ input!(",
        "src/operation/send_text.rs @ input!(",
        "src/operation/send_enum.rs @ input!(",
        "src/operation/send_blob.rs @ input!(",
    ],
    query_compatible: ["src/operation/send_it.rs @ impl Operation", "src/operation/send_it.rs @ operation_error!"],
    query: [
        "src/operation/list_things.rs @ impl Operation",
        "src/operation/list_things.rs @ pub struct ListThingsInput",
        "src/operation/list_things.rs @ input!(",
    ],
    quick_retries: ["src/service.rs @ pub(crate) static"],
    recursion: [
        "src/types/tree.rs",
        "src/types/ping.rs @ pub struct",
        "src/types/pong.rs @ pub struct",
        "src/types/chain.rs @ pub struct",
    ],
    response_code: [
        "src/operation/get_state.rs @ impl Operation",
        "src/operation/get_state.rs @ pub struct GetStateOutput",
        "src/operation/get_state.rs @ output!(",
    ],
    rpc_v2_cbor: [
        "Cargo.toml",
        "src/operation/store.rs @ impl Operation",
        "src/operation/store.rs @ input!(",
        "src/operation/touch.rs @ impl Operation",
    ],
    rpc_v2_json: [
        "src/operation/measure.rs @ impl Operation",
        "src/operation/measure.rs @ input!(",
        "src/operation/touch.rs @ impl Operation",
    ],
    route53: ["src/operation/get_hosted_zone.rs @ impl Operation"],
    s3: [
        "src/service.rs",
        "src/operation/get_bucket_location.rs @ impl Operation",
        "src/operation/get_object.rs @ impl Operation",
        "src/operation/get_object.rs @ pub struct GetObjectOutput",
        "src/operation/get_object.rs @ output!(",
        "tests/protocol.rs",
    ],
    sensitive: [
        "src/operation/login.rs @ redacted_debug!(LoginInput",
        "src/operation/login.rs @ input!(",
        "src/operation/login.rs @ output!(",
        "src/operation/login.rs @ redacted_debug!(LoginOutputBuilder",
        "src/operation/login.rs @ redacted_debug!(LoginOutput",
        "src/types/session.rs @ redacted_debug!(SessionBuilder",
        "src/types/key_pair.rs @ redacted_debug!(KeyPair",
        "src/types/session.rs",
        "src/types/proof.rs",
    ],
    sparse: ["src/types/holes.rs"],
    stalling: ["src/operation/invoke.rs @ impl Operation"],
    streaming: [
        "src/operation/upload.rs",
        "src/operation/download.rs @ impl Operation",
        "src/operation/download.rs @ pub struct DownloadOutput",
        "src/operation/download.rs @ output!(",
    ],
    timestamps: ["src/operation/note.rs @ pub struct NoteInput", "src/operation/note.rs @ input!("],
    type_names: [
        "src/types.rs",
        "src/types/builders.rs",
        "src/types/option.rs",
        "src/types/result.rs",
        "src/types/thing2.rs @ pub struct",
        "src/error.rs",
        "src/operation/clash.rs @ use crate::types",
        "src/operation/clash.rs @ pub struct ClashInput",
        "src/operation/clash.rs @ pub enum ClashError",
    ],
    unions: ["src/types/choice.rs"],
    waiters: [
        "src/waiters.rs",
        "src/waiters/table_exists.rs",
        "src/waiters/replicas_ready.rs",
        "src/waiters/table_not_exists.rs",
        "src/waiters/db_table_exists.rs",
        "src/client.rs @ pub trait Waiters",
        "src/client.rs @ impl Waiters",
        "src/operation/head_table.rs @ waiter_builder",
        "src/operation/get_db_table.rs @ waiter_builder",
    ],
    xml: [
        "Cargo.toml",
        "src/operation/put_thing.rs @ input!(",
        "src/operation/put_thing.rs @ output!(",
        "src/operation/put_config.rs @ input!(",
        "src/types/config.rs @ structure!(",
        "src/types/choice.rs @ tagged_union!(",
    ],
    xml_errors: ["src/operation/find.rs @ impl Operation", "src/operation/find.rs @ output!("],
}
