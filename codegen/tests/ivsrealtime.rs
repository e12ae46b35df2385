//! Emitted text of IVS RealTime: one item of each kind. The whole of it is in `generated/ivsrealtime`.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use support::{files_of, model_of, shown};
use tinsmith_codegen::Files;

static FILES: LazyLock<Files> = LazyLock::new(|| {
    let model = model_of(
        Path::new("../model/services/ivs-realtime.json"),
        Some(Path::new("../model/fixups/ivs-realtime.json")),
    );
    files_of(&model, "ivsrealtime")
});

/// A test for each snapshot, with the files or items to show.
macro_rules! snapshots {
    ($($name:ident: [$($part:literal),+ $(,)?],)*) => {
        $(
            #[test]
            fn $name() {
                insta::with_settings!({ omit_expression => true }, {
                    insta::assert_snapshot!(stringify!($name), shown(&FILES, &[$($part),+]));
                });
            }
        )*
    };
}

snapshots! {
    structure_with_defaults: ["src/types/grid_configuration.rs"],
    structure_with_a_map_and_required_members: ["src/types/encoder_configuration.rs"],
    string_enum: ["src/types/participant_recording_state.rs"],
    error: ["src/types/error/pending_verification.rs @ error!(", "src/error.rs"],
    operation_with_a_paginator: ["src/operation/list_stages.rs"],
    operation_with_labels_and_query: ["src/operation/untag_resource.rs"],
    client: [
        "src/client.rs @ pub struct Client",
        "src/client.rs @ pub fn new",
        "src/client.rs @ pub fn from_conf",
        "src/client.rs @ pub fn config",
        "src/client.rs @ pub fn create_stage(",
    ],
    crate_root: ["Cargo.toml", "README.md", "src/lib.rs"],
    service: ["src/service.rs"],
}
