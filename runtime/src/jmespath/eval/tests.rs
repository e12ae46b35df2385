//! Values of expressions, without the parser: `tests/tests/jmespath.rs` has the cases of the specification.

use super::*;
use crate::jmespath::Expr::{Call, Compare, Current, Field, Flatten, If, Index, List, Number, Project, Str, Sub};

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

fn object(members: &[(&'static str, Value)]) -> Value {
    Value::Object(members.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect())
}

/// Two services, the second without deployments.
fn services() -> Value {
    let one = object(&[("status", text("ACTIVE")), ("deployments", Value::List(vec![text("a"), text("b")]))]);
    object(&[("services", Value::List(vec![one, object(&[("status", text("GONE"))])]))])
}

#[test]
fn projections_leave_nulls_out() {
    let services = services();
    let each = |of: Expr<'_>| Project(&Flatten(&Field("services")), &of).eval(&services).into_owned();
    assert_eq!(each(Field("status")), Value::List(vec![text("ACTIVE"), text("GONE")]));
    let deployments = Field("deployments");
    assert_eq!(each(deployments), Value::List(vec![Value::List(vec![text("a"), text("b")])]));
    assert_eq!(each(Sub(&deployments, &Index(-1))), Value::List(vec![text("b")]));
    assert_eq!(each(Sub(&deployments, &Index(-3))), Value::List(vec![]));
}

#[test]
fn filters_keep_what_holds() {
    const ACTIVE: Expr<'_> = Compare(&Field("status"), Comparator::Equal, &Str("ACTIVE"));
    const FILTERED: Expr<'_> = Project(&Field("services"), &If(&ACTIVE, &Field("status")));
    let services = services();
    assert_eq!(*FILTERED.eval(&services), Value::List(vec![text("ACTIVE")]));
    let count = Compare(&Call(Function::Length, &[FILTERED]), Comparator::GreaterOrEqual, &Number(1.0));
    assert_eq!(*count.eval(&services), Value::Bool(true));
}

#[test]
fn what_does_not_suit_is_null() {
    let services = services();
    for expr in [
        Field("nowhere"),
        Sub(&Field("services"), &Field("status")),
        Index(0),
        Flatten(&Current),
        Project(&Current, &Current),
        Call(Function::Length, &[Field("nowhere")]),
        Call(Function::Keys, &[Field("services")]),
        Call(Function::Contains, &[Field("nowhere"), Str("a")]),
        Call(Function::StartsWith, &[Str("a")]),
        Call(Function::Length, &[]),
        Compare(&Str("a"), Comparator::Less, &Str("b")),
        Sub(&Field("nowhere"), &List(&[Current])),
    ] {
        assert_eq!(*expr.eval(&services), Value::Null, "{expr:?}");
    }
}

#[test]
fn keys_are_sorted() {
    let tables = object(&[("b", Value::Null), ("a", Value::Null)]);
    assert_eq!(*Call(Function::Keys, &[Current]).eval(&tables), Value::List(vec![text("a"), text("b")]));
}
