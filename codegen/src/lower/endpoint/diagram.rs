//! Binary decision diagrams: <https://smithy.io/2.0/additional-specs/rules-engine/specification.html#endpointbdd-trait>.
//!
//! In the model a reference to a node may be complemented, which swaps the node's branches. Here such a node is written
//! a second time with its branches swapped, so that the interpreter has no complements.

use std::collections::BTreeMap;

use tinsmith_model::literal;

use super::Lowering;
use super::cursor::Cursor;
use crate::ir::endpoint::{Condition, Diagram, Outcome, Rule, Rules};

/// The reference to the implicit result "no match", which is not listed. Those after it are to the listed results.
const NO_MATCH: i32 = 100_000_000;

/// The target of a reference.
#[derive(Clone, Copy)]
enum Target {
    Node { index: usize, complemented: bool },
    Result(usize),
    NoMatch,
}

impl Lowering {
    pub(super) fn diagram(&mut self, root: &Cursor<'_>) -> Option<Rules> {
        let conditions = self.diagram_conditions(root);
        let results = self.diagram_results(root);
        let nodes_at = root.member(self, "nodes")?;
        let Some(triples) = decode(nodes_at.string(self)?) else {
            return self.fail(&nodes_at, "must be the Base64 of nodes of 12 bytes each");
        };
        let (conditions, results) = (conditions?, results?);
        let start = root.member(self, "root")?;
        match target(start.int(self)?) {
            Some(Target::Result(index)) if index < results.len() => {
                let outcome = results[index].clone();
                Some(Rules::Tree(vec![Rule { level: 0, conditions: Vec::new(), outcome }]))
            }
            Some(Target::Node { index, complemented }) => {
                let sizes = (conditions.len(), results.len());
                match expand(&triples, (index, complemented), sizes) {
                    Ok(nodes) => Some(Rules::Diagram(Diagram { conditions, results, nodes })),
                    Err(message) => self.fail(&nodes_at, message),
                }
            }
            _ => self.fail(&start, "must refer to a node or a result"),
        }
    }

    /// All variables are in scope everywhere: whether one has a value depends on the way that was taken.
    fn diagram_conditions(&mut self, root: &Cursor<'_>) -> Option<Vec<Condition>> {
        let items = root.member(self, "conditions")?.items(self)?;
        for assign in items.iter().filter_map(|item| item.optional("assign")) {
            let name = assign.string(self)?;
            if self.find(name).is_none() {
                self.declare(&assign, name)?;
            }
        }
        let lowered: Vec<_> = items.iter().map(|item| self.diagram_condition(item)).collect();
        lowered.into_iter().collect()
    }

    fn diagram_condition(&mut self, at: &Cursor<'_>) -> Option<Condition> {
        let expr = self.call(at)?;
        let assign = match at.optional("assign") {
            Some(assign) => {
                let name = assign.string(self)?;
                self.find(name)
            }
            None => None,
        };
        Some(Condition { expr, assign })
    }

    fn diagram_results(&mut self, root: &Cursor<'_>) -> Option<Vec<Outcome>> {
        let items = root.member(self, "results")?.items(self)?;
        let lowered: Vec<_> = items.iter().map(|item| self.outcome(item)).collect();
        lowered.into_iter().collect()
    }
}

fn target(reference: i32) -> Option<Target> {
    match reference {
        0 => None,
        1 | -1 | NO_MATCH => Some(Target::NoMatch),
        NO_MATCH.. => usize::try_from(reference - NO_MATCH - 1).ok().map(Target::Result),
        _ => {
            let index = usize::try_from(reference.unsigned_abs()).ok()? - 1;
            Some(Target::Node { index, complemented: reference < 0 })
        }
    }
}

/// The nodes that can be reached, in the order in which they are met, with plain references.
fn expand(
    triples: &[[i32; 3]],
    root: (usize, bool),
    (conditions, results): (usize, usize),
) -> Result<Vec<[u16; 3]>, String> {
    let mut order = vec![root];
    let mut places = BTreeMap::from([(root, 0)]);
    let mut nodes = Vec::new();
    while let Some(&(index, complemented)) = order.get(nodes.len()) {
        let &[condition, high, low] = triples.get(index).ok_or_else(|| format!("there is no node {index}"))?;
        let condition = usize::try_from(condition)
            .ok()
            .filter(|&condition| condition < conditions)
            .ok_or_else(|| format!("node {index} has condition {condition}, but there are {conditions}"))?;
        let (high, low) = if complemented { (low, high) } else { (high, low) };
        let targets = [high, low].map(|reference| match target(reference) {
            Some(Target::Result(result)) if result >= results => None,
            Some(Target::Node { index, complemented }) => {
                places.entry((index, complemented)).or_insert_with(|| {
                    order.push((index, complemented));
                    order.len() - 1
                });
                target(reference)
            }
            target => target,
        });
        let [Some(high), Some(low)] = targets else {
            return Err(format!("node {index} refers to something that is neither a node nor a result"));
        };
        nodes.push((condition, high, low));
    }
    let child = |target: &Target| match *target {
        Target::Node { index, complemented } => Some(places[&(index, complemented)]),
        Target::Result(_) | Target::NoMatch => None,
    };
    let children: Vec<_> = nodes.iter().map(|(_, high, low)| [child(high), child(low)]).collect();
    if let Some(place) = node_in_a_loop(&children) {
        return Err(format!("node {} leads back to itself, so that no way through it need end", order[place].0));
    }
    let number = |target| match target {
        Target::Node { index, complemented } => places[&(index, complemented)],
        Target::Result(result) => nodes.len() + result,
        Target::NoMatch => nodes.len() + results,
    };
    let narrow = |number| u16::try_from(number).map_err(|_| "too many nodes".to_owned());
    let narrow_all = |&(condition, high, low): &(usize, Target, Target)| {
        Ok([narrow(condition)?, narrow(number(high))?, narrow(number(low))?])
    };
    nodes.iter().map(narrow_all).collect()
}

/// A node that can be reached from itself, if there is one. All can be reached from the first.
fn node_in_a_loop(children: &[[Option<usize>; 2]]) -> Option<usize> {
    let (mut on_the_way, mut done) = (vec![false; children.len()], vec![false; children.len()]);
    // Nodes on the way to the last, and which of their children comes next.
    let mut way = vec![(0, 0)];
    while let Some((node, next)) = way.last_mut() {
        let at = *node;
        on_the_way[at] = true;
        match children[at].get(*next) {
            Some(child) => {
                *next += 1;
                match child {
                    Some(child) if on_the_way[*child] => return Some(*child),
                    Some(child) if !done[*child] => way.push((*child, 0)),
                    _ => {}
                }
            }
            None => {
                (on_the_way[at], done[at]) = (false, true);
                way.pop();
            }
        }
    }
    None
}

/// Decodes Base64 of big-endian triples. Twelve bytes are sixteen digits, so there is never padding.
fn decode(text: &str) -> Option<Vec<[i32; 3]>> {
    let bytes = literal::base64(text)?;
    let (words, rest) = bytes.as_chunks();
    let ints: Vec<_> = words.iter().copied().map(i32::from_be_bytes).collect();
    let (triples, more) = ints.as_chunks::<3>();
    (rest.is_empty() && more.is_empty()).then(|| triples.to_vec())
}
