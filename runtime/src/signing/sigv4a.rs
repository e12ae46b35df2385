//! The key pair of asymmetric signatures (SigV4A), which are good for several regions
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>, "How AWS SigV4a works").

use aws_credential_types::Credentials;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use zeroize::Zeroizing;

use super::key::Secret;

/// The order of P-256 less two, in big-endian bytes: the largest number that a key may be made of
/// (<https://csrc.nist.gov/pubs/fips/186-5/final>, appendix A.2.2).
const LARGEST: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x4f,
];

/// The key pair that belongs to an access key. It is wiped when it is dropped.
#[derive(Clone)]
pub(super) struct Pair(SigningKey);

impl Pair {
    /// Derives the pair from the secret by the KDF in counter mode of NIST SP 800-108: the first output that is no larger
    /// than [`LARGEST`], plus one, is the private key. `None` never happens: that is the first one almost always.
    pub(super) fn derive(credentials: &Credentials) -> Option<Self> {
        let secret = Secret::new(&Zeroizing::new([b"AWS4A", credentials.secret_access_key().as_bytes()].concat()))?;
        let input = |counter: u8| {
            let id = credentials.access_key_id().as_bytes();
            [&1_u32.to_be_bytes(), &b"AWS4-ECDSA-P256-SHA256\0"[..], id, &[counter], &256_u32.to_be_bytes()].concat()
        };
        let outputs = (1..=254).map(|counter| Zeroizing::new(secret.clone().sign(&input(counter))));
        let mut key = outputs.into_iter().find(|output| **output <= LARGEST)?;
        for byte in key.iter_mut().rev() {
            *byte = byte.wrapping_add(1);
            if *byte != 0 {
                break;
            }
        }
        SigningKey::from_slice(&*key).ok().map(Self)
    }

    /// The signature in DER. It is the same each time (<https://www.rfc-editor.org/rfc/rfc6979>).
    pub(super) fn sign(&self, text: &[u8]) -> Box<[u8]> {
        let signature: DerSignature = self.0.sign(text);
        signature.as_bytes().into()
    }
}
