//! Reads the fields that only shapes of some types have.

use super::draft::{Aggregate, Body};
use super::reader::Reader;
use crate::id::is_identifier;
use crate::json::{Node, Path};
use crate::{Member, Operation, Resource, Service, Traits};

const LIFECYCLE: &[&str] = &["create", "put", "read", "update", "delete", "list"];

/// Reads a field that only some types have; `None` if the shape cannot be used without it.
pub(super) fn read<'t>(
    reader: &mut Reader<'t, '_>,
    body: &mut Body,
    key: &str,
    node: Node<'t>,
    path: &Path<'_>,
) -> Option<()> {
    match body {
        Body::Members(aggregate, members) => read_members(reader, *aggregate, members, key, node, path),
        Body::Service(service) => read_service(reader, service, key, node, path),
        Body::Operation(operation) => read_operation(reader, operation, key, node, path),
        Body::Resource(resource) => read_resource(reader, resource, key, node, path),
        Body::Simple(_) => {
            reader.unknown_key(path, key, &["type", "traits", "mixins"]);
            Some(())
        }
    }
}

fn read_members<'t>(
    reader: &mut Reader<'t, '_>,
    aggregate: Aggregate,
    members: &mut Vec<Member>,
    key: &str,
    node: Node<'t>,
    path: &Path<'_>,
) -> Option<()> {
    let known: &[&str] = match aggregate {
        Aggregate::List | Aggregate::Set => &["type", "traits", "mixins", "member"],
        Aggregate::Map => &["type", "traits", "mixins", "key", "value"],
        _ => &["type", "traits", "mixins", "members"],
    };
    if !known.contains(&key) {
        reader.unknown_key(path, key, known);
    } else if key == "members" {
        let entries = reader.object(node, path, "`members`")?;
        let all = entries.len();
        let read = entries.into_iter().filter_map(|(name, node)| read_member(reader, &name, node, &path.key(&name)));
        members.extend(read);
        return (members.len() == all).then_some(());
    } else {
        members.push(read_member(reader, key, node, path)?);
    }
    Some(())
}

fn read_member<'t>(reader: &mut Reader<'t, '_>, name: &str, node: Node<'t>, path: &Path<'_>) -> Option<Member> {
    if !is_identifier(name) {
        let message = format!("`{name}` cannot be the name of a member");
        reader.problem(path, message, "use letters, digits and `_`, and do not begin with a digit");
    }
    let (mut target, mut traits) = (None, Some(Traits::default()));
    for (key, node) in reader.object(node, path, "a member")? {
        let path = path.key(&key);
        match &*key {
            "target" => {
                let text = reader.text(node, &path, "`target`");
                target = Some(text.and_then(|text| reader.id(text, &path)));
            }
            "traits" => traits = reader.traits(node, &path),
            _ => reader.unknown_key(&path, &key, &["target", "traits"]),
        }
    }
    if target.is_none() {
        reader.problem(path, "the member has no `target`", "add `\"target\": \"namespace#Name\"`");
    }
    Some(Member { name: name.to_owned(), target: target??, traits: traits? })
}

fn read_service<'t>(
    reader: &mut Reader<'t, '_>,
    service: &mut Service,
    key: &str,
    node: Node<'t>,
    path: &Path<'_>,
) -> Option<()> {
    match key {
        "version" => service.version = Some(reader.text(node, path, "`version`")?.into_owned()),
        "operations" => service.operations = reader.targets(node, path, "`operations`")?,
        "resources" => service.resources = reader.targets(node, path, "`resources`")?,
        "errors" => service.errors = reader.targets(node, path, "`errors`")?,
        "rename" => {
            for (id, name) in reader.object(node, path, "`rename`")? {
                let path = path.key(&id);
                let name = reader.text(name, &path, "a name")?;
                service.rename.insert(reader.id(id.clone(), &path)?, name.into_owned());
            }
        }
        _ => reader.unknown_key(
            path,
            key,
            &["type", "traits", "mixins", "version", "operations", "resources", "errors", "rename"],
        ),
    }
    Some(())
}

fn read_operation<'t>(
    reader: &mut Reader<'t, '_>,
    operation: &mut Operation,
    key: &str,
    node: Node<'t>,
    path: &Path<'_>,
) -> Option<()> {
    match key {
        "input" => operation.input = Some(reader.target(node, path, "`input`")?),
        "output" => operation.output = Some(reader.target(node, path, "`output`")?),
        "errors" => operation.errors = reader.targets(node, path, "`errors`")?,
        _ => reader.unknown_key(path, key, &["type", "traits", "mixins", "input", "output", "errors"]),
    }
    Some(())
}

fn read_resource<'t>(
    reader: &mut Reader<'t, '_>,
    resource: &mut Resource,
    key: &str,
    node: Node<'t>,
    path: &Path<'_>,
) -> Option<()> {
    match key {
        "identifiers" => resource.identifiers = reader.named_targets(node, path, "`identifiers`")?,
        "properties" => resource.properties = reader.named_targets(node, path, "`properties`")?,
        "operations" => resource.operations = reader.targets(node, path, "`operations`")?,
        "resources" => resource.resources = reader.targets(node, path, "`resources`")?,
        "collectionOperations" => {
            resource.collection_operations = reader.targets(node, path, "`collectionOperations`")?;
        }
        role if LIFECYCLE.contains(&role) => {
            let id = reader.target(node, path, "an operation of the lifecycle")?;
            resource.lifecycle.push((role.to_owned(), id));
        }
        _ => {
            let mut known = vec!["identifiers", "properties", "operations", "resources", "collectionOperations"];
            known.extend(LIFECYCLE);
            reader.unknown_key(path, key, &known);
        }
    }
    Some(())
}
