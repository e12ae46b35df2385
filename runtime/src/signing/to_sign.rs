//! The text that is signed: the hash of the canonical request, and the scope.

use std::ops::Range;

use super::date::Stamp;
use super::hash::{push_hex, sha256};
use super::key::{Key, Signature};
use super::{Scope, push_all};

/// Appends the scope as credentials name it: `20150830/us-east-1/iam/aws4_request`.
pub(super) fn push_scope(scope: &Scope, stamp: &Stamp, out: &mut String) {
    push_all(&[stamp.date(), "/"], out);
    if !scope.is_asymmetric() {
        push_all(&[&scope.region, "/"], out);
    }
    push_all(&[&scope.name, "/aws4_request"], out);
}

/// Signs the canonical request that `text` holds. The text that is signed is written behind it; where the scope is in there is
/// returned beside the signature.
pub(super) fn sign(scope: &Scope, stamp: &Stamp, key: Key, text: &mut String) -> (Range<usize>, Signature) {
    let request = sha256(text.as_bytes());
    let to_sign = text.len();
    push_all(&[scope.algorithm(), "\n", stamp.as_str(), "\n"], text);
    let of_scope = text.len();
    push_scope(scope, stamp, text);
    let of_scope = of_scope..text.len();
    text.push('\n');
    push_hex(&request, text);
    (of_scope, key.sign(&text.as_bytes()[to_sign..]))
}
