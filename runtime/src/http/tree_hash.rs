//! The SHA-256 tree hash of S3 Glacier: the hashes of the body's mebibytes, hashed in pairs until one is left
//! (<https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html>).

use aws_smithy_types::body::SdkBody;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::signing::hash::{Hash, push_hex, sha256 as hash};

const MEBIBYTE: usize = 1 << 20;

/// Adds the hash and the tree hash of a body that is in memory, unless the caller gave them.
pub(super) fn add(body: &SdkBody, headers: &mut HeaderMap) {
    let Some(bytes) = body.bytes() else { return };
    let hashes = [("x-amz-content-sha256", hash(bytes)), ("x-amz-sha256-tree-hash", tree_hash(bytes))];
    for (name, hash) in hashes {
        if let Ok(value) = HeaderValue::try_from(hex(&hash)) {
            headers.entry(HeaderName::from_static(name)).or_insert(value);
        }
    }
}

fn tree_hash(bytes: &[u8]) -> Hash {
    let mut level: Vec<Hash> = bytes.chunks(MEBIBYTE).map(hash).collect();
    while level.len() > 1 {
        level = level.chunks(2).map(|pair| if let [one] = pair { *one } else { hash(&pair.concat()) }).collect();
    }
    level.first().copied().unwrap_or_else(|| hash(b""))
}

fn hex(hash: &Hash) -> String {
    let mut text = String::with_capacity(64);
    push_hex(hash, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mebibyte_is_its_own_tree() {
        let bytes = vec![7; MEBIBYTE];
        assert_eq!(tree_hash(&bytes), hash(&bytes));
        assert_eq!(tree_hash(b""), hash(b""));
    }

    #[test]
    fn an_odd_part_moves_up_a_level() {
        let bytes = vec![7; 2 * MEBIBYTE + 1];
        let pair = hash(&[hash(&bytes[..MEBIBYTE]), hash(&bytes[..MEBIBYTE])].concat());
        assert_eq!(tree_hash(&bytes), hash(&[pair, hash(&[7])].concat()));
    }
}
