//! The walk that turns a shape into a tree of values, as far as expressions mention its members.

use std::borrow::Cow;

use aws_smithy_types::error::operation::BuildError;
use aws_smithy_types::{DateTime, Document, base64};

use super::{Expr, Function, Value};
use crate::walk::schema::Member;
use crate::walk::shape;
use crate::walk::shape::{MapKey, Shape, ShapeWriter, ValueWriter};

/// Which members are looked at: those whose name some expression has. So a tree stays small, however large the shape is.
/// Expressions give over it what they give over the whole.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'e> {
    exprs: &'e [Expr<'e>],
    /// Whether some expression compares values, so that what is in them counts whatever it is called.
    all: bool,
}

impl<'e> Wanted<'e> {
    /// The members that these expressions mention.
    #[inline]
    pub(crate) fn by(exprs: &'e [Expr<'e>]) -> Self {
        Self { exprs, all: exprs.iter().any(compares) }
    }

    #[inline]
    fn has(self, name: &str) -> bool {
        self.all || self.exprs.iter().any(|expr| mentions(expr, name))
    }
}

/// Whether two values are compared of which neither is a constant: constants are no structures.
#[inline]
fn compares(expr: &Expr<'_>) -> bool {
    let constant = |expr: &Expr<'_>| matches!(expr, Expr::Null | Expr::Bool(_) | Expr::Number(_) | Expr::Str(_));
    match expr {
        Expr::Compare(left, _, right) if !constant(left) && !constant(right) => true,
        Expr::Call(Function::Contains, [_, part]) if !constant(part) => true,
        Expr::Call(_, args) | Expr::List(args) => args.iter().any(compares),
        Expr::Flatten(inner) | Expr::Not(inner) | Expr::Values(inner) => compares(inner),
        Expr::Sub(left, right)
        | Expr::Project(left, right)
        | Expr::If(left, right)
        | Expr::And(left, right)
        | Expr::Or(left, right)
        | Expr::Compare(left, _, right) => compares(left) || compares(right),
        Expr::Current
        | Expr::Field(_)
        | Expr::Index(_)
        | Expr::Null
        | Expr::Bool(_)
        | Expr::Number(_)
        | Expr::Str(_) => false,
    }
}

/// Whether a member of that name may matter to an expression.
#[inline]
fn mentions(expr: &Expr<'_>, name: &str) -> bool {
    match expr {
        Expr::Field(field) => *field == name,
        // Every value of a structure is one of its members.
        Expr::Values(_) | Expr::Call(Function::Values, _) => true,
        Expr::Call(_, args) | Expr::List(args) => args.iter().any(|arg| mentions(arg, name)),
        Expr::Flatten(inner) | Expr::Not(inner) => mentions(inner, name),
        Expr::Sub(left, right)
        | Expr::Project(left, right)
        | Expr::If(left, right)
        | Expr::And(left, right)
        | Expr::Or(left, right)
        | Expr::Compare(left, _, right) => mentions(left, name) || mentions(right, name),
        Expr::Current | Expr::Index(_) | Expr::Null | Expr::Bool(_) | Expr::Number(_) | Expr::Str(_) => false,
    }
}

/// The tree of a structure or union. A variant that the crate does not know gives an empty one.
#[inline]
pub(crate) fn tree<S: Shape>(shape: &S, wanted: Wanted<'_>) -> Value {
    let mut members = Members { wanted, members: Vec::new(), left_out: None };
    // What an unknown variant holds cannot be asked for.
    let _ = shape.write(&mut members);
    if let (true, Some(name)) = (members.members.is_empty(), members.left_out) {
        members.members.push((Cow::Borrowed(name), Value::Null));
    }
    Value::Object(members.members)
}

struct Members<'e> {
    wanted: Wanted<'e>,
    members: Vec<(Cow<'static, str>, Value)>,
    /// A member that is set and not wanted: it keeps a structure from being empty, which would count as false.
    left_out: Option<&'static str>,
}

