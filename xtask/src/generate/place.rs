//! The directories of crates, and the staging directory.

use std::fs;
use std::io;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use super::mark;
use crate::checkout::shown;
use crate::failure::Failure;
use crate::libraries::codegen::{Options, Runtime};

const GENERATED: &str = "generated";
const RUNTIME: &str = "runtime";
const STAGING: &str = ".tinsmith-staging";

/// The place of the crates of a run.
#[derive(Debug)]
pub(crate) struct Place {
    home: Home,
    pub(crate) staging: Staging,
}

#[derive(Debug)]
enum Home {
    /// Members of the workspace, one directory each.
    Checkout { generated: PathBuf },
    /// One crate that builds on its own. Below the checkout it cannot be a member of its workspace.
    Alone { dir: PathBuf, runtime: String, in_checkout: bool },
}

/// The directories that a run works in, on the same file system as what it writes.
#[derive(Debug)]
pub(crate) struct Staging {
    /// The staging directory of this run.
    pub(crate) base: PathBuf,
    /// The staging directories that an earlier run may have left, `base` among them.
    pub(crate) leftovers: Vec<PathBuf>,
}

impl Place {
    /// The checkout itself: crates are members of its workspace.
    ///
    /// Staging is outside of `generated/`, because there Cargo takes every directory for a member.
    pub(crate) fn checkout(root: &Path) -> Self {
        let base = root.join(STAGING);
        let staging = Staging { leftovers: vec![base.clone()], base };
        Self { home: Home::Checkout { generated: root.join(GENERATED) }, staging }
    }

    /// Any directory that does not exist, is empty or holds an emitted crate.
    ///
    /// A new directory is put together beside it; for one that exists this is done inside, since it may be
    /// another file system (a mounted volume) or the only place where the user may write.
    pub(crate) fn alone(out: &Path, root: &Path) -> Result<Self, Failure> {
        let dir = resolve(out)?;
        let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (inside, beside) = (dir.join(STAGING), dir.with_file_name(format!("{STAGING}-{name}")));
        ours(&dir, &inside)?;
        let base = if dir.exists() { inside.clone() } else { beside.clone() };
        let root = resolve(root)?;
        let home =
            Home::Alone { runtime: runtime_path(&dir, &root.join(RUNTIME)), in_checkout: dir.starts_with(&root), dir };
        Ok(Self { home, staging: Staging { base, leftovers: vec![inside, beside] } })
    }

    /// The directory of a crate.
    pub(crate) fn dir(&self, name: &str) -> PathBuf {
        match &self.home {
            Home::Checkout { generated } => generated.join(name),
            Home::Alone { dir, .. } => dir.clone(),
        }
    }

    /// The options of a crate in this place.
    pub(crate) fn options(&self, crate_name: String) -> Options {
        let runtime = match &self.home {
            Home::Checkout { .. } => Runtime::Workspace,
            Home::Alone { runtime, in_checkout, .. } => {
                Runtime::Path { path: runtime.clone(), own_workspace: *in_checkout }
            }
        };
        Options { crate_name, runtime }
    }

    /// The note on another workspace around the crate, to which Cargo counts the crate.
    pub(crate) fn note(&self) -> Option<String> {
        let Home::Alone { dir, in_checkout: false, .. } = &self.home else { return None };
        let is_workspace = |manifest: &PathBuf| {
            let text = fs::read_to_string(manifest).unwrap_or_default();
            text.lines().any(|line| line.trim_start().starts_with("[workspace"))
        };
        let around = dir.ancestors().skip(1).map(|dir| dir.join("Cargo.toml")).find(is_workspace)?;
        Some(format!(
            "{} lies in the workspace of {}: list it there in `members` or `exclude`, unless a member depends on it by \
             its path",
            shown(dir),
            shown(&around)
        ))
    }

    /// The emitted crates that are here, sorted. A crate on its own has no neighbours that this run could know of.
    pub(crate) fn existing(&self) -> Result<Vec<String>, Failure> {
        let Home::Checkout { generated } = &self.home else { return Ok(Vec::new()) };
        let listed = emitted_crates(generated);
        listed.map_err(|error| Failure::io("read", generated, &error))
    }
}

