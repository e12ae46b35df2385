//! Code and message of an error, from a body that may be anything.

use std::borrow::Cow;

use crate::walk::ReadError;

use super::Scanner;

/// Code, type and message in the body of an error.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// `code` as it stands there.
    pub(crate) code: Option<String>,
    /// `__type` as it stands there.
    pub(crate) kind: Option<String>,
    /// The message.
    pub(crate) message: Option<String>,
}

/// Reads what the top level of an error body says; a body that is no JSON object says nothing, and neither do
/// members that are no strings.
pub(crate) fn read_error_body(body: &[u8]) -> ErrorBody {
    scan(body).unwrap_or_default()
}

fn scan(body: &[u8]) -> Result<ErrorBody, ReadError> {
    let mut scanner = Scanner::new(body, None)?;
    scanner.skip_space();
    scanner.open(b'{', "an object")?;
    let (mut started, mut error) = (false, ErrorBody::default());
    while scanner.next_item(b'}', &mut started)? {
        let key = scanner.string()?;
        scanner.colon()?;
        let slot = match &*key {
            "code" => &mut error.code,
            "__type" => &mut error.kind,
            "message" | "Message" | "errorMessage" | "exceptionMessage" => &mut error.message,
            _ => {
                scanner.skip_value()?;
                continue;
            }
        };
        if scanner.peek() == b'"' {
            *slot = scanner.string().map(Cow::into_owned).map(Some)?;
        } else {
            scanner.skip_value()?;
        }
    }
    Ok(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: Option<&str>, kind: Option<&str>, message: Option<&str>) -> ErrorBody {
        let [code, kind, message] = [code, kind, message].map(|text| text.map(str::to_owned));
        ErrorBody { code, kind, message }
    }

    #[test]
    fn only_the_top_level_and_any_of_the_messages_count() {
        let body = br#"{"__type":"a#B","code":"C","nested":{"code":"no"},"Message":"hi"}"#;
        assert_eq!(read_error_body(body), error(Some("C"), Some("a#B"), Some("hi")));
        assert_eq!(read_error_body(br#"{"__type":"a#B","errorMessage":"hi"}"#), error(None, Some("a#B"), Some("hi")));
    }

    #[test]
    fn what_is_no_string_or_no_object_says_nothing() {
        assert_eq!(read_error_body(br#"{"code":5,"message":{"a":1}}"#), error(None, None, None));
        for body in ["", "[]", "\"x\"", "<html>", "{\"code\":\"A\"", "\u{0}"] {
            assert_eq!(read_error_body(body.as_bytes()), error(None, None, None), "{body}");
        }
        assert_eq!(read_error_body(b"\xff"), error(None, None, None));
    }
}
