//! The `static` tables of a rule set.
//!
//! ```text
//! {
//!     const REGION: Var = Var(0);
//!     const ENDPOINT: Var = Var(1);
//!     RuleSet {
//!         params: &[Param::string("Region").built_in("AWS::Region"), Param::string("Endpoint")],
//!         slots: 2,
//!         rules: Rules::Tree(&[
//!             Endpoint(&[If(Call(IsSet, &[Ref(ENDPOINT)]))], Ref(ENDPOINT), &[], &[]),
//!             Error(&[], Str("Missing endpoint")),
//!         ]),
//!     }
//! }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal as Number, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::ir::endpoint::{
    Condition, Diagram, Endpoint, Expr, Field, Function, Literal, Outcome, Param, ParamKind, Property, Rule, RuleSet,
    Rules, Slot, Var,
};

/// The expression of a `RuleSet<'static>`. The names in it are those that [`imports`] brings into scope.
pub fn emit(rule_set: &RuleSet) -> TokenStream {
    let RuleSet { params, vars, rules } = rule_set;
    let tables = Tables { vars };
    let consts = tables.consts();
    let params = params.iter().map(param);
    let slots = Number::usize_unsuffixed(vars.len());
    let rules = match rules {
        Rules::Tree(rules) => {
            let rules = rules.iter().map(|rule| tables.rule(rule));
            quote!(Rules::Tree(&[#(#rules),*]))
        }
        Rules::Diagram(diagram) => tables.diagram(diagram),
    };
    quote!({
        #(#consts)*
        RuleSet { params: &[#(#params),*], slots: #slots, rules: #rules }
    })
}

/// The `use` items for what [`emit`] wrote, with no name in them that does not occur there.
pub fn imports(emitted: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    collect_idents(emitted.clone(), &mut used);
    let pick = |names: &[&'static str]| -> Vec<Ident> {
        names.iter().filter(|&&name| used.contains(name)).map(|name| format_ident!("{name}")).collect()
    };
    let types = pick(&["Diagram", "Literal", "Param", "RuleSet", "Rules", "Var"]);
    let fields: Vec<_> = Field::ALL.iter().map(|field| field.ident()).collect();
    let functions: Vec<_> = Function::ALL.iter().map(|function| function.ident()).collect();
    let enums = [
        ("Condition", pick(&["If", "Let"])),
        ("Expr", pick(&["Bool", "Call", "Get", "Int", "Nth", "Ref", "Str", "Template"])),
        ("Field", pick(&fields)),
        ("Function", pick(&functions)),
        ("Property", pick(&["List", "Map", "Value"])),
        ("Rule", pick(&["Endpoint", "Error", "Tree"])),
    ];
    let variants = enums.iter().filter(|(_, variants)| !variants.is_empty()).map(|(name, variants)| {
        let name = format_ident!("{name}");
        quote!(use tinsmith::endpoint::rules::#name::{#(#variants),*};)
    });
    quote! {
        #(#variants)*
        use tinsmith::endpoint::rules::{#(#types),*};
    }
}

fn collect_idents(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => collect_idents(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `Param::boolean("UseFIPS").built_in("AWS::UseFIPS").required().or(Literal::Boolean(false))`
fn param(param: &Param) -> TokenStream {
    let Param { name, kind, built_in, required, default } = param;
    let constructor = match kind {
        ParamKind::String => quote!(string),
        ParamKind::Boolean => quote!(boolean),
        ParamKind::StringArray => quote!(strings),
    };
    let built_in = built_in.as_ref().map(|name| quote!(.built_in(#name)));
    let required = required.then(|| quote!(.required()));
    let default = default.as_ref().map(|default| match default {
        Literal::String(text) => quote!(.or(Literal::String(#text))),
        Literal::Boolean(value) => quote!(.or(Literal::Boolean(#value))),
        Literal::StringArray(items) => quote!(.or(Literal::StringArray(&[#(#items),*]))),
    });
    quote!(Param::#constructor(#name) #built_in #required #default)
}

/// What the tables of one rule set have in common: the names of their slots.
struct Tables<'a> {
    vars: &'a [Var],
}

impl Tables<'_> {
    /// `const REGION: Var = Var(0);`
    fn consts(&self) -> impl Iterator<Item = TokenStream> {
        self.vars.iter().enumerate().map(|(index, var)| {
            let ident = format_ident!("{}", var.ident);
            let index = Number::usize_unsuffixed(index);
            quote!(const #ident: Var = Var(#index);)
        })
    }

    fn var(&self, slot: Slot) -> Ident {
        format_ident!("{}", self.vars[usize::from(slot)].ident)
    }

    /// `Error(&[If(Ref(USE_FIPS))], Str("FIPS is not supported"))`
    fn rule(&self, rule: &Rule) -> TokenStream {
        let conditions = rule.conditions.iter().map(|condition| self.condition(condition));
        let conditions = quote!(&[#(#conditions),*]);
        match &rule.outcome {
            Outcome::Endpoint(Endpoint { url, headers, properties }) => {
                let url = self.expr(url);
                let headers = headers.iter().map(|(name, values)| {
                    let values = values.iter().map(|value| self.expr(value));
                    quote!((#name, &[#(#values),*]))
                });
                let properties = self.entries(properties);
                quote!(Endpoint(#conditions, #url, &[#(#headers),*], #properties))
            }
            Outcome::Error(reason) => {
                let reason = self.expr(reason);
                quote!(Error(#conditions, #reason))
            }
            Outcome::Tree(rules) => {
                let rules = rules.iter().map(|rule| self.rule(rule));
                quote!(Tree(#conditions, &[#(#rules),*]))
            }
        }
    }

    /// `Let(PARTITION_RESULT, Call(AwsPartition, &[Ref(REGION)]))`
    fn condition(&self, condition: &Condition) -> TokenStream {
        let expr = self.expr(&condition.expr);
        match condition.assign.map(|slot| self.var(slot)) {
            Some(var) => quote!(Let(#var, #expr)),
            None => quote!(If(#expr)),
        }
    }

    /// `Template(&[Str("https://"), Ref(REGION), Str("."), Get(&Ref(PARTITION_RESULT), DnsSuffix)])`
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
            Expr::Template(parts) => {
                let parts = parts.iter().map(|part| self.expr(part));
                quote!(Template(&[#(#parts),*]))
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
                let function = format_ident!("{}", function.ident());
                let args = args.iter().map(|arg| self.expr(arg));
                quote!(Call(#function, &[#(#args),*]))
            }
        }
    }

    /// `&[("authSchemes", List(&[Map(&[("name", Value(Str("sigv4")))])]))]`
    fn entries(&self, entries: &[(String, Property)]) -> TokenStream {
        let entries = entries.iter().map(|(key, property)| {
            let property = self.property(property);
            quote!((#key, #property))
        });
        quote!(&[#(#entries),*])
    }

    fn property(&self, property: &Property) -> TokenStream {
        match property {
            Property::Value(expr) => {
                let expr = self.expr(expr);
                quote!(Value(#expr))
            }
            Property::List(items) => {
                let items = items.iter().map(|item| self.property(item));
                quote!(List(&[#(#items),*]))
            }
            Property::Map(entries) => {
                let entries = self.entries(entries);
                quote!(Map(#entries))
            }
        }
    }

    /// `Rules::Diagram(Diagram { conditions: &[…], results: &[…], nodes: &[[0, 1, -2], …] })`
    fn diagram(&self, diagram: &Diagram) -> TokenStream {
        let Diagram { conditions, results, nodes } = diagram;
        let conditions = conditions.iter().map(|condition| self.condition(condition));
        let results = results.iter().map(|result| self.rule(result));
        let nodes = nodes.iter().map(|node| {
            let numbers = node.map(Number::i16_unsuffixed);
            quote!([#(#numbers),*])
        });
        quote!(Rules::Diagram(Diagram {
            conditions: &[#(#conditions),*],
            results: &[#(#results),*],
            nodes: &[#(#nodes),*],
        }))
    }
}
