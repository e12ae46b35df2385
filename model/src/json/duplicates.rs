//! Finds keys that appear twice in one object, where JSON readers disagree on what counts.

use std::collections::HashSet;

use super::{Node, Object, Path};

/// Up to this size an object is searched without a hash set.
const SMALL: usize = 8;

/// Calls `report` with the path of every key that an object of the tree repeats.
pub(crate) fn duplicates(node: &Node<'_>, path: &Path<'_>, report: &mut impl FnMut(&Path<'_>, &str)) {
    match node {
        Node::Object(entries) => {
            if has_duplicates(entries) {
                name_duplicates(entries, path, report);
            }
            for (key, value) in entries {
                duplicates(value, &path.key(key), report);
            }
        }
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                duplicates(item, &path.index(index), report);
            }
        }
        _ => {}
    }
}

fn has_duplicates(entries: &Object<'_>) -> bool {
    if entries.len() <= SMALL {
        let repeats = |(at, (key, _)): (usize, &(_, _))| entries[..at].iter().any(|(other, _)| other == key);
        return entries.iter().enumerate().any(repeats);
    }
    let keys: HashSet<&str> = entries.iter().map(|(key, _)| &**key).collect();
    keys.len() < entries.len()
}

fn name_duplicates(entries: &Object<'_>, path: &Path<'_>, report: &mut impl FnMut(&Path<'_>, &str)) {
    let (mut seen, mut named) = (HashSet::new(), HashSet::new());
    for (key, _) in entries {
        if !seen.insert(key) && named.insert(key) {
            report(&path.key(key), key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let node: Node<'_> = serde_json::from_str(text).unwrap();
        let mut paths = Vec::new();
        duplicates(&node, &Path::ROOT, &mut |path, _| paths.push(path.steps().join("/")));
        paths
    }

    #[test]
    fn names_each_repeated_key_once() {
        assert_eq!(found(r#"{"a": 1, "b": [{"c": 1, "c": 2, "c": 3}], "a": 2}"#), ["a", "b/0/c"]);
        assert_eq!(found(r#"{"a": {"x": 1}, "b": {"x": 1}}"#), [""; 0]);
    }

    #[test]
    fn searches_large_objects() {
        let keys: Vec<_> = (0..20).map(|key| format!("\"{}\": 0", key % 19)).collect();
        assert_eq!(found(&format!("{{{}}}", keys.join(","))), ["0"]);
    }
}
