//! Checksums over bodies of requests: `smithy.api#httpChecksumRequired` and `aws.protocols#httpChecksum`.

use tinsmith_model::{Shape, ShapeId};

use super::closure::Closure;
use crate::ir::Checksum;

/// The checksum that requests of an operation carry. Of the two traits the more flexible one counts
/// (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).
pub(super) fn lower(closure: &Closure<'_>, id: &ShapeId) -> Option<Checksum> {
    let traits = &closure.model.shape(id).traits;
    let flexible = traits.http_checksum().filter(|it| it.request_checksum_required || chosen(closure, id).is_some());
    match flexible {
        Some(flexible) => Some(Checksum::Flexible(header(closure, id), flexible.request_checksum_required)),
        None => traits.http_checksum_required().then_some(Checksum::Md5),
    }
}

/// What is to be said of an operation whose callers choose an algorithm elsewhere than in a header, where nothing sees it.
pub(super) fn unmet(closure: &Closure<'_>, id: &ShapeId) -> Option<String> {
    let member = chosen(closure, id).filter(|_| header(closure, id).is_none())?;
    Some(format!("checksum that `{member}` asks for is not computed, since it is not in a header"))
}

/// The member by which callers choose an algorithm.
fn chosen<'m>(closure: &Closure<'m>, id: &ShapeId) -> Option<&'m str> {
    closure.model.shape(id).traits.http_checksum()?.request_algorithm_member
}

/// The header that it is in.
fn header(closure: &Closure<'_>, id: &ShapeId) -> Option<String> {
    let member = chosen(closure, id).filter(|_| closure.protocol.http_bindings)?;
    let members = closure.model.input_of(id).map(Shape::members)?;
    let header = members.iter().find(|it| it.name == member)?.traits.http_header()?;
    Some(header.to_ascii_lowercase())
}
