//! Forms of inputs.

use std::collections::HashMap;

use aws_smithy_types::{Blob, DateTime};
use proptest::prelude::*;

use crate::meta::OperationMeta;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols::query::{AwsQuery, Ec2Query};
use crate::test_support::shapes::{Empty, SERVICE, operation, request, structure};
use crate::walk::schema::{Member, TimestampFormat, Xml};

structure!(Scalars {
    flag: bool = Member::new("flag"),
    count: i64 = Member::new("count"),
    small: f32 = Member::new("small"),
    large: f64 = Member::new("large"),
    text: String = Member::new("text").xml(&Xml::new().name("p:Text")),
    bytes: Blob = Member::new("bytes"),
    time: DateTime = Member::new("time"),
    epoch: DateTime = Member::new("epoch").timestamp(TimestampFormat::EpochSeconds),
});

structure!(Inner {
    name: String = Member::new("name").xml(&Xml::new().name("xmlName").query_name("queryName")),
    inner: Box<Inner> = Member::new("inner"),
});

structure!(Nested {
    inner: Inner = Member::new("inner").xml(&Xml::new().name("in")),
    plain: Vec<String> = Member::new("plain"),
    renamed: Vec<Inner> = Member::new("renamed").list(&ITEM),
    flat: Vec<Vec<i32>> = Member::new("flat").xml(&Xml::new().name("Flat").flattened()),
});

structure!(Maps {
    plain: HashMap<String, String> = Member::new("plain"),
    renamed: HashMap<String, Inner> = Member::new("renamed").map(&KEY, &VALUE),
    flat: HashMap<String, Vec<String>> = Member::new("flat").xml(&Xml::new().flattened()),
});

const ITEM: Member = Member::new("member").xml(&Xml::new().name("item"));
const KEY: Member = Member::new("key").xml(&Xml::new().name("K"));
const VALUE: Member = Member::new("value").xml(&Xml::new().name("V"));

const META: OperationMeta = OperationMeta::rpc(SERVICE, "Ask");

operation!(AwsEmpty(Empty) -> Empty, META, AwsQuery);
operation!(AwsScalars(Scalars) -> Empty, META, AwsQuery);
operation!(AwsNested(Nested) -> Empty, META, AwsQuery);
operation!(AwsMaps(Maps) -> Empty, META, AwsQuery);
operation!(Ec2Scalars(Scalars) -> Empty, META, Ec2Query);
operation!(Ec2Nested(Nested) -> Empty, META, Ec2Query);
operation!(Ec2Maps(Maps) -> Empty, META, Ec2Query);

/// The parameters behind action and version, decoded but for `%`, one a line.
fn form<O: Operation>(mut input: O::Input) -> String {
    let request = O::Protocol::request::<O>(&mut input).unwrap();
    let body = std::str::from_utf8(request.body.bytes().unwrap()).unwrap();
    body.strip_prefix("Action=Ask&Version=2020-01-01").unwrap().trim_start_matches('&').replace('&', "\n")
}

fn inner(name: &str) -> Inner {
    Inner { name: Some(name.into()), inner: None }
}

fn nested() -> Nested {
    Nested {
        inner: Some(Inner { inner: Some(Box::new(inner("b"))), ..inner("a") }),
        plain: Some(vec!["c".into(), "d".into()]),
        renamed: Some(vec![inner("e"), inner("f")]),
        flat: Some(vec![vec![1, 2], vec![3]]),
    }
}

