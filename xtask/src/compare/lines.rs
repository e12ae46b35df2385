//! The lines of a client crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cost;
use super::row::{Goal, Row};
use super::runner::Runner;
use super::samples::Samples;
use super::services::{self, SERVICES};
use crate::checkout::root;
use crate::failure::Failure;

pub(crate) fn measure(runner: &mut Runner) -> Result<Vec<Row>, Failure> {
    let (ours, official) =
        (root().join("generated/ivsrealtime/src"), official_source(runner, &runner.dir, "aws-sdk-ivsrealtime")?);
    let row = Row::new("emitted lines", count(&ours)?, Some(count(&official)?));
    let mut rows = vec![row.goals(Goal::AtMost(25_000.0), Goal::AtMost(15_000.0))];
    if let Some(workspace) = &runner.services {
        for service in &SERVICES {
            let ours = services::client(runner, service).join("src");
            let official = official_source(runner, workspace, service.official)?;
            rows.push(Row::new(format!("emitted lines, {}", service.name), count(&ours)?, Some(count(&official)?)));
        }
    }
    Ok(rows)
}

/// The folder in which Cargo keeps the source of an official crate.
fn official_source(runner: &Runner, workspace: &Path, krate: &str) -> Result<PathBuf, Failure> {
    let args = ["metadata", "--locked", "--offline", "--format-version", "1"];
    let metadata = cost::output(runner.cargo(&args).current_dir(workspace))?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)
        .map_err(|error| Failure::new("`cargo metadata` cannot be read").why(error.to_string()))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let mut manifests = packages.filter(|it| it["name"] == krate).filter_map(|it| it["manifest_path"].as_str());
    let manifest = manifests.next().map(|manifest| Path::new(manifest).with_file_name("src"));
    manifest.ok_or_else(|| Failure::new(format!("`cargo metadata` does not name {krate}")))
}

fn count(dir: &Path) -> Result<Samples, Failure> {
    let lines = lines(dir).map_err(|error| Failure::io("read", dir, &error))?;
    Ok(Samples::exactly(lines as f64))
}

/// The lines of all Rust files below a directory.
fn lines(dir: &Path) -> io::Result<usize> {
    let mut total = 0;
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            total += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            total += fs::read_to_string(&path)?.lines().count();
        }
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_files_are_counted_wherever_they_are() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("a/b.rs"), "1\n2\n").unwrap();
        fs::write(dir.path().join("c.rs"), "1\n").unwrap();
        fs::write(dir.path().join("d.md"), "1\n").unwrap();
        assert_eq!(lines(dir.path()).unwrap(), 3);
    }
}
