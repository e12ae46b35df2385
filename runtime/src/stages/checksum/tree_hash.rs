//! The SHA-256 tree hash of S3 Glacier: the hashes of the body's mebibytes, hashed in pairs until one is left
//! (<https://docs.aws.amazon.com/amazonglacier/latest/dev/checksum-calculations.html>).

use aws_smithy_types::error::operation::BuildError;
use http::{HeaderMap, HeaderName};
use sha2::{Digest as _, Sha256};

use super::add_header;
use super::before::{Digest, digest};
use crate::signing::CONTENT_SHA256;
use crate::signing::hash::{Hash, push_hex, sha256 as hash};
use crate::stages::{Context, Message, Stage, Step};

const MEBIBYTE: usize = 1 << 20;
const TREE: HeaderName = HeaderName::from_static("x-amz-sha256-tree-hash");

/// Puts the SHA-256 and the SHA-256 tree hash of the body into headers.
#[derive(Debug)]
pub struct TreeHash;

impl Stage for TreeHash {
    fn apply<'a>(&self, message: Message<'a>, _: &Context) -> Result<Step<'a>, BuildError> {
        if message.headers.contains_key(CONTENT_SHA256) && message.headers.contains_key(TREE) {
            return Ok(Step::Done);
        }
        Ok(digest(Box::new(Tree::default()), message))
    }
}

/// The hash and the tree hash of a body. It keeps 32 bytes for each mebibyte.
#[derive(Default)]
struct Tree {
    whole: Sha256,
    /// The hashes of the mebibytes so far.
    leaves: Vec<Hash>,
    /// The hash of the mebibyte that is not full yet.
    leaf: Sha256,
    /// The number of bytes in `leaf`.
    filled: usize,
}

impl Digest for Tree {
    fn update(&mut self, mut bytes: &[u8]) {
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

    fn finish(mut self: Box<Self>, headers: &mut HeaderMap) {
        if self.filled > 0 || self.leaves.is_empty() {
            self.leaves.push(self.leaf.finalize().into());
        }
        let hashes = [(CONTENT_SHA256, self.whole.finalize().into()), (TREE, root(std::mem::take(&mut self.leaves)))];
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
        let mut tree = Box::new(Tree::default());
        bytes.chunks(piece).for_each(|piece| tree.update(piece));
        let mut headers = HeaderMap::new();
        tree.finish(&mut headers);
        assert_eq!(headers[CONTENT_SHA256], hex(hash(bytes)), "pieces of {piece}");
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
