//! Paths, queries, headers and host names of requests.

use std::collections::HashMap;

use aws_smithy_types::DateTime;
use http::StatusCode;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::http::Response;
use crate::meta::Segment;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols::rest_json::RestJson1;
use crate::test_support::shapes::{Empty, meta, operation, request, structure};
use crate::walk::schema::{Location, Member, TimestampFormat};

fn refuse<O: Operation>(mut input: O::Input) -> String {
    RestJson1::request::<O>(&mut input).unwrap_err().to_string()
}

fn time() -> DateTime {
    DateTime::from_secs(1_576_540_098)
}

structure!(LabelsInput {
    string: String = Member::new("string").at(Location::Label).required(),
    rest: String = Member::new("rest").at(Location::Label).required(),
    float: f32 = Member::new("float").at(Location::Label).required(),
    time: DateTime = Member::new("time").at(Location::Label).required(),
});

operation!(
    Labels(LabelsInput) -> Empty,
    meta(
        "GET",
        &[
            Segment::Literal("(a+)+"),
            Segment::Label("string"),
            Segment::Label("float"),
            Segment::Label("time"),
            Segment::Greedy("rest"),
        ],
    )
);

#[test]
fn labels_are_encoded() {
    let input = LabelsInput {
        string: Some(" %:/?#[]@!$&'()*+,;=😹".into()),
        rest: Some("a b/c".into()),
        float: Some(4.1),
        time: Some(time()),
    };
    let request = request::<Labels>(input);
    assert_eq!(
        request.target,
        "/(a+)+/%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9/4.1/\
         2019-12-16T23%3A48%3A18Z/a%20b/c"
    );
    assert_eq!(request.method, "GET");
    assert!(request.headers.is_empty() && request.body.bytes() == Some(b""));
}

#[test]
fn labels_must_be_set_and_not_empty() {
    let full = LabelsInput {
        string: Some("a".into()),
        rest: Some("b".into()),
        float: Some(f32::NEG_INFINITY),
        time: Some(time()),
    };
    assert_eq!(request::<Labels>(full.clone()).target, "/(a+)+/a/-Infinity/2019-12-16T23%3A48%3A18Z/b");
    for input in [
        LabelsInput { string: None, ..full.clone() },
        LabelsInput { string: Some(String::new()), ..full.clone() },
        LabelsInput { rest: Some(String::new()), ..full.clone() },
    ] {
        let error = refuse::<Labels>(input);
        assert!(error.ends_with(" was missing: it is part of the address, so it must be set and not empty"), "{error}");
    }
    assert!(refuse::<Labels>(LabelsInput { time: None, ..full }).contains("time"));
}

structure!(QueryInput {
    string: String = Member::new("string").at(Location::Query("String")),
    needed: String = Member::new("needed").at(Location::Query("needed")).required(),
    list: Vec<DateTime> = Member::new("list").at(Location::Query("List")),
    epoch: DateTime = Member::new("epoch").at(Location::Query("Epoch")).timestamp(TimestampFormat::EpochSeconds),
    map: HashMap<String, Vec<String>> = Member::new("map").at(Location::QueryParams),
    flag: bool = Member::new("flag").at(Location::Query("flag")),
});

operation!(
    Query(QueryInput) -> Empty,
    meta("GET", &[Segment::Literal("query"), Segment::Literal("")]).query(&[("foo", Some("bar")), ("bare", None)])
);

#[test]
fn query_parameters_come_after_literals_and_beat_maps() {
    let map = [
        ("String", vec!["ignored"]),
        ("foo", vec!["ignored"]),
        ("z", vec!["1"]),
        ("a key", vec!["b&c", ""]),
        ("none", vec![]),
    ];
    let input = QueryInput {
        string: Some("Hello there".into()),
        needed: Some("x".into()),
        list: Some(vec![DateTime::from_secs(1), DateTime::from_secs(2)]),
        epoch: Some(DateTime::from_secs(3)),
        map: Some(map.map(|(key, list)| (key.to_owned(), list.into_iter().map(str::to_owned).collect())).into()),
        flag: Some(false),
    };
    assert_eq!(
        request::<Query>(input).target,
        "/query/?foo=bar&bare&a%20key=b%26c&a%20key=&z=1&String=Hello%20there&needed=x\
         &List=1970-01-01T00%3A00%3A01Z&List=1970-01-01T00%3A00%3A02Z&Epoch=3&flag=false"
    );
}

/// Characters that separate, open or end parts of URIs and forms, and characters that URIs cannot hold.
const AWKWARD: &str = "a&b=c d#e+f?g/h%20:i;j\u{e9}\"\n";

structure!(AwkwardInput {
    member: String = Member::new("member").at(Location::Query(AWKWARD)),
    map: HashMap<String, String> = Member::new("map").at(Location::QueryParams),
});

