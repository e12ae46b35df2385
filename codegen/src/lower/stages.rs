//! Stages over headers and body of requests: `smithy.api#requestCompression`, `smithy.api#httpChecksumRequired` and
//! `aws.protocols#httpChecksum`.

use tinsmith_model::{Shape, ShapeId};

use super::context::Context;
use crate::ir::{Optionality, Stage};

/// The stages of an operation. A checksum is that of the compressed body.
pub(super) fn lower(context: &Context<'_>, id: &ShapeId) -> Vec<Stage> {
    let traits = &context.model.shape(id).traits;
    let gzip = traits.request_compression().is_some_and(|encodings| encodings.contains(&"gzip"));
    gzip.then_some(Stage::Compression).into_iter().chain(checksum(context, id)).collect()
}

/// The checksum that requests of an operation carry. Of the two traits the more flexible one counts
/// (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).
fn checksum(context: &Context<'_>, id: &ShapeId) -> Option<Stage> {
    let traits = &context.model.shape(id).traits;
    let flexible = traits.http_checksum().filter(|it| it.request_checksum_required || chosen(context, id).is_some());
    match flexible {
        Some(flexible) => {
            let optionality = Optionality::of(flexible.request_checksum_required);
            Some(Stage::FlexibleChecksum { algorithm: header(context, id), optionality })
        }
        None => traits.http_checksum_required().then_some(Stage::ContentMd5),
    }
}

/// The note on an operation whose callers choose an algorithm outside of headers, where no stage sees it.
pub(super) fn unmet(context: &Context<'_>, id: &ShapeId) -> Option<String> {
    let member = chosen(context, id).filter(|_| header(context, id).is_none())?;
    Some(format!("checksum that `{member}` asks for is not computed, since it is not in a header"))
}

/// The member by which callers choose an algorithm.
fn chosen<'m>(context: &Context<'m>, id: &ShapeId) -> Option<&'m str> {
    context.model.shape(id).traits.http_checksum()?.request_algorithm_member
}

/// The header that it is in.
fn header(context: &Context<'_>, id: &ShapeId) -> Option<String> {
    let member = chosen(context, id).filter(|_| context.protocol.http_bindings)?;
    let members = context.model.input_of(id).map(Shape::members)?;
    let header = members.iter().find(|it| it.name == member)?.traits.http_header()?;
    Some(header.to_ascii_lowercase())
}
