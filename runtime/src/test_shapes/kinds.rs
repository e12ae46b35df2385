//! A structure with members of all kinds and a union, as the generator emits them.

use std::collections::HashMap;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use super::structure;
use crate::read_error::ReadError;
use crate::schema::{Member, Schema, TimestampFormat};
use crate::shape::{Shape, ShapeReader, ShapeWriter, Walk};

structure!(Kinds {
    boolean: bool = Member::new("boolean"),
    byte: i8 = Member::new("byte"),
    short: i16 = Member::new("short"),
    integer: i32 = Member::new("integer"),
    long: i64 = Member::new("long"),
    float: f32 = Member::new("float"),
    double: f64 = Member::new("double").json_name("DoubleDribble"),
    string: String = Member::new("string"),
    blob: Blob = Member::new("blob"),
    epoch: DateTime = Member::new("epoch"),
    date_time: DateTime = Member::new("dateTime").timestamp(TimestampFormat::DateTime),
    http_date: DateTime = Member::new("httpDate").timestamp(TimestampFormat::HttpDate),
    big_integer: BigInteger = Member::new("bigInteger"),
    big_decimal: BigDecimal = Member::new("bigDecimal"),
    document: Document = Member::new("document"),
    nested: Box<Kinds> = Member::new("nested"),
    choice: Choice = Member::new("choice"),
    list: Vec<String> = Member::new("list"),
    sparse_list: Vec<Option<i32>> = Member::new("sparseList"),
    structures: Vec<Kinds> = Member::new("structures"),
    documents: Vec<Document> = Member::new("documents"),
    map: HashMap<String, Vec<i32>> = Member::new("map"),
    sparse_map: HashMap<String, Option<String>> = Member::new("sparseMap"),
    times: Vec<DateTime> =
        Member::new("times").list(&Member::new("member").timestamp(TimestampFormat::DateTime)),
    quoted: bool = Member::new("quoted").json_name("a \"key\""),
});

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Number(i32),
    Unknown,
}

impl Shape for Choice {
    const SCHEMA: &'static Schema = &Schema::new("Choice", &[Member::new("text"), Member::new("number")]);

    fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
        match self {
            Self::Text(text) => w.member(&Self::SCHEMA.members[0], text),
            Self::Number(number) => w.member(&Self::SCHEMA.members[1], number),
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
                _ => found = Some(Self::Unknown),
            }
        }
        found.ok_or_else(|| ReadError::new("a union must hold one variant, found none"))
    }
}
