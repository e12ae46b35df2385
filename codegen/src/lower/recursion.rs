//! Members that are boxed because a type would contain itself.

use std::collections::BTreeSet;

use tinsmith_model::{Kind, Model, ShapeId};

/// Members that close a cycle of structures and unions without a list or map in between, as container and name.
///
/// A depth-first walk in the order of ids boxes each member that leads back to a shape on the way.
pub(super) fn boxed_members(model: &Model, types: &[&ShapeId]) -> BTreeSet<(ShapeId, String)> {
    let mut search = Search { model, boxed: BTreeSet::new(), done: BTreeSet::new() };
    for id in types {
        search.visit(id);
    }
    search.boxed
}

struct Search<'m> {
    model: &'m Model,
    boxed: BTreeSet<(ShapeId, String)>,
    done: BTreeSet<ShapeId>,
}

impl Search<'_> {
    /// Walks with an explicit stack of shape and next member, as models may nest deeper than the call stack.
    fn visit(&mut self, start: &ShapeId) {
        let mut path: Vec<(ShapeId, usize)> = Vec::new();
        if self.enters(start) {
            path.push((start.clone(), 0));
        }
        while let Some((id, next)) = path.last().cloned() {
            let members = self.model.shape(&id).members();
            let Some(member) = members.get(next) else {
                path.pop();
                self.done.insert(id);
                continue;
            };
            if let Some(last) = path.last_mut() {
                last.1 += 1;
            }
            if path.iter().any(|(seen, _)| *seen == member.target) {
                self.boxed.insert((id, member.name.clone()));
            } else if self.enters(&member.target) {
                path.push((member.target.clone(), 0));
            }
        }
    }

    fn enters(&self, id: &ShapeId) -> bool {
        !self.done.contains(id) && matches!(self.model.shape(id).kind, Kind::Structure(_) | Kind::Union(_))
    }
}
