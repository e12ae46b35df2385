//! From text to drafts: shapes and `apply` statements as they stand in one document.

mod draft;
mod entry;
mod fields;
mod foreign;
mod reader;
mod syntax;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use draft::{Aggregate, Body, Draft};
pub(crate) use reader::quoted;

use crate::json::{Node, Object, Path, duplicates};
use crate::problem::{File, Place, Problems};
use crate::{ShapeId, Traits};
use reader::Reader;

/// The contents of a document.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) version: Version,
    pub(crate) drafts: BTreeMap<ShapeId, Draft>,
    pub(crate) applies: Vec<Apply>,
    /// Shapes that are there but could not be read, which has been reported.
    pub(crate) broken: BTreeSet<ShapeId>,
    /// Whether one of those is a service.
    pub(crate) broken_service: bool,
}

/// The version of Smithy that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    One,
    Two,
}

/// Traits that are added to a shape or member from outside.
#[derive(Clone, Debug)]
pub(crate) struct Apply {
    pub(crate) shape: ShapeId,
    pub(crate) member: Option<String>,
    pub(crate) traits: Traits,
}

/// Reads a document, or returns `None` if so little can be read that going on makes no sense.
pub(crate) fn document(text: &str, file: File, problems: &mut Problems) -> Option<Document> {
    let tree = syntax::parse(text, file, problems)?;
    duplicates(&tree, &Path::ROOT, &mut |path, key| {
        let message = format!("the key `{key}` appears twice in this object");
        problems.add(Place::path(file, path), message, "remove one of the two; which one counts is not defined");
    });
    let mut reader = Reader::new(file, problems);
    let root = reader.object(tree, &Path::ROOT, "a Smithy model")?;
    read_root(&mut reader, root)
}

fn read_root<'t>(reader: &mut Reader<'t, '_>, root: Object<'t>) -> Option<Document> {
    if let Some((what, help)) = foreign::json(&root).filter(|_| !root.iter().any(|(key, _)| key == "smithy")) {
        reader.problem(&Path::ROOT, what, help);
        return None;
    }
    let (mut version, mut shapes) = (None, None);
    for (key, node) in root {
        match &*key {
            "smithy" => version = Some(node),
            "shapes" => shapes = Some(node),
            "metadata" => {}
            _ => reader.unknown_key(&Path::ROOT.key(&key), &key, &["smithy", "shapes", "metadata"]),
        }
    }
    let version = read_version(reader, version)?;
    let path = Path::ROOT.key("shapes");
    let Some(shapes) = shapes else {
        reader.problem(
            &Path::ROOT,
            "the model has no `shapes`",
            "add an object `shapes` that maps shape ids to shapes",
        );
        return None;
    };
    let mut document = Document {
        version,
        drafts: BTreeMap::new(),
        applies: Vec::new(),
        broken: BTreeSet::new(),
        broken_service: false,
    };
    for (key, node) in reader.object(shapes, &path, "`shapes`")? {
        entry::read(reader, &mut document, &key, node, &path.key(&key));
    }
    Some(document)
}

fn read_version(reader: &mut Reader<'_, '_>, node: Option<Node<'_>>) -> Option<Version> {
    let path = Path::ROOT.key("smithy");
    let help = "only Smithy 1.0 and 2.0 can be read; convert the model with `smithy ast`";
    let Some(node) = node else {
        reader.problem(
            &Path::ROOT,
            "this is not a Smithy model: it does not state its version",
            "add `\"smithy\": \"2.0\"`, or check that the right file was given",
        );
        return None;
    };
    match &*reader.text(node, &path, "the version")? {
        "1" | "1.0" => Some(Version::One),
        "2" | "2.0" => Some(Version::Two),
        other => {
            reader.problem(&path, format!("Smithy version `{other}` is not supported"), help);
            None
        }
    }
}
