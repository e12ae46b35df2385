//! Makers of idempotency tokens and invocation ids.

use std::fmt;
use std::sync::Arc;

/// Makes ids: random ones, or in tests whatever makes a request predictable.
#[derive(Clone)]
pub struct IdGenerator(Arc<dyn Fn() -> String + Send + Sync>);

impl IdGenerator {
    /// Makes random UUIDs (version 4).
    pub fn random() -> Self {
        Self(Arc::new(uuid))
    }

    /// Gives the same id every time.
    pub fn fixed(id: impl Into<String>) -> Self {
        let id = id.into();
        Self(Arc::new(move || id.clone()))
    }

    /// Makes ids by calling a function.
    pub fn from_fn(make: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }

    /// Makes an id.
    pub fn generate(&self) -> String {
        (self.0)()
    }
}

impl From<&'static str> for IdGenerator {
    fn from(id: &'static str) -> Self {
        Self::fixed(id)
    }
}

impl fmt::Debug for IdGenerator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdGenerator")
    }
}

/// A random UUID (version 4).
pub(crate) fn uuid() -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let bits = (fastrand::u128(..) & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let mut text = String::with_capacity(36);
    for digit in (0..32).rev() {
        if matches!(digit, 23 | 19 | 15 | 11) {
            text.push('-');
        }
        text.push(char::from(HEX[(bits >> (digit * 4)) as usize & 0xf]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_have_the_form_of_version_4() {
        for _ in 0..100 {
            let id = uuid();
            assert_eq!(id.len(), 36);
            let bytes = id.as_bytes();
            assert_eq!([bytes[8], bytes[13], bytes[18], bytes[23]], [b'-'; 4]);
            assert_eq!(bytes[14], b'4', "{id}");
            assert!(matches!(bytes[19], b'8' | b'9' | b'a' | b'b'), "{id}");
        }
        assert_ne!(uuid(), uuid());
    }

    #[test]
    fn fixed_ids_do_not_change() {
        let ids = IdGenerator::from("one");
        assert_eq!((ids.generate(), ids.generate()), ("one".to_owned(), "one".to_owned()));
    }
}
