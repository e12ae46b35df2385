//! The models of a sweep.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::checkout::shown;
use crate::failure::Failure;

/// The models of a folder, or those among them that `only` names: the largest first, so that none is left to a single
/// core at the end.
pub(super) fn select(dir: &Path, only: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let failure = |error| Failure::io("read", dir, &error);
    let mut models = Vec::new();
    for entry in fs::read_dir(dir).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        if entry.path().extension().is_some_and(|extension| extension == "json") {
            models.push((entry.metadata().map_err(failure)?.len(), entry.path()));
        }
    }
    if let Some(missing) = only.iter().find(|name| !models.iter().any(|(_, model)| stem(model) == **name)) {
        return Err(Failure::new(format!("there is no model {missing}.json in {}", shown(dir)))
            .help("`--only` takes names of files without `.json`, separated by commas"));
    }
    models.retain(|(_, model)| only.is_empty() || only.contains(&stem(model)));
    if models.is_empty() {
        return Err(Failure::new(format!("there is no model in {}", shown(dir))).help("name a folder with --models"));
    }
    models.sort_by(|(size, path), (other_size, other)| other_size.cmp(size).then_with(|| path.cmp(other)));
    Ok(models.into_iter().map(|(_, model)| model).collect())
}

/// The name of a file without its ending.
pub(super) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The protocols of a model's services, by their trait ids.
pub(super) fn protocols(text: &str) -> Vec<String> {
    let model: Value = serde_json::from_str(text).unwrap_or_default();
    let shapes = model.get("shapes").and_then(Value::as_object).into_iter().flatten();
    let services = shapes.filter(|(_, shape)| shape.get("type").and_then(Value::as_str) == Some("service"));
    let traits = services.filter_map(|(_, service)| service.get("traits")?.as_object()).flatten();
    let ids = traits.map(|(id, _)| id).filter(|id| id.contains(".protocols#") && !id.ends_with("#awsQueryCompatible"));
    ids.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_models_come_first_and_unknown_names_are_reported() {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in [("a.json", "1"), ("b.json", "333"), ("c.json", "22"), ("d.txt", "4444")] {
            fs::write(dir.path().join(name), text).unwrap();
        }
        let names = |only: &[&str]| {
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            select(dir.path(), &only).map(|models| models.iter().map(|it| stem(it)).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap(), ["b", "c", "a"]);
        assert_eq!(names(&["c", "a"]).unwrap(), ["c", "a"]);
        assert!(names(&["a", "d"]).unwrap_err().to_string().contains("no model d.json in"));
    }

    #[test]
    fn protocols_are_those_of_the_service() {
        let text = r#"{"shapes": {
            "a#S": {"type": "service", "traits": {
                "aws.protocols#awsJson1_0": {}, "aws.protocols#awsQueryCompatible": {}, "smithy.api#title": "S"}},
            "a#T": {"type": "string", "traits": {"aws.protocols#restXml": {}}}
        }}"#;
        assert_eq!(protocols(text), ["aws.protocols#awsJson1_0"]);
        assert!(protocols("not JSON").is_empty());
    }
}
