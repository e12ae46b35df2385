//! A structure with members of all kinds and a union, as the generator emits them.

use std::collections::HashMap;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime};

use crate::test_support::shapes::structure;
use crate::walk::ReadError;
use crate::walk::schema::{Member, Schema, TimestampFormat, Xml};
use crate::walk::shape::{Shape, ShapeReader, ShapeWriter, Walk};

structure!(Kinds {
    boolean: bool = Member::new("boolean"),
    byte: i8 = Member::new("byte"),
    long: i64 = Member::new("long"),
    float: f32 = Member::new("float"),
    double: f64 = Member::new("double").xml(&Xml::new().name("DoubleDribble")),
    kind: String = Member::new("kind").xml(&Xml::new().name("xsi:type").attribute()),
    string: String = Member::new("string"),
    blob: Blob = Member::new("blob"),
    date_time: DateTime = Member::new("dateTime"),
    epoch: DateTime = Member::new("epoch").timestamp(TimestampFormat::EpochSeconds),
    http_date: DateTime = Member::new("httpDate").timestamp(TimestampFormat::HttpDate),
    big_integer: BigInteger = Member::new("bigInteger"),
    big_decimal: BigDecimal = Member::new("bigDecimal"),
    nested: Box<Kinds> = Member::new("nested").xml(&Xml::new().prefix("xsi", "http://xsi.example")),
    choice: Choice = Member::new("choice"),
    list: Vec<String> = Member::new("list"),
    renamed: Vec<Vec<i32>> = Member::new("renamed").list(
        &Member::new("member").xml(&Xml::new().name("row").namespace("http://row.example"))
    ),
    structures: Vec<Kinds> = Member::new("structures").xml(&Xml::new().flattened()),
    numbers: Vec<i32> = Member::new("numbers").xml(&Xml::new().name("n").flattened()).list(
        &Member::new("member").xml(&Xml::new().name("ignored"))
    ),
    map: HashMap<String, Vec<i32>> = Member::new("map"),
    flat_map: HashMap<String, String> = Member::new("flatMap").xml(&Xml::new().name("KVP").flattened()).map(
        &Member::new("key").xml(&Xml::new().name("K")),
        &Member::new("value").xml(&Xml::new().name("V")),
    ),
    sparse: Vec<Option<String>> = Member::new("sparse"),
    flag: bool = Member::new("flag").xml(&Xml::new().attribute()),
});

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Number(i32),
    Nested(Box<Kinds>),
    Flat(Vec<String>),
    FlatMap(HashMap<String, i32>),
    Unknown,
}

impl Shape for Choice {
    const SCHEMA: &'static Schema = &Schema::new(
        "Choice",
        &[
            Member::new("text"),
            Member::new("number"),
            Member::new("nested"),
            Member::new("flat").xml(&Xml::new().name("Flat").flattened()),
            Member::new("flatMap").xml(&Xml::new().flattened()),
        ],
    )
    .xml(&Xml::new().name("Chosen").namespace("http://choice.example"));

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        match self {
            Self::Text(text) => w.member(&Self::SCHEMA.members[0], text),
            Self::Number(number) => w.member(&Self::SCHEMA.members[1], number),
            Self::Nested(nested) => w.member(&Self::SCHEMA.members[2], nested),
            Self::Flat(flat) => w.member(&Self::SCHEMA.members[3], flat),
            Self::FlatMap(map) => w.member(&Self::SCHEMA.members[4], map),
            Self::Unknown => Err(BuildError::other("unknown variant")),
        }
    }

    fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
        let mut found = None;
        let mut walk = Walk::union(Self::SCHEMA);
        r.enter(&mut walk)?;
        while let Some(index) = r.next(&mut walk)? {
            match index {
                0 => r.variant(&Self::SCHEMA.members[0], &mut found, Self::Text)?,
                1 => r.variant(&Self::SCHEMA.members[1], &mut found, Self::Number)?,
                2 => r.variant(&Self::SCHEMA.members[2], &mut found, Self::Nested)?,
                3 => r.variant(&Self::SCHEMA.members[3], &mut found, Self::Flat)?,
                4 => r.variant(&Self::SCHEMA.members[4], &mut found, Self::FlatMap)?,
                _ => r.unknown(&mut found, Self::Unknown)?,
            }
        }
        found.ok_or_else(|| crate::walk::shape::no_variant(Self::SCHEMA))
    }
}
