//! The `use` lines of a file: found by looking at which bare names its items mention.

mod lexer;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use crate::ir::{Crate, Namespace, TypeRef};
use names::Names;

/// Names that come from `tinsmith::generated`, beside that of the protocol.
const RUNTIME: &[&str] = &[
    "Auth",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "Bound",
    "BuildError",
    "ByteStream",
    "correct",
    "correct_shape",
    "jmespath",
    "Config",
    "CanonicalForm",
    "ConfigBuilder",
    "DateTime",
    "Document",
    "Engine",
    "EventReceiver",
    "EventStreamSender",
    "ErrorMeta",
    "ErrorMetadata",
    "IncomingEvents",
    "Location",
    "Many",
    "Member",
    "member",
    "ModeledError",
    "Number",
    "Operation",
    "OperationError",
    "OperationMeta",
    "OutgoingEvents",
    "Pager",
    "Paginated",
    "PaginatedItems",
    "Params",
    "Payload",
    "QueryCompatible",
    "ReadError",
    "required",
    "stages",
    "Retryable",
    "Schema",
    "RequestId",
    "SdkConfig",
    "SdkError",
    "Segment",
    "ServiceMeta",
    "Shape",
    "ShapeReader",
    "ShapeWriter",
    "TimestampFormat",
    "Unhandled",
    "Unit",
    "UnknownValue",
    "Walk",
    "Xml",
];

/// Names that come from elsewhere.
const OTHERS: &[(&str, &str)] = &[("HashMap", "std::collections::HashMap"), ("fmt", "std::fmt")];

/// Where each type of the crate is found.
pub(crate) struct TypeIndex {
    types: BTreeMap<String, TypeRef>,
    operations: BTreeMap<String, String>,
    protocol: &'static str,
}

impl TypeIndex {
    /// The types and fluent builders of a crate.
    pub(super) fn of(krate: &Crate) -> Self {
        let errors = krate.errors.iter().map(|error| &error.ty);
        let errors = errors.chain(krate.stream_errors.iter().map(|error| &error.ty));
        let refs = krate.types.iter().map(crate::ir::Type::type_ref).chain(errors);
        let operations = krate.operations.iter().map(|operation| {
            (format!("{}FluentBuilder", operation.name), format!("crate::operation::{}", operation.method))
        });
        Self {
            types: refs.map(|ty| (ty.name.clone(), ty.clone())).collect(),
            operations: operations.collect(),
            protocol: krate.service.protocol,
        }
    }

    /// None of those, for a file that speaks only of the runtime.
    pub(super) fn of_runtime(krate: &Crate) -> Self {
        Self { types: BTreeMap::new(), operations: BTreeMap::new(), protocol: krate.service.protocol }
    }

    /// The imports that printed items need.
    pub(crate) fn imports(&self, items: &str) -> TokenStream {
        let names = Names::of(items);
        let used = |name: &&str| names.used.contains(name) && !names.defined.contains(name);
        let others = OTHERS.iter().filter(|(name, _)| used(name)).map(|(_, path)| super::tokens::path(path));
        let runtime: BTreeSet<_> = RUNTIME.iter().copied().chain([self.protocol]).filter(used).collect();
        let runtime = import("tinsmith::generated", runtime.into_iter());
        let service = used(&"SERVICE").then(|| {
            quote!(
                use crate::service::SERVICE;
            )
        });
        let client = used(&"Client").then(|| {
            quote!(
                use crate::client::Client;
            )
        });
        let of_crate = || names.used.iter().copied().filter(used);
        let crate_types = of_crate().filter_map(|name| self.types.get(name));
        let (errors, types): (Vec<_>, Vec<_>) = crate_types.partition(|ty| ty.namespace == Namespace::Errors);
        let types = import_types("crate::types", &types);
        let errors = import_types("crate::types::error", &errors);
        let fluent = of_crate().filter_map(|name| Some((name, self.operations.get(name)?))).map(|(name, module)| {
            let (module, name) = (super::tokens::path(module), ident(name));
            quote!(use #module::#name;)
        });
        quote!(#(use #others;)* #runtime #client #service #(#fluent)* #types #errors)
    }
}

fn import<'a>(module: &str, names: impl Iterator<Item = &'a str>) -> Option<TokenStream> {
    let names: Vec<_> = names.map(ident).collect();
    let module = super::tokens::path(module);
    (!names.is_empty()).then(|| quote!(use #module::{#(#names),*};))
}

fn import_types(module: &str, types: &[&TypeRef]) -> Option<TokenStream> {
    let names = types.iter().map(|ty| match &ty.export {
        Some(export) => {
            let (export, name) = (ident(export), ident(&ty.name));
            quote!(#export as #name)
        }
        None => {
            let name = ident(&ty.name);
            quote!(#name)
        }
    });
    let module = super::tokens::path(module);
    (!types.is_empty()).then(|| quote!(use #module::{#(#names),*};))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::is_taken;

    #[test]
    fn shapes_give_way_to_what_is_imported() {
        let imported = RUNTIME.iter().chain(OTHERS.iter().map(|(name, _)| name));
        let types = imported.filter(|name| name.starts_with(char::is_uppercase));
        let free: Vec<_> = types.filter(|name| !is_taken(name)).collect();
        assert!(free.is_empty(), "a shape could be called {free:?}, which emitted code imports");
    }
}