structure!(AwkwardMap {
    map: HashMap<String, String> = Member::new("map").at(Location::QueryParams),
});

operation!(Awkward(AwkwardInput) -> Empty, meta("GET", &[]).query(&[("x&y", Some(AWKWARD)), ("z z", None)]));
operation!(AwkwardLiteral(AwkwardMap) -> Empty, meta("GET", &[]).query(&[(AWKWARD, Some("literal"))]));

/// The parameters in a target, percent-decoded.
fn parameters(target: &str) -> Vec<(String, Option<String>)> {
    assert!(target.parse::<http::Uri>().is_ok() && target.is_ascii(), "{target}");
    let decode = |text: &str| {
        let mut parts = text.split('%');
        let mut bytes = parts.next().unwrap().as_bytes().to_vec();
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        }
        String::from_utf8(bytes).unwrap()
    };
    let (_, query) = target.split_once('?').unwrap();
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => (decode(name), Some(decode(value))),
        None => (decode(pair), None),
    });
    pairs.collect()
}

#[test]
fn names_and_literals_stay_what_they_are() {
    let own = |text: &str| text.to_owned();
    let map = || HashMap::from([(own(AWKWARD), own("ignored")), (own("x=y"), own(AWKWARD))]);
    let input = AwkwardInput { member: Some(own(AWKWARD)), map: Some(map()) };
    assert_eq!(
        parameters(&request::<Awkward>(input).target),
        [
            (own("x&y"), Some(own(AWKWARD))),
            (own("z z"), None),
            (own("x=y"), Some(own(AWKWARD))),
            (own(AWKWARD), Some(own(AWKWARD))),
        ]
    );
    assert_eq!(
        parameters(&request::<AwkwardLiteral>(AwkwardMap { map: Some(map()) }).target),
        [(own(AWKWARD), Some(own("literal"))), (own("x=y"), Some(own(AWKWARD)))]
    );
}

#[test]
fn empty_strings_are_sent_and_empty_lists_are_not() {
    let input = QueryInput { string: Some(String::new()), needed: Some("x".into()), ..QueryInput::default() };
    let input = QueryInput { list: Some(vec![]), ..input };
    assert_eq!(request::<Query>(input).target, "/query/?foo=bar&bare&String=&needed=x");
    assert!(refuse::<Query>(QueryInput::default()).contains("needed"));
    let empty = QueryInput { needed: Some(String::new()), ..QueryInput::default() };
    assert!(refuse::<Query>(empty).contains("needed"));
}

structure!(HeadersInput {
    string: String = Member::new("string").at(Location::Header("X-String")),
    strings: Vec<String> = Member::new("strings").at(Location::Header("X-Strings")),
    times: Vec<DateTime> = Member::new("times").at(Location::Header("X-Times")),
    time: DateTime = Member::new("time").at(Location::Header("X-Time")).timestamp(TimestampFormat::DateTime),
    double: f64 = Member::new("double").at(Location::Header("X-Double")),
    json: String = Member::new("json").at(Location::Header("X-Json")).media_type("application/json"),
    numbers: Vec<i32> = Member::new("numbers").at(Location::Header("X-Numbers")),
    prefixed: HashMap<String, String> = Member::new("prefixed").at(Location::PrefixHeaders("X-")),
});

operation!(Headers(HeadersInput) -> Empty, meta("GET", &[]));

