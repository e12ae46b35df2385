//! Bodies in pieces are read as those in one are, wherever they are cut.

use http::{HeaderMap, StatusCode};

use crate::formats::Pieces;
use crate::formats::json;
use crate::formats::json::JsonNames;
use crate::http::Response;
use crate::protocols;
use crate::protocols::rest_json::Json;
use crate::test_support::shapes::kinds::Kinds;
use crate::walk::ReadError;

/// A body in pieces of such a size, but for the first.
fn cut(body: &[u8], first: usize, piece: usize) -> Pieces {
    let (first, rest) = body.split_at(first.min(body.len()));
    let mut pieces = Pieces::of_size(piece, first.to_vec());
    pieces.push(rest);
    pieces
}

/// Reads a body that is cut like that.
fn read(body: &[u8], first: usize, piece: usize) -> Result<Kinds, ReadError> {
    let pieces = cut(body, first, piece);
    let headers = HeaderMap::new();
    let response = Response::new(StatusCode::OK, &headers, b"");
    protocols::read::<Kinds, Json>(Response { pieces: Some(&pieces), ..response })
}

/// Checks that a body is read alike whole and in pieces.
pub(super) fn check(body: &[u8], first: usize, piece: usize) {
    let whole = json::read::<JsonNames, Kinds>(body);
    let parts = read(body, first, piece);
    let letters = |read: &Result<Kinds, ReadError>| {
        let mut letters = format!("{read:?}").into_bytes();
        letters.sort_unstable();
        letters
    };
    // Not all that is equal compares so, for there is NaN, and maps are in no order.
    let alike = letters(&whole) == letters(&parts);
    let shown = String::from_utf8_lossy(body);
    assert!(alike, "{shown} in pieces of {first}, {piece}...: {parts:?} for {whole:?}");
}

#[test]
fn bodies_are_read_alike_wherever_they_are_cut() {
    for body in [
        r#"{"list":["a","bcd",null,"é\u00e9😀","\"",""],"string":"behind"}"#,
        r#"{"byte":12,"list":[],"structures":[{"byte":1},{"list":["x","y"],"nested":{"byte":2}},{}],"integer":345}"#,
        r#" { "structures" : [ { "list" : [ "x" ] } , null , { "nested" : { } } ] , "list" : [ "z" ] } "#,
        r#"{"nested":{"structures":[{"structures":[{"integer":123456},{"integer":7}]}]},"structures":[{"long":1}]}"#,
        r#"{"times":["2014-04-29T18:30:38Z"],"sparseList":[1,null,23456,7],"documents":[123,[4,{"a":[5]}],"x",6.25]}"#,
        r#"{"map":{"k":[1,22,333],"l":[]},"unknown":[[1,{"a":"]"}]],"DoubleDribble":1.5e2}"#,
        "{}",
        "",
    ] {
        for first in 1..body.len() + 2 {
            for piece in [1, 7, 64, 1000] {
                check(body.as_bytes(), first, piece);
            }
        }
    }
}

#[test]
fn errors_are_alike_too() {
    for body in [
        r#"{"list":["a","b",5,"c"],"string":"behind"}"#,
        r#"{"list":["a","b""c"]}"#,
        r#"{"structures":[{"byte":1},{"nested":{"byte":300}},{"byte":2}],"byte":1}"#,
        r#"{"structures":[{"byte":1},{"byte":2}"#,
        r#"{"list":["a","b"],"string":5}"#,
        r#"{"list":["a","b"]} x"#,
        r#"{"list":["a","b"]"#,
        r#"{"string":5,"list":["a","b"]}"#,
    ] {
        for first in 1..body.len() + 2 {
            check(body.as_bytes(), first, 3);
        }
    }
    let error = read(b"{\"list\":[\"a\",\"b\xff\",\"c\"]}", 2, 4).unwrap_err();
    assert!(error.to_string().starts_with("the text is not UTF-8 at byte 15"), "{error}");
}

/// A piece is freed before the next one is looked at.
#[test]
fn pieces_are_given_up_one_by_one() {
    let body = format!(r#"{{"byte":1,"list":[{}],"string":"end"}}"#, vec![format!("\"{:099}\"", 1); 1000].join(","));
    let pieces = cut(body.as_bytes(), 1000, 500);
    let mut reader = json::JsonReader::<JsonNames>::in_pieces(&pieces).unwrap();
    let kinds = <Kinds as crate::walk::shape::Shape>::read(&mut reader).unwrap();
    assert_eq!((kinds.byte, kinds.string.as_deref()), (Some(1), Some("end")));
    let list = kinds.list.unwrap();
    assert_eq!(list.len(), 1000);
    assert!(list.capacity() < 1010, "{} have room", list.capacity());
    assert!(pieces.beginning().len() < 1000, "only what is behind the list is in one");
}
