//! The facts that every function of lowering reads.

use tinsmith_model::{Kind, Model, Shape, ShapeId};

use super::closure::Closure;
use super::facts::Facts;
use super::shape_names::{OperationName, ShapeNames};
use crate::Protocol;
use crate::ir::{Density, Namespace, Ty};
use crate::markdown::{Items, Links};

/// A model with what is known of it as a whole.
pub(super) struct Context<'m> {
    pub(super) model: &'m Model,
    /// The protocol of the crate.
    pub(super) protocol: &'static Protocol,
    /// The shapes to emit, each kind sorted by name.
    pub(super) closure: Closure<'m>,
    pub(super) facts: Facts<'m>,
    pub(super) names: ShapeNames<'m>,
    /// The types and operations that documentation links to.
    items: Items,
}

impl<'m> Context<'m> {
    /// Finds the closure of a model, its facts and its names.
    pub(super) fn of(model: &'m Model, protocol: &'static Protocol) -> Self {
        let mut closure = Closure::of(model, protocol);
        let facts = Facts::of(model, protocol, &closure);
        let names = ShapeNames::of(model, &closure);
        let type_name = |id: &&ShapeId| names.type_ref(id).name;
        closure.types.sort_by_key(type_name);
        closure.errors.sort_by_key(type_name);
        closure.streams.sort_by_key(|id| names.stream_error(id).name);
        let items = items(&closure, &names);
        Self { model, protocol, closure, facts, names, items }
    }

    /// The links of documentation that has no members beside it.
    pub(super) fn links(&self) -> Links<'_> {
        const NONE: &Items = &Items::none();
        Links { items: &self.items, members: NONE, own: "" }
    }

    /// The same of a shape, which does not link to itself.
    pub(super) fn links_of<'a>(&'a self, id: &'a ShapeId) -> Links<'a> {
        Links { own: id.name(), ..self.links() }
    }

    /// Whether the model says how endpoints are chosen.
    pub(super) fn has_rules(&self) -> bool {
        let traits = &self.model.service_shape().traits;
        traits.endpoint_bdd().is_some() || traits.endpoint_rule_set().is_some()
    }

    /// The Rust type of a shape, without `Option`.
    pub(super) fn ty(&self, id: &ShapeId) -> Ty {
        let shape = self.model.shape(id);
        let density = density(shape);
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
            Kind::Enum(_) => Ty::Enum(self.names.type_ref(id)),
            Kind::Structure(_) | Kind::Union(_) => Ty::Aggregate(self.names.type_ref(id)),
            Kind::List { member } => Ty::List(Box::new(self.ty(&member.target)), density),
            Kind::Map { key, value } => {
                Ty::Map(Box::new(self.ty(&key.target)), Box::new(self.ty(&value.target)), density)
            }
            Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => {
                unreachable!("{id}: the check stage lets no member target a {}", shape.kind.name())
            }
        }
    }
}

/// The paths of types and operations by the names of their shapes.
fn items(closure: &Closure<'_>, names: &ShapeNames<'_>) -> Items {
    let mut items = Items::none();
    let types = closure.types.iter().chain(&closure.errors).map(|id| {
        let ty = names.type_ref(id);
        let module = match ty.namespace {
            Namespace::Types => "crate::types",
            Namespace::Errors => "crate::types::error",
        };
        (id.name(), format!("{module}::{}", ty.shown()))
    });
    let operations = closure.operations.iter().map(|id| {
        let OperationName { name, method, .. } = names.operation(id);
        (id.name(), format!("crate::operation::{method}::{name}"))
    });
    types.chain(operations).for_each(|(name, path)| items.add(name, path));
    items
}

/// The presence of nulls in a list or map.
pub(super) fn density(shape: &Shape) -> Density {
    if shape.traits.sparse() { Density::Sparse } else { Density::Dense }
}
