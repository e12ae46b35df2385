//! `Debug` of emitted types, as far as it is not derived: secrets are hidden, and builders of inputs show the input's fields.

use std::fmt::{self, Debug, Formatter, Write};

pub use crate::text::REDACTED;

/// The name of a field whose identifier may be a raw one.
#[must_use]
#[inline]
pub fn field_name(identifier: &'static str) -> &'static str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// Shows a structure under another name.
///
/// # Errors
///
/// When the formatter fails.
#[inline]
pub fn renamed(name: &str, value: &dyn Debug, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_str(name)?;
    let alternate = f.alternate();
    let mut rest = BehindName { f, begun: false };
    if alternate { write!(rest, "{value:#?}") } else { write!(rest, "{value:?}") }
}

/// Passes on the text behind the name at the beginning.
struct BehindName<'a, 'b> {
    f: &'a mut Formatter<'b>,
    begun: bool,
}

impl Write for BehindName<'_, '_> {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let text = if self.begun { text } else { text.trim_start_matches(is_name) };
        self.begun |= !text.is_empty();
        self.f.write_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Session {
        id: Option<String>,
        token: Option<String>,
        r#type: i32,
    }

    crate::emitted::redacted_debug!(Session { id, token = hidden, r#type });

    struct SessionBuilder {
        built: Session,
    }

    impl Debug for SessionBuilder {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            renamed("SessionBuilder", &self.built, f)
        }
    }

    #[derive(Debug)]
    struct Empty;

    struct EmptyBuilder {
        built: Empty,
    }

    impl Debug for EmptyBuilder {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            renamed("EmptyBuilder", &self.built, f)
        }
    }

    #[test]
    fn secrets_do_not_show() {
        let session = Session { id: Some("a".into()), token: Some("secret".into()), ..Session::default() };
        let expected = "Session { id: Some(\"a\"), token: \"*** Sensitive Data Redacted ***\", type: 0 }";
        assert_eq!(format!("{session:?}"), expected);
        assert!(session.token.is_some_and(|token| !expected.contains(&token)));
    }

    /// As the same fields would show by `derive`.
    #[test]
    fn builders_show_the_fields_of_what_they_build() {
        #[derive(Debug)]
        struct Expected {
            #[allow(dead_code, reason = "shown")]
            builders: Vec<SessionBuilder>,
        }
        let builder = || SessionBuilder { built: Session { id: Some("Session {".into()), ..Session::default() } };
        let expected =
            "SessionBuilder { id: Some(\"Session {\"), token: \"*** Sensitive Data Redacted ***\", type: 0 }";
        assert_eq!(format!("{:?}", builder()), expected);
        let nested = format!("{:#?}", Expected { builders: vec![builder()] });
        let fields = "            id: Some(\n                \"Session {\",\n            ),\n            \
                      token: \"*** Sensitive Data Redacted ***\",\n            type: 0,\n";
        assert_eq!(
            nested,
            format!("Expected {{\n    builders: [\n        SessionBuilder {{\n{fields}        }},\n    ],\n}}")
        );
        assert_eq!(format!("{:?}", EmptyBuilder { built: Empty }), "EmptyBuilder");
    }
}
