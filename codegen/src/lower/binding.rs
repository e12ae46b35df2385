//! The place of a member in a message: HTTP bindings, and those of events.

use tinsmith_model::{Kind, Shape, Traits};

use super::event_stream;
use crate::Protocol;
use crate::ir::{Location, Payload};

/// The place of a member with these traits and this target.
pub(super) fn location(protocol: &Protocol, traits: &Traits, target: &Shape) -> Location {
    if event_stream::is_stream(target) {
        return Location::Payload(Payload::Stream);
    }
    let in_http = protocol.http_bindings.then(|| http_location(traits, target)).flatten();
    in_http.or_else(|| event_location(traits, target)).unwrap_or(Location::Body)
}

fn http_location(traits: &Traits, target: &Shape) -> Option<Location> {
    let named = |name: Option<&str>, at: fn(String) -> Location| name.map(|name| at(name.to_owned()));
    named(traits.http_header(), Location::Header)
        .or_else(|| named(traits.http_query(), Location::Query))
        .or_else(|| named(traits.http_prefix_headers(), Location::PrefixHeaders))
        .or_else(|| traits.http_label().then_some(Location::Label))
        .or_else(|| traits.http_query_params().then_some(Location::QueryParams))
        .or_else(|| traits.http_response_code().then_some(Location::StatusCode))
        .or_else(|| traits.http_payload().then(|| Location::Payload(payload(target))))
}

fn event_location(traits: &Traits, target: &Shape) -> Option<Location> {
    if traits.event_header() {
        return Some(Location::EventHeader(match target.kind {
            Kind::Byte => 8,
            Kind::Short => 16,
            Kind::Integer | Kind::IntEnum(_) => 32,
            Kind::Long => 64,
            _ => 0,
        }));
    }
    traits.event_payload().then(|| Location::EventPayload(payload(target)))
}

fn payload(target: &Shape) -> Payload {
    match &target.kind {
        Kind::Blob if target.traits.streaming() => Payload::Stream,
        Kind::Blob => Payload::Blob,
        Kind::String | Kind::Enum(_) => Payload::Text,
        Kind::Union(_) => Payload::Union,
        Kind::Structure(_) => Payload::Structure,
        _ => Payload::Document,
    }
}
