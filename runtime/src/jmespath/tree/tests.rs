//! Trees hold what expressions mention.

use std::collections::HashMap;

use aws_smithy_types::{Blob, DateTime, Document};
use proptest::prelude::*;
use proptest::{collection, option, sample};

use super::super::Comparator;
use super::*;
use crate::test_support::shapes::structure;
use crate::walk::ReadError;
use crate::walk::schema::Schema;
use crate::walk::shape::ShapeReader;

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
    let left_out = |name| object(&[(name, Value::Null)]);
    let replicas = Value::List(vec![object(&[("name", text("b"))]), object(&[])]);
    let expected = object(&[("name", text("a")), ("replicas", replicas), ("items", entry)]);
    assert_eq!(tree(&table, Wanted::by(&wanted)), expected);
    assert_eq!(tree(&table, Wanted::by(&[Expr::Current])), left_out("items"));
    assert_eq!(tree(&Table::default(), Wanted::by(&[Expr::Current])), object(&[]));
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

/// The part of a value that callers can see: the members of a structure are not.
fn seen(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::String(if members.is_empty() { "empty" } else { "object" }.to_owned()),
        Value::List(items) => Value::List(items.iter().map(seen).collect()),
        other => other.clone(),
    }
}

fn tables() -> impl Strategy<Value = Table> {
    let leaf = (option::of("[ab]"), option::of(0..3i64), option::of(any::<bool>()));
    let leaf = leaf.prop_map(|(name, size, is_open)| Table { name, size, is_open, ..Table::default() });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let map = collection::hash_map("[xy]", inner.clone(), 0..3);
        (inner.clone(), option::of(collection::vec(inner, 0..3)), option::of(map))
            .prop_map(|(table, replicas, items)| Table { replicas, items, ..table })
    })
}

/// Expressions that the generator accepts over [`Table`], small ones put together.
fn exprs() -> impl Strategy<Value = &'static Expr<'static>> {
    fn kept(expr: Expr<'static>) -> &'static Expr<'static> {
        Box::leak(Box::new(expr))
    }
    let names = ["name", "size", "isOpen", "replicas", "items"];
    let leaf = prop_oneof![
        sample::select(names.to_vec()).prop_map(|name| kept(Expr::Field(name))),
        Just(kept(Expr::Current)),
        Just(kept(Expr::Index(0))),
        Just(kept(Expr::Str("a"))),
        Just(kept(Expr::Number(1.0))),
        Just(kept(Expr::Bool(true))),
        Just(kept(Expr::Null)),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        let call = |function| {
            move |args: Vec<&'static Expr<'static>>| {
                let args: Vec<Expr<'static>> = args.into_iter().copied().collect();
                kept(Expr::Call(function, Vec::leak(args)))
            }
        };
        prop_oneof![
            two.clone().prop_map(|(left, right)| kept(Expr::Sub(left, right))),
            two.clone().prop_map(|(left, right)| kept(Expr::Project(left, right))),
            two.clone().prop_map(|(left, right)| kept(Expr::If(left, right))),
            two.clone().prop_map(|(left, right)| kept(Expr::And(left, right))),
            two.clone().prop_map(|(left, right)| kept(Expr::Or(left, right))),
            two.clone().prop_map(|(left, right)| kept(Expr::Compare(left, Comparator::Equal, right))),
            two.prop_map(|(left, right)| kept(Expr::Compare(left, Comparator::NotEqual, right))),
            inner.clone().prop_map(|inner| kept(Expr::Not(inner))),
            inner.clone().prop_map(|inner| kept(Expr::Flatten(inner))),
            inner.clone().prop_map(|inner| kept(Expr::Sub(kept(Expr::Field("items")), kept(Expr::Values(inner))))),
            collection::vec(inner.clone(), 2).prop_map(call(Function::Contains)),
            collection::vec(inner, 1).prop_map(call(Function::Values)),
        ]
    })
}

proptest! {
    /// The members that are left out make no difference.
    #[test]
    fn an_expression_gives_over_a_tree_what_it_gives_over_the_whole(table in tables(), expr in exprs()) {
        let whole = tree(&table, Wanted { exprs: &[], all: true });
        let trimmed = tree(&table, Wanted::by(std::slice::from_ref(expr)));
        prop_assert_eq!(seen(&expr.eval(&trimmed)), seen(&expr.eval(&whole)), "{:?}", expr);
    }
}
