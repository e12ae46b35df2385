//! Which shapes of the model become types, under which names.

use std::collections::{BTreeMap, BTreeSet};

use tinsmith_model::{Kind, Member, Model, Shape, ShapeId};

use super::names::{
    Distinct, is_taken, module, operation_method, operation_name, operation_stem, operation_types, type_name,
};
use super::words::pascal;
use super::{events, recursion, xml};
use crate::Protocol;
use crate::ir::{Ty, TypeRef};

/// The shapes to emit, and the name of each.
pub(super) struct Closure<'m> {
    pub(super) model: &'m Model,
    /// What the crate speaks.
    pub(super) protocol: &'static Protocol,
    /// Operations that can be emitted.
    pub(super) operations: Vec<&'m ShapeId>,
    /// Structures, unions and enums that members reach.
    pub(super) types: Vec<&'m ShapeId>,
    /// Error structures.
    pub(super) errors: Vec<&'m ShapeId>,
    /// What was left out.
    pub(super) notes: Vec<String>,
    /// Members whose value must be boxed, as container and name.
    pub(super) boxed: BTreeSet<(ShapeId, String)>,
    /// Shapes that are roots of XML documents.
    pub(super) xml_roots: xml::Roots<'m>,
    /// Inputs of operations that have waiters.
    pub(super) waited: BTreeSet<&'m ShapeId>,
    /// Unions that are streams of events.
    pub(super) streams: Vec<&'m ShapeId>,
    names: BTreeMap<&'m ShapeId, TypeRef>,
    stream_errors: BTreeMap<&'m ShapeId, TypeRef>,
    operation_names: BTreeMap<&'m ShapeId, OperationName>,
}

/// The names of an operation.
#[derive(Clone)]
pub(super) struct OperationName {
    /// The Rust type.
    pub(super) name: String,
    /// What the names of input, output and paginator begin with.
    pub(super) stem: String,
    /// The method and module.
    pub(super) method: String,
}

