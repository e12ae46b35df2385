//! Plans of the changes that bring directories up to date with emitted crates.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::emit::Crate;
use super::mark;
use super::place::Place;
use crate::checkout::{shown, slashed};
use crate::failure::Failure;
use crate::libraries::codegen::Files;

/// The directories of a crate that stale files are looked for in, besides its own. In all others, such as `target`,
/// nothing is ever deleted.
const OWNED: &[&str] = &["src", "tests", "examples", "benches"];

/// The changes in one directory.
#[derive(Debug)]
pub(crate) struct Plan<'c> {
    pub(crate) name: String,
    pub(crate) dir: PathBuf,
    pub(crate) change: Change,
    /// The files whose bytes differ, sorted by path.
    pub(crate) writes: Vec<Write<'c>>,
    /// The emitted files that are no longer, sorted.
    pub(crate) stale: Vec<PathBuf>,
    /// The files without the mark that would be lost, sorted.
    in_the_way: Vec<PathBuf>,
}

/// The change of a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It does not exist yet.
    New,
    /// It stays, with other contents perhaps.
    Kept,
    /// No model gives this crate any more.
    Removed,
}

/// A file to write.
#[derive(Debug)]
pub(crate) struct Write<'c> {
    pub(crate) path: &'c Path,
    pub(crate) text: &'c str,
    /// The present contents.
    pub(crate) found: Option<Vec<u8>>,
}

impl Plan<'_> {
    /// Whether the directory is up to date.
    pub(crate) fn is_done(&self) -> bool {
        self.writes.is_empty() && self.stale.is_empty() && self.change != Change::Removed
    }
}

/// A plan for every emitted crate, then one for every crate that is to go.
pub(crate) fn all<'c>(crates: &'c [Crate], place: &Place) -> Result<Vec<Plan<'c>>, Failure> {
    let mut plans = Vec::new();
    for emitted in crates {
        plans.push(compare(&emitted.name, &emitted.files, place.dir(&emitted.name))?);
    }
    for name in place.existing()? {
        if !crates.iter().any(|emitted| emitted.name == name) {
            let dir = place.dir(&name);
            plans.push(removal(name, dir)?);
        }
    }
    Ok(plans)
}

/// Fails before a file without the mark would be lost.
pub(crate) fn nothing_in_the_way(plans: &[Plan<'_>]) -> Result<(), Failure> {
    for plan in plans {
        let Some(first) = plan.in_the_way.first() else { continue };
        let (dir, file) = (shown(&plan.dir), shown(&plan.dir.join(first)));
        let failure = match plan.change {
            Change::Removed => {
                Failure::new(format!("{dir} is no model's crate any more, but it is not only the generator's"))
                    .why(format!("{file} does not carry the mark of the generator, so it is not deleted"))
                    .help(format!("move or delete that file, or all of {dir}, and run the command again"))
            }
            _ => Failure::new(format!("{file} is in the way"))
                .why("a file of that name is to be written, and this one does not carry the mark of the generator")
                .help("move or delete it, and run the command again"),
        };
        return Err(failure.detail("note", "nothing was written"));
    }
    Ok(())
}

fn compare<'c>(name: &str, files: &'c Files, dir: PathBuf) -> Result<Plan<'c>, Failure> {
    let (mut writes, mut in_the_way) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let path = Path::new(path.as_str());
        let found = read(&dir.join(path))?;
        if found.as_deref() == Some(text.as_bytes()) {
            continue;
        }
        if found.as_deref().is_some_and(|found| !found.is_empty() && !mark::carries(found)) {
            in_the_way.push(path.to_path_buf());
        }
        writes.push(Write { path, text, found });
    }
    let change = if dir.exists() { Change::Kept } else { Change::New };
    let stale = stale(files, &dir).map_err(|error| Failure::io("look through", &dir, &error))?;
    Ok(Plan { name: name.to_owned(), dir, change, writes, stale, in_the_way })
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", path, &error)),
    }
}

/// The files that carry the mark but were not emitted.
fn stale(files: &Files, dir: &Path) -> io::Result<Vec<PathBuf>> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    list(dir, Path::new(""), &|below| OWNED.iter().any(|owned| below.starts_with(owned)), &mut found)?;
    found.sort();
    let mut stale = Vec::new();
    for Entry { path, regular } in found {
        let emitted = files.contains_key(&slashed(&path));
        if !emitted && regular && mark::is_on(&dir.join(&path))? {
            stale.push(path);
        }
    }
    Ok(stale)
}

/// The plan for a crate that is to go: all of it has to be ours.
fn removal(name: String, dir: PathBuf) -> Result<Plan<'static>, Failure> {
    let failure = |error: io::Error| Failure::io("look through", &dir, &error);
    let (mut found, mut stale, mut in_the_way) = (Vec::new(), Vec::new(), Vec::new());
    list(&dir, Path::new(""), &|_| true, &mut found).map_err(&failure)?;
    found.sort();
    for Entry { path, regular } in found {
        let marked = regular && mark::is_on(&dir.join(&path)).map_err(&failure)?;
        if marked { &mut stale } else { &mut in_the_way }.push(path);
    }
    Ok(Plan { name, dir, change: Change::Removed, writes: Vec::new(), stale, in_the_way })
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    path: PathBuf,
    /// Not a link, a pipe or the like.
    regular: bool,
}

/// Lists what is not a directory below `dir`, going into the directories that `wanted` names, but never through links.
fn list(dir: &Path, below: &Path, wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<Entry>) -> io::Result<()> {
    for entry in fs::read_dir(dir.join(below))? {
        let entry = entry?;
        let (path, kind) = (below.join(entry.file_name()), entry.file_type()?);
        if !kind.is_dir() {
            found.push(Entry { path, regular: kind.is_file() });
        } else if wanted(&path) {
            list(dir, &path, wanted, found)?;
        }
    }
    Ok(())
}