fn emitted_crates(generated: &Path) -> io::Result<Vec<String>> {
    if !generated.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(generated)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && mark::is_on(&entry.path().join("Cargo.toml"))? {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Refuses a directory that holds something else than an emitted crate or what an interrupted run has left.
fn ours(dir: &Path, staging: &Path) -> Result<(), Failure> {
    let manifest = dir.join("Cargo.toml");
    let marked = mark::is_on(&manifest).map_err(|error| Failure::io("read", &manifest, &error))?;
    if marked || staging.exists() || !dir.exists() {
        return Ok(());
    }
    let first = fs::read_dir(dir).and_then(|mut entries| entries.next().transpose());
    let Some(first) = first.map_err(|error| Failure::io("read", dir, &error))? else { return Ok(()) };
    let why = match manifest.exists() {
        true => format!("its Cargo.toml does not begin with `# {}`", mark::MARK),
        false => format!("it has no Cargo.toml, but `{}`", first.file_name().to_string_lossy()),
    };
    Err(Failure::new(format!("{} holds something else than an emitted crate", shown(dir)))
        .why(why)
        .help("name a new or empty directory with --out, or empty this one yourself")
        .detail("note", "nothing was written"))
}

/// The path without links as far as it exists.
fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(|error| Failure::io("find", path, &error))?;
    for ancestor in absolute.ancestors() {
        match (fs::canonicalize(ancestor), absolute.strip_prefix(ancestor)) {
            (Ok(real), Ok(rest)) if rest.components().all(|part| matches!(part, Component::Normal(_))) => {
                return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
            }
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {}
            (Err(error), _) => return Err(Failure::io("find", path, &error)),
            _ => break,
        }
    }
    Err(Failure::new(format!("could not find {}", shown(path)))
        .why("`..` follows a directory that does not exist")
        .help("write the path without it"))
}

/// The path by which a crate in `dir` finds the runtime: relative if both lie below a common directory, so that they
/// can be moved together, or else absolute.
fn runtime_path(dir: &Path, runtime: &Path) -> String {
    let parts = |path: &Path| path.components().map(|part| part.as_os_str().to_owned()).collect::<Vec<_>>();
    let (from, to) = (parts(dir), parts(runtime));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let common: PathBuf = to[..shared].iter().collect();
    if !common.components().any(|part| matches!(part, Component::Normal(_))) {
        return in_manifest(&runtime.display().to_string(), MAIN_SEPARATOR);
    }
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..].iter().map(|part| part.to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// An absolute path as Cargo reads it on every system: with `/`, and without the `\\?\` that `fs::canonicalize` puts before
/// what Windows takes literally.
fn in_manifest(path: &str, separator: char) -> String {
    path.strip_prefix(r"\\?\").unwrap_or(path).replace(separator, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_path_is_one_that_cargo_reads() {
        assert_eq!(in_manifest("/home/a\\b", '/'), "/home/a\\b");
        assert_eq!(in_manifest(r"\\?\D:\tinsmith\runtime", '\\'), "D:/tinsmith/runtime");
    }

    #[test]
    fn the_runtime_is_found_from_anywhere() {
        let path = |dir: &str| runtime_path(Path::new(dir), Path::new("/home/me/tinsmith/runtime"));
        assert_eq!(path("/home/me/tinsmith/out/s3"), "../../runtime");
        assert_eq!(path("/home/me/project"), "../tinsmith/runtime");
        assert_eq!(path("/mnt/s3"), "/home/me/tinsmith/runtime");
    }

    #[test]
    fn a_directory_of_something_else_is_refused() {
        let (temp, root) = (tempfile::tempdir().unwrap(), crate::checkout::root());
        let (out, manifest) = (temp.path().join("out"), temp.path().join("out/Cargo.toml"));
        let alone = || Place::alone(&out, &root).map_err(|failure| failure.to_string());

        assert!(alone().unwrap().staging.base.ends_with(".tinsmith-staging-out"));
        fs::create_dir(&out).unwrap();
        assert!(alone().unwrap().staging.base.ends_with("out/.tinsmith-staging"));
        fs::write(out.join("thesis.txt"), "dear").unwrap();
        assert!(alone().unwrap_err().contains("it has no Cargo.toml, but `thesis.txt`"));
        fs::write(&manifest, "[package]\n").unwrap();
        assert!(alone().unwrap_err().contains("its Cargo.toml does not begin with"));
        fs::write(&manifest, "# @generated by tinsmith\n[package]\n").unwrap();
        assert!(alone().is_ok());
        fs::remove_file(&manifest).unwrap();
        fs::create_dir(out.join(STAGING)).unwrap();
        assert!(alone().is_ok(), "an interrupted run may be finished");
    }

    #[test]
    fn a_path_is_resolved_as_far_as_it_exists() {
        let temp = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(temp.path()).unwrap();
        assert_eq!(resolve(temp.path()).unwrap(), real);
        assert_eq!(resolve(&temp.path().join("a/b")).unwrap(), real.join("a/b"));
        assert!(resolve(&temp.path().join("a/../b")).unwrap_err().to_string().contains("`..` follows"));
        fs::write(temp.path().join("file"), "").unwrap();
        assert!(resolve(&temp.path().join("file/b")).is_err());
    }
}
