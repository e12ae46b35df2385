//! The emitted crate's README and licences.

use super::manifest::is_published_by_aws;
use super::{Content, Source};
use crate::ir::Crate;
use crate::markdown;
use crate::text::line;

/// `README.md`, `LICENSE-APACHE`, `LICENSE-MIT`.
pub(super) fn emit(krate: &Crate) -> Vec<Source<'static>> {
    let files = [
        ("README.md", ("<!-- ", " -->"), readme(krate)),
        ("LICENSE-APACHE", ("# ", ""), include_str!("../../LICENSE-APACHE").to_owned()),
        ("LICENSE-MIT", ("# ", ""), include_str!("../../LICENSE-MIT").to_owned()),
    ];
    let source = |(path, comment, text): (&str, _, _)| Source {
        path: path.to_owned(),
        origin: krate.service.id.clone(),
        content: Content::Text { comment, text },
    };
    files.into_iter().map(source).collect()
}

/// `README.md`: the service, the way to the docs, and the licences.
fn readme(krate: &Crate) -> String {
    let (name, title) = (&krate.name, markdown::text(&line(&krate.title)));
    let id = markdown::code(&krate.service.id);
    let version = markdown::code(&line(&krate.service.api_version));
    let licence = if is_published_by_aws(krate) {
        "AWS publishes its models under the Apache License 2.0."
    } else {
        "They are under the licence of the model."
    };
    format!(
        "# {name}\n\n\
         A client of {title}.\n\n\
         `cargo doc --open -p {name}` begins with a first call, and lists operations, types and errors. The crate stands on\n\
         `tinsmith`, which has the configuration and the HTTP client for tests.\n\n\
         ## Licence\n\n\
         tinsmith generated this crate from the Smithy model of {id} (version {version}).\n\n\
         - The code is under MIT ([LICENSE-MIT](LICENSE-MIT)) or Apache-2.0 ([LICENSE-APACHE](LICENSE-APACHE)), as you choose.\n\
         - Names, documentation, endpoint rules and protocol tests come from the model. {licence}\n"
    )
}
