//! The names of the shapes of a closure, each of which must differ from the others.

use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::{Model, ShapeId};

use super::closure::Closure;
use super::names::{self, Distinct};
use super::words::pascal;
use crate::ir::{Namespace, TypeRef};

/// The names of the shapes of a closure.
pub(super) struct ShapeNames<'m> {
    operations: BTreeMap<&'m ShapeId, OperationName>,
    types: BTreeMap<&'m ShapeId, TypeRef>,
    stream_errors: BTreeMap<&'m ShapeId, TypeRef>,
}

/// The names of an operation.
#[derive(Clone)]
pub(super) struct OperationName {
    /// The Rust type.
    pub(super) name: String,
    /// The beginning of the names of input, output and paginator.
    pub(super) stem: String,
    /// The method and module.
    pub(super) method: String,
}

impl<'m> ShapeNames<'m> {
    /// Names every shape of a closure.
    pub(super) fn of(model: &'m Model, closure: &Closure<'m>) -> Self {
        let operations = operations(model, closure);
        let ids = closure.types.iter().chain(&closure.errors).copied();
        let ids = ranked(model, ids, names::type_name);
        let mut shown = Distinct::default();
        let types: Vec<_> = ids.into_iter().map(|id| (id, shown.add(names::type_name(model.renamed(id))))).collect();
        let in_operations = operations.values().flat_map(|it| names::operation_types(&it.name, &it.stem));
        let builders = types.iter().map(|(_, name)| format!("{name}Builder"));
        let mut given = Given { shown, defined: in_operations.chain(builders).collect(), ..Given::default() };
        let types = types.into_iter().map(|(id, shown)| {
            let ty = given.type_ref(shown, model.renamed(id));
            (
                id,
                TypeRef {
                    namespace: if closure.errors.contains(&id) { Namespace::Errors } else { Namespace::Types },
                    ..ty
                },
            )
        });
        let types = types.collect();
        let stream_errors = given.stream_errors(model, closure, &types);
        Self { operations, types, stream_errors }
    }

    /// The names of an operation.
    pub(super) fn operation(&self, id: &ShapeId) -> OperationName {
        self.operations[id].clone()
    }

    /// The name of a type.
    pub(super) fn type_ref(&self, id: &ShapeId) -> TypeRef {
        self.types[id].clone()
    }

    /// The name of the errors that end an event stream.
    pub(super) fn stream_error(&self, union: &ShapeId) -> TypeRef {
        self.stream_errors[union].clone()
    }
}

fn operations<'m>(model: &'m Model, closure: &Closure<'m>) -> BTreeMap<&'m ShapeId, OperationName> {
    let (mut types, mut stems, mut methods) = (Distinct::default(), Distinct::default(), Distinct::default());
    let mut names = |id: &ShapeId| {
        let wire = model.renamed(id);
        OperationName {
            name: types.add(names::operation_name(wire)),
            stem: stems.add(names::operation_stem(wire)),
            method: methods.add(names::operation_method(wire)),
        }
    };
    ranked(model, closure.operations.iter().copied(), pascal).into_iter().map(|id| (id, names(id))).collect()
}

/// Sorts shapes by the order in which they are named: one whose name is a type's already keeps it, others get a number.
fn ranked<'m>(model: &Model, ids: impl Iterator<Item = &'m ShapeId>, name: fn(&str) -> String) -> Vec<&'m ShapeId> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_by_key(|id| (name(model.renamed(id)) != model.renamed(id), model.renamed(id).to_owned()));
    ids
}

/// The names of types given so far.
#[derive(Default)]
struct Given {
    /// Types that files define beside the shapes': operations, inputs, outputs and builders.
    defined: BTreeSet<String>,
    /// Names that callers see.
    shown: Distinct,
    types: Distinct,
    modules: Distinct,
}

impl Given {
    /// Gives a shape the type that is shown by that name. It has another one where that would hide a type which its file
    /// uses.
    fn type_ref(&mut self, shown: String, shape: &str) -> TypeRef {
        let hides = names::is_taken(&shown) || self.defined.contains(&shown);
        let name = self.types.add(if hides { format!("{shown}Shape") } else { shown.clone() });
        let export = (name != shown).then_some(shown);
        TypeRef { name, export, module: self.modules.add(names::module(shape)), namespace: Namespace::Types }
    }

    fn stream_errors<'m>(
        &mut self,
        model: &Model,
        closure: &Closure<'m>,
        types: &BTreeMap<&'m ShapeId, TypeRef>,
    ) -> BTreeMap<&'m ShapeId, TypeRef> {
        let streams = closure.streams.iter().map(|id| {
            let shown = self.shown.add(format!("{}Error", types[id].shown()));
            let ty = self.type_ref(shown, &format!("{}Error", model.renamed(id)));
            (*id, TypeRef { namespace: Namespace::Errors, ..ty })
        });
        streams.collect()
    }
}
