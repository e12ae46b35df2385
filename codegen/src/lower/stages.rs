//! Stages over headers and body: `smithy.api#requestCompression`, `smithy.api#httpChecksumRequired` and
//! `aws.protocols#httpChecksum`.

use tinsmith_model::{Kind, Shape, ShapeId};

use super::context::Context;
use crate::ir::{Optionality, Stage};

/// The stages of an operation. A checksum is that of the compressed body.
pub(super) fn lower(context: &Context<'_>, id: &ShapeId) -> Vec<Stage> {
    let traits = &context.model.shape(id).traits;
    let gzip = traits.request_compression().is_some_and(|encodings| encodings.contains(&"gzip"));
    let compression = gzip.then_some(Stage::Compression);
    compression.into_iter().chain(request_checksum(context, id)).chain(response_checksum(context, id)).collect()
}

/// The checksum that requests of an operation carry. Of the two traits the more flexible one counts
/// (<https://smithy.io/2.0/aws/aws-core.html#aws-protocols-httpchecksum-trait>).
fn request_checksum(context: &Context<'_>, id: &ShapeId) -> Option<Stage> {
    let traits = &context.model.shape(id).traits;
    let flexible = traits.http_checksum().filter(|it| it.request_checksum_required || chosen(context, id).is_some());
    let Some(flexible) = flexible else { return traits.http_checksum_required().then_some(Stage::ContentMd5) };
    let algorithm = chosen(context, id).and_then(|member| header(context, id, member));
    let optionality = Optionality::of(flexible.request_checksum_required);
    if algorithm.is_none() && optionality == Optionality::Optional {
        return None;
    }
    let features = features(&algorithms(context, id));
    Some(Stage::FlexibleChecksum { algorithm, optionality, features })
}

/// The comparison of responses with the checksums that requests ask for.
fn response_checksum(context: &Context<'_>, id: &ShapeId) -> Option<Stage> {
    let checksum = context.model.shape(id).traits.http_checksum()?;
    let features = features(&checksum.response_algorithms);
    let mode = header(context, id, checksum.request_validation_mode_member?)?;
    Some(Stage::ResponseChecksum { mode, features })
}

/// The notes on an operation that takes its choice of checksums outside of headers, where no stage sees it.
pub(super) fn unmet(context: &Context<'_>, id: &ShapeId) -> Vec<String> {
    let hidden = |member: &&str| header(context, id, member).is_none();
    let request = chosen(context, id)
        .filter(hidden)
        .map(|member| format!("checksum that `{member}` asks for is not computed, since it is not in a header"));
    let checksum = context.model.shape(id).traits.http_checksum();
    let mode = checksum.and_then(|checksum| checksum.request_validation_mode_member).filter(hidden);
    let response = mode.map(|member| {
        format!("responses are not compared with the checksums that `{member}` asks for, since it is not in a header")
    });
    request.into_iter().chain(response).collect()
}

/// The features of the runtime that have these algorithms. Others are refused by the runtime where a caller chooses them, and
/// passed over in responses.
fn features(algorithms: &[&str]) -> Vec<&'static str> {
    let known = [
        ("CRC32", "checksums"),
        ("CRC32C", "crc32c"),
        ("CRC64NVME", "crc64nvme"),
        ("SHA1", "sha1"),
        ("SHA256", "sha256"),
    ];
    // CRC32 is the default, and part of every stage.
    let found = known.iter().filter(|(name, feature)| *feature == "checksums" || algorithms.contains(name));
    found.map(|(_, feature)| *feature).collect()
}

/// The algorithms that callers choose from.
fn algorithms<'m>(context: &Context<'m>, id: &ShapeId) -> Vec<&'m str> {
    let member = chosen(context, id).and_then(|name| member(context, id, name));
    match member.map(|member| &context.model.shape(&member.target).kind) {
        Some(Kind::Enum(values)) => values.iter().map(|value| value.value.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The member by which callers choose an algorithm.
fn chosen<'m>(context: &Context<'m>, id: &ShapeId) -> Option<&'m str> {
    context.model.shape(id).traits.http_checksum()?.request_algorithm_member
}

/// The header that a member of the input is in.
fn header(context: &Context<'_>, id: &ShapeId, name: &str) -> Option<String> {
    let member = member(context, id, name).filter(|_| context.protocol.http_bindings)?;
    Some(member.traits.http_header()?.to_ascii_lowercase())
}

/// A member of the input.
fn member<'m>(context: &Context<'m>, id: &ShapeId, name: &str) -> Option<&'m tinsmith_model::Member> {
    context.model.input_of(id).map(Shape::members)?.iter().find(|member| member.name == name)
}
