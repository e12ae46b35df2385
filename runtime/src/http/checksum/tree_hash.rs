//! The SHA-256 tree hash of S3 Glacier: the hashes of the body's mebibytes, hashed in pairs until one is left
//! (<https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html>).

use http::{HeaderMap, HeaderName};
use sha2::{Digest as _, Sha256};

use super::add_header;
use crate::signing::hash::{Hash, push_hex, sha256 as hash};

const MEBIBYTE: usize = 1 << 20;
const WHOLE: HeaderName = HeaderName::from_static("x-amz-content-sha256");
const TREE: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");

/// The hash and the tree hash of a body. It keeps 32 bytes for each mebibyte.
#[derive(Default)]
pub(super) struct TreeHash {
    whole: Sha256,
    /// The hashes of the mebibytes so far.
    leaves: Vec<Hash>,
    /// That of the one that is not full yet.
    leaf: Sha256,
    /// How many bytes of it there are.
    filled: usize,
}

impl TreeHash {
    /// Whether the caller gave both.
    pub(super) fn is_in(headers: &HeaderMap) -> bool {
        headers.contains_key(WHOLE) && headers.contains_key(TREE)
    }

    pub(super) fn update(&mut self, mut bytes: &[u8]) {
        self.whole.update(bytes);
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(MEBIBYTE - self.filled));
            self.leaf.update(now);
            self.filled += now.len();
            if self.filled == MEBIBYTE {
                self.leaves.push(self.leaf.finalize_reset().into());
                self.filled = 0;
            }
            bytes = later;
        }
    }

    pub(super) fn finish(mut self, headers: &mut HeaderMap) {
        if self.filled > 0 || self.leaves.is_empty() {
            self.leaves.push(self.leaf.finalize().into());
        }
        let hashes = [(WHOLE, self.whole.finalize().into()), (TREE, root(self.leaves))];
        for (name, hash) in hashes {
            let mut text = String::with_capacity(64);
            push_hex(&hash, &mut text);
            add_header(headers, name, &text);
        }
    }
}

/// The hash at the root of a tree with these leaves, of which there is one at least.
fn root(mut level: Vec<Hash>) -> Hash {
    while level.len() > 1 {
        level = level.chunks(2).map(|pair| if let [one] = pair { *one } else { hash(&pair.concat()) }).collect();
    }
    level.first().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree hash of bytes that come in pieces of this length.
    fn tree_hash(bytes: &[u8], piece: usize) -> String {
        let mut tree = TreeHash::default();
        bytes.chunks(piece).for_each(|piece| tree.update(piece));
        let mut headers = HeaderMap::new();
        tree.finish(&mut headers);
        assert_eq!(headers[WHOLE], hex(hash(bytes)), "pieces of {piece}");
        headers[TREE].to_str().expect("it is hexadecimal").to_owned()
    }

    fn hex(hash: Hash) -> String {
        let mut text = String::new();
        push_hex(&hash, &mut text);
        text
    }

    #[test]
    fn one_mebibyte_is_its_own_tree() {
        let bytes = vec![7; MEBIBYTE];
        assert_eq!(tree_hash(&bytes, bytes.len()), hex(hash(&bytes)));
        assert_eq!(tree_hash(b"", 1), hex(hash(b"")));
    }

    #[test]
    fn an_odd_part_moves_up_a_level_however_the_bytes_come() {
        let bytes: Vec<u8> = (0..2 * MEBIBYTE + 1).map(|number| (number / 7) as u8).collect();
        let pair = hash(&[hash(&bytes[..MEBIBYTE]), hash(&bytes[MEBIBYTE..2 * MEBIBYTE])].concat());
        let expected = hex(hash(&[pair, hash(&bytes[2 * MEBIBYTE..])].concat()));
        for piece in [bytes.len(), 4096, 65_537, MEBIBYTE, MEBIBYTE + 1] {
            assert_eq!(tree_hash(&bytes, piece), expected, "pieces of {piece}");
        }
    }
}
