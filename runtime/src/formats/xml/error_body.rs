//! Code, message and request id of an error, from a body that may be anything.

use crate::walk::ReadError;

use super::scanner::local;
use super::{Scanner, root};

/// Code, message and request id in the body of an error.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody<'a> {
    /// `Code`.
    pub(crate) code: Option<String>,
    /// `Type`: whether `Sender` or `Receiver` is to blame.
    pub(crate) fault: Option<String>,
    /// `Message`.
    pub(crate) message: Option<String>,
    /// `RequestId`, within the error or beside it.
    pub(crate) request_id: Option<String>,
    /// The text of the element `Error`, which holds the members of the error.
    pub(crate) error: &'a [u8],
}

/// Reads what an error body says: the element `Error`, be it the root or within others, and the request id beside it. The
/// root may also be called by a code, as Route 53 does it, if that is one of those that are `known`. A body that is not XML
/// says nothing.
pub(crate) fn read_error_body(body: &[u8], known: impl Fn(&str) -> bool) -> ErrorBody<'_> {
    let mut error = ErrorBody::default();
    // What was read before the text turned out to be broken counts.
    let _ = Scanner::new(body).and_then(|mut scanner| {
        let name = scanner.root()?;
        if known(local(name)) {
            error.code = Some(local(name).to_owned());
            return error_element(&mut scanner, name, &mut error);
        }
        scan(&mut scanner, name, &mut error)
    });
    error
}

/// Whether a document is an error although the status is one of success. Of documents with another root only that is
/// looked at.
pub(crate) fn is_error(body: &[u8]) -> bool {
    match root(body) {
        Some("Error" | "ErrorResponse") => true,
        // That of ec2Query; some output may be called so.
        Some("Response") => !read_error_body(body, |_| false).error.is_empty(),
        _ => false,
    }
}

/// Reads on in the tag of an element. Its name decides: the error, what may hold it, or neither.
fn scan<'a>(scanner: &mut Scanner<'a>, name: &'a str, error: &mut ErrorBody<'a>) -> Result<(), ReadError> {
    match local(name) {
        "Error" => error_element(scanner, name, error),
        "ErrorResponse" | "Response" | "Errors" => {
            if scanner.content()? {
                while let Some(name) = scanner.child()? {
                    scan(scanner, name, error)?;
                }
            }
            Ok(())
        }
        "RequestId" | "RequestID" => {
            error.request_id = Some(scanner.text()?.into_owned());
            Ok(())
        }
        _ => scanner.skip(),
    }
}

fn error_element<'a>(scanner: &mut Scanner<'a>, name: &str, error: &mut ErrorBody<'a>) -> Result<(), ReadError> {
    let start = scanner.at - name.len() - 1;
    if scanner.content()? {
        while let Some(name) = scanner.child()? {
            let slot = match local(name) {
                "Code" => &mut error.code,
                "Type" => &mut error.fault,
                "Message" | "message" => &mut error.message,
                "RequestId" | "RequestID" => &mut error.request_id,
                _ => {
                    scanner.skip()?;
                    continue;
                }
            };
            *slot = Some(scanner.text()?.into_owned());
        }
    }
    error.error = scanner.text.as_bytes().get(start..scanner.at).unwrap_or_default();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Code, message, request id and the element.
    fn read(body: &str) -> (Option<String>, Option<String>, Option<String>, &str) {
        let ErrorBody { code, message, request_id, error, .. } =
            read_error_body(body.as_bytes(), |name| name == "Known");
        (code, message, request_id, std::str::from_utf8(error).unwrap())
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn the_error_is_found_as_root_and_within_others() {
        let error = "<Error><Type>Sender</Type><Code>Gone</Code><Message>It &amp; all</Message></Error>";
        let expected = |id| (some("Gone"), some("It & all"), id, error);
        assert_eq!(read(error), expected(None));
        let text = format!("<?xml version=\"1.0\"?>\n<ErrorResponse>{error}<RequestId>id</RequestId></ErrorResponse>");
        assert_eq!(read(&text), expected(some("id")));
        let text = format!("<Response><Errors>{error}</Errors><RequestID>id</RequestID></Response>");
        assert_eq!(read(&text), expected(some("id")));
        let prefixed = "<a:Error xmlns:a='x'><a:Code>Gone</a:Code><RequestId>id</RequestId></a:Error>";
        assert_eq!(read(prefixed), (some("Gone"), None, some("id"), prefixed));
    }

    #[test]
    fn what_is_no_error_says_nothing() {
        for body in ["", " ", "<html><Error><Code>no</Code></Error></html>", "{}", "<!DOCTYPE a>", "<Error/>x<"] {
            let (code, message, id, _) = read(body);
            assert_eq!((code, message, id), (None, None, None), "{body}");
        }
        assert_eq!(read_error_body(b"\xff", |_| true), ErrorBody::default());
    }

    #[test]
    fn the_root_may_be_called_by_a_code_that_is_known() {
        let body = "<k:Known xmlns:k='x'><Messages><Message>no</Message></Messages><message>why</message></k:Known>";
        assert_eq!(read(body), (some("Known"), some("why"), None, body));
        let within = "<Error><Code>Other</Code><Known/></Error>";
        assert_eq!(read(within), (some("Other"), None, None, within));
        assert_eq!(read("<html><Known/></html>"), (None, None, None, ""));
    }

    #[test]
    fn what_came_before_the_text_broke_off_counts() {
        let (code, message, _, element) = read("<ErrorResponse><Error><Code>Gone</Code><Message>Hal");
        assert_eq!((code, message, element), (some("Gone"), None, ""));
    }

    #[test]
    fn errors_are_told_by_their_roots() {
        for error in [
            "<Error><Code>A</Code></Error>",
            "<Error/>",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n   <Error>",
            " \r\n<?xml version='1.0'?><Error xmlns='http://x'>",
            "\u{feff}<Error\n>",
            "<!-- c --><Error/>",
            "<s:Error xmlns:s='x'>",
            "<ErrorResponse><Error/></ErrorResponse>",
            "<Response><Errors><Error><Code>A</Code></Error></Errors></Response>",
        ] {
            assert!(is_error(error.as_bytes()), "{error}");
        }
        for other in ["", " ", "<", "<Error", "<Errors>", "<Response/>", "<A><Error/></A>", "<?xml", "<?xml?>", "Error"]
        {
            assert!(!is_error(other.as_bytes()), "{other}");
        }
    }
}
