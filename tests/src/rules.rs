//! Runtime tables of endpoint rules from those of the IR, as the emitter would write them.
//!
//! Emitted tables are `static`; these are leaked, which is the same in a test.

use tinsmith::internals::endpoint::rules as table;
use tinsmith_codegen::ir::endpoint as ir;

/// The runtime's form of a rule set.
pub fn tables(rule_set: &ir::RuleSet) -> table::RuleSet<'static> {
    let properties = list(&rule_set.properties, |shared| list(&shared.entries, entry));
    table::RuleSet {
        params: list(&rule_set.params, param),
        slots: u16::try_from(rule_set.vars.len()).expect("lowering keeps slots small"),
        rules: match &rule_set.rules {
            ir::Rules::Tree(rules) => table::Rules::Tree(list(rules, |rule| self::rule(rule, properties))),
            ir::Rules::Diagram(diagram) => table::Rules::Diagram(table::Diagram {
                conditions: list(&diagram.conditions, condition),
                results: list(&diagram.results, |result| outcome(result, properties)),
                nodes: diagram.nodes.concat().leak(),
            }),
        },
    }
}

/// The properties of a rule set.
type Shared = &'static [table::Properties<'static>];

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
        built_in: param.built_in.map(built_in),
        required: param.presence == ir::Presence::Required,
        default: match &param.presence {
            ir::Presence::Default(default) => Some(literal(default)),
            ir::Presence::Optional | ir::Presence::Required => None,
        },
    }
}

fn built_in(built_in: ir::BuiltIn) -> table::BuiltIn {
    match built_in {
        ir::BuiltIn::Region => table::BuiltIn::Region,
        ir::BuiltIn::UseFips => table::BuiltIn::UseFips,
        ir::BuiltIn::UseDualStack => table::BuiltIn::UseDualStack,
        ir::BuiltIn::EndpointUrl => table::BuiltIn::EndpointUrl,
        ir::BuiltIn::AccountId => table::BuiltIn::AccountId,
        ir::BuiltIn::AccountIdEndpointMode => table::BuiltIn::AccountIdEndpointMode,
        ir::BuiltIn::ForcePathStyle => table::BuiltIn::ForcePathStyle,
        ir::BuiltIn::UseArnRegion => table::BuiltIn::UseArnRegion,
        ir::BuiltIn::Accelerate => table::BuiltIn::Accelerate,
        ir::BuiltIn::DisableMultiRegionAccessPoints => table::BuiltIn::DisableMultiRegionAccessPoints,
        ir::BuiltIn::DisableExpressSessionAuth => table::BuiltIn::DisableExpressSessionAuth,
        ir::BuiltIn::UseGlobalEndpoint => table::BuiltIn::UseGlobalEndpoint,
    }
}

fn literal(literal: &ir::Literal) -> table::Literal<'static> {
    match literal {
        ir::Literal::String(value) => table::Literal::String(text(value)),
        ir::Literal::Boolean(value) => table::Literal::Boolean(*value),
        ir::Literal::StringArray(items) => table::Literal::StringArray(list(items, |item| text(item))),
    }
}

fn rule(rule: &ir::Rule, properties: Shared) -> table::Rule<'static> {
    table::Rule(rule.level, list(&rule.conditions, condition), outcome(&rule.outcome, properties))
}

fn outcome(outcome: &ir::Outcome, shared: Shared) -> table::Outcome<'static> {
    match outcome {
        ir::Outcome::Tree => table::Outcome::Tree,
        ir::Outcome::Error(reason) => table::Outcome::Error(text(&reason.format), list(&reason.args, expr)),
        ir::Outcome::Endpoint(ir::Endpoint { url, headers, properties }) => {
            let headers = list(headers, |(name, values)| (text(name), list(values, expr)));
            table::Outcome::Endpoint(
                text(&url.format),
                list(&url.args, expr),
                headers,
                properties.map_or(&[], |index| shared[index]),
            )
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
        ir::Expr::Format(template) => table::Expr::Format(text(&template.format), list(&template.args, self::expr)),
        ir::Expr::List(items) => table::Expr::List(list(items, self::expr)),
        ir::Expr::Map(entries) => table::Expr::Map(list(entries, entry)),
        ir::Expr::Get(value, name) => table::Expr::Get(boxed(value), field(*name)),
        ir::Expr::Nth(value, index) => table::Expr::Nth(boxed(value), *index),
        ir::Expr::Call(name, args) => table::Expr::Call(function(*name), list(args, self::expr)),
    }
}

fn entry((key, value): &(String, ir::Expr)) -> (&'static str, table::Expr<'static>) {
    (text(key), expr(value))
}

/// The variant of the same name.
macro_rules! same_name {
    ($fn:ident, $type:ident { $($variant:ident),* $(,)? }) => {
        fn $fn(value: ir::$type) -> table::$type {
            match value { $(ir::$type::$variant => table::$type::$variant,)* }
        }
    };
}

same_name!(
    field,
    Field {
        Scheme,
        Authority,
        Path,
        NormalizedPath,
        IsIp,
        Partition,
        Service,
        Region,
        AccountId,
        ResourceId,
        Name,
        DnsSuffix,
        DualStackDnsSuffix,
        SupportsFips,
        SupportsDualStack,
        ImplicitGlobalRegion,
    }
);

same_name!(
    function,
    Function {
        IsSet,
        Not,
        Substring,
        StringEquals,
        BooleanEquals,
        UriEncode,
        ParseUrl,
        IsValidHostLabel,
        Coalesce,
        Ite,
        Split,
        AwsPartition,
        ParseArn,
        IsVirtualHostableS3Bucket,
    }
);