impl<'m> Closure<'m> {
    /// Walks the model from its operations.
    pub(super) fn of(model: &'m Model, protocol: &'static Protocol) -> Self {
        let mut notes = Vec::new();
        let mut operations: Vec<&ShapeId> =
            model.operations().iter().filter(|id| is_supported(model, protocol, id, &mut notes)).collect();
        operations.sort_by_key(|id| (model.renamed(id), *id));
        let mut errors: BTreeSet<&ShapeId> = operations.iter().flat_map(|id| model.errors_of(id)).collect();
        let mut seen = BTreeSet::new();
        let ends = operations.iter().flat_map(|id| model.input_of(id).into_iter().chain(model.output_of(id)));
        for shape in ends.chain(errors.iter().map(|id| model.shape(id))) {
            reach(model, shape, &mut seen);
        }
        let streams: Vec<&ShapeId> = seen.iter().copied().filter(|id| events::is_stream(model.shape(id))).collect();
        let ending: BTreeSet<&ShapeId> =
            streams.iter().flat_map(|id| events::errors(model, model.shape(id))).map(|member| &member.target).collect();
        let is_type =
            |id: &&ShapeId| matches!(model.shape(id).kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_));
        let types: Vec<&ShapeId> = seen.into_iter().filter(|id| is_type(id) && !ending.contains(id)).collect();
        errors.extend(ending);
        let boxed = recursion::boxed_members(model, &types);
        let xml_roots = xml::Roots::of(model, protocol, &operations);
        let waited = operations.iter().filter(|id| model.shape(id).traits.waiters().is_some());
        let waited = waited.filter_map(|id| model.input_of(id)).map(|input| &input.id).collect();
        let mut closure = Self {
            model,
            xml_roots,
            waited,
            protocol,
            operations,
            types,
            errors: errors.into_iter().collect(),
            notes,
            boxed,
            streams,
            names: BTreeMap::new(),
            stream_errors: BTreeMap::new(),
            operation_names: BTreeMap::new(),
        };
        closure.name_operations();
        closure.name_types();
        closure
    }

    /// Whether the model says how endpoints are chosen.
    pub(super) fn has_rules(&self) -> bool {
        let traits = &self.model.service_shape().traits;
        traits.endpoint_bdd().is_some() || traits.endpoint_rule_set().is_some()
    }

    /// The name of a type of the crate.
    pub(super) fn type_ref(&self, id: &ShapeId) -> TypeRef {
        self.names[id].clone()
    }

    /// The name of what a stream of events can fail with.
    pub(super) fn stream_error(&self, union: &ShapeId) -> TypeRef {
        self.stream_errors[union].clone()
    }

    /// The names of an operation of the crate.
    pub(super) fn operation_name(&self, id: &ShapeId) -> OperationName {
        self.operation_names[id].clone()
    }

    /// The Rust type of a shape, without `Option`.
    pub(super) fn ty(&self, id: &ShapeId) -> Ty {
        let shape = self.model.shape(id);
        let sparse = shape.traits.sparse();
        match &shape.kind {
            Kind::Boolean => Ty::Bool,
            Kind::Byte => Ty::I8,
            Kind::Short => Ty::I16,
            Kind::Integer | Kind::IntEnum(_) => Ty::I32,
            Kind::Long => Ty::I64,
            Kind::Float => Ty::F32,
            Kind::Double => Ty::F64,
            Kind::BigInteger => Ty::BigInteger,
            Kind::BigDecimal => Ty::BigDecimal,
            Kind::String => Ty::String,
            Kind::Blob if shape.traits.streaming() => Ty::Stream,
            Kind::Blob => Ty::Blob,
            Kind::Timestamp => Ty::DateTime,
            Kind::Document => Ty::Document,
            Kind::Structure(_) if id.is_prelude() => Ty::Unit,
            Kind::Enum(_) => Ty::Named(self.type_ref(id), true),
            Kind::Structure(_) | Kind::Union(_) => Ty::Named(self.type_ref(id), false),
            Kind::List { member } => Ty::List(Box::new(self.ty(&member.target)), sparse),
            Kind::Map { key, value } => {
                Ty::Map(Box::new(self.ty(&key.target)), Box::new(self.ty(&value.target)), sparse)
            }
            Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => {
                unreachable!("{id}: the check stage lets no member target a {}", shape.kind.name())
            }
        }
    }

    fn name_operations(&mut self) {
        let (mut names, mut stems, mut methods) = (Distinct::default(), Distinct::default(), Distinct::default());
        let mut ids = self.operations.clone();
        ids.sort_by_key(|id| rank(self.model.renamed(id), pascal));
        for id in ids {
            let wire = self.model.renamed(id);
            let (name, stem) = (names.add(operation_name(wire)), stems.add(operation_stem(wire)));
            self.operation_names.insert(id, OperationName { name, stem, method: methods.add(operation_method(wire)) });
        }
    }

    fn name_types(&mut self) {
        let mut ids: Vec<_> = self.types.iter().chain(&self.errors).copied().collect();
        ids.sort_by_key(|id| rank(self.model.renamed(id), type_name));
        let mut all_shown = Distinct::default();
        let shown: Vec<String> = ids.iter().map(|id| all_shown.add(type_name(self.model.renamed(id)))).collect();
        // What files of operations and of structures define beside what they import.
        let defined: BTreeSet<String> = self
            .operation_names
            .values()
            .flat_map(|operation| operation_types(&operation.name, &operation.stem))
            .chain(shown.iter().map(|name| format!("{name}Builder")))
            .collect();
        let (mut names, mut modules) = (Distinct::default(), Distinct::default());
        for (id, shown) in ids.into_iter().zip(shown) {
            let hides = is_taken(&shown) || defined.contains(&shown);
            let name = names.add(if hides { format!("{shown}Shape") } else { shown.clone() });
            let export = (name != shown).then_some(shown);
            let module = modules.add(module(self.model.renamed(id)));
            self.names.insert(id, TypeRef { name, export, module, error: self.errors.contains(&id) });
        }
        for id in &self.streams {
            let shown = all_shown.add(format!("{}Error", self.names[*id].shown()));
            let hides = is_taken(&shown) || defined.contains(&shown);
            let name = names.add(if hides { format!("{shown}Shape") } else { shown.clone() });
            let export = (name != shown).then_some(shown);
            let module = modules.add(module(&format!("{}Error", self.model.renamed(id))));
            self.stream_errors.insert(id, TypeRef { name, export, module, error: true });
        }
        let named = |id: &&ShapeId| self.names[*id].name.clone();
        self.types.sort_by_key(named);
        self.errors.sort_by_key(named);
        let named = |id: &&ShapeId| self.stream_errors[*id].name.clone();
        self.streams.sort_by_key(named);
    }
}

/// The order in which names are given: a shape that is called like its type keeps the name, others get a number.
fn rank(shape: &str, name: fn(&str) -> String) -> (bool, String) {
    (name(shape) != shape, shape.to_owned())
}

fn reach<'m>(model: &'m Model, shape: &'m Shape, seen: &mut BTreeSet<&'m ShapeId>) {
    let mut stack: Vec<&Member> = shape.every_member().collect();
    while let Some(member) = stack.pop() {
        let target = model.shape(&member.target);
        if !target.id.is_prelude() && seen.insert(&target.id) {
            stack.extend(target.every_member());
        }
    }
}

/// Protocols of forms have no event streams: operations with one are left out by name.
fn is_supported(model: &Model, protocol: &Protocol, id: &ShapeId, notes: &mut Vec<String>) -> bool {
    let mut ends = model.input_of(id).into_iter().chain(model.output_of(id));
    let supported = protocol.event_streams || !ends.any(|shape| events::stream_of(model, shape).is_some());
    if !supported {
        notes.push(format!("operation {} left out: {} has no event streams", id.name(), protocol.name()));
    }
    supported
}