impl ShapeWriter for Members<'_> {
    #[inline]
    fn member<T: shape::Value>(&mut self, member: &'static Member, value: &T) -> Result<(), BuildError> {
        if !value.is_set() {
            return Ok(());
        }
        if self.wanted.has(member.name) {
            self.members.push((Cow::Borrowed(member.name), single(member, value, self.wanted)?));
        } else {
            self.left_out = Some(member.name);
        }
        Ok(())
    }
}

#[inline]
fn single<T: shape::Value>(member: &'static Member, value: &T, wanted: Wanted<'_>) -> Result<Value, BuildError> {
    let mut single = Single { wanted, value: Value::Null };
    value.write(member, &mut single)?;
    Ok(single.value)
}

/// Takes one value.
struct Single<'e> {
    wanted: Wanted<'e>,
    value: Value,
}

impl Single<'_> {
    #[inline]
    fn set(&mut self, value: Value) -> Result<(), BuildError> {
        self.value = value;
        Ok(())
    }
}

impl ValueWriter for Single<'_> {
    #[inline]
    fn boolean(&mut self, _: &'static Member, value: bool) -> Result<(), BuildError> {
        self.set(Value::Bool(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "numbers of JSON have 53 bits")]
    #[inline]
    fn integer(&mut self, _: &'static Member, value: i64) -> Result<(), BuildError> {
        self.set(Value::Number(value as f64))
    }

    #[inline]
    fn float(&mut self, _: &'static Member, value: f32) -> Result<(), BuildError> {
        self.set(Value::Number(value.into()))
    }

    #[inline]
    fn double(&mut self, _: &'static Member, value: f64) -> Result<(), BuildError> {
        self.set(Value::Number(value))
    }

    #[inline]
    fn string(&mut self, _: &'static Member, value: &str) -> Result<(), BuildError> {
        self.set(Value::String(value.to_owned()))
    }

    #[inline]
    fn blob(&mut self, _: &'static Member, value: &[u8]) -> Result<(), BuildError> {
        self.set(Value::String(base64::encode(value)))
    }

    #[inline]
    fn timestamp(&mut self, _: &'static Member, value: &DateTime) -> Result<(), BuildError> {
        self.set(Value::Number(value.as_secs_f64()))
    }

    #[inline]
    fn big_number(&mut self, _: &'static Member, digits: &str) -> Result<(), BuildError> {
        self.set(digits.parse().map_or(Value::Null, Value::Number))
    }

    #[inline]
    fn document(&mut self, _: &'static Member, value: &Document) -> Result<(), BuildError> {
        self.set(Value::from(value))
    }

    #[inline]
    fn shape<S: Shape>(&mut self, _: &'static Member, value: &S) -> Result<(), BuildError> {
        self.set(tree(value, self.wanted))
    }

    #[inline]
    fn list<'v, T: shape::Value + 'v>(
        &mut self,
        member: &'static Member,
        items: impl ExactSizeIterator<Item = &'v T>,
    ) -> Result<(), BuildError> {
        let element = member.list_element();
        let items = items.map(|item| single(element, item, self.wanted)).collect::<Result<_, _>>()?;
        self.set(Value::List(items))
    }

    #[inline]
    fn map<'v, K: MapKey + 'v, T: shape::Value + 'v>(
        &mut self,
        member: &'static Member,
        entries: impl ExactSizeIterator<Item = (&'v K, &'v T)>,
    ) -> Result<(), BuildError> {
        let element = member.map_value();
        let entries =
            entries.map(|(key, value)| Ok((Cow::Owned(key.as_key().to_owned()), single(element, value, self.wanted)?)));
        let entries = entries.collect::<Result<_, BuildError>>()?;
        self.set(Value::Object(entries))
    }

    #[inline]
    fn null(&mut self, _: &'static Member) -> Result<(), BuildError> {
        self.set(Value::Null)
    }
}

#[cfg(test)]
mod tests;
