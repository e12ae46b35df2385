//! Reads the entries of `shapes`: shapes and `apply` statements.

use super::draft::{Body, Draft, type_names};
use super::reader::Reader;
use super::{Apply, Document, fields};
use crate::json::{Node, Object, Path};
use crate::{ShapeId, Traits};

/// Reads one entry of `shapes`: a shape or an `apply` statement.
pub(super) fn read<'t>(
    reader: &mut Reader<'t, '_>,
    document: &mut Document,
    key: &str,
    node: Node<'t>,
    path: &Path<'_>,
) {
    let Some((kind, fields)) = split_type(reader, node, path) else {
        document.broken.extend(ShapeId::parse(key));
        return;
    };
    if kind == "apply" {
        document.applies.extend(read_apply(reader, key, fields, path));
        return;
    }
    let Some(id) = reader.id(key.to_owned().into(), path) else { return };
    match read_shape(reader, &id, &kind, fields, path) {
        Some(draft) => drop(document.drafts.insert(id, draft)),
        None => {
            document.broken.insert(id);
            document.broken_service |= kind == "service";
        }
    }
}

/// The type of a shape, and its other fields.
fn split_type<'t>(reader: &mut Reader<'t, '_>, node: Node<'t>, path: &Path<'_>) -> Option<(String, Object<'t>)> {
    let mut fields = reader.object(node, path, "a shape")?;
    let Some(at) = fields.iter().position(|(key, _)| key == "type") else {
        reader.problem(path, "the shape has no `type`", "add one, such as `\"type\": \"structure\"`");
        return None;
    };
    let (_, node) = fields.remove(at);
    let kind = reader.text(node, &path.key("type"), "`type`")?;
    Some((kind.into_owned(), fields))
}

fn read_apply<'t>(reader: &mut Reader<'t, '_>, key: &str, fields: Object<'t>, path: &Path<'_>) -> Option<Apply> {
    let (shape, member) = match key.split_once('$') {
        Some((shape, member)) => (shape, Some(member.to_owned())),
        None => (key, None),
    };
    let shape = reader.id(shape.to_owned().into(), path)?;
    let mut traits = Traits::default();
    for (key, node) in fields {
        let path = path.key(&key);
        match &*key {
            "traits" => traits = reader.traits(node, &path)?,
            _ => reader.unknown_key(&path, &key, &["type", "traits"]),
        }
    }
    Some(Apply { shape, member, traits })
}

fn read_shape<'t>(
    reader: &mut Reader<'t, '_>,
    id: &ShapeId,
    kind: &str,
    fields: Object<'t>,
    path: &Path<'_>,
) -> Option<Draft> {
    let Some(body) = Body::of_type(kind) else {
        unknown_type(reader, kind, &path.key("type"));
        return None;
    };
    let mut draft = Draft { id: id.clone(), body, mixins: Vec::new(), traits: Traits::default() };
    let mut complete = true;
    for (key, node) in fields {
        let path = path.key(&key);
        let read = match &*key {
            "traits" => reader.traits(node, &path).map(|traits| draft.traits = traits),
            "mixins" => reader.targets(node, &path, "`mixins`").map(|ids| draft.mixins = ids),
            _ => fields::read(reader, &mut draft.body, &key, node, &path),
        };
        complete &= read.is_some();
    }
    complete.then_some(draft)
}

fn unknown_type(reader: &mut Reader<'_, '_>, kind: &str, path: &Path<'_>) {
    let help = reader.did_you_mean(kind, type_names(), "use one of the shape types of Smithy 2.0");
    reader.problem(path, format!("there is no shape type `{kind}`"), help);
}