#[test]
fn a_request_is_posted_to_the_root_and_names_operation_and_version() {
    let request = request::<AwsEmpty>(Empty {});
    assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
    assert_eq!(request.headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!(request.headers["content-length"], "29");
    assert_eq!(request.body.bytes(), Some(&b"Action=Ask&Version=2020-01-01"[..]));
}

#[test]
fn scalars_are_text_and_what_is_reserved_is_encoded() {
    let time = Some(DateTime::from_secs_and_nanos(5, 500_000_000));
    let input = || Scalars {
        flag: Some(false),
        count: Some(-7),
        small: Some(f32::NEG_INFINITY),
        large: Some(1e30),
        text: Some("a b&=é\n".into()),
        bytes: Some(Blob::new(b"\xff\xef")),
        time,
        epoch: time,
    };
    assert_eq!(
        form::<AwsScalars>(input()),
        "flag=false\ncount=-7\nsmall=-Infinity\nlarge=1e30\np%3AText=a%20b%26%3D%C3%A9%0A\nbytes=%2F%2B8%3D\n\
         time=1970-01-01T00%3A00%3A05.5Z\nepoch=5.5"
    );
    assert_eq!(
        form::<Ec2Scalars>(input()),
        "Flag=false\nCount=-7\nSmall=-Infinity\nLarge=1e30\nP%3AText=a%20b%26%3D%C3%A9%0A\nBytes=%2F%2B8%3D\n\
         Time=1970-01-01T00%3A00%3A05.5Z\nEpoch=5.5"
    );
}

#[test]
fn a_timestamp_without_a_year_is_refused() {
    let mut input = Scalars { time: Some(DateTime::from_secs(i64::MAX)), ..Scalars::default() };
    let error = AwsQuery::request::<AwsScalars>(&mut input).unwrap_err().to_string();
    assert!(error.contains("time"), "{error}");
}

#[test]
fn lists_have_numbered_entries() {
    assert_eq!(
        form::<AwsNested>(nested()),
        "in.xmlName=a\nin.inner.xmlName=b\nplain.member.1=c\nplain.member.2=d\nrenamed.item.1.xmlName=e\n\
         renamed.item.2.xmlName=f\nFlat.1.member.1=1\nFlat.1.member.2=2\nFlat.2.member.1=3"
    );
    assert_eq!(
        form::<Ec2Nested>(nested()),
        "In.queryName=a\nIn.Inner.queryName=b\nPlain.1=c\nPlain.2=d\nRenamed.1.queryName=e\nRenamed.2.queryName=f\n\
         Flat.1.1=1\nFlat.1.2=2\nFlat.2.1=3"
    );
}

#[test]
fn empty_lists_are_told_by_aws_query_alone() {
    let input = || Nested { plain: Some(vec![]), flat: Some(vec![]), ..Nested::default() };
    assert_eq!(form::<AwsNested>(input()), "plain=\nFlat=");
    assert_eq!(form::<Ec2Nested>(input()), "");
}

#[test]
fn maps_have_numbered_entries_in_the_order_of_keys() {
    let input = Maps {
        plain: Some([("b", "2"), ("a", "1 ")].map(|(key, value)| (key.into(), value.into())).into()),
        renamed: Some([("&".to_owned(), inner("c"))].into()),
        flat: Some([("k".to_owned(), vec!["l".to_owned()])].into()),
    };
    assert_eq!(
        form::<AwsMaps>(input),
        "plain.entry.1.key=a\nplain.entry.1.value=1%20\nplain.entry.2.key=b\nplain.entry.2.value=2\n\
         renamed.entry.1.K=%26\nrenamed.entry.1.V.xmlName=c\nflat.1.key=k\nflat.1.value.member.1=l"
    );
    assert_eq!(form::<AwsMaps>(Maps { plain: Some(HashMap::new()), ..Maps::default() }), "");
}

#[test]
fn ec2_query_refuses_maps() {
    let mut input = Maps { plain: Some(HashMap::new()), ..Maps::default() };
    let error = Ec2Query::request::<Ec2Maps>(&mut input).unwrap_err().to_string();
    assert!(error.contains("plain") && error.contains("no form for maps"), "{error}");
}

proptest! {
    /// Whatever the texts are, a form has the expected parameters, and decoding gives the texts back.
    #[test]
    fn texts_survive(texts in proptest::collection::vec(any::<String>(), 1..5), name in any::<String>()) {
        let input = Nested { inner: Some(inner(&name)), plain: Some(texts.clone()), ..Nested::default() };
        let form = form::<AwsNested>(input);
        prop_assert!(form.is_ascii());
        let values: Vec<String> = form.lines().map(|line| decoded(line.split_once('=').unwrap().1)).collect();
        prop_assert_eq!(values, [vec![name], texts].concat());
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || char::from(rest.next().unwrap()).to_digit(16).unwrap();
        bytes.push(if byte == b'%' { u8::try_from(digit() * 16 + digit()).unwrap() } else { byte });
    }
    String::from_utf8(bytes).unwrap()
}
