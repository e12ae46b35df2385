//! The model of one service: its closure of shapes and the answers that follow from the whole of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::traits::Paginated;
use crate::{Kind, Operation, Service, Shape, ShapeId, prelude};

/// One service with every shape that it reaches, checked and ready to generate from.
///
/// Everything in it has a fixed order, so what is made from it is the same every time.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) service: ShapeId,
    /// `None` only in a model that has been reported.
    pub(crate) protocol: Option<String>,
    pub(crate) operations: Vec<ShapeId>,
    pub(crate) shapes: BTreeMap<ShapeId, Shape>,
}

impl Model {
    /// The id of the service.
    pub fn service_id(&self) -> &ShapeId {
        &self.service
    }

    /// The service with its id and traits.
    pub fn service_shape(&self) -> &Shape {
        self.shape(&self.service)
    }

    /// The bindings of the service.
    pub fn service(&self) -> &Service {
        match &self.service_shape().kind {
            Kind::Service(service) => service,
            _ => unreachable!("a model is only made for a shape that is a service"),
        }
    }

    /// The trait id of the protocol to speak: the one that was asked for, or the first of the supported ones that the
    /// service declares.
    pub fn protocol(&self) -> &str {
        self.protocol.as_deref().unwrap_or_default()
    }

    /// A shape of the closure or of the prelude.
    pub fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| prelude::get(id))
    }

    /// A shape of the closure or of the prelude, by an id that this model handed out.
    ///
    /// # Panics
    ///
    /// If the id comes from elsewhere and is not in the closure.
    #[track_caller]
    pub fn shape(&self, id: &ShapeId) -> &Shape {
        match self.get(id) {
            Some(shape) => shape,
            None => panic!("{id} is not in the closure of {}", self.service),
        }
    }

    /// The shapes of the closure sorted by id, the service, operations and resources among them, without the prelude.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values()
    }

    /// The ids of all operations of the service sorted, those bound to resources at any depth included.
    pub fn operations(&self) -> &[ShapeId] {
        &self.operations
    }

    /// The operation of that id.
    pub fn operation(&self, id: &ShapeId) -> Option<&Operation> {
        match &self.get(id)?.kind {
            Kind::Operation(operation) => Some(operation),
            _ => None,
        }
    }

    /// The input structure of an operation that has one.
    pub fn input_of(&self, operation: &ShapeId) -> Option<&Shape> {
        self.get(self.operation(operation)?.input.as_ref()?)
    }

    /// The output structure of an operation that has one.
    pub fn output_of(&self, operation: &ShapeId) -> Option<&Shape> {
        self.get(self.operation(operation)?.output.as_ref()?)
    }

    /// The errors that an operation can return: its own, then those of the service, each once.
    pub fn errors_of(&self, operation: &ShapeId) -> Vec<&ShapeId> {
        let own = self.operation(operation).map_or(&[][..], |operation| &operation.errors);
        let mut seen = BTreeSet::new();
        own.iter().chain(&self.service().errors).filter(|id| seen.insert(*id)).collect()
    }

    /// The name of a shape within the service: its own, or the one that the service renames it to.
    pub fn renamed<'m>(&'m self, id: &'m ShapeId) -> &'m str {
        self.service().rename.get(id).map_or(id.name(), String::as_str)
    }

    /// The pagination of an operation: its own settings, completed by those of the service.
    pub fn pagination_of(&self, operation: &ShapeId) -> Option<Paginated<'_>> {
        let own = self.get(operation)?.traits.paginated()?;
        Some(match self.service_shape().traits.paginated() {
            Some(common) => own.or(common),
            None => own,
        })
    }
}
