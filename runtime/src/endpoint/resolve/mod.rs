//! The interpreter: walks the tables of a rule set over the parameters of a call.

use std::borrow::Cow;
use std::collections::HashMap;

use aws_smithy_types::Document;

use super::arn::Arn;
use super::base_url::is_piece_of_host;
use super::error::EndpointError;
use super::functions::{is_valid_host_label, is_virtual_hostable_s3_bucket, split, substring, uri_encode};
use super::params::{ParamValue, Params};
use super::partition::Partition;
use super::resolved::Endpoint;
use super::rules::{
    Condition, Diagram, Expr, Field, Function, Headers, Outcome, Param, ParamKind, Properties, Rule, RuleSet, Rules,
};
use super::url::Url;
use super::value::Value;

impl RuleSet<'_> {
    /// The endpoint for these parameters. Parameters that the rule set does not know are ignored.
    ///
    /// # Errors
    ///
    /// When a required parameter is missing or of the wrong kind, and when the rules have no endpoint for them.
    pub fn resolve(&self, params: &Params) -> Result<Endpoint, EndpointError> {
        let mut scope = Scope::new(self, params)?;
        match self.rules {
            Rules::Tree(rules) => scope.walk(rules),
            Rules::Diagram(diagram) => scope.follow(diagram),
        }
    }
}

/// The values of parameters and variables while rules are evaluated.
struct Scope<'s> {
    /// The first slots are theirs.
    params: &'s [Param<'s>],
    slots: Vec<Option<Value<'s>>>,
}

impl<'s> Scope<'s> {
    fn new(rule_set: &'s RuleSet<'s>, params: &'s Params) -> Result<Self, EndpointError> {
        let mut slots = Vec::with_capacity(usize::from(rule_set.slots).max(rule_set.params.len()));
        for param in rule_set.params {
            slots.push(initial(param, params)?);
        }
        for _ in slots.len()..usize::from(rule_set.slots) {
            slots.push(None);
        }
        Ok(Self { params: rule_set.params, slots })
    }