#[test]
fn headers_hold_one_value_or_a_list() {
    let input = HeadersInput {
        string: Some("a, \"b\"".into()),
        strings: Some(["a", "b,c", "\"d\\", " e", "(f)", ""].map(str::to_owned).to_vec()),
        times: Some(vec![time(), time()]),
        time: Some(time()),
        double: Some(f64::INFINITY),
        json: Some("true".into()),
        numbers: Some(vec![]),
        prefixed: Some([("String", "loses"), ("Foo", "bar")].map(|(k, v)| (k.to_owned(), v.to_owned())).into()),
    };
    let request = request::<Headers>(input);
    for (name, value) in [
        ("x-string", "a, \"b\""),
        ("x-strings", r#"a, "b,c", "\"d\\", " e", "(f)", """#),
        ("x-times", "Mon, 16 Dec 2019 23:48:18 GMT, Mon, 16 Dec 2019 23:48:18 GMT"),
        ("x-time", "2019-12-16T23:48:18Z"),
        ("x-double", "Infinity"),
        ("x-json", "dHJ1ZQ=="),
        ("x-numbers", ""),
        ("x-foo", "bar"),
    ] {
        assert_eq!(request.headers[name], value, "{name}");
    }
    assert_eq!((request.headers.len(), request.target.as_str()), (8, "/"));
}

#[test]
fn what_no_header_can_hold_is_refused() {
    for text in ["\n", "\r", "\u{0}", "\u{7f}"] {
        let input = HeadersInput { string: Some(text.into()), ..HeadersInput::default() };
        assert!(refuse::<Headers>(input).contains("string"), "{text:?}");
    }
    let input = HeadersInput { prefixed: Some([("a b".into(), String::new())].into()), ..HeadersInput::default() };
    assert!(refuse::<Headers>(input).contains("`X-a b` cannot be the name of a header"));
}

structure!(HostInput { label: String = Member::new("label").required() });

operation!(
    Host(HostInput) -> Empty,
    meta("POST", &[]).host_prefix(&[Segment::Literal("foo."), Segment::Label("label"), Segment::Literal(".")])
);

#[test]
fn host_labels_stay_in_the_body() {
    let request = request::<Host>(HostInput { label: Some("bar".into()) });
    assert_eq!(request.host_prefix, "foo.bar.");
    assert_eq!(request.body.bytes(), Some(br#"{"label":"bar"}"#.as_slice()));
    for label in [None, Some(""), Some("evil.example/"), Some("a.b")] {
        assert!(refuse::<Host>(HostInput { label: label.map(str::to_owned) }).contains("label"));
    }
}

structure!(Lists {
    strings: Vec<String> = Member::new("strings").at(Location::Header("x-strings")),
    json: Vec<String> = Member::new("json")
        .at(Location::Header("x-json"))
        .list(&Member::new("member").media_type("application/json")),
    numbers: Vec<i64> = Member::new("numbers").at(Location::Header("x-numbers")),
    flags: Vec<bool> = Member::new("flags").at(Location::Header("x-flags")),
    doubles: Vec<f64> = Member::new("doubles").at(Location::Header("x-doubles")),
    times: Vec<DateTime> = Member::new("times").at(Location::Header("x-times")),
    epochs: Vec<DateTime> = Member::new("epochs")
        .at(Location::Header("x-epochs"))
        .list(&Member::new("member").timestamp(TimestampFormat::EpochSeconds)),
    dates: Vec<DateTime> = Member::new("dates")
        .at(Location::Header("x-dates"))
        .list(&Member::new("member").timestamp(TimestampFormat::DateTime)),
});
operation!(EchoLists(Lists) -> Lists, meta("GET", &[]));

fn lists() -> impl Strategy<Value = Lists> {
    let texts = || vec("[ -~\u{a0}\u{e9}\u{3000}\u{1f600}]{0,6}", 0..5);
    let seconds = || vec((0..253_402_300_800i64).prop_map(DateTime::from_secs), 0..4);
    (texts(), texts(), vec(any::<i64>(), 0..4), vec(any::<bool>(), 0..4), vec(-1e300..1e300f64, 0..4), seconds())
        .prop_map(|(strings, json, numbers, flags, doubles, times)| {
            fn filled<T>(list: Vec<T>) -> Option<Vec<T>> {
                (!list.is_empty()).then_some(list)
            }
            let (strings, json, numbers) = (filled(strings), filled(json), filled(numbers));
            let (flags, doubles, times) = (filled(flags), filled(doubles), filled(times));
            Lists { strings, json, numbers, flags, doubles, epochs: times.clone(), dates: times.clone(), times }
        })
}

proptest! {
    /// A list that is written to a header is read as that list.
    #[test]
    fn lists_in_headers_are_read_back(lists in lists()) {
        let headers = request::<EchoLists>(lists.clone()).headers;
        let read = RestJson1::output::<EchoLists>(Response::new(StatusCode::OK, &headers, b"")).unwrap();
        prop_assert_eq!(read, lists);
    }
}

#[test]
fn empty_elements_are_quoted() {
    let strings = |list: &[&str]| {
        let list = list.iter().map(|&element| element.to_owned()).collect();
        request::<EchoLists>(Lists { strings: Some(list), ..Lists::default() }).headers["x-strings"].clone()
    };
    assert_eq!(strings(&["a", ""]), "a, \"\"");
    assert_eq!(strings(&["", "a"]), "\"\", a");
    assert_eq!(strings(&[""]), "\"\"");
    assert_eq!(strings(&[]), "");
}

#[test]
fn keys_that_would_be_one_header_are_refused() {
    let prefixed = |keys: &[&str]| {
        let entries = keys.iter().map(|key| ((*key).to_owned(), String::new())).collect();
        HeadersInput { prefixed: Some(entries), ..HeadersInput::default() }
    };
    for keys in [["Key", "key"], ["x", "X"], ["a-B", "A-b"]] {
        let (mut one, mut other) = (keys[0], keys[1]);
        if one > other {
            std::mem::swap(&mut one, &mut other);
        }
        let error = refuse::<Headers>(prefixed(&[keys[0], "between", keys[1]]));
        assert!(error.contains(&format!("`{one}` and `{other}` would be the same header")), "{error}");
        assert!(error.contains("prefixed"), "{error}");
    }
    assert_eq!(request::<Headers>(prefixed(&["a", "b"])).headers.len(), 2);
}
