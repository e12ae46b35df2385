//! The emitted crate's `Cargo.toml`.

use super::{Content, Source};
use crate::ir::{Checksum, Crate, Operation, Signatures};
use crate::text::{line, toml_string};
use crate::{RUST_VERSION, Runtime};

/// `Cargo.toml`.
pub(super) fn emit(krate: &Crate, runtime: &Runtime) -> Source<'static> {
    let (package, runtime, end) = match runtime {
        Runtime::Workspace => (INHERITED.to_owned(), "workspace = true".to_owned(), ""),
        Runtime::Path { path, own_workspace } => {
            let end = if *own_workspace { "\n[workspace]\n" } else { "" };
            (alone(), format!("path = {}", toml_string(path)), end)
        }
    };
    let needs = |needs: fn(&Operation) -> bool, feature| krate.operations.iter().any(needs).then_some(feature);
    let features = [
        needs(|it| matches!(it.checksum, Some(Checksum::Flexible { .. })), "checksums"),
        needs(|it| it.compresses, "compression"),
        needs(|it| it.checksum == Some(Checksum::Md5), "content-md5"),
        needs(|it| it.input_events.is_some() || it.output_events.is_some(), "event-stream"),
        needs(|it| it.input_stream.is_some() || it.output_stream.is_some(), "files"),
        needs(|it| it.checksum == Some(Checksum::TreeHash), "tree-hash"),
    ];
    let features = krate.service.features.iter().copied().chain(features.into_iter().flatten());
    let features = features.map(toml_string).collect::<Vec<_>>().join(", ");
    let sigv4a = if krate.service.signatures == Signatures::Asymmetric { SIGV4A } else { "" };
    let text = format!(
        "[package]\nname = {name}\ndescription = {description}\n{package}\n\
         [lib]\ndoctest = true\n\n\
         [features]\ndefault = [\"rustls\"]\n\
         ## The default connection: hyper with rustls. Without it, plug in an HTTP client.\n\
         rustls = [\"tinsmith/rustls\"]\n{sigv4a}\n\
         [dependencies]\ntinsmith = {{ {runtime}, default-features = false, features = [{features}] }}\n\n\
         [dev-dependencies]\nhttp = \"1\"\ntinsmith = {{ {runtime}, features = [\"test-util\"] }}\n\n\
         [lints.rust]\nwarnings = {{ level = \"deny\", priority = -1 }}\n\
         # The crate must mention its own deprecated items.\ndeprecated = \"allow\"\n\n\
         [lints.clippy]\nall = {{ level = \"deny\", priority = -1 }}\n\
         # Names and sizes are those of the model.\n\
         large_enum_variant = \"allow\"\nshould_implement_trait = \"allow\"\ntype_complexity = \"allow\"\n\n\
         [lints.rustdoc]\nall = {{ level = \"deny\", priority = -1 }}\n{end}",
        name = toml_string(&krate.name),
        description = toml_string(&format!("A client of {}", line(&krate.title))),
    );
    Source { path: "Cargo.toml".to_owned(), origin: krate.service.id.clone(), content: Content::Toml(text) }
}

const INHERITED: &str = "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                         license.workspace = true\npublish.workspace = true\n";

const SIGV4A: &str = "## Asymmetric signatures (SigV4A), which some endpoints want.\nsigv4a = [\"tinsmith/sigv4a\"]\n";

fn alone() -> String {
    format!("version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\npublish = false\n")
}
