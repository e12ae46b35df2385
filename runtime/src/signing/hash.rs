//! SHA-256, its HMAC (<https://www.rfc-editor.org/rfc/rfc2104>), and their text.

use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// A SHA-256 hash.
pub(crate) type Hash = [u8; 32];

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// HMAC with a key that the hashes have taken in already. They are wiped when it is dropped (the feature `zeroize`).
#[derive(Clone)]
pub(super) struct Hmac {
    inner: Sha256,
    outer: Sha256,
}

impl Hmac {
    /// How much SHA-256 takes in at once, in bytes.
    const BLOCK: usize = 64;

    /// A key of any length.
    pub(super) fn new(key: &[u8]) -> Self {
        let mut block = Zeroizing::new([0; Self::BLOCK]);
        match block.get_mut(..key.len()) {
            Some(start) => start.copy_from_slice(key),
            None => block[..32].copy_from_slice(&*Zeroizing::new(sha256(key))),
        }
        let hash = |pad: u8| Sha256::new_with_prefix(&*Zeroizing::new(block.map(|byte| byte ^ pad)));
        Self { inner: hash(0x36), outer: hash(0x5c) }
    }

    pub(super) fn sign(mut self, text: &[u8]) -> Hash {
        self.inner.update(text);
        self.outer.update(self.inner.finalize());
        self.outer.finalize().into()
    }
}

/// Appends the bytes as lowercase hexadecimal digits.
pub(crate) fn push_hex(bytes: &[u8], out: &mut String) {
    let digit = |nibble: u8| char::from(b"0123456789abcdef"[usize::from(nibble)]);
    for byte in bytes {
        out.push(digit(byte >> 4));
        out.push(digit(byte & 15));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        let mut text = String::new();
        push_hex(bytes, &mut text);
        text
    }

    /// Test cases 1, 2, 3 and 6 of <https://www.rfc-editor.org/rfc/rfc4231>.
    #[test]
    fn hmac_is_that_of_the_rfc() {
        let larger = b"Test Using Larger Than Block-Size Key - Hash Key First";
        for (key, text, expected) in [
            (&[0x0b; 20][..], &b"Hi There"[..], "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (&[0xaa; 131], larger, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        ] {
            assert_eq!(hex(&Hmac::new(key).sign(text)), expected);
        }
    }

    #[test]
    fn the_hash_of_nothing_is_well_known() {
        assert_eq!(hex(&sha256(b"")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
