//! Patterns that parse, and those that do not with what is said about them.

use super::*;

fn literal(text: &str) -> Segment {
    Segment::Literal(text.to_owned())
}

#[test]
fn parses_labels_and_query() {
    let pattern = UriPattern::parse("/v1/{Bucket}/{Key+}?x-id=GetObject&acl&empty=").unwrap();
    assert_eq!(pattern.segments, [literal("v1"), Segment::Label("Bucket".into()), Segment::Greedy("Key".into())]);
    assert_eq!(
        pattern.query,
        [("x-id".into(), Some("GetObject".into())), ("acl".into(), None), ("empty".into(), Some(String::new()))]
    );
    assert_eq!(pattern.labels().collect::<Vec<_>>(), ["Bucket", "Key"]);
    assert_eq!(pattern.greedy(), Some("Key"));
}

/// Every character of ASCII in a literal: as it is, encoded, or refused.
#[test]
fn literals_are_text_of_uris() {
    for byte in 0..=127_u8 {
        let c = char::from(byte);
        let encoded = UriPattern::parse(&format!("/?a%{byte:02x}b=%{byte:02X}"));
        assert_eq!(encoded.unwrap().query, [(format!("a{c}b"), Some(c.to_string()))]);
        let query = UriPattern::parse(&format!("/?x{c}y")).map(|pattern| pattern.query);
        match c {
            '&' => assert_eq!(query.unwrap(), [("x".into(), None), ("y".into(), None)]),
            '=' => assert_eq!(query.unwrap(), [("x".into(), Some("y".into()))]),
            _ if c.is_ascii_alphanumeric() || "-._~!$'()*,;:@/?".contains(c) => {
                assert_eq!(query.unwrap(), [(format!("x{c}y"), None)]);
            }
            _ => assert!(query.is_err(), "{c:?} {query:?}"),
        }
        let path = UriPattern::parse(&format!("/x{c}y")).map(|pattern| pattern.segments);
        match c {
            '/' => assert_eq!(path.unwrap(), [literal("x"), literal("y")]),
            '?' => assert_eq!(path.unwrap(), [literal("x")]),
            _ if c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c) => {
                assert_eq!(path.unwrap(), [literal(&format!("x{c}y"))]);
            }
            _ => assert!(path.is_err(), "{c:?} {path:?}"),
        }
    }
}

#[test]
fn keeps_what_a_path_ends_in() {
    assert_eq!(UriPattern::parse("/").unwrap().segments, []);
    assert_eq!(UriPattern::parse("/a").unwrap().segments, [literal("a")]);
    assert_eq!(UriPattern::parse("/a/").unwrap().segments, [literal("a"), literal("")]);
    let tail = UriPattern::parse("/{a+}/tail").unwrap();
    assert_eq!(tail.segments, [Segment::Greedy("a".into()), literal("tail")]);
}

#[test]
fn explains_what_is_wrong_with_a_uri() {
    let cases = [
        ("", "it must begin with `/`"),
        ("a/b", "it must begin with `/`"),
        ("/a//b", "it has an empty segment (`//`)"),
        ("/a#b", "it has a fragment (`#`)"),
        ("/a{b}", "a label must be a whole segment, which `a{b}` is not"),
        ("/{a}{b}", "a label must be a whole segment, which `{a}{b}` is not"),
        ("/{a", "a label must be a whole segment, which `{a` is not"),
        ("/{}", "`` cannot be the name of a label"),
        ("/{a-b}", "`a-b` cannot be the name of a label"),
        ("/{a}/{a}", "the label `{a}` appears twice"),
        ("/{a+}/{b}", "the label `{b}` follows the greedy label `{a+}`"),
        ("/a?", "it has a query parameter without a name"),
        ("/a?b={c}", "the query `b={c}` can hold neither labels nor a fragment"),
        ("/a?b=1&b=2", "the query parameter `b` appears twice"),
        ("/a?b=1&%62=2", "the query parameter `b` appears twice"),
        ("/a/../b", "it has a segment `..`, which clients take out"),
        ("/a/.", "it has a segment `.`, which clients take out"),
        ("/a b", "` ` cannot stand in a URI as it is, only percent-encoded"),
        ("/\u{e9}", "`\u{e9}` cannot stand in a URI as it is, only percent-encoded"),
        ("/a\nb", "`\\n` cannot stand in a URI as it is, only percent-encoded"),
        ("/%zz", "`%zz` has a `%` that is not followed by two hexadecimal digits"),
        ("/%+1", "`%+1` has a `%` that is not followed by two hexadecimal digits"),
        ("/%\u{e9}", "`\u{e9}` cannot stand in a URI as it is, only percent-encoded"),
        ("/a?b=%e9", "`b=%e9` is not UTF-8 when it is percent-decoded"),
        ("/a?b c", "` ` cannot stand in a URI as it is, only percent-encoded"),
        ("/a?b=\"", "`\"` cannot stand in a URI as it is, only percent-encoded"),
        ("/a?b+c", "the query `b+c` has a `+`, which is `%2B` or `%20`"),
    ];
    for (text, message) in cases {
        assert_eq!(UriPattern::parse(text).unwrap_err(), message, "{text}");
    }
}

#[test]
fn parses_host_prefixes() {
    let prefix = HostPrefix::parse("data-{AccountId}.api.").unwrap();
    assert_eq!(
        prefix.parts,
        [HostPart::Literal("data-".into()), HostPart::Label("AccountId".into()), HostPart::Literal(".api.".into())]
    );
    assert_eq!(prefix.labels().collect::<Vec<_>>(), ["AccountId"]);
}

#[test]
fn explains_what_is_wrong_with_a_host_prefix() {
    let cases = [
        ("", "it is empty"),
        ("a.{b", "a label lacks its `}`"),
        ("a}.", "`}` cannot be part of a host name"),
        ("a/b.", "`/` cannot be part of a host name"),
        ("{a b}.", "`a b` cannot be the name of a label"),
    ];
    for (text, message) in cases {
        assert_eq!(HostPrefix::parse(text).unwrap_err(), message, "{text}");
    }
}
