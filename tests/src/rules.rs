//! Runtime tables of endpoint rules from those of the IR, as the emitter would write them.
//!
//! Emitted tables are `static`; these are leaked, which comes to the same in a test.

use tinsmith::endpoint::rules as table;
use tinsmith_codegen::ir::endpoint as ir;

/// The runtime's form of a rule set.
pub fn tables(rule_set: &ir::RuleSet) -> table::RuleSet<'static> {
    table::RuleSet {
        params: list(&rule_set.params, param),
        slots: u16::try_from(rule_set.vars.len()).expect("lowering keeps slots small"),
        rules: match &rule_set.rules {
            ir::Rules::Tree(rules) => table::Rules::Tree(list(rules, rule)),
            ir::Rules::Diagram(diagram) => table::Rules::Diagram(table::Diagram {
                conditions: list(&diagram.conditions, condition),
                results: list(&diagram.results, rule),
                nodes: list(&diagram.nodes, |node| *node),
            }),
        },
    }
}

fn list<T, U>(items: &[T], convert: impl Fn(&T) -> U) -> &'static [U] {
    items.iter().map(convert).collect::<Vec<_>>().leak()
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn param(param: &ir::Param) -> table::Param<'static> {
    table::Param {
        name: text(&param.name),
        kind: match param.kind {
            ir::ParamKind::String => table::ParamKind::String,
            ir::ParamKind::Boolean => table::ParamKind::Boolean,
            ir::ParamKind::StringArray => table::ParamKind::StringArray,
        },
        built_in: param.built_in.as_deref().map(text),
        required: param.required,
        default: param.default.as_ref().map(|default| match default {
            ir::Literal::String(value) => table::Literal::String(text(value)),
            ir::Literal::Boolean(value) => table::Literal::Boolean(*value),
            ir::Literal::StringArray(items) => table::Literal::StringArray(list(items, |item| text(item))),
        }),
    }
}

fn rule(rule: &ir::Rule) -> table::Rule<'static> {
    let conditions = list(&rule.conditions, condition);
    match &rule.outcome {
        ir::Outcome::Error(reason) => table::Rule::Error(conditions, expr(reason)),
        ir::Outcome::Tree(rules) => table::Rule::Tree(conditions, list(rules, self::rule)),
        ir::Outcome::Endpoint(ir::Endpoint { url, headers, properties }) => {
            let headers = list(headers, |(name, values)| (text(name), list(values, expr)));
            table::Rule::Endpoint(conditions, expr(url), headers, list(properties, entry))
        }
    }
}

fn condition(condition: &ir::Condition) -> table::Condition<'static> {
    let test = expr(&condition.expr);
    condition.assign.map_or(table::Condition::If(test), |slot| table::Condition::Let(table::Var(slot), test))
}

fn expr(expr: &ir::Expr) -> table::Expr<'static> {
    let boxed = |inner: &ir::Expr| -> &'static table::Expr<'static> { Box::leak(Box::new(self::expr(inner))) };
    match expr {
        ir::Expr::Str(value) => table::Expr::Str(text(value)),
        ir::Expr::Bool(value) => table::Expr::Bool(*value),
        ir::Expr::Int(value) => table::Expr::Int(*value),
        ir::Expr::Ref(slot) => table::Expr::Ref(table::Var(*slot)),
        ir::Expr::Template(parts) => table::Expr::Template(list(parts, self::expr)),
        ir::Expr::Get(value, name) => table::Expr::Get(boxed(value), field(*name)),
        ir::Expr::Nth(value, index) => table::Expr::Nth(boxed(value), *index),
        ir::Expr::Call(name, args) => table::Expr::Call(function(*name), list(args, self::expr)),
    }
}

fn entry((key, value): &(String, ir::Property)) -> (&'static str, table::Property<'static>) {
    (text(key), property(value))
}

fn property(property: &ir::Property) -> table::Property<'static> {
    match property {
        ir::Property::Value(value) => table::Property::Value(expr(value)),
        ir::Property::List(items) => table::Property::List(list(items, self::property)),
        ir::Property::Map(entries) => table::Property::Map(list(entries, entry)),
    }
}

/// The variant of the same name.
macro_rules! same_name {
    ($fn:ident, $type:ident { $($variant:ident),* $(,)? }) => {
        fn $fn(value: ir::$type) -> table::$type {
            match value { $(ir::$type::$variant => table::$type::$variant,)* }
        }
    };
}

same_name!(field, Field {
    Scheme, Authority, Path, NormalizedPath, IsIp, Partition, Service, Region, AccountId, ResourceId, Name, DnsSuffix,
    DualStackDnsSuffix, SupportsFips, SupportsDualStack, ImplicitGlobalRegion,
});

same_name!(function, Function {
    IsSet, Not, Substring, StringEquals, BooleanEquals, UriEncode, ParseUrl, IsValidHostLabel, Coalesce, Ite, Split,
    AwsPartition, ParseArn, IsVirtualHostableS3Bucket,
});
