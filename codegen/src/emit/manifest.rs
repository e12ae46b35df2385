//! The emitted crate's `Cargo.toml`.

use std::collections::BTreeSet;

use super::{Content, Source};
use crate::ir::{Crate, Operation, Signatures, Stage};
use crate::text::{line, toml_string};
use crate::{RUST_VERSION, Runtime};

/// `Cargo.toml`.
pub(super) fn emit(krate: &Crate, runtime: &Runtime) -> Source<'static> {
    let (package, runtime, end) = match runtime {
        Runtime::Workspace => (INHERITED.to_owned(), "workspace = true".to_owned(), ""),
        Runtime::Path { path, own_workspace } => {
            let end = if *own_workspace { "\n[workspace]\n" } else { "" };
            (alone(), format!("version = \"{VERSION}\", path = {}", toml_string(path)), end)
        }
    };
    let text = format!(
        "[package]\nname = {name}\ndescription = {description}\n{package}{license}\
         keywords = [{keywords}]\ncategories = [\"api-bindings\", \"web-programming::http-client\"]\n\n\
         [package.metadata.docs.rs]\nall-features = true\n\n\
         [lib]\ndoctest = true\n\n\
         [features]\n{declared}\n\
         [dependencies]\ntinsmith = {{ {runtime}, default-features = false, features = [{features}] }}\n\n\
         [dev-dependencies]\nhttp = \"1\"\ntinsmith = {{ {runtime}, features = [\"test-util\"] }}\n\n\
         [lints.rust]\nwarnings = {{ level = \"deny\", priority = -1 }}\n\
         # The crate must mention its own deprecated items.\ndeprecated = \"allow\"\n\n\
         [lints.clippy]\nall = {{ level = \"deny\", priority = -1 }}\n\
         # Names and sizes are those of the model.\n\
         large_enum_variant = \"allow\"\nshould_implement_trait = \"allow\"\ntype_complexity = \"allow\"\n\n\
         [lints.rustdoc]\nall = {{ level = \"deny\", priority = -1 }}\n\
         # Paths of links do not depend on what a file imports.\nredundant_explicit_links = \"allow\"\n{end}",
        name = toml_string(&krate.name),
        description = toml_string(&format!("A client of {}", line(&krate.title))),
        license = if is_published_by_aws(krate) { LICENSE } else { "" },
        keywords = keywords(krate),
        declared = declared(krate),
        features = features(krate),
    );
    Source {
        path: "Cargo.toml".to_owned(),
        origin: krate.service.id.clone(),
        content: Content::Text { comment: ("# ", ""), text },
    }
}

/// The features of the crate: those of the official crate, and what they mean here.
fn declared(krate: &Crate) -> String {
    let files = if streams(krate) { "\"tinsmith/files\"" } else { "" };
    let sigv4a = if krate.service.signatures == Signatures::Asymmetric { SIGV4A } else { "" };
    format!(
        "default = [\"rt-tokio\", \"rustls\"]\n{CONNECTION}\
         ## Streams of files. Connections and timers are Tokio's in any case.\nrt-tokio = [{files}]\n{sigv4a}{SAME_AS_ELSEWHERE}{ADDED}"
    )
}

/// Whether an operation streams bytes.
fn streams(krate: &Crate) -> bool {
    krate.operations.iter().any(|it| it.input_stream.is_some() || it.output_stream.is_some())
}

/// The features of the runtime that the protocol and the operations need.
fn features(krate: &Crate) -> String {
    let has_events = |it: &Operation| it.input_events.is_some() || it.output_events.is_some();
    let events = krate.operations.iter().any(has_events).then_some("event-stream");
    let stages = krate.operations.iter().flat_map(|operation| operation.stages.iter().flat_map(Stage::features));
    let features: BTreeSet<_> = events.into_iter().chain(stages.copied()).collect();
    let features = krate.service.features.iter().copied().chain(features);
    features.map(toml_string).collect::<Vec<_>>().join(", ")
}

/// Whether the model is one of those that AWS publishes, by its namespace.
pub(super) fn is_published_by_aws(krate: &Crate) -> bool {
    krate.service.id.starts_with("com.amazonaws.")
}

/// The keywords by which registries find the crate: at most five, of at most 20 characters.
fn keywords(krate: &Crate) -> String {
    let aws: &[&str] = if is_published_by_aws(krate) { &["aws", "amazon"] } else { &[] };
    let name = Some(krate.name.as_str()).filter(|name| name.len() <= 20);
    let words = aws.iter().copied().chain(["client", "smithy"]).chain(name);
    words.map(toml_string).collect::<Vec<_>>().join(", ")
}

/// The licences of the generator's text and of AWS's models. Other models are under licences of their own.
const LICENSE: &str = "license = \"(MIT OR Apache-2.0) AND Apache-2.0\"\n";

const INHERITED: &str = "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                         repository.workspace = true\n";

/// The default connection, under the names that it has in the official crates.
const CONNECTION: &str = "## The default connection: hyper with rustls. Without it, plug in an HTTP client.\n\
                          rustls = [\"tinsmith/rustls\"]\n\
                          ## Another name of `rustls`.\ndefault-https-client = [\"rustls\"]\n";

/// Features of the official crates that are the same for all services.
const SAME_AS_ELSEWHERE: &str = "## Doubles of clients for tests of programs, and settings that tests need.\n\
                                 test-util = [\"tinsmith/test-util\"]\n\
                                 ## Conversions of requests and responses to and from `http` 0.2.\n\
                                 http-02x = [\"tinsmith/http-02x\"]\n\
                                 ## Nothing, for what it stands for is always there.\n\
                                 behavior-version-latest = []\n\
                                 ## Nothing, for what it stands for is always there.\n\
                                 http-1x = []\n\
                                 ## Nothing: tests that official crates keep behind it.\n\
                                 gated-tests = []\n";

const SIGV4A: &str = "## Asymmetric signatures (SigV4A), which some endpoints want.\nsigv4a = [\"tinsmith/sigv4a\"]\n";

/// Features that every crate has.
const ADDED: &str = "\
## `send_blocking` and the like, for programs that have no async runtime.\n\
blocking = [\"tinsmith/blocking\"]\n\
## `Serialize` and `Deserialize` of types, inputs, outputs and errors, with the names of the model.\n\
serde = [\"tinsmith/serde\"]\n\
## Spans and events of calls for `tracing`.\n\
tracing = [\"tinsmith/tracing\"]\n";

/// The version of the generator, the runtime and the emitted crates.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn alone() -> String {
    format!("version = \"{VERSION}\"\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\npublish = false\n")
}
