//! The checks of Smithy's protocol tests, for the tests that generated crates carry
//! (<https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html>).
//!
//! Values are compared as documents: every member counts, the order of maps does not, and NaN equals itself.

#[cfg(feature = "event-stream")]
mod events;

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::{Document, base64};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};

use crate::endpoint::{ParamValue, Params};
use crate::error::OperationError;
use crate::formats::json;
use crate::formats::json::{JsonReader, MemberNames};
#[cfg(feature = "xml")]
use crate::formats::xml::tree::{self, Element};
use crate::http::Response;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::operation::sans_io;
use crate::walk::schema::Member;
use crate::walk::shape::{Shape, Value};

#[cfg(feature = "event-stream")]
pub use events::{EventCase, events};

/// The media type of bodies that are CBOR.
const CBOR: &str = "application/cbor";
/// The token that the tests expect in the place of a random one.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// A case of `smithy.test#httpRequestTests`.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // the members of the trait
pub struct RequestCase {
    pub id: &'static str,
    pub method: &'static str,
    pub uri: &'static str,
    pub host: Option<&'static str>,
    pub resolved_host: Option<&'static str>,
    pub query: &'static [&'static str],
    pub forbid_query: &'static [&'static str],
    pub require_query: &'static [&'static str],
    pub headers: &'static [(&'static str, &'static str)],
    pub forbid_headers: &'static [&'static str],
    pub require_headers: &'static [&'static str],
    pub body: Option<&'static str>,
    pub media_type: Option<&'static str>,
    /// Sets the endpoint parameters of the client's configuration; without it, the endpoint is `host`.
    pub endpoint: Option<fn(&mut Params)>,
}

impl RequestCase {
    /// Checks the request that the input becomes.
    ///
    /// # Panics
    ///
    /// When the request differs from the case.
    #[track_caller]
    pub fn check<O: Operation>(&self, input: O::Input) {
        let endpoint = self.endpoint::<O>(&input);
        let request = match sans_io::request::<O>(input, &endpoint, || TOKEN.to_owned()) {
            Ok(request) => request,
            Err(error) => panic!("{}: no request: {error}", self.id),
        };
        assert_eq!(request.method(), self.method, "{}: method", self.id);
        assert_eq!(self.path(request.uri()), self.uri, "{}: path", self.id);
        if let Some(host) = self.resolved_host {
            assert_eq!(request.uri().host(), host.split('/').next(), "{}: host", self.id);
        }
        self.check_query(request.uri().query().unwrap_or_default());
        self.check_headers(request.headers());
        if let Some(expected) = self.body {
            self.check_body(expected, &bytes(request.body()));
        }
    }

    /// The path that was asked for. Where the rules gave it all, it ends with a slash that cases do not have.
    fn path<'u>(&self, uri: &'u Uri) -> &'u str {
        let path = uri.path();
        if self.endpoint.is_some() && !self.uri.ends_with('/') { path.trim_end_matches('/') } else { path }
    }

    /// The endpoint that the input gives, or the rules for the configuration, else the host that the case names.
    #[track_caller]
    fn endpoint<O: Operation>(&self, input: &O::Input) -> String {
        let mut params = Params::new();
        if let Some(configure) = self.endpoint {
            configure(&mut params);
        }
        O::endpoint_params(input, &mut params);
        if let Some(ParamValue::String(given)) = params.get("Endpoint") {
            return given.clone();
        }
        if self.endpoint.is_none() {
            return format!("https://{}", self.host.unwrap_or("example.com"));
        }
        match O::META.service.endpoint_rules.resolve(&params) {
            Ok(endpoint) => endpoint.url,
            Err(error) => panic!("{}: no endpoint: {error}", self.id),
        }
    }

    #[track_caller]
    fn check_query(&self, query: &str) {
        let params: Vec<&str> = query.split('&').filter(|param| !param.is_empty()).collect();
        let count = |of: &str, all: &[&str]| all.iter().filter(|param| **param == of).count();
        for param in self.query {
            assert_eq!(count(param, &params), count(param, self.query), "{}: query {param} in {query}", self.id);
        }
        let key = |param: &str| param.split('=').next().unwrap_or_default().to_owned();
        for name in self.forbid_query {
            assert!(!params.iter().any(|param| key(param) == *name), "{}: query {name} in {query}", self.id);
        }
        for name in self.require_query {
            assert!(params.iter().any(|param| key(param) == *name), "{}: no query {name} in {query}", self.id);
        }
    }

    #[track_caller]
    fn check_headers(&self, headers: &HeaderMap) {
        for (name, expected) in self.headers {
            let values: Vec<&str> = headers.get_all(*name).iter().filter_map(|value| value.to_str().ok()).collect();
            assert_eq!(values.join(", "), *expected, "{}: header {name}", self.id);
        }
        for name in self.forbid_headers {
            assert!(!headers.contains_key(*name), "{}: header {name} must not be there", self.id);
        }
        for name in self.require_headers {
            assert!(headers.contains_key(*name), "{}: header {name} is missing", self.id);
        }
    }

    #[track_caller]
    fn check_body(&self, expected: &str, body: &[u8]) {
        let shown = String::from_utf8_lossy(body);
        match self.media_type {
            Some("application/json") if !expected.trim().is_empty() => {
                assert_eq!(document(&shown), document(expected), "{}: body {shown}", self.id);
            }
            #[cfg(feature = "xml")]
            Some("application/xml") if !expected.trim().is_empty() => {
                assert_eq!(xml_tree(&shown), xml_tree(expected), "{}: body {shown}", self.id);
            }
            #[cfg(feature = "cbor")]
            Some(CBOR) if !expected.is_empty() => {
                let wanted = case_body(self.media_type, expected);
                assert_eq!(cbor_notation(body), cbor_notation(&wanted), "{}: body {body:02x?}", self.id);
            }
            Some("application/x-www-form-urlencoded") => {
                assert_eq!(sorted_parameters(&shown), sorted_parameters(expected), "{}: body", self.id);
            }
            _ => assert_eq!(shown, expected, "{}: body", self.id),
        }
    }
}

