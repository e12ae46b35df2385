//! Trees hold what expressions mention.

use std::collections::HashMap;

use aws_smithy_types::{Blob, DateTime, Document};

use super::*;
use crate::read_error::ReadError;
use crate::schema::Schema;
use crate::shape::ShapeReader;
use crate::test_shapes::structure;

structure!(Table {
    name: String = Member::new("name"),
    size: i64 = Member::new("size"),
    ratio: f32 = Member::new("ratio"),
    exact: aws_smithy_types::BigDecimal = Member::new("exact"),
    is_open: bool = Member::new("isOpen"),
    created: DateTime = Member::new("created"),
    key: Blob = Member::new("key"),
    notes: Document = Member::new("notes"),
    replicas: Vec<Table> = Member::new("replicas"),
    items: HashMap<String, Table> = Member::new("items"),
    holes: Vec<Option<i32>> = Member::new("holes"),
    choice: Choice = Member::new("choice"),
});

/// A union of which nothing is known.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice;

impl Shape for Choice {
    const SCHEMA: &'static Schema = &Schema::new("Choice", &[]);

    fn write<W: ShapeWriter>(&self, _: &mut W) -> Result<(), BuildError> {
        Err(BuildError::other("unknown variant"))
    }

    fn read<R: ShapeReader>(_: &mut R) -> Result<Self, ReadError> {
        Ok(Self)
    }
}

fn named(name: &str) -> Table {
    Table { name: Some(name.to_owned()), size: Some(1), ..Table::default() }
}

fn object(members: &[(&'static str, Value)]) -> Value {
    Value::Object(members.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect())
}

#[test]
fn only_what_is_mentioned_is_there() {
    let mut table = named("a");
    table.replicas = Some(vec![named("b"), Table::default()]);
    table.items = Some(HashMap::from([("key".to_owned(), named("c"))]));
    let text = |text: &str| Value::String(text.to_owned());
    let wanted = [Expr::Project(&Expr::Flatten(&Expr::Field("replicas")), &Expr::Field("name")), Expr::Field("items")];
    let entry = object(&[("key", object(&[("name", text("c"))]))]);
    let replicas = Value::List(vec![object(&[("name", text("b"))]), object(&[])]);
    let expected = object(&[("name", text("a")), ("replicas", replicas), ("items", entry)]);
    assert_eq!(tree(&table, Wanted::by(&wanted)), expected);
    assert_eq!(tree(&table, Wanted::by(&[Expr::Current])), object(&[]));
    let all = tree(&table, Wanted::by(&[Expr::Values(&Expr::Current)]));
    assert_eq!(all.get("size"), Some(&Value::Number(1.0)));
}

#[test]
fn every_kind_of_value() {
    let table = Table {
        size: Some(7),
        ratio: Some(0.5),
        exact: "2.5".parse().ok(),
        is_open: Some(true),
        created: Some(DateTime::from_secs_f64(1.5)),
        key: Some(Blob::new(b"key")),
        notes: Some(Document::Array(vec![Document::Null, Document::String("x".into())])),
        holes: Some(vec![Some(1), None]),
        choice: Some(Choice),
        ..Table::default()
    };
    let notes = Value::List(vec![Value::Null, Value::String("x".into())]);
    let expected = object(&[
        ("size", Value::Number(7.0)),
        ("ratio", Value::Number(0.5)),
        ("exact", Value::Number(2.5)),
        ("isOpen", Value::Bool(true)),
        ("created", Value::Number(1.5)),
        ("key", Value::String("a2V5".into())),
        ("notes", notes),
        ("holes", Value::List(vec![Value::Number(1.0), Value::Null])),
        ("choice", object(&[])),
    ]);
    assert_eq!(tree(&table, Wanted::by(&[Expr::Values(&Expr::Current)])), expected);
}
