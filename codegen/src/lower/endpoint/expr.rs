//! Expressions: literals, references, template strings, function calls and `getAttr` paths.

use serde_json::Value;

use super::Lowering;
use super::cursor::Cursor;
use crate::ir::endpoint::{Expr, Field, Function};

impl Lowering {
    pub(super) fn expr(&mut self, at: &Cursor<'_>) -> Option<Expr> {
        match at.value {
            Value::String(text) => self.template(at, text),
            Value::Bool(value) => Some(Expr::Bool(*value)),
            Value::Number(_) => at.int(self).map(Expr::Int),
            Value::Object(object) if object.contains_key("ref") => {
                let name = at.member(self, "ref")?;
                let text = name.string(self)?;
                self.reference(&name, text)
            }
            Value::Object(object) if object.contains_key("fn") => self.call(at),
            _ => self.fail(at, "must be a string, a boolean, an integer, a `ref` or an `fn`"),
        }
    }

    fn reference(&mut self, at: &Cursor<'_>, name: &str) -> Option<Expr> {
        match self.find(name) {
            Some(slot) => Some(Expr::Ref(slot)),
            None => self.fail(at, format!("`{name}` is neither a parameter nor a variable in scope")),
        }
    }

    /// A function call, as an expression or as a condition.
    pub(super) fn call(&mut self, at: &Cursor<'_>) -> Option<Expr> {
        let name = at.member(self, "fn")?;
        let argv = at.member(self, "argv")?;
        let args = argv.items(self)?;
        let text = name.string(self)?;
        if text == "getAttr" {
            return self.get_attr(&argv, &args);
        }
        let Some(function) = Function::from_wire_name(text) else {
            return self.fail(&name, format!("the function `{text}` is not known"));
        };
        let (least, most) = function.arity();
        if !(least..=most).contains(&args.len()) {
            let expected = if least == most { least.to_string() } else { format!("{least} or more") };
            return self.fail(&argv, format!("`{text}` takes {expected} arguments, not {}", args.len()));
        }
        let args: Vec<_> = args.iter().map(|arg| self.expr(arg)).collect();
        Some(simplify(function, args.into_iter().collect::<Option<_>>()?))
    }

    fn get_attr(&mut self, argv: &Cursor<'_>, args: &[Cursor<'_>]) -> Option<Expr> {
        let [value, path] = args else {
            return self.fail(argv, format!("`getAttr` takes 2 arguments, not {}", args.len()));
        };
        let value = self.expr(value);
        let text = path.string(self)?;
        self.attribute(path, value?, text)
    }

    /// Applies a path such as `resourceId[0]`: keys between dots, each perhaps with an index behind it.
    fn attribute(&mut self, at: &Cursor<'_>, value: Expr, path: &str) -> Option<Expr> {
        let mut value = value;
        for part in path.split('.') {
            let (key, index) = match part.split_once('[') {
                Some((key, index)) => (key, Some(index)),
                None => (part, None),
            };
            if !key.is_empty() || index.is_none() {
                let Some(field) = Field::from_wire_name(key) else {
                    return self.fail(at, format!("no function returns anything with a property `{key}`"));
                };
                value = Expr::Get(Box::new(value), field);
            }
            if let Some(index) = index {
                let Some(index) = index.strip_suffix(']').and_then(|digits| digits.parse().ok()) else {
                    return self.fail(at, format!("`{part}` is not an index"));
                };
                value = Expr::Nth(Box::new(value), index);
            }
        }
        Some(value)
    }

    /// Parses `{name}` and `{name#path}` in a text; doubled braces stand for themselves.
    fn template(&mut self, at: &Cursor<'_>, text: &str) -> Option<Expr> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            literal.push_str(&rest[..brace]);
            let (open, after) = (rest[brace..].starts_with('{'), &rest[brace + 1..]);
            if after.starts_with(if open { '{' } else { '}' }) {
                literal.push(if open { '{' } else { '}' });
                rest = &after[1..];
                continue;
            }
            let Some((inside, tail)) = after.split_once('}').filter(|_| open) else {
                return self.fail(at, format!("`{text}` has a brace without its counterpart"));
            };
            if !literal.is_empty() {
                parts.push(Expr::Str(std::mem::take(&mut literal)));
            }
            parts.push(self.placeholder(at, inside)?);
            rest = tail;
        }
        literal.push_str(rest);
        if !literal.is_empty() || parts.is_empty() {
            parts.push(Expr::Str(literal));
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expr::Template(parts) })
    }

    fn placeholder(&mut self, at: &Cursor<'_>, inside: &str) -> Option<Expr> {
        match inside.split_once('#') {
            Some((name, path)) => {
                let value = self.reference(at, name)?;
                self.attribute(at, value, path)
            }
            None => self.reference(at, inside),
        }
    }
}

/// Says a call shorter, if it can be.
fn simplify(function: Function, mut args: Vec<Expr>) -> Expr {
    if function == Function::BooleanEquals {
        if let Some(literal) = args.iter().position(|arg| matches!(arg, Expr::Bool(_))) {
            let wanted = args.remove(literal) == Expr::Bool(true);
            if let Some(value) = args.pop() {
                return if wanted { value } else { Expr::Call(Function::Not, vec![value]) };
            }
        }
    }
    Expr::Call(function, args)
}
