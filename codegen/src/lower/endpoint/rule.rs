//! Rules, conditions and endpoints.

use serde_json::Value;

use super::cursor::Cursor;
use super::{Lowering, PROPERTIES};
use crate::ir::endpoint::{Condition, Endpoint, Expr, Outcome, Properties, Rule, Template};

impl Lowering {
    /// The rules of a rule set or tree, and those under them. Rules after one that always matches are read for their
    /// problems and dropped.
    pub(super) fn rules(&mut self, at: &Cursor<'_>, level: u8) -> Option<Vec<Rule>> {
        let items = at.items(self)?;
        let (mut rules, mut reachable) = (Vec::new(), true);
        for item in &items {
            let outer = self.scope.len();
            let conditions = self.conditions(item);
            let always = conditions.is_empty();
            let rule = self.rule(item, level, conditions);
            self.scope.truncate(outer);
            if reachable {
                rules.extend(rule.into_iter().flatten());
            }
            reachable &= !always;
        }
        Some(rules)
    }

    /// A rule and those under it.
    fn rule(&mut self, at: &Cursor<'_>, level: u8, conditions: Vec<Condition>) -> Option<Vec<Rule>> {
        let kind = at.member(self, "type")?;
        if kind.value == "tree" {
            return self.tree(at, level, conditions);
        }
        let outcome = self.outcome(at)?;
        Some(vec![Rule { level, conditions, outcome }])
    }

    /// A tree and the rules under it. Without conditions, or with a single rule that has none, it needs no level.
    fn tree(&mut self, at: &Cursor<'_>, level: u8, conditions: Vec<Condition>) -> Option<Vec<Rule>> {
        let rules = at.member(self, "rules")?;
        if conditions.is_empty() {
            return self.rules(&rules, level);
        }
        let Some(deeper) = level.checked_add(1) else { return self.fail(at, "rules are nested too deeply") };
        let mut inner = self.rules(&rules, deeper)?;
        match &mut inner[..] {
            [only] if only.conditions.is_empty() => *only = Rule { level, conditions, outcome: only.outcome.clone() },
            _ => inner.insert(0, Rule { level, conditions, outcome: Outcome::Tree }),
        }
        Some(inner)
    }

    /// The outcome of a rule that is not a tree.
    pub(super) fn outcome(&mut self, at: &Cursor<'_>) -> Option<Outcome> {
        let kind = at.member(self, "type")?;
        match kind.string(self)? {
            "endpoint" => {
                let endpoint = at.member(self, "endpoint")?;
                self.endpoint(&endpoint).map(Outcome::Endpoint)
            }
            "error" => {
                let error = at.member(self, "error")?;
                self.text(&error).map(Outcome::Error)
            }
            other => self.fail(&kind, format!("`{other}` is not `endpoint`, `error` or `tree`")),
        }
    }

    fn conditions(&mut self, at: &Cursor<'_>) -> Vec<Condition> {
        let items = at.optional("conditions").and_then(|conditions| conditions.items(self)).unwrap_or_default();
        items.iter().filter_map(|item| self.condition(item)).collect()
    }

    /// A condition. Its variable is in scope after it, even if its expression cannot be lowered.
    fn condition(&mut self, at: &Cursor<'_>) -> Option<Condition> {
        let expr = self.call(at);
        let assign = at.optional("assign").and_then(|assign| {
            let name = assign.string(self)?;
            self.declare(&assign, name)
        });
        Some(Condition { expr: expr?, assign })
    }

    fn endpoint(&mut self, at: &Cursor<'_>) -> Option<Endpoint> {
        let url = at.member(self, "url").and_then(|url| self.text(&url));
        let headers = at.optional("headers").map_or(Some(Vec::new()), |headers| self.headers(&headers));
        let properties = at.optional("properties").map_or(Some(Vec::new()), |map| self.map(&map));
        let properties = properties.map(|entries| self.shared(entries));
        Some(Endpoint { url: url?, headers: headers?, properties: properties? })
    }

    /// A URL or message: a template string, or any expression as the only value of one.
    fn text(&mut self, at: &Cursor<'_>) -> Option<Template> {
        match at.value {
            Value::String(text) => self.template(at, text),
            _ => Some(Template { format: "{}".to_owned(), args: vec![self.expr(at)?] }),
        }
    }

    fn headers(&mut self, at: &Cursor<'_>) -> Option<Vec<(String, Vec<Expr>)>> {
        let entries = at.entries(self)?;
        let header = |(name, values): &(&str, Cursor<'_>)| {
            let values = values.items(self)?.iter().map(|value| self.expr(value)).collect::<Option<_>>()?;
            Some(((*name).to_owned(), values))
        };
        entries.iter().map(header).collect()
    }

    /// The index of these properties, of which there are none if they are empty.
    fn shared(&mut self, entries: Vec<(String, Expr)>) -> Option<usize> {
        if entries.is_empty() {
            return None;
        }
        let known = self.properties.iter().position(|known| known.entries == entries);
        Some(known.unwrap_or_else(|| {
            let ident = format!("{PROPERTIES}{}", self.properties.len() + 1);
            self.properties.push(Properties { ident, entries });
            self.properties.len() - 1
        }))
    }

    fn map(&mut self, at: &Cursor<'_>) -> Option<Vec<(String, Expr)>> {
        let entries = at.entries(self)?;
        entries.iter().map(|(key, value)| Some(((*key).to_owned(), self.property(value)?))).collect()
    }

    fn property(&mut self, at: &Cursor<'_>) -> Option<Expr> {
        match at.value {
            Value::Array(_) => {
                let items = at.items(self)?;
                items.iter().map(|item| self.property(item)).collect::<Option<_>>().map(Expr::List)
            }
            Value::Object(_) => self.map(at).map(Expr::Map),
            Value::String(_) | Value::Bool(_) => self.expr(at),
            _ => self.fail(at, "must be a string, a boolean, an array or an object"),
        }
    }
}
