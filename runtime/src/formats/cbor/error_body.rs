//! Type and message of an error, from a body that may be anything.

use crate::walk::ReadError;

use super::Scanner;
use super::head::{MAP, TEXT};

/// Type and message in the body of an error.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// `__type` as it stands there; nothing else identifies the error
    /// (<https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#operation-error-serialization>).
    pub(crate) kind: Option<String>,
    /// The message.
    pub(crate) message: Option<String>,
}

/// Reads what the top level of an error body says; a body that is no CBOR map says nothing, and neither do members that
/// are no strings.
pub(crate) fn read_error_body(body: &[u8]) -> ErrorBody {
    scan(body).unwrap_or_default()
}

fn scan(body: &[u8]) -> Result<ErrorBody, ReadError> {
    let mut scanner = Scanner::new(body);
    let mut left = scanner.open(MAP, "a map")?;
    let mut error = ErrorBody::default();
    while scanner.more(&mut left) {
        let slot = match &*scanner.key()? {
            b"__type" => &mut error.kind,
            b"message" | b"Message" | b"errorMessage" => &mut error.message,
            _ => {
                scanner.skip_value()?;
                continue;
            }
        };
        if scanner.peek() >> 5 == TEXT {
            *slot = Some(scanner.text()?.into_owned());
        } else {
            scanner.skip_value()?;
        }
    }
    Ok(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: Option<&str>, message: Option<&str>) -> ErrorBody {
        ErrorBody { kind: kind.map(str::to_owned), message: message.map(str::to_owned) }
    }

    #[test]
    fn type_and_any_of_the_messages_count() {
        let body = b"\xA3\x66__type\x63a#B\x64code\x61C\x67Message\x62hi";
        assert_eq!(read_error_body(body), error(Some("a#B"), Some("hi")));
        let body = b"\xBF\x6CerrorMessage\x7F\x61h\x61i\xFF\x66nested\xBF\x66__type\x61x\xFF\xFF";
        assert_eq!(read_error_body(body), error(None, Some("hi")));
    }

    #[test]
    fn what_is_no_string_or_no_map_says_nothing() {
        assert_eq!(read_error_body(b"\xA2\x66__type\x05\x67message\xA0"), error(None, None));
        for body in
            [&b""[..], b"\x80", b"<html>", b"\xA1\x66__type\x61", b"\xA1\x66__type\x61\xFF", b"\xBF", b"\xA1\x01\x02"]
        {
            assert_eq!(read_error_body(body), error(None, None), "{body:?}");
        }
    }
}
