//! Keys of JSON as they are written, made when the schema is, which is at compile time.

/// `,"name":`, the key of a member with what stands around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JsonKey {
    text: [u8; JsonKey::ROOM],
    /// Of the text; 0 if the key needs escapes or more room.
    length: usize,
    /// Whether it is the key of `smithy.api#jsonName`.
    pub(crate) renamed: bool,
}

impl JsonKey {
    /// Enough for nearly all members of AWS services.
    const ROOM: usize = 48;

    /// The key of that name.
    pub(super) const fn of(name: &str, renamed: bool) -> Self {
        let name = name.as_bytes();
        let mut text = [0; Self::ROOM];
        if name.len() + 4 > Self::ROOM {
            return Self { text, length: 0, renamed };
        }
        (text[0], text[1]) = (b',', b'"');
        let mut at = 0;
        while at < name.len() {
            if name[at] < 0x20 || name[at] == b'"' || name[at] == b'\\' {
                return Self { text, length: 0, renamed };
            }
            text[at + 2] = name[at];
            at += 1;
        }
        (text[at + 2], text[at + 3]) = (b'"', b':');
        Self { text, length: at + 4, renamed }
    }

    /// The text, unless the key needs escapes or more room.
    #[inline]
    pub(crate) fn text(&self) -> Option<&[u8]> {
        self.text.get(..self.length).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_what_stands_around_it() {
        assert_eq!(JsonKey::of("stageArn", false).text(), Some(&b",\"stageArn\":"[..]));
        assert_eq!(JsonKey::of(&"a".repeat(44), false).text().map(<[u8]>::len), Some(48));
        for name in ["a\"b", "a\\b", "a\nb", &*"a".repeat(45)] {
            assert_eq!(JsonKey::of(name, false).text(), None, "{name}");
        }
    }
}
