//! What is emitted for fixtures of one feature each: the files that show it.

mod support;

use std::path::Path;

use support::{files_of, shown};

/// A test for each fixture, with the files to show.
macro_rules! fixtures {
    ($($name:ident: [$($path:literal),+ $(,)?],)*) => {
        $(
            #[test]
            fn $name() {
                let path = Path::new("tests/fixtures").join(concat!(stringify!($name), ".json"));
                let files = files_of(&path, stringify!($name));
                insta::assert_snapshot!(stringify!($name), shown(&files, &[$($path),+]));
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
    auth: ["src/operation/signed.rs", "src/operation/maybe.rs", "src/operation/open.rs", "src/operation/streamed.rs"],
    checksum_required: ["src/operation/keep.rs"],
    collections: ["src/operation/gather.rs"],
    compression: ["Cargo.toml", "src/operation/pour.rs"],
    defaults: ["src/operation/configure.rs", "src/types/defaults.rs", "src/types/zeros.rs"],
    deprecated: ["src/client.rs", "src/types/old.rs", "src/types/old_kind.rs", "src/types/old_union.rs"],
    documentation: ["src/lib.rs", "src/client.rs", "src/operation/explain.rs"],
    documents: ["src/operation/describe.rs"],
    endpoint_bdd: ["src/service.rs"],
    endpoint_params: ["src/operation/go.rs", "src/operation/stay.rs"],
    endpoint_rules: ["src/service.rs"],
    enums: ["src/types/kind.rs", "src/types/named.rs", "src/types/bare.rs", "src/types/close.rs"],
    errors: ["src/error.rs", "src/operation/try.rs", "src/types/error/conflict.rs", "src/types/error/busy.rs"],
    headers: ["src/operation/put_thing.rs"],
    host_prefix: ["src/operation/visit.rs"],
    idempotency_token: ["src/operation/create.rs"],
    int_enum: ["src/operation/grade.rs"],
    json_name: ["src/operation/rename.rs", "src/types/thing.rs"],
    labels: ["src/operation/get_part.rs"],
    media_type: ["src/operation/draw.rs"],
    member_names: ["src/types/choice.rs", "src/types/nested.rs"],
    no_input_output: ["src/operation/ping.rs", "src/operation/touch.rs"],
    operation_names: ["src/client.rs", "src/operation.rs", "src/operation/send.rs"],
    pagination: [
        "src/operation/list_items.rs",
        "src/operation/list_deep.rs",
        "src/operation/list_by_key.rs",
        "src/operation/list_pages.rs",
    ],
    payloads: ["src/operation/send_structure.rs", "src/operation/send_union.rs", "src/operation/send_blob.rs"],
    query: ["src/operation/list_things.rs"],
    recursion: ["src/types/tree.rs", "src/types/ping.rs", "src/types/pong.rs", "src/types/chain.rs"],
    response_code: ["src/operation/get_state.rs"],
    sensitive: ["src/operation/login.rs", "src/types/session.rs", "src/types/proof.rs"],
    sparse: ["src/types/holes.rs"],
    streaming: ["src/operation/upload.rs", "src/operation/download.rs"],
    timestamps: ["src/operation/note.rs"],
    type_names: ["src/types.rs", "src/types/builders.rs", "src/types/option.rs", "src/types/result.rs", "src/error.rs"],
    unions: ["src/types/choice.rs"],
}