/// A case of `smithy.test#httpResponseTests`.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)] // the members of the trait
pub struct ResponseCase {
    pub id: &'static str,
    pub code: u16,
    pub headers: &'static [(&'static str, &'static str)],
    pub body: &'static str,
    pub media_type: Option<&'static str>,
    /// The `code` and `type` of `vendorParams`, which an error must show to callers.
    pub shown: &'static [(&'static str, &'static str)],
}

impl ResponseCase {
    /// Checks the output that the response becomes.
    ///
    /// # Panics
    ///
    /// When the output differs from the expected one.
    #[track_caller]
    pub fn check_output<O: Operation>(&self, expected: O::Output) {
        let (headers, body) = (self.header_map(), case_body(self.media_type, self.body));
        match O::Protocol::output::<O>(self.response(&headers, &body)) {
            Ok(output) => assert_eq!(to_document(&output), to_document(&expected), "{}: output", self.id),
            Err(error) => panic!("{}: no output: {error}", self.id),
        }
    }

    /// Checks the output that a response with a streaming body becomes, and the stream in it.
    ///
    /// # Panics
    ///
    /// When the output or the stream differs from the expected one.
    #[track_caller]
    pub fn check_stream<O: Operation>(&self, expected: O::Output, take: impl Fn(&mut O::Output) -> ByteStream) {
        let headers = self.header_map();
        let response = self.response(&headers, b"");
        let mut output = match O::Protocol::output::<O>(response) {
            Ok(output) => output,
            Err(error) => panic!("{}: no output: {error}", self.id),
        };
        O::put_stream(&mut output, ByteStream::from_static(self.body.as_bytes()));
        let mut expected = expected;
        let (stream, wanted) = (take(&mut output).into_inner(), take(&mut expected).into_inner());
        assert_eq!(bytes(&stream), bytes(&wanted), "{}: stream", self.id);
        assert_eq!(to_document(&output), to_document(&expected), "{}: output", self.id);
    }

    /// Checks the error that the response becomes.
    ///
    /// # Panics
    ///
    /// When the error is another, or differs from the expected one.
    #[track_caller]
    pub fn check_error<O: Operation, E: Shape>(&self, expected: E, pick: impl Fn(O::Error) -> Option<E>) {
        let (headers, body) = (self.header_map(), case_body(self.media_type, self.body));
        let response = self.response(&headers, &body);
        let error =
            match O::Protocol::error::<O::Error>(response, O::Protocol::error_metadata(O::META.errors, response)) {
                Ok(error) => error,
                Err(error) => panic!("{}: no error: {error}", self.id),
            };
        let meta = OperationError::meta(&error);
        for (key, value) in self.shown {
            let shown = if *key == "code" { meta.code() } else { meta.extra(key) };
            assert_eq!(shown, Some(*value), "{}: {key} of the error", self.id);
        }
        let text = format!("{error} ({meta:?})");
        match pick(error) {
            Some(error) => assert_eq!(to_document(&error), to_document(&expected), "{}: error", self.id),
            None => panic!("{}: another error: {text}", self.id),
        }
    }

