//! From drafts to shapes: mixins flattened, `apply` statements and fix-ups merged, versions of Smithy evened out.

mod apply;
mod build;
mod enums;
mod mixins;
mod normalise;

use std::collections::{BTreeMap, BTreeSet};

use crate::problem::Problems;
use crate::read::{Document, Version};
use crate::report::Origins;
use crate::{Shape, ShapeId, prelude};
use apply::Pending;

/// The shapes of a document.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) shapes: BTreeMap<ShapeId, Shape>,
    /// Shapes that are there but unusable, which has been reported.
    pub(crate) broken: BTreeSet<ShapeId>,
    pub(crate) broken_service: bool,
}

impl Resolved {
    /// A shape of the document or the prelude.
    pub(crate) fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| prelude::get(id))
    }
}

pub(crate) fn resolve(
    document: Document,
    fixups: Option<Document>,
    origins: &mut Origins,
    problems: &mut Problems,
) -> Resolved {
    let Document { version, mut drafts, applies, mut broken, broken_service } = document;
    let mut pending = Pending::new(applies, fixups, problems);
    pending.merge_own(&mut drafts, &broken, problems);
    mixins::flatten(&mut drafts, &mut pending, origins, problems);
    if version == Version::One {
        normalise::give_zero_values(&mut drafts);
    }
    let mut shapes = BTreeMap::new();
    for (id, mut draft) in drafts {
        normalise::forget_version_one(&mut draft);
        match build::shape(draft, problems) {
            Some(shape) => drop(shapes.insert(id, shape)),
            None => drop(broken.insert(id)),
        }
    }
    Resolved { shapes, broken, broken_service }
}
