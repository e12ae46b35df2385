//! Assertions on the requests that were sent.

use aws_smithy_types::Document;
use bytes::Bytes;
use http::{HeaderMap, Request, Uri};

use super::Replay;
use crate::formats::json::{JsonReader, MemberNames};
use crate::walk::schema::Member;
use crate::walk::shape::Value;

impl Replay {
    /// Asserts that these requests were sent, in this order, and no others.
    ///
    /// Of a URL that begins with its path only path and query count. Headers that are not named may be there, and an order of
    /// members in JSON does not matter.
    ///
    /// ```
    /// # let http = tinsmith::test::replay(Vec::<http::Response<&str>>::new());
    /// # if false {
    /// http.assert_sent([http::Request::post("/GetStage").body(r#"{"arn":"a"}"#)?]);
    /// # }
    /// # Ok::<(), http::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if they differ, and says in what.
    #[track_caller]
    pub fn assert_sent<B: AsRef<[u8]>>(&self, expected: impl IntoIterator<Item = Request<B>>) {
        let sent = self.requests();
        let mut count = 0;
        for (index, expected) in expected.into_iter().enumerate() {
            let Some(sent) = sent.get(index) else {
                panic!("request {index}, {} {}, was not sent", expected.method(), expected.uri())
            };
            if let Some(difference) = difference(sent, &expected) {
                panic!("request {index}, {} {}: {difference}", sent.method(), sent.uri());
            }
            count += 1;
        }
        if let Some(more) = sent.get(count) {
            panic!("request {count}, {} {}, was not expected", more.method(), more.uri());
        }
    }
}

/// The first difference between two requests.
fn difference<B: AsRef<[u8]>>(sent: &Request<Bytes>, expected: &Request<B>) -> Option<String> {
    if sent.method() != expected.method() {
        return Some(format!("the method should be {}", expected.method()));
    }
    if !is_same_url(sent.uri(), expected.uri()) {
        return Some(format!("the URL should be {}", expected.uri()));
    }
    let values = |headers: &HeaderMap, name| headers.get_all(name).into_iter().cloned().collect::<Vec<_>>();
    for name in expected.headers().keys() {
        let (found, wanted) = (values(sent.headers(), name), values(expected.headers(), name));
        if found != wanted {
            return Some(format!("the header `{name}` is {found:?} and should be {wanted:?}"));
        }
    }
    let (found, wanted) = (&**sent.body(), expected.body().as_ref());
    let is_same = found == wanted || json(found).is_some_and(|found| Some(found) == json(wanted));
    let text = String::from_utf8_lossy;
    (!is_same).then(|| format!("the body is `{}` and should be `{}`", text(found), text(wanted)))
}

fn is_same_url(sent: &Uri, expected: &Uri) -> bool {
    match expected.authority() {
        Some(_) => sent == expected,
        None => sent.path_and_query() == expected.path_and_query(),
    }
}

/// The document in a JSON text.
fn json(text: &[u8]) -> Option<Document> {
    let mut reader = JsonReader::<MemberNames>::new(text).ok()?;
    let document = Document::read(Member::ELEMENT, &mut reader).ok()?;
    reader.end().ok()?;
    Some(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, url: &str, header: &str, body: &'static str) -> Request<Bytes> {
        Request::builder()
            .method(method)
            .uri(url)
            .header("x-a", header)
            .body(Bytes::from_static(body.as_bytes()))
            .unwrap()
    }

    #[test]
    fn what_is_named_must_be_the_same() {
        let url = "https://example.com/a?b=c";
        let sent = request("POST", url, "1", r#"{"a":1,"b":[2]}"#);
        let same = |expected: &Request<Bytes>| difference(&sent, expected);
        assert_eq!(same(&request("POST", url, "1", r#"{ "b": [2], "a": 1 }"#)), None);
        assert_eq!(same(&request("POST", "/a?b=c", "1", r#"{"b":[2],"a":1}"#)), None);
        let bare = Request::post("/a?b=c").body(sent.body().clone()).unwrap();
        assert_eq!(same(&bare), None);
        for (other, told) in [
            (request("PUT", url, "1", ""), "the method should be PUT"),
            (request("POST", "/a", "1", ""), "the URL should be /a"),
            (request("POST", "https://example.org/a?b=c", "1", ""), "the URL should be https://example.org/a?b=c"),
            (request("POST", url, "2", ""), r#"the header `x-a` is ["1"] and should be ["2"]"#),
            (request("POST", url, "1", "{}"), r#"the body is `{"a":1,"b":[2]}` and should be `{}`"#),
        ] {
            assert_eq!(same(&other).as_deref(), Some(told));
        }
    }
}
