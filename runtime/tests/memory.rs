//! Bounds on the memory that reading takes, by an allocator that refuses more.
#![cfg(all(feature = "cbor", feature = "json", feature = "xml"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::alloc::System;
use std::collections::HashMap;

use aws_smithy_types::Document;
use aws_smithy_types::error::operation::BuildError;
use cap::Cap;
use tinsmith::emitted::inner::Schema;
use tinsmith::emitted::inner::{Shape, ShapeReader, ShapeWriter, Walk};
use tinsmith::emitted::member;
use tinsmith::internals::formats::{cbor, json, xml};
use tinsmith::internals::walk::ReadError;

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// An element whose members are all unset: as large as it may be, from as few bytes as there may be.
#[derive(Debug, Default)]
struct Element {
    #[expect(dead_code, reason = "it is there for its size")]
    members: [Option<String>; 16],
}

const ELEMENT: usize = size_of::<Element>();

impl Shape for Element {
    const SCHEMA: &'static Schema = &Schema::new("Element", &[]);

    fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
        Ok(())
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let mut walk = Walk::structure(Self::SCHEMA);
        r.enter(&mut walk)?;
        while r.next(&mut walk)?.is_some() {}
        Ok(Self::default())
    }
}

#[derive(Debug, Default)]
struct Output {
    list: Option<Vec<Element>>,
    nested: Option<Vec<Vec<Element>>>,
    map: Option<HashMap<String, Element>>,
    texts: Option<Vec<String>>,
    document: Option<Document>,
}

impl Output {
    /// The number of elements.
    fn count(&self) -> usize {
        let document = match &self.document {
            Some(Document::Array(elements)) => elements.len(),
            Some(Document::Object(entries)) => entries.len(),
            _ => 0,
        };
        self.list.as_ref().map_or(0, Vec::len)
            + self.nested.as_ref().map_or(0, |lists| lists.iter().map(Vec::len).sum())
            + self.map.as_ref().map_or(0, HashMap::len)
            + self.texts.as_ref().map_or(0, Vec::len)
            + document
    }
}

impl Shape for Output {
    const SCHEMA: &'static Schema =
        &Schema::new("Output", &[member!("l"), member!("n"), member!("m"), member!("t"), member!("d")]);

    fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
        Ok(())
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let (mut read, members) = (Self::default(), Self::SCHEMA.members);
        let mut walk = Walk::structure(Self::SCHEMA);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            match index {
                0 => r.member(&members[0], &mut read.list)?,
                1 => r.member(&members[1], &mut read.nested)?,
                2 => r.member(&members[2], &mut read.map)?,
                3 => r.member(&members[3], &mut read.texts)?,
                _ => r.member(&members[4], &mut read.document)?,
            }
        }
        Ok(read)
    }
}

/// Reads a document, and fails if that takes more than so many bytes beside the document itself. Gives how many there are
/// in the end.
fn cost(name: &str, bytes: &[u8], most: usize, read: fn(&[u8]) -> Result<Output, ReadError>) -> usize {
    // A program that asks for more is ended, and this says where.
    println!("{name}: {} bytes may take {most}", bytes.len());
    let before = MEMORY.allocated();
    MEMORY.set_limit(before + most).unwrap();
    let output = read(bytes).unwrap();
    let held = MEMORY.allocated() - before;
    MEMORY.set_limit(usize::MAX).unwrap();
    assert!((COUNT..=COUNT + 1).contains(&output.count()), "{name}");
    held
}

/// The number of elements: just more than a power of two, where lists have grown and are half empty.
const COUNT: usize = (1 << 14) + 1;

/// A head, the elements, and an end. An element is made of its number.
fn document(head: &[u8], element: impl Fn(usize) -> Vec<u8>, end: &[u8]) -> Vec<u8> {
    let elements = (0..COUNT).flat_map(element);
    head.iter().copied().chain(elements).chain(end.iter().copied()).collect()
}

/// Three letters that are a key of their own for each number.
fn key(number: usize) -> [u8; 3] {
    let letters: Vec<u8> = (b'0'..=b'9').chain(b'A'..=b'Z').chain(b'a'..=b'z').collect();
    [1, 62, 62 * 62].map(|place| letters[number / place % 62])
}

fn constant(bytes: &'static [u8]) -> impl Fn(usize) -> Vec<u8> {
    move |_| bytes.to_vec()
}

/// `ARCHITECTURE.md` states these bounds. An element takes its size, and a list that grows three times that of its elements
/// while it moves; the fewest bytes of an element are one in CBOR (`a0`), three in JSON (`{},`), and more in XML.
#[test]
fn what_is_read_takes_no_more_than_is_stated() {
    let bound = |bytes: &[u8], of_element: usize| bytes.len() * (of_element + 64) + (1 << 16);
    let cbor = [
        ("CBOR, a list", document(b"\xbf\x61l\x9f", constant(b"\xa0"), b"\xff\xff")),
        ("CBOR, lists of one", document(b"\xbf\x61n\x9f", constant(b"\x81\xa0"), b"\xff\xff")),
        ("CBOR, a map", document(b"\xbf\x61m\xbf", |n| [b"\x63", &key(n)[..], b"\xa0"].concat(), b"\xff\xff")),
        ("CBOR, texts", document(b"\xbf\x61t\x9f", constant(b"\x60"), b"\xff\xff")),
    ];
    let mut held = Vec::new();
    for (name, bytes) in &cbor {
        held.push(cost(name, bytes, bound(bytes, 3 * ELEMENT), cbor::read) / bytes.len());
    }
    assert!(held[0] >= ELEMENT, "what is stated is not far from what is so: {held:?}");

    let text = |element: &'static str| constant(element.as_bytes());
    let json = [
        ("JSON, a list", document(b"{\"l\":[", text("{},"), b"{}]}")),
        ("JSON, lists of one", document(b"{\"n\":[", text("[{}],"), b"[]]}")),
        ("JSON, a map", document(b"{\"m\":{", |n| [b"\"", &key(n)[..], b"\":{},"].concat(), b"\"0000\":{}}}")),
        ("JSON, texts", document(b"{\"t\":[", text("\"\","), b"\"\"]}")),
        ("JSON, a document", document(b"{\"d\":[", text("0,"), b"0]}")),
    ];
    for (name, bytes) in &json {
        cost(name, bytes, bound(bytes, ELEMENT), json::read::<json::JsonNames, _>);
    }

    let xml = [
        ("XML, a list", document(b"<r><l>", text("<member/>"), b"</l></r>")),
        ("XML, lists of one", document(b"<r><n>", text("<member><member/></member>"), b"</n></r>")),
        ("XML, texts", document(b"<r><t>", text("<member/>"), b"</t></r>")),
    ];
    for (name, bytes) in &xml {
        cost(name, bytes, bound(bytes, ELEMENT), xml::read);
    }
}
