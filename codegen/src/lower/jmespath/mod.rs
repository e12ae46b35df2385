//! From the text of a JMESPath expression to a table (<https://jmespath.org/specification.html>).
//!
//! Waiters and operation context parameters have such expressions. What they use is lowered; the rest of the language
//! (slices, multi-select hashes, expression references, literal lists and objects, most functions) is refused here, so
//! that the interpreter of the runtime stays small.

mod types;

use jmespath::ast::{Ast, Comparator as AstComparator};
use jmespath::{ErrorReason, Rcvar, Variable};

use crate::ir::jmespath::{Comparator, Expr, Function};
pub(super) use types::{Type, Typing};

/// The greatest length of an expression in bytes, since the parser recurses. The longest of AWS has 220.
const LONGEST: usize = 1_000;

/// Parses and lowers an expression.
///
/// # Errors
///
/// Fails if it is malformed, or if the runtime has no interpreter for a part of it.
pub fn lower(text: &str) -> Result<Expr, String> {
    if text.len() > LONGEST {
        return Err(format!("the JMESPath expression has {} bytes, more than {LONGEST}", text.len()));
    }
    let ast = jmespath::parse(text).map_err(|error| {
        let reason = match &error.reason {
            ErrorReason::Parse(reason) => reason.clone(),
            ErrorReason::Runtime(reason) => reason.to_string(),
        };
        format!("`{text}` is no JMESPath expression: {reason} (at character {})", error.offset + 1)
    })?;
    expr(&ast).map_err(|unsupported| format!("`{text}` uses {unsupported}, which is not supported"))
}

/// Lowers a node; the error is what cannot be lowered.
fn expr(ast: &Ast) -> Result<Expr, String> {
    let boxed = |ast: &Ast| expr(ast).map(Box::new);
    Ok(match ast {
        Ast::Identity { .. } => Expr::Current,
        Ast::Field { name, .. } => Expr::Field(name.clone()),
        Ast::Index { idx, .. } => Expr::Index(*idx),
        Ast::Literal { value, .. } => literal(value)?,
        Ast::Subexpr { lhs, rhs, .. } => Expr::Sub(boxed(lhs)?, boxed(rhs)?),
        Ast::Projection { lhs, rhs, .. } => Expr::Project(boxed(lhs)?, boxed(rhs)?),
        Ast::Flatten { node, .. } => Expr::Flatten(boxed(node)?),
        Ast::ObjectValues { node, .. } => Expr::Values(boxed(node)?),
        Ast::Condition { predicate, then, .. } => Expr::If(boxed(predicate)?, boxed(then)?),
        Ast::And { lhs, rhs, .. } => Expr::And(boxed(lhs)?, boxed(rhs)?),
        Ast::Or { lhs, rhs, .. } => Expr::Or(boxed(lhs)?, boxed(rhs)?),
        Ast::Not { node, .. } => Expr::Not(boxed(node)?),
        Ast::Comparison { comparator, lhs, rhs, .. } => {
            Expr::Compare(boxed(lhs)?, self::comparator(comparator), boxed(rhs)?)
        }
        Ast::MultiList { elements, .. } => Expr::List(elements.iter().map(expr).collect::<Result<_, _>>()?),
        Ast::Function { name, args, .. } => call(name, args)?,
        Ast::Slice { .. } => return Err("a slice".to_owned()),
        Ast::MultiHash { .. } => return Err("a multi-select hash".to_owned()),
        Ast::Expref { .. } => return Err("an expression reference".to_owned()),
    })
}

fn literal(value: &Rcvar) -> Result<Expr, String> {
    Ok(match &**value {
        Variable::Null => Expr::Null,
        Variable::Bool(flag) => Expr::Bool(*flag),
        Variable::String(text) => Expr::Str(text.clone()),
        Variable::Number(number) => match number.as_f64() {
            Some(number) => Expr::Number(number),
            None => return Err(format!("the number {number}")),
        },
        Variable::Array(_) | Variable::Object(_) | Variable::Expref(_) => {
            return Err("a literal list or object".to_owned());
        }
    })
}

fn call(name: &str, args: &[Ast]) -> Result<Expr, String> {
    let Some((_, arity, function)) = Function::ALL.iter().find(|(known, ..)| *known == name) else {
        return Err(format!("the function `{name}`"));
    };
    if args.len() != *arity {
        return Err(format!("`{name}` with {} arguments instead of {arity}", args.len()));
    }
    Ok(Expr::Call(*function, args.iter().map(expr).collect::<Result<_, _>>()?))
}

fn comparator(comparator: &AstComparator) -> Comparator {
    match comparator {
        AstComparator::Equal => Comparator::Equal,
        AstComparator::NotEqual => Comparator::NotEqual,
        AstComparator::LessThan => Comparator::Less,
        AstComparator::LessThanEqual => Comparator::LessOrEqual,
        AstComparator::GreaterThan => Comparator::Greater,
        AstComparator::GreaterThanEqual => Comparator::GreaterOrEqual,
    }
}
