//! Signing keys: derived from the secret, kept for the day they are good for
//! (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#derive-signing-key>).

use std::fmt;
use std::sync::{PoisonError, RwLock};

use aws_credential_types::Credentials;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::Scope;
use super::date::Stamp;
use super::hash::Hash;
use crate::error::ContextError;
use crate::text::remove_few;

/// The number of keys that are kept. A client has one, unless its calls go to several regions or its credentials change.
const KEPT: usize = 16;

/// A key, ready to sign. It is wiped when it is dropped.
#[derive(Clone)]
pub(super) enum Key {
    Secret(Secret),
    #[cfg(feature = "sigv4a")]
    Pair(super::sigv4a::Pair),
}

impl Key {
    /// Derives the key. `None` never happens.
    fn derive(credentials: &Credentials, date: &str, scope: &Scope) -> Option<Self> {
        #[cfg(feature = "sigv4a")]
        if scope.asymmetric {
            return super::sigv4a::Pair::derive(credentials).map(Self::Pair);
        }
        Secret::derive(credentials.secret_access_key(), date, scope).map(Self::Secret)
    }

    pub(super) fn sign(self, text: &[u8]) -> Signature {
        match self {
            Self::Secret(secret) => Signature::Secret(secret.sign(text)),
            #[cfg(feature = "sigv4a")]
            Self::Pair(pair) => Signature::Pair(pair.sign(text)),
        }
    }
}

/// The bytes of a signature.
pub(super) enum Signature {
    Secret(Hash),
    #[cfg(feature = "sigv4a")]
    Pair(Box<[u8]>),
}

impl AsRef<[u8]> for Signature {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Secret(hash) => hash,
            #[cfg(feature = "sigv4a")]
            Self::Pair(bytes) => bytes,
        }
    }
}

/// A symmetric key: the hash has taken it in already, and wipes it (the feature `zeroize`).
#[derive(Clone)]
pub(super) struct Secret(Hmac<Sha256>);

impl Secret {
    /// `HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request")`
    fn derive(secret: &str, date: &str, scope: &Scope) -> Option<Self> {
        let mut key = Self::new(&Zeroizing::new([b"AWS4", secret.as_bytes()].concat()))?;
        for part in [date, &*scope.region, &*scope.name, "aws4_request"] {
            key = Self::new(&*Zeroizing::new(key.sign(part.as_bytes())))?;
        }
        Some(key)
    }

    /// `None` never happens: keys of HMAC can have any length.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(key).ok().map(Self)
    }

    pub(super) fn sign(mut self, text: &[u8]) -> Hash {
        self.0.update(text);
        self.0.finalize().into_bytes().into()
    }
}

/// The keys that were derived so far.
#[derive(Default)]
pub(crate) struct Keys(RwLock<Vec<Kept>>);

struct Kept {
    credentials: Credentials,
    day: i64,
    region: String,
    name: String,
    asymmetric: bool,
    key: Key,
}

impl Kept {
    fn is_for(&self, credentials: &Credentials, day: i64, scope: &Scope) -> bool {
        self.day == day
            && self.region == scope.region
            && self.name == scope.name
            && self.asymmetric == scope.is_asymmetric()
            && self.credentials.access_key_id() == credentials.access_key_id()
            && self.credentials.secret_access_key() == credentials.secret_access_key()
    }
}

impl Keys {
    /// The key of these credentials for the day and the scope.
    ///
    /// # Errors
    ///
    /// Never fails: see [`Key::derive`].
    pub(super) fn get(&self, credentials: &Credentials, stamp: &Stamp, scope: &Scope) -> Result<Key, ContextError> {
        if let Some(key) = self.known(credentials, stamp.day, scope) {
            return Ok(key);
        }
        let key = Key::derive(credentials, stamp.date(), scope).ok_or_else(|| ContextError::new("there is no key"))?;
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // What another call kept meanwhile goes with the keys of other days, and with the oldest if there are many.
        remove_few(&mut kept, |kept| kept.day != stamp.day || kept.is_for(credentials, stamp.day, scope));
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Kept {
            credentials: credentials.clone(),
            day: stamp.day,
            region: scope.region.to_string(),
            name: scope.name.to_string(),
            asymmetric: scope.is_asymmetric(),
            key: key.clone(),
        });
        Ok(key)
    }

    fn known(&self, credentials: &Credentials, day: i64, scope: &Scope) -> Option<Key> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|kept| kept.is_for(credentials, day, scope)).map(|kept| kept.key.clone())
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys")
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn stamp(day: u64) -> Stamp {
        Stamp::new(UNIX_EPOCH + Duration::from_secs(day * 86_400)).unwrap()
    }

    fn credentials(id: &str, secret: &str) -> Credentials {
        Credentials::new(id, secret, None, None, "test")
    }

    fn count(keys: &Keys) -> usize {
        keys.0.read().unwrap().len()
    }

    #[test]
    fn a_key_is_derived_once_for_what_it_depends_on() {
        let (keys, one) = (Keys::default(), credentials("a", "b"));
        let sign = |credentials: &Credentials, day, scope: &Scope| {
            keys.get(credentials, &stamp(day), scope).unwrap().sign(b"text").as_ref().to_vec()
        };
        let scope = Scope::new("ivs", "us-east-1");
        let first = sign(&one, 1, &scope);
        assert_eq!((sign(&one, 1, &scope), count(&keys)), (first.clone(), 1));
        let same_id = sign(&credentials("a", "c"), 1, &scope);
        let region = sign(&one, 1, &Scope::new("ivs", "us-west-2"));
        let name = sign(&one, 1, &Scope::new("s3", "us-east-1"));
        assert_eq!(count(&keys), 4);
        let day = sign(&one, 2, &scope);
        assert_eq!(count(&keys), 1, "keys of another day are of no use");
        for (index, other) in [same_id, region, name, day].into_iter().enumerate() {
            assert_ne!(first, other, "{index}");
        }
    }

    #[test]
    fn few_keys_are_kept_and_none_is_shown() {
        let keys = Keys::default();
        for index in 0..100 {
            keys.get(&credentials("a", "SECRET"), &stamp(1), &Scope::new("s3", format!("region-{index}"))).unwrap();
        }
        assert_eq!(count(&keys), KEPT);
        assert_eq!(format!("{keys:?}"), "Keys");
    }

    /// The example of <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-examples.html>.
    #[test]
    fn the_key_of_the_documentation_comes_out() {
        let scope = Scope::new("iam", "us-east-1");
        let key = Secret::derive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", &scope).unwrap();
        let known = [
            0xc4, 0xaf, 0xb1, 0xcc, 0x57, 0x71, 0xd8, 0x71, 0x76, 0x3a, 0x39, 0x3e, 0x44, 0xb7, 0x03, 0x57, 0x1b, 0x55,
            0xcc, 0x28, 0x42, 0x4d, 0x1a, 0x5e, 0x86, 0xda, 0x6e, 0xd3, 0xc1, 0x54, 0xa4, 0xb9,
        ];
        assert_eq!(key.sign(b"text"), Secret::new(&known).unwrap().sign(b"text"));
    }
}
