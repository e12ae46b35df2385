//! Expressions: literals, references, template strings, function calls and `getAttr` paths.

use serde_json::Value;

use super::Lowering;
use super::cursor::Cursor;
use crate::ir::endpoint::{Expr, Field, Function, Template};

impl Lowering {
    pub(super) fn expr(&mut self, at: &Cursor<'_>) -> Option<Expr> {
        match at.value {
            Value::String(text) => self.template(at, text).map(shorten),
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
            let expected = match (least, most) {
                (1, 1) => "1 argument".to_owned(),
                _ if least == most => format!("{least} arguments"),
                _ => format!("{least} or more arguments"),
            };
            return self.fail(&argv, format!("`{text}` takes {expected}, not {}", args.len()));
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
    pub(super) fn template(&mut self, at: &Cursor<'_>, text: &str) -> Option<Template> {
        let mut template = Template::default();
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            let (literal, tail) = rest.split_at(brace);
            template.format.push_str(literal);
            if let Some(after) = tail.strip_prefix("{{") {
                template.format.push('{');
                rest = after;
            } else if let Some(after) = tail.strip_prefix("}}") {
                close_brace(&mut template);
                rest = after;
            } else if let Some((inside, after)) = tail.strip_prefix('{').and_then(|tail| tail.split_once('}')) {
                template.args.push(self.placeholder(at, inside)?);
                template.format.push_str("{}");
                rest = after;
            } else {
                return self.fail(at, format!("`{text}` has a brace without its counterpart"));
            }
        }
        template.format.push_str(rest);
        Some(template)
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

/// Simplifies a call.
fn simplify(function: Function, args: Vec<Expr>) -> Expr {
    match (function, &args[..]) {
        (Function::BooleanEquals, [value, Expr::Bool(true)] | [Expr::Bool(true), value]) => value.clone(),
        (Function::BooleanEquals, [value, Expr::Bool(false)] | [Expr::Bool(false), value]) => {
            Expr::Call(Function::Not, vec![value.clone()])
        }
        _ => Expr::Call(function, args),
    }
}

/// Adds a literal `}`. After a literal `{` it must not look like the place of a value, so it becomes a value itself.
fn close_brace(template: &mut Template) {
    if template.format.ends_with('{') {
        template.format.push_str("{}");
        template.args.push(Expr::Str("}".to_owned()));
    } else {
        template.format.push('}');
    }
}

/// A template without values is a string; one that is nothing but a value is that value.
fn shorten(mut template: Template) -> Expr {
    match template.args.len() {
        0 => Expr::Str(template.format),
        1 if template.format == "{}" => template.args.remove(0),
        _ => Expr::Format(template),
    }
}
