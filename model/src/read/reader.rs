//! Reads JSON values, and reports those of the wrong form.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::json::{Node, Object, Path};
use crate::problem::{File, Place, Problems};
use crate::{ShapeId, Traits};

/// The greatest number of traits of one shape or member: far beyond any use, so that looking one up is always quick.
const TRAITS: usize = 1000;

/// Reads values of one document.
pub(crate) struct Reader<'t, 'p> {
    file: File,
    problems: &'p mut Problems,
    ids: HashMap<Cow<'t, str>, ShapeId>,
}

impl<'t, 'p> Reader<'t, 'p> {
    pub(crate) fn new(file: File, problems: &'p mut Problems) -> Self {
        Self { file, problems, ids: HashMap::new() }
    }

    pub(crate) fn problem(&mut self, path: &Path<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.problems.add(Place::path(self.file, path), message, help);
    }

    /// Reports a key that means nothing where it stands.
    pub(crate) fn unknown_key(&mut self, path: &Path<'_>, key: &str, known: &[&str]) {
        let otherwise = format!("remove it; known here are {}", quoted(known));
        let help = self.problems.did_you_mean(key, known.iter().copied(), &otherwise);
        self.problem(path, format!("the key `{key}` is not known here"), help);
    }

    pub(crate) fn did_you_mean<'c>(
        &mut self,
        word: &str,
        candidates: impl Iterator<Item = &'c str>,
        otherwise: &str,
    ) -> String {
        self.problems.did_you_mean(word, candidates, otherwise)
    }

    fn expected(&mut self, path: &Path<'_>, what: &str, form: &str, node: &Node<'_>) {
        let message = format!("{what} must be {form}, but is {}", node.what());
        self.problem(path, message, format!("write {form} here"));
    }

    pub(crate) fn object(&mut self, node: Node<'t>, path: &Path<'_>, what: &str) -> Option<Object<'t>> {
        match node {
            Node::Object(entries) => Some(entries),
            other => {
                self.expected(path, what, "an object", &other);
                None
            }
        }
    }

    pub(crate) fn list(&mut self, node: Node<'t>, path: &Path<'_>, what: &str) -> Option<Vec<Node<'t>>> {
        match node {
            Node::List(items) => Some(items),
            other => {
                self.expected(path, what, "a list", &other);
                None
            }
        }
    }

    pub(crate) fn text<'n>(&mut self, node: Node<'n>, path: &Path<'_>, what: &str) -> Option<Cow<'n, str>> {
        match node {
            Node::Text(text) => Some(text),
            other => {
                self.expected(path, what, "a string", &other);
                None
            }
        }
    }

    /// An absolute shape id.
    pub(crate) fn id(&mut self, text: Cow<'t, str>, path: &Path<'_>) -> Option<ShapeId> {
        if let Some(id) = self.ids.get(&text) {
            return Some(id.clone());
        }
        match ShapeId::parse(&text) {
            Some(id) => {
                self.ids.insert(text, id.clone());
                Some(id)
            }
            None => {
                let message = format!("`{text}` is not an absolute shape id");
                self.problem(path, message, "write it as `namespace#Name`");
                None
            }
        }
    }

    /// A reference: `{"target": "namespace#Name"}`.
    pub(crate) fn target(&mut self, node: Node<'t>, path: &Path<'_>, what: &str) -> Option<ShapeId> {
        let entries = self.object(node, path, what)?;
        for (key, node) in entries {
            if key == "target" {
                let path = path.key("target");
                let text = self.text(node, &path, "`target`")?;
                return self.id(text, &path);
            }
        }
        self.problem(path, format!("{what} has no `target`"), "add `\"target\": \"namespace#Name\"`");
        None
    }

    /// A list of references.
    pub(crate) fn targets(&mut self, node: Node<'t>, path: &Path<'_>, what: &str) -> Option<Vec<ShapeId>> {
        let items = self.list(node, path, what)?;
        let items = items.into_iter().enumerate();
        let ids: Vec<_> = items.map(|(index, item)| self.target(item, &path.index(index), "an entry")).collect();
        ids.into_iter().collect()
    }

    /// An object of references by name.
    pub(crate) fn named_targets(
        &mut self,
        node: Node<'t>,
        path: &Path<'_>,
        what: &str,
    ) -> Option<Vec<(String, ShapeId)>> {
        let entries = self.object(node, path, what)?;
        let mut target = |name: Cow<'t, str>, node| {
            let id = self.target(node, &path.key(&name), "an entry");
            id.map(|id| (name.into_owned(), id))
        };
        let targets: Vec<_> = entries.into_iter().map(|(name, node)| target(name, node)).collect();
        targets.into_iter().collect()
    }

    /// The traits of a shape or member; those with a malformed id are left out.
    pub(crate) fn traits(&mut self, node: Node<'t>, path: &Path<'_>) -> Option<Traits> {
        let entries = self.object(node, path, "`traits`")?;
        if entries.len() > TRAITS {
            self.problem(path, format!("there are more than {TRAITS} traits here"), "check that the file is right");
            return None;
        }
        let mut traits = Traits::with_capacity(entries.len());
        for (key, value) in entries {
            let id = self.id(key.clone(), &path.key(&key));
            if let Some(id) = id {
                traits.push(id, value.into_value());
            }
        }
        Some(traits)
    }
}

/// "`a`, `b` and `c`".
pub(crate) fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "none".to_owned(),
    }
}
