//! Runtime tables of JMESPath expressions from those of the IR, as the emitter would write them.
//!
//! Emitted tables are `static`; these are leaked, which is the same in a test.

use std::borrow::Cow;

use serde_json::Value as Json;
use tinsmith::internals::jmespath as table;
use tinsmith_codegen::ir::jmespath as ir;

/// The runtime's form of an expression.
pub fn table(expr: &ir::Expr) -> table::Expr<'static> {
    let boxed = |inner: &ir::Expr| -> &'static table::Expr<'static> { Box::leak(Box::new(table(inner))) };
    let list =
        |items: &[ir::Expr]| -> &'static [table::Expr<'static>] { items.iter().map(table).collect::<Vec<_>>().leak() };
    match expr {
        ir::Expr::Current => table::Expr::Current,
        ir::Expr::Field(name) => table::Expr::Field(name.clone().leak()),
        ir::Expr::Index(index) => table::Expr::Index(*index),
        ir::Expr::Null => table::Expr::Null,
        ir::Expr::Bool(flag) => table::Expr::Bool(*flag),
        ir::Expr::Number(number) => table::Expr::Number(*number),
        ir::Expr::Str(text) => table::Expr::Str(text.clone().leak()),
        ir::Expr::Sub(left, right) => table::Expr::Sub(boxed(left), boxed(right)),
        ir::Expr::Project(left, right) => table::Expr::Project(boxed(left), boxed(right)),
        ir::Expr::Flatten(list) => table::Expr::Flatten(boxed(list)),
        ir::Expr::Values(map) => table::Expr::Values(boxed(map)),
        ir::Expr::If(condition, then) => table::Expr::If(boxed(condition), boxed(then)),
        ir::Expr::And(left, right) => table::Expr::And(boxed(left), boxed(right)),
        ir::Expr::Or(left, right) => table::Expr::Or(boxed(left), boxed(right)),
        ir::Expr::Not(value) => table::Expr::Not(boxed(value)),
        ir::Expr::Compare(left, comparator, right) => {
            table::Expr::Compare(boxed(left), self::comparator(*comparator), boxed(right))
        }
        ir::Expr::List(items) => table::Expr::List(list(items)),
        ir::Expr::Call(function, args) => table::Expr::Call(self::function(*function), list(args)),
    }
}

fn comparator(comparator: ir::Comparator) -> table::Comparator {
    match comparator {
        ir::Comparator::Equal => table::Comparator::Equal,
        ir::Comparator::NotEqual => table::Comparator::NotEqual,
        ir::Comparator::Less => table::Comparator::Less,
        ir::Comparator::LessOrEqual => table::Comparator::LessOrEqual,
        ir::Comparator::Greater => table::Comparator::Greater,
        ir::Comparator::GreaterOrEqual => table::Comparator::GreaterOrEqual,
    }
}

fn function(function: ir::Function) -> table::Function {
    match function {
        ir::Function::Contains => table::Function::Contains,
        ir::Function::EndsWith => table::Function::EndsWith,
        ir::Function::Keys => table::Function::Keys,
        ir::Function::Length => table::Function::Length,
        ir::Function::StartsWith => table::Function::StartsWith,
        ir::Function::Values => table::Function::Values,
    }
}

/// The value that expressions are evaluated over, as an input or output with that JSON would give it.
pub fn value(json: &Json) -> table::Value {
    match json {
        Json::Null => table::Value::Null,
        Json::Bool(flag) => table::Value::Bool(*flag),
        Json::Number(number) => table::Value::Number(number.as_f64().unwrap_or(f64::NAN)),
        Json::String(text) => table::Value::String(text.clone()),
        Json::Array(items) => table::Value::List(items.iter().map(value).collect()),
        Json::Object(members) => table::Value::Object(
            members.iter().map(|(name, member)| (Cow::Owned(name.clone()), value(member))).collect(),
        ),
    }
}
