//! The text of a form (<https://url.spec.whatwg.org/#application/x-www-form-urlencoded>) whose keys are paths. Nothing
//! here is generic, so it is compiled once.

use aws_smithy_types::DateTime;

use crate::formats::buffer;
use crate::formats::timestamp;
use crate::text::percent;
use crate::walk::schema::TimestampFormat;

use super::Name;

/// A form, and the key of the parameter that comes next.
#[derive(Debug)]
pub(super) struct Form {
    out: String,
    /// `Outer.Inner.1`, percent-encoded.
    key: String,
    /// Room for a timestamp before it is encoded.
    scratch: Vec<u8>,
}

impl Default for Form {
    fn default() -> Self {
        let out = String::from_utf8(buffer::take()).unwrap_or_default();
        Self { out, key: String::new(), scratch: Vec::new() }
    }
}

impl Form {
    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// Appends a parameter of its own.
    pub(super) fn parameter(&mut self, key: &str, value: &str) {
        self.separate();
        self.out.push_str(key);
        self.out.push('=');
        percent::encode(value, false, &mut self.out);
    }

    /// Appends a name to the key. Gives the length to which [`Form::leave`] cuts it again.
    pub(super) fn enter(&mut self, name: Name) -> usize {
        let outer = self.key.len();
        if outer > 0 {
            self.key.push('.');
        }
        let start = self.key.len();
        let (Name::Plain(text) | Name::Capitalised(text)) = name;
        percent::encode(text, false, &mut self.key);
        if let (Name::Capitalised(_), Some(initial)) = (name, self.key.get_mut(start..start + 1)) {
            initial.make_ascii_uppercase();
        }
        outer
    }

    /// Appends the number of an entry, which counts from one.
    pub(super) fn enter_number(&mut self, number: usize) -> usize {
        let outer = self.key.len();
        self.key.push('.');
        self.key.push_str(itoa::Buffer::new().format(number));
        outer
    }

    pub(super) fn leave(&mut self, outer: usize) {
        self.key.truncate(outer);
    }

    fn separate(&mut self) {
        if !self.out.is_empty() {
            self.out.push('&');
        }
    }

    fn start(&mut self) {
        self.separate();
        self.out.push_str(&self.key);
        self.out.push('=');
    }

    /// The parameter at the key, with a text.
    pub(super) fn text(&mut self, value: &str) {
        self.start();
        percent::encode(value, false, &mut self.out);
    }

    /// The parameter at the key, with a text of unreserved characters.
    pub(super) fn plain(&mut self, value: &str) {
        self.start();
        self.out.push_str(value);
    }

    /// The parameter at the key, with a timestamp; false if the format has no year for it.
    pub(super) fn timestamp(&mut self, value: &DateTime, format: TimestampFormat) -> bool {
        self.start();
        self.scratch.clear();
        let written = timestamp::write(value, format, &mut self.scratch);
        self.scratch.iter().for_each(|byte| percent::encode_byte(*byte, &mut self.out));
        written
    }
}
