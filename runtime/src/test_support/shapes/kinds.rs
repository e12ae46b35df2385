//! A structure with members of all kinds and a union, as the generator emits them.

use std::collections::HashMap;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{BigDecimal, BigInteger, Blob, DateTime, Document};

use super::structure;
use crate::emitted::member;
use crate::walk::ReadError;
use crate::walk::schema::{Member, Schema, TimestampFormat};
use crate::walk::shape::{Shape, ShapeReader, ShapeWriter, Walk};

structure!(Kinds {
    boolean: bool = member!("boolean"),
    byte: i8 = member!("byte"),
    short: i16 = member!("short"),
    integer: i32 = member!("integer"),
    long: i64 = member!("long"),
    float: f32 = member!("float"),
    double: f64 = member!("double" as "DoubleDribble"),
    string: String = member!("string"),
    blob: Blob = member!("blob"),
    epoch: DateTime = member!("epoch"),
    date_time: DateTime = member!("dateTime").timestamp(TimestampFormat::DateTime),
    http_date: DateTime = member!("httpDate").timestamp(TimestampFormat::HttpDate),
    big_integer: BigInteger = member!("bigInteger"),
    big_decimal: BigDecimal = member!("bigDecimal"),
    document: Document = member!("document"),
    nested: Box<Kinds> = member!("nested"),
    choice: Choice = member!("choice"),
    list: Vec<String> = member!("list"),
    sparse_list: Vec<Option<i32>> = member!("sparseList"),
    structures: Vec<Kinds> = member!("structures"),
    documents: Vec<Document> = member!("documents"),
    map: HashMap<String, Vec<i32>> = member!("map"),
    sparse_map: HashMap<String, Option<String>> = member!("sparseMap"),
    times: Vec<DateTime> =
        member!("times").list(&Member::new("member").timestamp(TimestampFormat::DateTime)),
    quoted: bool = Member::new("quoted").json_name("a \"key\""),
});

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Choice {
    Text(String),
    Number(i32),
    Unknown,
}

impl Shape for Choice {
    const SCHEMA: &'static Schema = &Schema::new("Choice", &[member!("text"), member!("number")]);

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