    /// Takes the first rule that matches. A tree that matches is never left again: nothing after it is tried.
    fn walk(&mut self, rules: &'s [Rule<'s>]) -> Result<Endpoint, EndpointError> {
        let mut current = 0;
        for Rule(level, conditions, outcome) in rules {
            if *level < current {
                break;
            }
            if *level == current && conditions.iter().all(|condition| self.holds(condition)) {
                match outcome {
                    Outcome::Tree => current += 1,
                    outcome => return self.conclude(outcome),
                }
            }
        }
        Err(EndpointError::NoMatch)
    }

    /// Goes from node to node, as each one's condition says, until there is a result.
    fn follow(&mut self, diagram: Diagram<'s>) -> Result<Endpoint, EndpointError> {
        let (nodes, _) = diagram.nodes.as_chunks();
        let mut target = 0;
        // No node is met twice, so this many steps are enough.
        for _ in nodes {
            let Some(&[condition, high, low]) = nodes.get(target) else { break };
            let condition = diagram.conditions.get(usize::from(condition));
            let holds = condition.is_some_and(|condition| self.holds(condition));
            target = usize::from(if holds { high } else { low });
        }
        let result = target.checked_sub(nodes.len()).and_then(|index| diagram.results.get(index));
        result.map_or(Err(EndpointError::NoMatch), |result| self.conclude(result))
    }

    fn holds(&mut self, condition: &'s Condition<'s>) -> bool {
        match condition {
            Condition::If(expr) => self.eval(expr).is_some_and(|value| is_truthy(&value)),
            Condition::Let(var, expr) => {
                let value = self.eval(expr).map(Cow::into_owned);
                let holds = value.as_ref().is_some_and(is_truthy);
                if let Some(slot) = self.slots.get_mut(usize::from(var.0)) {
                    *slot = value;
                }
                holds
            }
        }
    }

    /// The endpoint or error of a rule whose conditions hold.
    fn conclude(&self, outcome: &'s Outcome<'s>) -> Result<Endpoint, EndpointError> {
        match outcome {
            Outcome::Tree => Err(EndpointError::NoMatch),
            Outcome::Error(format, args) => {
                Err(EndpointError::Rejected(self.format(format, args).ok_or(EndpointError::NoValue("error message"))?))
            }
            Outcome::Url(url, args) => self.endpoint(url, args, &[], &[]),
            Outcome::Endpoint(url, args, headers, properties) => self.endpoint(url, args, headers, properties),
        }
    }

    fn endpoint(
        &self,
        url: &str,
        args: &'s [Expr<'s>],
        headers: Headers<'s>,
        properties: Properties<'s>,
    ) -> Result<Endpoint, EndpointError> {
        let url = self.url(url, args)?;
        let mut named = Vec::with_capacity(headers.len());
        for header in headers {
            named.push(self.header(header)?);
        }
        Ok(Endpoint { url, headers: named, properties: self.map(properties)? })
    }

    /// The URL of an endpoint. What is put into its host can only be more of a host, so that no parameter decides where it
    /// ends; parts of a URL that was parsed fit by themselves.
    fn url(&self, format: &str, args: &'s [Expr<'s>]) -> Result<String, EndpointError> {
        const NO_URL: EndpointError = EndpointError::NoValue("URL");
        let mut text = String::with_capacity(64);
        let mut args = args.iter();
        for (index, literal) in format.split("{}").enumerate() {
            if index > 0 {
                let arg = args.next().ok_or(NO_URL)?;
                let value = self.eval(arg).ok_or(NO_URL)?;
                let piece = value.as_text().ok_or(NO_URL)?;
                // A path behind the host is no part of it if nothing of the host comes after.
                let ends =
                    piece.starts_with('/') && args.len() == 0 && (literal.is_empty() || literal.starts_with('/'));
                if in_host(&text) && !is_of_a_url(arg) && !is_piece_of_host(piece) && !ends {
                    return Err(EndpointError::NotInHost { name: self.name(arg), value: piece.to_string() });
                }
                text.push_str(piece);
            }
            text.push_str(literal);
        }
        Ok(text)
    }

    /// The parameter that an expression is.
    fn name(&self, expr: &Expr<'_>) -> Option<String> {
        let Expr::Ref(var) = expr else { return None };
        self.params.get(usize::from(var.0)).map(|param| param.name.to_owned())
    }

    fn header(&self, (name, values): &(&str, &'s [Expr<'s>])) -> Result<(String, Vec<String>), EndpointError> {
        let mut texts = Vec::with_capacity(values.len());
        for expr in *values {
            let value = self.eval(expr);
            let text = value.as_ref().and_then(|value| value.as_text()).ok_or(EndpointError::NoValue("header"))?;
            texts.push(text.to_string());
        }
        Ok(((*name).to_owned(), texts))
    }

    fn map(&self, entries: Properties<'s>) -> Result<HashMap<String, Document>, EndpointError> {
        let mut map = HashMap::new();
        for (key, value) in entries {
            map.insert((*key).to_owned(), self.property(value)?);
        }
        Ok(map)
    }

    fn property(&self, expr: &'s Expr<'s>) -> Result<Document, EndpointError> {
        match expr {
            Expr::List(items) => {
                let mut list = Vec::with_capacity(items.len());
                for item in *items {
                    list.push(self.property(item)?);
                }
                Ok(Document::Array(list))
            }
            Expr::Map(entries) => self.map(entries).map(Document::Object),
            _ => match self.eval(expr).map(Cow::into_owned) {
                Some(Value::Text(text)) => Ok(Document::String(text.into_owned())),
                Some(Value::Bool(value)) => Ok(Document::Bool(value)),
                _ => Err(EndpointError::NoValue("property")),
            },
        }
    }

    /// The value of an expression, or nothing if it has none.
    fn eval(&self, expr: &'s Expr<'s>) -> Option<Cow<'_, Value<'s>>> {
        match expr {
            Expr::Ref(var) => return self.slots.get(usize::from(var.0))?.as_ref().map(Cow::Borrowed),
            Expr::Str(text) => Some(Value::from(*text)),
            Expr::Bool(value) => Some(Value::Bool(*value)),
            Expr::Int(value) => Some(Value::Int(*value)),
            Expr::Format(format, args) => self.format(format, args).map(|text| Value::Text(Cow::Owned(text))),
            Expr::List(_) | Expr::Map(_) => None,
            Expr::Get(value, field) => self.eval(value)?.get(*field),
            Expr::Nth(list, index) => self.eval(list)?.nth(*index),
            Expr::Call(Function::Coalesce, args) => return args.iter().find_map(|arg| self.eval(arg)),
            Expr::Call(Function::Ite, [condition, yes, no]) => {
                return self.eval(if self.flag(condition)? { yes } else { no });
            }
            Expr::Call(function, args) => self.call(*function, args),
        }
        .map(Cow::Owned)
    }

    /// The format with the values of the arguments in it, or nothing if one of them has no text.
    fn format(&self, format: &str, args: &'s [Expr<'s>]) -> Option<String> {
        let mut text = String::with_capacity(64);
        let mut args = args.iter();
        for (index, literal) in format.split("{}").enumerate() {
            if index > 0 {
                text.push_str(self.eval(args.next()?)?.as_text()?);
            }
            text.push_str(literal);
        }
        Some(text)
    }

    /// Calls a function. Without a value for each argument there is no value, except that `isSet` is about just that.
    fn call(&self, function: Function, args: &'s [Expr<'s>]) -> Option<Value<'s>> {
        use Function::*;
        Some(match (function, args) {
            (IsSet, [value]) => Value::Bool(self.eval(value).is_some()),
            (Not, [value]) => Value::Bool(!self.flag(value)?),
            (BooleanEquals, [left, right]) => Value::Bool(self.flag(left)? == self.flag(right)?),
            (StringEquals, [left, right]) => Value::Bool(self.eval(left)?.as_text()? == self.eval(right)?.as_text()?),
            (Substring, [text, start, stop, reverse]) => {
                let (start, stop) = (self.eval(start)?.as_int()?, self.eval(stop)?.as_int()?);
                Value::Text(substring(self.eval(text)?.as_text()?, start, stop, self.flag(reverse)?)?)
            }
            (Split, [text, delimiter, limit]) => {
                let limit = self.eval(limit)?.as_int()?;
                Value::List(split(self.eval(text)?.as_text()?, self.eval(delimiter)?.as_text()?, limit)?)
            }
            (UriEncode, [text]) => Value::Text(Cow::Owned(uri_encode(self.eval(text)?.as_text()?))),
            (ParseUrl, [text]) => Value::Url(Url::parse(self.eval(text)?.as_text()?.clone())?),
            (ParseArn, [text]) => Value::Arn(Arn::parse(self.eval(text)?.as_text()?.clone())?),
            (AwsPartition, [region]) => Value::Partition(Partition::of_region(self.eval(region)?.as_text()?)?),
            (IsValidHostLabel, [text, dots]) => {
                Value::Bool(is_valid_host_label(self.eval(text)?.as_text()?, self.flag(dots)?))
            }
            (IsVirtualHostableS3Bucket, [text, dots]) => {
                Value::Bool(is_virtual_hostable_s3_bucket(self.eval(text)?.as_text()?, self.flag(dots)?))
            }
            _ => return None,
        })
    }

    fn flag(&self, expr: &'s Expr<'s>) -> Option<bool> {
        self.eval(expr)?.as_bool()
    }
}