    fn header_map(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in self.headers {
            let (Ok(name), Ok(value)) = (HeaderName::try_from(*name), HeaderValue::from_str(value)) else {
                panic!("{}: {name}: {value} is no header", self.id)
            };
            headers.append(name, value);
        }
        headers
    }

    fn response<'a>(&self, headers: &'a HeaderMap, body: &'a [u8]) -> Response<'a> {
        let Ok(status) = StatusCode::from_u16(self.code) else { panic!("{}: {} is no status", self.id, self.code) };
        Response::new(status, headers, body)
    }
}

/// The bytes of a body, which stand in a case as base64 if they are no text.
#[track_caller]
fn case_body(media_type: Option<&str>, body: &str) -> Vec<u8> {
    if media_type != Some(CBOR) {
        return body.as_bytes().to_vec();
    }
    match base64::decode(body) {
        Ok(bytes) => bytes,
        Err(error) => panic!("not base64: {error}: {body}"),
    }
}

/// The content of CBOR in any encoding.
#[cfg(feature = "cbor")]
#[track_caller]
fn cbor_notation(body: &[u8]) -> String {
    match crate::formats::cbor::diagnostic(body) {
        Ok(notation) => notation,
        Err(error) => panic!("not CBOR: {error}: {body:02x?}"),
    }
}

/// The document in a JSON text.
///
/// # Panics
///
/// When the text is not JSON.
#[track_caller]
pub fn document(json: &str) -> Document {
    let read = JsonReader::<MemberNames>::new(json.as_bytes()).and_then(|mut reader| {
        let document = Document::read(Member::ELEMENT, &mut reader)?;
        reader.end()?;
        Ok(document)
    });
    match read {
        Ok(document) => document,
        Err(error) => panic!("not JSON: {error}: {json}"),
    }
}

/// The tree of an XML text without what does not matter: space around texts, the order of elements of different names, and
/// that of the entries of maps. Elements of one name are a list.
#[cfg(feature = "xml")]
#[track_caller]
fn xml_tree(xml: &str) -> Element {
    fn normalise(element: &mut Element) {
        element.text = element.text.trim().to_owned();
        element.children.iter_mut().for_each(normalise);
        if is_map(&element.children) {
            element.children.sort();
        } else {
            element.children.sort_by(|one, other| one.name.cmp(&other.name));
        }
    }
    // Entries, in other words, of a key and a value that are called alike in all of them.
    fn is_map(entries: &[Element]) -> bool {
        let names = |entry: &Element| entry.children.iter().map(|child| child.name.clone()).collect::<Vec<_>>();
        entries.iter().all(|entry| {
            entry.name == entries[0].name && entry.children.len() == 2 && names(entry) == names(&entries[0])
        })
    }
    match tree::read(xml.as_bytes()) {
        Ok(mut root) => {
            normalise(&mut root);
            root
        }
        Err(error) => panic!("not XML: {error}: {xml}"),
    }
}

/// The parameters of a form, whose order does not matter.
fn sorted_parameters(form: &str) -> Vec<&str> {
    let mut parameters: Vec<_> = form.split('&').collect();
    parameters.sort_unstable();
    parameters
}

/// Every member of a shape that is set, wherever it is bound.
fn to_document<S: Shape>(shape: &S) -> Document {
    match json::write::<MemberNames, S>(shape) {
        Ok(text) => document(&String::from_utf8_lossy(&text)),
        // A union of an unknown variant cannot be written: two of them are equal.
        Err(error) => Document::String(error.to_string()),
    }
}

fn bytes(body: &SdkBody) -> Vec<u8> {
    body.bytes().map(<[u8]>::to_vec).unwrap_or_default()
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use super::xml_tree;

    #[test]
    fn the_order_of_xml_counts_in_lists_alone() {
        let same = |one: &str, other: &str| xml_tree(one) == xml_tree(other);
        assert!(same("<A><b>1</b><c x='1' y='2'/></A>", "<A>\n <c y='2' x='1'/> <b>1</b> </A>"));
        assert!(same("<A><b>1</b><c/><b>2</b></A>", "<A><c/><b>1</b><b>2</b></A>"));
        assert!(!same("<A><b>1</b><b>2</b></A>", "<A><b>2</b><b>1</b></A>"));
        let entry = |key: &str| format!("<entry><key>{key}</key><value>v</value></entry>");
        let map = |one: &str, other: &str| format!("<A>{}{}</A>", entry(one), entry(other));
        assert!(same(&map("a", "b"), &map("b", "a")));
        assert!(!same(&map("a", "b"), &map("a", "a")));
        assert!(!same("<A><b/></A>", "<A/>"));
    }
}
