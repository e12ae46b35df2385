//! Carries out plans so that being interrupted at any point does no harm.
//!
//! First all texts of all crates are written to a staging directory; nothing else is touched until that is done. What
//! follows is only renaming and deleting: a new crate is one rename of its directory, a crate that goes is one rename
//! out of the way, and a crate that stays has its files replaced one by one, each as a whole. So a directory of the
//! workspace is never without a manifest, which would keep Cargo from building the command that repairs it.
//!
//! There is no journal to recover from. The next run clears the staging directory and compares anew; since what is
//! emitted depends on the model alone, whatever the interrupted run had not got round to is what then differs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::compare::{Change, Plan};
use super::place::Staging;
use crate::failure::Failure;

/// One change of the file system that is not divided further.
#[derive(Debug)]
pub(crate) enum Step<'p> {
    /// Removes a staging directory.
    Clear(&'p Path),
    /// Writes a file to the staging directory.
    Stage { path: PathBuf, text: &'p str },
    /// Puts a file or directory in its place, or out of the way.
    Move { from: PathBuf, to: PathBuf },
    /// Deletes a file, and the directories that are empty then.
    Delete { path: PathBuf, dir: &'p Path },
}

/// Carries out all plans.
pub(crate) fn all(staging: &Staging, plans: &[Plan<'_>]) -> Result<(), Failure> {
    let prepared = prepare(staging, plans).iter().try_for_each(Step::perform);
    if let Err(failure) = prepared {
        // If even this fails, the next run does it.
        let _ = Step::Clear(&staging.base).perform();
        return Err(failure.detail("note", "no crate was changed"));
    }
    let done = commit(staging, plans).iter().try_for_each(Step::perform);
    done.map_err(|failure| {
        failure.detail("note", "run the command again to finish: some crates may be changed in part")
    })
}

/// The steps that change no crate.
pub(crate) fn prepare<'p>(staging: &'p Staging, plans: &'p [Plan<'_>]) -> Vec<Step<'p>> {
    let mut steps: Vec<_> = staging.leftovers.iter().map(|leftover| Step::Clear(leftover)).collect();
    for plan in plans {
        let staged = staging.base.join(&plan.name);
        steps.extend(plan.writes.iter().map(|write| Step::Stage { path: staged.join(write.path), text: write.text }));
    }
    steps
}

/// The steps that change crates, and the tidying up.
pub(crate) fn commit<'p>(staging: &'p Staging, plans: &'p [Plan<'_>]) -> Vec<Step<'p>> {
    let mut steps = Vec::new();
    for plan in plans {
        let staged = staging.base.join(&plan.name);
        match plan.change {
            Change::New => steps.push(Step::Move { from: staged, to: plan.dir.clone() }),
            Change::Removed => steps.push(Step::Move { from: plan.dir.clone(), to: staged }),
            Change::Kept => steps.extend(update(&staged, plan)),
        }
    }
    steps.extend(staging.leftovers.iter().map(|leftover| Step::Clear(leftover)));
    steps
}

/// New files come before the manifest that may name them, stale ones go after it.
fn update<'p>(staged: &Path, plan: &'p Plan<'_>) -> Vec<Step<'p>> {
    let mut paths: Vec<_> = plan.writes.iter().map(|write| write.path).collect();
    paths.sort_by_key(|path| *path == Path::new("Cargo.toml"));
    let moves = paths.iter().map(|path| Step::Move { from: staged.join(path), to: plan.dir.join(path) });
    let deletes = plan.stale.iter().map(|path| Step::Delete { path: plan.dir.join(path), dir: &plan.dir });
    moves.chain(deletes).collect()
}

impl Step<'_> {
    /// Does it.
    pub(crate) fn perform(&self) -> Result<(), Failure> {
        match self {
            Self::Clear(path) => match fs::remove_dir_all(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io("clear", path, &error)),
                _ => Ok(()),
            },
            Self::Stage { path, text } => {
                create_parent(path)?;
                fs::write(path, text).map_err(|error| Failure::io("write", path, &error))
            }
            Self::Move { from, to } => {
                create_parent(to)?;
                fs::rename(from, to).map_err(|error| Failure::io("replace", to, &error))
            }
            Self::Delete { path, dir } => {
                fs::remove_file(path).map_err(|error| Failure::io("delete", path, &error))?;
                let parents = path.ancestors().skip(1).take_while(|parent| parent != dir);
                // A directory that is not empty refuses, and ends the way up.
                let _ = parents.map(fs::remove_dir).find(Result::is_err);
                Ok(())
            }
        }
    }
}

fn create_parent(path: &Path) -> Result<(), Failure> {
    let Some(parent) = path.parent() else { return Ok(()) };
    fs::create_dir_all(parent).map_err(|error| Failure::io("create", parent, &error))
}
