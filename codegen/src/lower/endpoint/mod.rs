//! From `smithy.rules#endpointRuleSet` and `smithy.rules#endpointBdd` to tables with every name resolved.
//!
//! The language is that of <https://smithy.io/2.0/additional-specs/rules-engine/specification.html>. Rules
//! become shorter: `booleanEquals(x, true)` is `x`, a tree without conditions is its rules, a template of one part is that
//! part, and rules after one that always matches are dropped.

mod cursor;
mod diagram;
mod expr;
mod rule;

use serde_json::Value;

use super::customization;
use super::names::constant;
use crate::TraitProblem;
use crate::ir::endpoint::{BuiltIn, Literal, Param, ParamKind, Presence, Properties, RuleSet, Rules, Slot, Var};
use cursor::Cursor;

/// Lowers the value of a `smithy.rules#endpointRuleSet` trait.
///
/// # Errors
///
/// Fails with every part of it that cannot be used.
pub fn lower(rule_set: &Value) -> Result<RuleSet, Vec<TraitProblem>> {
    lower_with(rule_set, |lowering, root| {
        let rules = root.member(lowering, "rules")?;
        lowering.rules(&rules, 0).map(Rules::Tree)
    })
}

/// Lowers the value of a `smithy.rules#endpointBdd` trait.
///
/// # Errors
///
/// Fails with every part of it that cannot be used.
pub fn lower_bdd(bdd: &Value) -> Result<RuleSet, Vec<TraitProblem>> {
    lower_with(bdd, Lowering::diagram)
}

fn lower_with(
    trait_value: &Value,
    lower_rules: impl FnOnce(&mut Lowering, &Cursor<'_>) -> Option<Rules>,
) -> Result<RuleSet, Vec<TraitProblem>> {
    let root = Cursor::root(trait_value);
    let mut lowering = Lowering::default();
    lowering.check_version(&root);
    let params = lowering.params(&root);
    let rules = lower_rules(&mut lowering, &root);
    match (params, rules) {
        (Some(params), Some(rules)) if lowering.problems.is_empty() => {
            Ok(RuleSet { params, vars: lowering.vars, properties: lowering.properties, rules })
        }
        _ => Err(lowering.problems),
    }
}

/// The prefix of the constants of properties.
const PROPERTIES: &str = "PROPERTIES_";

/// The state of lowering a rule set. Methods that find a problem record it and return `None`.
#[derive(Default)]
struct Lowering {
    /// One slot per name; variables of the same name in different branches share it.
    vars: Vec<Var>,
    /// The slots that can be referred to, outermost first.
    scope: Vec<Slot>,
    /// The different properties of endpoints.
    properties: Vec<Properties>,
    problems: Vec<TraitProblem>,
}

impl Lowering {
    fn fail<T>(&mut self, at: &Cursor<'_>, message: impl Into<String>) -> Option<T> {
        self.problems.push(TraitProblem { pointer: at.pointer.clone(), message: message.into() });
        None
    }

    /// Later minor versions add functions only, and those are checked one by one.
    fn check_version(&mut self, root: &Cursor<'_>) -> Option<()> {
        let version = root.member(self, "version")?;
        match version.string(self)? {
            known if known.starts_with("1.") => Some(()),
            other => {
                self.fail(&version, format!("version `{other}` of the rules engine is not supported, only 1.x is"))
            }
        }
    }

    fn params(&mut self, root: &Cursor<'_>) -> Option<Vec<Param>> {
        let params = root.member(self, "parameters")?;
        let mut lowered = Vec::new();
        for (name, param) in params.entries(self)? {
            self.declare(&param, name);
            lowered.extend(self.param(name, &param));
        }
        Some(lowered)
    }

    fn param(&mut self, name: &str, param: &Cursor<'_>) -> Option<Param> {
        let kind = param.member(self, "type")?;
        // Early rule sets capitalize the types.
        let kind = match kind.string(self)? {
            "string" | "String" => ParamKind::String,
            "boolean" | "Boolean" => ParamKind::Boolean,
            "stringArray" => ParamKind::StringArray,
            other => return self.fail(&kind, format!("`{other}` is not `string`, `boolean` or `stringArray`")),
        };
        let built_in = match param.optional("builtIn") {
            Some(built_in) => self::built_in(built_in.string(self)?),
            None => customization::built_in_of_param(name),
        };
        let is_required = param.optional("required").is_some_and(|required| required.value == &Value::Bool(true));
        let presence = match param.optional("default") {
            Some(default) => Presence::Default(self.default_value(&default, kind)?),
            None if is_required => Presence::Required,
            None => Presence::Optional,
        };
        Some(Param { name: name.to_owned(), kind, built_in, presence })
    }

    fn default_value(&mut self, default: &Cursor<'_>, kind: ParamKind) -> Option<Literal> {
        match (kind, default.value) {
            (ParamKind::String, Value::String(text)) => Some(Literal::String(text.clone())),
            (ParamKind::Boolean, Value::Bool(value)) => Some(Literal::Boolean(*value)),
            (ParamKind::StringArray, Value::Array(_)) => {
                let items = default.items(self)?;
                let texts = items.iter().map(|item| item.string(self).map(str::to_owned)).collect::<Option<_>>();
                texts.map(Literal::StringArray)
            }
            _ => self.fail(default, "the default is not of the parameter's type"),
        }
    }

    /// Brings a name into scope.
    fn declare(&mut self, at: &Cursor<'_>, name: &str) -> Option<Slot> {
        if self.find(name).is_some() {
            return self.fail(at, format!("`{name}` is already a parameter or variable in scope"));
        }
        let slot = self.slot(at, name)?;
        self.scope.push(slot);
        Some(slot)
    }

    /// The slot of a name, in scope or not.
    fn slot(&mut self, at: &Cursor<'_>, name: &str) -> Option<Slot> {
        let index = self.vars.iter().position(|var| var.name == name).unwrap_or(self.vars.len());
        if index == self.vars.len() {
            let ident = self.unique_ident(name);
            self.vars.push(Var { name: name.to_owned(), ident });
        }
        Slot::try_from(index).ok().or_else(|| self.fail(at, "too many parameters and variables"))
    }

    /// A constant's name that no other slot has: `DnsSuffix` and `dns_suffix` cannot both be `DNS_SUFFIX`.
    fn unique_ident(&self, name: &str) -> String {
        let mut ident = constant(name);
        // The constants of properties are in the same scope.
        if !ident.starts_with(|first: char| first.is_ascii_uppercase()) || ident.starts_with(PROPERTIES) {
            ident.insert(0, 'V');
        }
        while self.vars.iter().any(|var| var.ident == ident) || ident.starts_with(PROPERTIES) {
            ident.push_str("_2");
        }
        ident
    }

    /// The slot of a name that is in scope.
    fn find(&self, name: &str) -> Option<Slot> {
        self.scope.iter().copied().find(|&slot| self.vars[usize::from(slot)].name == name)
    }
}

/// The built-in of that name. One that the configuration has no setting for leaves its parameter to callers.
fn built_in(name: &str) -> Option<BuiltIn> {
    Some(match name {
        "AWS::Region" => BuiltIn::Region,
        "AWS::UseFIPS" => BuiltIn::UseFips,
        "AWS::UseDualStack" => BuiltIn::UseDualStack,
        "SDK::Endpoint" => BuiltIn::EndpointUrl,
        "AWS::Auth::AccountId" => BuiltIn::AccountId,
        "AWS::Auth::AccountIdEndpointMode" => BuiltIn::AccountIdEndpointMode,
        name => return customization::built_in(name),
    })
}

#[cfg(test)]
mod tests;
