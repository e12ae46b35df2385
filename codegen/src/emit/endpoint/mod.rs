//! The `static` tables of a rule set.
//!
//! ```text
//! {
//!     const REGION: Var = Var(0);
//!     const ENDPOINT: Var = Var(1);
//!     RuleSet {
//!         params: &[Param::string("Region").built_in(BuiltIn::Region), Param::string("Endpoint")],
//!         slots: 2,
//!         rules: Rules::Tree(&[
//!             Rule(0, &[If(Call(IsSet, &[Ref(ENDPOINT)]))], Url("{}", &[Ref(ENDPOINT)])),
//!             Rule(0, &[], Error("Missing endpoint", &[])),
//!         ]),
//!     }
//! }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal as Number, TokenStream};
use quote::{format_ident, quote};

use super::tokens::idents;
use crate::ir::endpoint::{
    Condition, Diagram, Endpoint, Expr, Literal, Outcome, Param, ParamKind, Presence, Properties, Rule, RuleSet, Rules,
    Slot, Template, Var,
};

/// The expression of a `RuleSet<'static>`. The names in it are those of `tinsmith::emitted::service`.
pub(super) fn emit(rule_set: &RuleSet) -> TokenStream {
    let RuleSet { params, vars, properties, rules } = rule_set;
    let tables = Tables { vars, properties };
    let params = params.iter().map(param);
    let slots = Number::usize_unsuffixed(vars.len());
    let rules = match rules {
        Rules::Tree(rules) => {
            let rules = rules.iter().map(|rule| tables.rule(rule));
            quote!(Rules::Tree(&[#(#rules),*]))
        }
        Rules::Diagram(diagram) => tables.diagram(diagram),
    };
    let mut used = idents(&rules);
    let property_consts: TokenStream = tables.property_consts(&used).collect();
    used.extend(idents(&property_consts));
    let var_consts = tables.var_consts(&used);
    quote!({
        #(#var_consts)*
        #property_consts
        RuleSet { params: &[#(#params),*], slots: #slots, rules: #rules }
    })
}

/// `Param::boolean("UseFIPS").built_in(BuiltIn::UseFips).or_bool(false)`
fn param(param: &Param) -> TokenStream {
    let Param { name, kind, built_in, presence } = param;
    let constructor = match kind {
        ParamKind::String => quote!(string),
        ParamKind::Boolean => quote!(boolean),
        ParamKind::StringArray => quote!(strings),
    };
    let built_in = built_in.map(|built_in| {
        let built_in = format_ident!("{}", built_in.ident());
        quote!(.built_in(BuiltIn::#built_in))
    });
    let presence = match presence {
        Presence::Optional => None,
        Presence::Required => Some(quote!(.required())),
        Presence::Default(Literal::String(text)) => Some(quote!(.or(Literal::String(#text)))),
        Presence::Default(Literal::Boolean(value)) => Some(quote!(.or_bool(#value))),
        Presence::Default(Literal::StringArray(items)) => Some(quote!(.or(Literal::StringArray(&[#(#items),*])))),
    };
    quote!(Param::#constructor(#name) #built_in #presence)
}

/// The names of the constants of one rule set.
struct Tables<'a> {
    vars: &'a [Var],
    properties: &'a [Properties],
}

impl Tables<'_> {
    /// `const REGION: Var = Var(0);`
    fn var_consts(&self, used: &BTreeSet<String>) -> impl Iterator<Item = TokenStream> {
        let vars = self.vars.iter().enumerate().filter(|(_, var)| used.contains(&var.ident));
        vars.map(|(index, var)| {
            let ident = format_ident!("{}", var.ident);
            let index = Number::usize_unsuffixed(index);
            quote!(const #ident: Var = Var(#index);)
        })
    }

    /// `const PROPERTIES_1: Properties<'_> = &[("authSchemes", List(&[Map(&[("name", Str("sigv4"))])]))];`
    fn property_consts(&self, used: &BTreeSet<String>) -> impl Iterator<Item = TokenStream> {
        let properties = self.properties.iter().filter(|properties| used.contains(&properties.ident));
        properties.map(|Properties { ident, entries }| {
            let (ident, entries) = (format_ident!("{ident}"), self.entries(entries));
            quote!(const #ident: Properties<'_> = #entries;)
        })
    }

    fn var(&self, slot: Slot) -> Ident {
        format_ident!("{}", self.vars[usize::from(slot)].ident)
    }

    /// `Rule(1, &[If(Ref(USE_FIPS))], Error("FIPS is not supported", &[]))`
    fn rule(&self, Rule { level, conditions, outcome }: &Rule) -> TokenStream {
        let level = Number::u8_unsuffixed(*level);
        let conditions = conditions.iter().map(|condition| self.condition(condition));
        let outcome = self.outcome(outcome);
        quote!(Rule(#level, &[#(#conditions),*], #outcome))
    }

    /// `Url("https://ivsrealtime.{}.{}", &[Ref(REGION), Get(&Ref(PARTITION_RESULT), DnsSuffix)])`
    fn outcome(&self, outcome: &Outcome) -> TokenStream {
        match outcome {
            Outcome::Tree => quote!(Tree),
            Outcome::Error(reason) => {
                let reason = self.template(reason);
                quote!(Error(#reason))
            }
            Outcome::Endpoint(Endpoint { url, headers, properties }) => {
                let url = self.template(url);
                if headers.is_empty() && properties.is_none() {
                    return quote!(Url(#url));
                }
                let headers = headers.iter().map(|(name, values)| {
                    let values = self.exprs(values);
                    quote!((#name, #values))
                });
                let properties = properties.map_or(quote!(&[]), |index| {
                    let ident = format_ident!("{}", self.properties[index].ident);
                    quote!(#ident)
                });
                quote!(Endpoint(#url, &[#(#headers),*], #properties))
            }
        }
    }

    /// `"https://{}.{}", &[Ref(REGION), Ref(SUFFIX)]`
    fn template(&self, Template { format, args }: &Template) -> TokenStream {
        let args = self.exprs(args);
        quote!(#format, #args)
    }

    /// `Let(PARTITION_RESULT, Call(AwsPartition, &[Ref(REGION)]))`
    fn condition(&self, condition: &Condition) -> TokenStream {
        let expr = self.expr(&condition.expr);
        match condition.assign.map(|slot| self.var(slot)) {
            Some(var) => quote!(Let(#var, #expr)),
            None => quote!(If(#expr)),
        }
    }

    /// `Call(StringEquals, &[Get(&Ref(PARTITION_RESULT), Name), Str("aws")])`
    fn expr(&self, expr: &Expr) -> TokenStream {
        match expr {
            Expr::Str(text) => quote!(Str(#text)),
            Expr::Bool(value) => quote!(Bool(#value)),
            Expr::Int(value) => {
                let value = Number::i32_unsuffixed(*value);
                quote!(Int(#value))
            }
            Expr::Ref(slot) => {
                let var = self.var(*slot);
                quote!(Ref(#var))
            }
            Expr::Format(template) => {
                let template = self.template(template);
                quote!(Format(#template))
            }
            Expr::Get(value, field) => {
                let (value, field) = (self.expr(value), format_ident!("{}", field.ident()));
                quote!(Get(&#value, #field))
            }
            Expr::Nth(list, index) => {
                let (list, index) = (self.expr(list), Number::i32_unsuffixed(*index));
                quote!(Nth(&#list, #index))
            }
            Expr::Call(function, args) => {
                let (function, args) = (format_ident!("{}", function.ident()), self.exprs(args));
                quote!(Call(#function, #args))
            }
            Expr::List(items) => {
                let items = self.exprs(items);
                quote!(List(#items))
            }
            Expr::Map(entries) => {
                let entries = self.entries(entries);
                quote!(Map(#entries))
            }
        }
    }

    fn exprs(&self, exprs: &[Expr]) -> TokenStream {
        let exprs = exprs.iter().map(|expr| self.expr(expr));
        quote!(&[#(#exprs),*])
    }

    /// `&[("authSchemes", List(&[Map(&[("name", Str("sigv4"))])]))]`
    fn entries(&self, entries: &[(String, Expr)]) -> TokenStream {
        let entries = entries.iter().map(|(key, value)| {
            let value = self.expr(value);
            quote!((#key, #value))
        });
        quote!(&[#(#entries),*])
    }

    /// `Rules::Diagram(Diagram { conditions: &[…], results: &[…], nodes: &[0, 1, 4, …] })`
    fn diagram(&self, diagram: &Diagram) -> TokenStream {
        let Diagram { conditions, results, nodes } = diagram;
        let conditions = conditions.iter().map(|condition| self.condition(condition));
        let results = results.iter().map(|result| self.outcome(result));
        let nodes = nodes.iter().flatten().map(|&number| Number::u16_unsuffixed(number));
        quote!(Rules::Diagram(Diagram {
            conditions: &[#(#conditions),*],
            results: &[#(#results),*],
            nodes: &[#(#nodes),*],
        }))
    }
}

#[cfg(test)]
mod tests;
