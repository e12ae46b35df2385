//! JMESPath over inputs and outputs (<https://jmespath.org/specification.html>), as waiters and operation context
//! parameters use it.
//!
//! A generated crate holds expressions as tables of [`Expr`]. [`search`] turns the members that an expression mentions into
//! a tree of [`Value`]s, by the walk that serves the formats, and evaluates the expression over that. A value of a type
//! that does not suit an operation or function gives null rather than an error, so it matches nothing.

mod eval;
mod tree;
mod value;

use crate::walk::shape::Shape;

pub(crate) use tree::{Wanted, tree};
pub use value::Value;

/// An expression.
#[derive(Debug, Clone, Copy)]
pub enum Expr<'a> {
    /// `@`: what the expression is evaluated over.
    Current,
    /// `name`: the member or entry of that name.
    Field(&'a str),
    /// `[0]`: an element, counted from the end if negative.
    Index(i32),
    /// `` `null` ``
    Null,
    /// `` `true` ``
    Bool(bool),
    /// `` `1` ``
    Number(f64),
    /// `'text'`
    Str(&'a str),
    /// `left.right` and `left | right`: the right over what the left gives.
    Sub(&'a Expr<'a>, &'a Expr<'a>),
    /// The right over each element of what the left gives, nulls left out.
    Project(&'a Expr<'a>, &'a Expr<'a>),
    /// `list[]`: the elements of a list, those that are lists replaced by theirs.
    Flatten(&'a Expr<'a>),
    /// `map.*`: the values of a map or structure.
    Values(&'a Expr<'a>),
    /// `[?condition]`: the second if the first holds, else null.
    If(&'a Expr<'a>, &'a Expr<'a>),
    /// `left && right`
    And(&'a Expr<'a>, &'a Expr<'a>),
    /// `left || right`
    Or(&'a Expr<'a>, &'a Expr<'a>),
    /// `!value`
    Not(&'a Expr<'a>),
    /// `left == right` and its kin.
    Compare(&'a Expr<'a>, Comparator, &'a Expr<'a>),
    /// `[one, other]`: a list of these.
    List(&'a [Expr<'a>]),
    /// `function(argument)`
    Call(Function, &'a [Expr<'a>]),
}

/// A comparison of two values. Only numbers have an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A function (<https://jmespath.org/specification.html#built-in-functions>).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the specification")]
pub enum Function {
    Contains,
    EndsWith,
    /// In alphabetical order, so that equal maps have equal keys.
    Keys,
    Length,
    StartsWith,
    Values,
}

/// Evaluates an expression over an input or output.
pub fn search<S: Shape>(shape: &S, expr: &Expr<'_>) -> Value {
    let value = tree(shape, Wanted::by(&[*expr]));
    expr.eval(&value).into_owned()
}
