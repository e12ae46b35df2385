//! Picks the service of a model.

use crate::json::Path;
use crate::problem::{File, Place, Problems};
use crate::read::quoted;
use crate::resolve::Resolved;
use crate::{Kind, ShapeId};

/// The service that was asked for, or the only one.
pub(crate) fn service(resolved: &Resolved, wanted: Option<&str>, problems: &mut Problems) -> Option<ShapeId> {
    let services: Vec<&ShapeId> = resolved
        .shapes
        .values()
        .filter(|shape| matches!(shape.kind, Kind::Service(_)) && !shape.traits.has("smithy.api#mixin"))
        .map(|shape| &shape.id)
        .collect();
    let fits = |id: &&&ShapeId| wanted.is_none_or(|wanted| id.as_str() == wanted || id.name() == wanted);
    let fitting: Vec<&ShapeId> = services.iter().filter(fits).copied().collect();
    match (fitting.as_slice(), wanted) {
        ([only], _) => return Some((*only).clone()),
        ([], _) if resolved.broken_service => {}
        ([], None) => no_service(problems),
        ([], Some(wanted)) => unknown_service(wanted, &services, problems),
        (several, _) => ambiguous(several, problems),
    }
    None
}

fn shapes() -> Place {
    Place::path(File::Model, &Path::ROOT.key("shapes"))
}

fn no_service(problems: &mut Problems) {
    let help = "check that the right file was given; models of shared shapes have none";
    problems.add(shapes(), "the model has no service", help);
}

fn unknown_service(wanted: &str, services: &[&ShapeId], problems: &mut Problems) {
    let help = match services {
        [] => "check that the right file was given; the model has no service at all".to_owned(),
        [only] => format!("leave out --service, or pass `{only}`, the only one"),
        several => format!("pass --service with one of {}", names(several)),
    };
    problems.add(shapes(), format!("the model has no service `{wanted}`"), help);
}

fn ambiguous(services: &[&ShapeId], problems: &mut Problems) {
    let message = format!("the model has several services: {}", names(services));
    problems.add(shapes(), message, "pass --service with the one to take, as an absolute id");
}

fn names(services: &[&ShapeId]) -> String {
    let ids: Vec<&str> = services.iter().map(|id| id.as_str()).collect();
    quoted(&ids)
}
