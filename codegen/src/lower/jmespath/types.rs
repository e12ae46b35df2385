//! The types of JMESPath expressions over shapes. A path that leads nowhere is a problem of the model, rather than a waiter
//! that never ends.

use tinsmith_model::{Kind, Model, Shape};

use crate::ir::jmespath::{Expr, Function};

/// The type of a value, as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::lower) enum Type<'m> {
    /// Anything.
    Any,
    Null,
    Bool,
    Number,
    String,
    List(Box<Type<'m>>),
    Map(Box<Type<'m>>),
    /// A structure or union.
    Shape(&'m Shape),
    /// Members that are not the model's: `input` and `output` of a waiter's `inputOutput`.
    Both(&'m [(&'static str, Type<'m>)]),
}

impl Type<'_> {
    /// The name of the type in messages.
    fn name(&self) -> String {
        match self {
            Self::Any => "a value of an unknown type".to_owned(),
            Self::Null => "null".to_owned(),
            Self::Bool => "a boolean".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::String => "a string".to_owned(),
            Self::List(item) => match &**item {
                Self::Bool => "a list of booleans".to_owned(),
                Self::Number => "a list of numbers".to_owned(),
                Self::String => "a list of strings".to_owned(),
                Self::Shape(_) => format!("a list of {}", item.name()),
                _ => "a list".to_owned(),
            },
            Self::Map(_) => "a map".to_owned(),
            Self::Shape(shape) => format!("`{}`", shape.id.name()),
            Self::Both(_) => "input and output".to_owned(),
        }
    }
}

/// Finds the types of expressions.
pub(in crate::lower) struct Typing<'m>(pub(in crate::lower) &'m Model);

impl<'m> Typing<'m> {
    /// Checks that an expression has the type that is needed.
    ///
    /// # Errors
    ///
    /// Fails if a part of it leads nowhere, or if it has another type.
    pub(in crate::lower) fn check(&self, expr: &Expr, over: &Type<'m>, wanted: &Type<'_>) -> Result<(), String> {
        match self.of(expr, over)? {
            found if fits(&found, wanted) => Ok(()),
            found => Err(format!("the expression gives {}, but {} is needed", found.name(), wanted.name())),
        }
    }

    /// The type of a shape.
    pub(in crate::lower) fn shape(&self, shape: &'m Shape) -> Type<'m> {
        let target = |id| Box::new(self.shape(self.0.shape(id)));
        match &shape.kind {
            Kind::Boolean => Type::Bool,
            Kind::Byte | Kind::Short | Kind::Integer | Kind::IntEnum(_) | Kind::Long | Kind::Float | Kind::Double => {
                Type::Number
            }
            Kind::String | Kind::Enum(_) => Type::String,
            Kind::List { member } => Type::List(target(&member.target)),
            Kind::Map { value, .. } => Type::Map(target(&value.target)),
            Kind::Structure(_) | Kind::Union(_) => Type::Shape(shape),
            _ => Type::Any,
        }
    }

    /// The type of an expression over a value of some type.
    fn of(&self, expr: &Expr, over: &Type<'m>) -> Result<Type<'m>, String> {
        Ok(match expr {
            Expr::Current => over.clone(),
            Expr::Field(name) => self.field(name, over)?,
            Expr::Index(index) => element(over, &format!("[{index}]"))?,
            Expr::Null => Type::Null,
            Expr::Number(_) => Type::Number,
            Expr::Str(_) => Type::String,
            Expr::Bool(_) | Expr::Not(_) | Expr::Compare(..) => {
                self.each(expr, over)?;
                Type::Bool
            }
            Expr::Sub(left, right) => self.of(right, &self.of(left, over)?)?,
            Expr::Project(left, right) => {
                let item = element(&self.of(left, over)?, "a projection")?;
                Type::List(Box::new(self.of(right, &item)?))
            }
            Expr::Flatten(list) => match element(&self.of(list, over)?, "`[]`")? {
                Type::List(item) => Type::List(item),
                item => Type::List(Box::new(item)),
            },
            Expr::Values(map) => values(&self.of(map, over)?, "`*`")?,
            Expr::If(condition, then) => {
                self.of(condition, over)?;
                self.of(then, over)?
            }
            Expr::And(left, right) | Expr::Or(left, right) => either(self.of(left, over)?, self.of(right, over)?),
            Expr::List(items) => {
                let types = items.iter().map(|item| self.of(item, over)).collect::<Result<Vec<_>, _>>()?;
                Type::List(Box::new(types.into_iter().reduce(either).unwrap_or(Type::Any)))
            }
            Expr::Call(function, args) => self.call(*function, args, over)?,
        })
    }

    /// Checks the operands of a comparison or negation.
    fn each(&self, expr: &Expr, over: &Type<'m>) -> Result<(), String> {
        match expr {
            Expr::Not(value) => self.of(value, over).map(drop),
            Expr::Compare(left, _, right) => {
                let (left, right) = (self.of(left, over)?, self.of(right, over)?);
                if fits(&left, &right) || [&left, &right].contains(&&Type::Null) {
                    return Ok(());
                }
                Err(format!("{} is compared with {}", left.name(), right.name()))
            }
            _ => Ok(()),
        }
    }

    fn field(&self, name: &str, over: &Type<'m>) -> Result<Type<'m>, String> {
        match over {
            Type::Any => Ok(Type::Any),
            Type::Map(value) => Ok((**value).clone()),
            Type::Shape(shape) => match shape.member(name) {
                Some(member) => Ok(self.shape(self.0.shape(&member.target))),
                None => Err(format!("`{}` has no member `{name}`", shape.id)),
            },
            Type::Both(members) => match members.iter().find(|(known, _)| *known == name) {
                Some((_, ty)) => Ok(ty.clone()),
                None => Err(format!("the expression begins with `{name}` instead of `input` or `output`")),
            },
            other => Err(format!("`{name}` is looked up in {}", other.name())),
        }
    }

    fn call(&self, function: Function, args: &[Expr], over: &Type<'m>) -> Result<Type<'m>, String> {
        let types = args.iter().map(|arg| self.of(arg, over)).collect::<Result<Vec<_>, _>>()?;
        match (function, types.as_slice()) {
            (Function::Length, [Type::String | Type::List(_) | Type::Map(_) | Type::Any]) => Ok(Type::Number),
            (Function::Keys, [Type::Map(_) | Type::Any]) => Ok(Type::List(Box::new(Type::String))),
            (Function::Values, [map]) => values(map, "`values`"),
            (Function::Contains, [Type::List(_) | Type::String | Type::Any, _]) => Ok(Type::Bool),
            (Function::StartsWith | Function::EndsWith, [Type::String | Type::Any, Type::String | Type::Any]) => {
                Ok(Type::Bool)
            }
            (_, types) => {
                let names: Vec<_> = types.iter().map(Type::name).collect();
                let name = Function::ALL.iter().find(|(.., known)| *known == function).map_or("", |(name, ..)| name);
                Err(format!("`{name}` is called with {}", names.join(" and ")))
            }
        }
    }
}

fn element<'m>(list: &Type<'m>, what: &str) -> Result<Type<'m>, String> {
    match list {
        Type::List(item) => Ok((**item).clone()),
        Type::Any => Ok(Type::Any),
        other => Err(format!("{what} is applied to {}", other.name())),
    }
}

fn values<'m>(map: &Type<'m>, what: &str) -> Result<Type<'m>, String> {
    match map {
        Type::Map(value) => Ok(Type::List(value.clone())),
        Type::Any => Ok(Type::List(Box::new(Type::Any))),
        other => Err(format!("{what} is applied to {}", other.name())),
    }
}

/// The type of a value that is of the one or the other.
fn either<'m>(one: Type<'m>, other: Type<'m>) -> Type<'m> {
    if one == other { one } else { Type::Any }
}

/// Whether a value of the one type may be of the other.
fn fits(found: &Type<'_>, wanted: &Type<'_>) -> bool {
    match (found, wanted) {
        (Type::Any, _) | (_, Type::Any) => true,
        (Type::List(found), Type::List(wanted)) => fits(found, wanted),
        _ => found == wanted,
    }
}
