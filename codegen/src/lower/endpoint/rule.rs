//! Rules, conditions and endpoints.

use serde_json::Value;

use super::Lowering;
use super::cursor::Cursor;
use crate::ir::endpoint::{Condition, Endpoint, Outcome, Property, Rule};

impl Lowering {
    /// The rules of a rule set or tree. All are read, so that problems are found in each, even if some cannot be reached.
    pub(super) fn rules(&mut self, at: &Cursor<'_>) -> Option<Vec<Rule>> {
        let items = at.items(self)?;
        let lowered: Vec<_> = items.iter().map(|item| self.rule(item)).collect();
        let mut rules = Vec::new();
        for rule in lowered {
            match rule? {
                Rule { conditions, outcome: Outcome::Tree(inner) } if conditions.is_empty() => {
                    rules.extend(inner);
                    break;
                }
                rule => {
                    let always = rule.conditions.is_empty();
                    rules.push(rule);
                    if always {
                        break;
                    }
                }
            }
        }
        Some(rules)
    }

    pub(super) fn rule(&mut self, at: &Cursor<'_>) -> Option<Rule> {
        let outer = self.scope.len();
        let conditions = self.conditions(at);
        let outcome = self.outcome(at);
        self.scope.truncate(outer);
        Some(flatten(Rule { conditions: conditions?, outcome: outcome? }))
    }

    fn outcome(&mut self, at: &Cursor<'_>) -> Option<Outcome> {
        let kind = at.member(self, "type")?;
        match kind.string(self)? {
            "endpoint" => {
                let endpoint = at.member(self, "endpoint")?;
                self.endpoint(&endpoint).map(Outcome::Endpoint)
            }
            "error" => {
                let error = at.member(self, "error")?;
                self.expr(&error).map(Outcome::Error)
            }
            "tree" => {
                let rules = at.member(self, "rules")?;
                self.rules(&rules).map(Outcome::Tree)
            }
            other => self.fail(&kind, format!("`{other}` is not `endpoint`, `error` or `tree`")),
        }
    }

    fn conditions(&mut self, at: &Cursor<'_>) -> Option<Vec<Condition>> {
        let Some(conditions) = at.optional("conditions") else { return Some(Vec::new()) };
        let lowered: Vec<_> = conditions.items(self)?.iter().map(|item| self.condition(item)).collect();
        lowered.into_iter().collect()
    }

    /// A condition. Its variable is in scope after it, whether or not its expression could be lowered.
    pub(super) fn condition(&mut self, at: &Cursor<'_>) -> Option<Condition> {
        let expr = self.call(at);
        let assign = match at.optional("assign") {
            Some(assign) => {
                let name = assign.string(self)?;
                Some(self.declare(&assign, name)?)
            }
            None => None,
        };
        Some(Condition { expr: expr?, assign })
    }

    fn endpoint(&mut self, at: &Cursor<'_>) -> Option<Endpoint> {
        let url = at.member(self, "url")?;
        let url = self.expr(&url);
        let mut headers = Vec::new();
        if let Some(map) = at.optional("headers") {
            for (name, values) in map.entries(self)? {
                let values: Option<_> = values.items(self)?.iter().map(|value| self.expr(value)).collect();
                headers.push((name.to_owned(), values?));
            }
        }
        let properties = at.optional("properties").map_or(Some(Vec::new()), |map| self.properties(&map));
        Some(Endpoint { url: url?, headers, properties: properties? })
    }

    fn properties(&mut self, at: &Cursor<'_>) -> Option<Vec<(String, Property)>> {
        let entries = at.entries(self)?;
        entries.iter().map(|(key, value)| Some(((*key).to_owned(), self.property(value)?))).collect()
    }

    fn property(&mut self, at: &Cursor<'_>) -> Option<Property> {
        match at.value {
            Value::Array(_) => {
                at.items(self)?.iter().map(|item| self.property(item)).collect::<Option<_>>().map(Property::List)
            }
            Value::Object(_) => self.properties(at).map(Property::Map),
            Value::String(_) | Value::Bool(_) => self.expr(at).map(Property::Value),
            _ => self.fail(at, "must be a string, a boolean, an array or an object"),
        }
    }
}

/// A tree whose only rule has no conditions of its own is that rule, under the tree's conditions.
fn flatten(mut rule: Rule) -> Rule {
    if let Outcome::Tree(rules) = &mut rule.outcome {
        if let [Rule { conditions, .. }] = &rules[..] {
            if conditions.is_empty() {
                if let Some(only) = rules.pop() {
                    rule.outcome = only.outcome;
                }
            }
        }
    }
    rule
}
