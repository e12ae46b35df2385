//! The part of a body in the signature of its request.

use std::fmt;

use aws_smithy_types::body::SdkBody;
use http::HeaderValue;

use super::hash::{self, Hash, push_hex, sha256};
use super::{SIGNED_CHUNKS, UNSIGNED_CHUNKS, UNSIGNED_PAYLOAD};

/// The part of a body in the signature of its request.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// The hash of these bytes, which are the body.
    Bytes(&'a [u8]),
    /// The SHA-256 hash of the body in lowercase hexadecimal digits, or what stands for it, such as
    /// `STREAMING-UNSIGNED-PAYLOAD-TRAILER`, and then goes out as `x-amz-content-sha256`.
    Precomputed(&'a str),
    /// Nothing of the body: `UNSIGNED-PAYLOAD` stands for its hash, and goes out as `x-amz-content-sha256`.
    Unsigned,
}

impl<'a> Payload<'a> {
    /// The payload of a body that may be a stream: unsigned, unless `x-amz-content-sha256` has its hash or the mark of chunks. A
    /// body in memory is unsigned if the header says so, and any body but chunks if `unsigned` does.
    pub(crate) fn of(body: &'a SdkBody, promised: Option<&'a HeaderValue>, unsigned: bool) -> Self {
        let promised = promised.and_then(|value| value.to_str().ok());
        match (body.bytes(), promised) {
            (None, Some(mark @ (SIGNED_CHUNKS | UNSIGNED_CHUNKS))) => Self::Precomputed(mark),
            _ if unsigned => Self::Unsigned,
            (Some(_), Some(UNSIGNED_PAYLOAD)) => Self::Unsigned,
            (Some(bytes), _) => Self::Bytes(bytes),
            (None, Some(text)) if hash::from_hex(text.as_bytes()).is_some() => Self::Precomputed(text),
            (None, _) => Self::Unsigned,
        }
    }

    pub(super) fn stand_in(self) -> StandIn<'a> {
        match self {
            Self::Bytes(bytes) => StandIn::Hash(sha256(bytes)),
            Self::Precomputed(text) => StandIn::Text(text),
            Self::Unsigned => StandIn::Text(UNSIGNED_PAYLOAD),
        }
    }
}

/// Shows how long a body is, not what it holds.
impl fmt::Debug for Payload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Precomputed(text) => write!(f, "Precomputed({text:?})"),
            Self::Unsigned => f.write_str("Unsigned"),
        }
    }
}

/// The hash of a payload in the canonical request, or the text in its place.
pub(super) enum StandIn<'a> {
    Hash(Hash),
    Text(&'a str),
}

impl StandIn<'_> {
    pub(super) fn push(&self, out: &mut String) {
        match self {
            Self::Hash(hash) => push_hex(hash, out),
            Self::Text(text) => out.push_str(text),
        }
    }

    /// Whether the service can compute it from the body alone.
    pub(super) fn is_hash(&self) -> bool {
        match self {
            Self::Hash(_) => true,
            Self::Text(text) => hash::from_hex(text.as_bytes()).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_of_a_body_are_not_shown() {
        let shown = [Payload::Bytes(b"secret"), Payload::Precomputed("e3b0"), Payload::Unsigned];
        assert_eq!(format!("{shown:?}"), r#"[Bytes(6 bytes), Precomputed("e3b0"), Unsigned]"#);
    }

    #[test]
    fn a_body_in_memory_is_signed_unless_the_header_says_otherwise() {
        let payload = |body: SdkBody, promised: &'static str| {
            format!("{:?}", Payload::of(&body, Some(&HeaderValue::from_static(promised)), false))
        };
        let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let stream = || SdkBody::from_body_1_x(SdkBody::from("ab"));
        assert_eq!(payload(SdkBody::from("ab"), hash), "Bytes(2 bytes)");
        assert_eq!(payload(SdkBody::from("ab"), "UNSIGNED-PAYLOAD"), "Unsigned");
        assert_eq!(payload(stream(), hash), format!("Precomputed({hash:?})"));
        assert_eq!(payload(stream(), "UNSIGNED-PAYLOAD"), "Unsigned");
        assert_eq!(payload(stream(), "something"), "Unsigned");
        assert_eq!(payload(stream(), SIGNED_CHUNKS), format!("Precomputed({SIGNED_CHUNKS:?})"));
    }
}