/// The value of a parameter before any rule.
fn initial<'s>(param: &'s Param<'s>, params: &'s Params) -> Result<Option<Value<'s>>, EndpointError> {
    let Some(value) = params.get(param.name) else {
        return match param.default {
            None if param.required => Err(EndpointError::MissingParam(param.name.to_owned())),
            default => Ok(default.map(Value::from)),
        };
    };
    match (param.kind, value) {
        (ParamKind::String, ParamValue::String(_))
        | (ParamKind::Boolean, ParamValue::Boolean(_))
        | (ParamKind::StringArray, ParamValue::StringArray(_)) => Ok(Some(Value::from(value))),
        (kind, _) => Err(EndpointError::WrongKind { name: param.name.to_owned(), expected: kind.name() }),
    }
}

/// Whether what comes next in a URL is part of its host.
fn in_host(url: &str) -> bool {
    url.split_once("://").is_some_and(|(_, rest)| !rest.contains('/'))
}

/// Whether an expression is a part of a parsed URL.
fn is_of_a_url(expr: &Expr<'_>) -> bool {
    matches!(expr, Expr::Get(_, Field::Authority | Field::Path | Field::NormalizedPath))
}

/// A condition fails on `false`; any other value lets it hold.
fn is_truthy(value: &Value<'_>) -> bool {
    !matches!(value, Value::Bool(false))
}

#[cfg(test)]
mod tests;
