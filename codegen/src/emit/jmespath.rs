//! JMESPath expressions as tables of the runtime.
//!
//! ```text
//! Project(&Flatten(&Field("Stacks")), &Field("StackStatus"))
//! ```

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::jmespath::{Comparator, Expr, Function};

/// The form of the names of the runtime.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Behind the name of their module, where types of the service are in scope too.
    Qualified,
    /// As `use tinsmith::jmespath::{Comparator, Expr::*, Function}` brings them into scope.
    Bare,
}

impl Names {
    /// `Sub(&Field("Table"), &Field("TableStatus"))`
    pub(super) fn expr(self, expr: &Expr) -> TokenStream {
        let node = match expr {
            Expr::Current => quote!(Current),
            Expr::Field(name) => quote!(Field(#name)),
            Expr::Index(index) => {
                let index = Literal::i32_unsuffixed(*index);
                quote!(Index(#index))
            }
            Expr::Null => quote!(Null),
            Expr::Bool(flag) => quote!(Bool(#flag)),
            Expr::Number(number) => {
                let number = Literal::f64_unsuffixed(*number);
                quote!(Number(#number))
            }
            Expr::Str(text) => quote!(Str(#text)),
            Expr::Sub(left, right) => self.two(&quote!(Sub), left, right),
            Expr::Project(left, right) => self.two(&quote!(Project), left, right),
            Expr::If(left, right) => self.two(&quote!(If), left, right),
            Expr::And(left, right) => self.two(&quote!(And), left, right),
            Expr::Or(left, right) => self.two(&quote!(Or), left, right),
            Expr::Flatten(inner) => self.one(&quote!(Flatten), inner),
            Expr::Values(inner) => self.one(&quote!(Values), inner),
            Expr::Not(inner) => self.one(&quote!(Not), inner),
            Expr::Compare(left, comparator, right) => {
                let (left, comparator, right) = (self.expr(left), self.comparator(*comparator), self.expr(right));
                quote!(Compare(&#left, #comparator, &#right))
            }
            Expr::List(items) => {
                let items = self.list(items);
                quote!(List(#items))
            }
            Expr::Call(function, args) => {
                let (function, args) = (self.function(*function), self.list(args));
                quote!(Call(#function, #args))
            }
        };
        match self {
            Self::Qualified => quote!(jmespath::Expr::#node),
            Self::Bare => node,
        }
    }

    fn one(self, name: &TokenStream, inner: &Expr) -> TokenStream {
        let inner = self.expr(inner);
        quote!(#name(&#inner))
    }

    fn two(self, name: &TokenStream, left: &Expr, right: &Expr) -> TokenStream {
        let (left, right) = (self.expr(left), self.expr(right));
        quote!(#name(&#left, &#right))
    }

    fn list(self, exprs: &[Expr]) -> TokenStream {
        let exprs = exprs.iter().map(|expr| self.expr(expr));
        quote!(&[#(#exprs),*])
    }

    fn comparator(self, comparator: Comparator) -> TokenStream {
        self.module(match comparator {
            Comparator::Equal => quote!(Comparator::Equal),
            Comparator::NotEqual => quote!(Comparator::NotEqual),
            Comparator::Less => quote!(Comparator::Less),
            Comparator::LessOrEqual => quote!(Comparator::LessOrEqual),
            Comparator::Greater => quote!(Comparator::Greater),
            Comparator::GreaterOrEqual => quote!(Comparator::GreaterOrEqual),
        })
    }

    fn function(self, function: Function) -> TokenStream {
        self.module(match function {
            Function::Contains => quote!(Function::Contains),
            Function::EndsWith => quote!(Function::EndsWith),
            Function::Keys => quote!(Function::Keys),
            Function::Length => quote!(Function::Length),
            Function::StartsWith => quote!(Function::StartsWith),
            Function::Values => quote!(Function::Values),
        })
    }

    fn module(self, name: TokenStream) -> TokenStream {
        match self {
            Self::Qualified => quote!(jmespath::#name),
            Self::Bare => name,
        }
    }
}
