//! Reads Smithy service models: JSON text in, a checked [`Model`] or a [`Report`] of everything wrong with it out.
//!
//! The stages run one after another: `read` turns text into drafts of shapes, `resolve` flattens mixins, merges
//! `apply` statements and fix-ups and evens out the versions of Smithy, `closure` keeps what one service reaches, and
//! `check` looks for what no generator could use. Nothing here touches a file, the clock or the environment.
//!
//! ```
//! use tinsmith_model::{Options, Source, load};
//!
//! let text = r#"{"smithy": "2.0", "shapes": {
//!     "example#Weather": {"type": "service", "traits": {"aws.protocols#restJson1": {}}}
//! }}"#;
//! let options = Options { protocols: &["aws.protocols#restJson1"], ..Options::default() };
//! let model = load(&Source { name: "weather.json", text }, &options)?;
//! assert_eq!(model.service_id().name(), "Weather");
//! # Ok::<(), tinsmith_model::Report>(())
//! ```

mod check;
mod closure;
mod id;
mod json;
pub mod literal;
mod model;
mod prelude;
mod problem;
mod protocol;
mod read;
mod report;
mod resolve;
mod select;
mod shape;
mod suggest;
pub mod text;
pub mod traits;
mod uri;

pub use check::known_traits;
pub use id::ShapeId;
pub use model::Model;
pub use report::{Problem, Report};
pub use shape::{EnumValue, IntEnumValue, Kind, Member, Operation, Resource, Service, Shape};
pub use traits::Traits;
pub use uri::{HostPart, HostPrefix, Segment, UriPattern};

use problem::{File, Problems};
use report::{Origins, Sources};

/// A text and the name that messages give it, usually a path.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name.
    pub name: &'a str,
    /// The text.
    pub text: &'a str,
}

/// The options of loading a model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The service to take, as an absolute id or a name. Needed only for models with several.
    pub service: Option<&'a str>,
    /// Corrections of the model: a model that holds only `apply` statements, none of which may be superfluous.
    pub fixups: Option<Source<'a>>,
    /// The trait ids of the protocols that can be generated, the most preferred first.
    pub protocols: &'a [&'a str],
    /// The trait id of the protocol to speak, if it is not left to the model and the order of preference. A service that
    /// declares none of `protocols` is taken to speak it.
    pub protocol: Option<&'a str>,
}

/// Reads, resolves and checks the model of one service.
pub fn load(source: &Source<'_>, options: &Options<'_>) -> Result<Model, Report> {
    let (mut problems, mut origins) = (Problems::default(), Origins::new());
    let model = assemble(source, options, &mut origins, &mut problems);
    match model {
        Some(model) if problems.is_empty() => Ok(model),
        _ => {
            let sources = Sources { model: *source, fixups: options.fixups };
            Err(Report::new(problems, &sources, &origins))
        }
    }
}

fn assemble(
    source: &Source<'_>,
    options: &Options<'_>,
    origins: &mut Origins,
    problems: &mut Problems,
) -> Option<Model> {
    let fixups = options.fixups.and_then(|fixups| read::document(fixups.text, File::Fixups, problems));
    let document = read::document(source.text, File::Model, problems)?;
    let resolved = resolve::resolve(document, fixups, origins, problems);
    let service = select::service(&resolved, options.service, problems)?;
    let protocol = protocol::choose(&resolved, &service, options, problems);
    let model = closure::close(resolved, service, protocol, problems);
    check::check(&model, problems);
    Some(model)
}
