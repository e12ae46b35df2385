//! From jobs to crates in memory: reads the files, and lets the libraries load and generate.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

use super::mark;
use super::place::Place;
use super::source::Job;
use crate::checkout::shown;
use crate::failure::Failure;
use crate::libraries::codegen::{self, Files};
use crate::libraries::model;
use crate::progress::Progress;
use crate::text::{counted, read_text};

/// An emitted crate, not written yet.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) name: String,
    pub(crate) model: PathBuf,
    pub(crate) files: Files,
    /// The trait id of the protocol that it speaks.
    pub(crate) protocol: String,
    pub(crate) operations: usize,
    pub(crate) shapes: usize,
    pub(crate) notes: Vec<String>,
    pub(crate) elapsed: Duration,
}

impl Crate {
    /// The number of its lines of Rust.
    pub(crate) fn lines(&self) -> usize {
        let rust = self.files.iter().filter(|(path, _)| path.ends_with(".rs"));
        rust.map(|(_, text)| text.lines().count()).sum()
    }
}

/// Emits every crate, or fails with the reports of all models.
pub(crate) fn all(jobs: &[Job], place: &Place, progress: &mut Progress) -> Result<Vec<Crate>, Failure> {
    let (mut crates, mut problems) = (Vec::new(), Vec::new());
    for (index, job) in jobs.iter().enumerate() {
        progress.begin(index + 1, jobs.len(), &shown(&job.model));
        match one(job, place) {
            Ok(emitted) => crates.push(emitted),
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        let what = format!(
            "nothing was written: {} of {} cannot be generated from",
            problems.len(),
            counted(jobs.len(), "model")
        );
        return Err(Failure::new(what).after(problems));
    }
    distinct(&crates)?;
    Ok(crates)
}

/// Emits one crate. The error is the report of the model.
pub(crate) fn one(job: &Job, place: &Place) -> Result<Crate, String> {
    let start = Instant::now();
    let text = read_text(&job.model).map_err(|failure| failure.to_string())?;
    let fixups = job.fixups.as_deref().map(read_text).transpose().map_err(|failure| failure.to_string())?;
    let (name, fixups_name) = (shown(&job.model), job.fixups.as_deref().map(shown).unwrap_or_default());
    let options = model::Options {
        service: job.service.as_deref(),
        fixups: fixups.as_deref().map(|text| model::Source { name: &fixups_name, text }),
        protocols: codegen::PROTOCOLS,
        protocol: job.protocol,
    };
    let source = model::Source { name: &name, text: &text };
    let loaded = model::load(&source, &options).map_err(|r| r.to_string())?;
    let crate_name = job.crate_name.clone().unwrap_or_else(|| codegen::crate_name(&loaded));
    let generated = codegen::generate(&loaded, &place.options(crate_name.clone()));
    let generated = generated.map_err(|problems| report(&source, &problems))?;
    sound(&generated.files).map_err(|failure| failure.to_string())?;
    Ok(Crate {
        name: crate_name,
        model: job.model.clone(),
        files: generated.files,
        protocol: loaded.protocol().to_owned(),
        operations: generated.operations,
        shapes: generated.shapes,
        notes: generated.notes,
        elapsed: start.elapsed(),
    })
}

/// The problems of a model that show only when it is generated from, in the form of those that show before.
fn report(source: &model::Source<'_>, problems: &[codegen::Problem]) -> String {
    let placed = problems.iter().map(|it| (&it.shape, it.trait_id.as_str(), it.pointer.as_str(), it.message.as_str()));
    model::Report::in_traits(source, placed).to_string()
}

/// Two models may not write to one directory.
fn distinct(crates: &[Crate]) -> Result<(), Failure> {
    let mut seen = BTreeMap::new();
    for emitted in crates {
        if let Some(other) = seen.insert(&emitted.name, &emitted.model) {
            return Err(Failure::new(format!("nothing was written: two crates are named `{}`", emitted.name))
                .why(format!("{} and {} both give that name", shown(other), shown(&emitted.model)))
                .help("remove one of the models, or correct its `sdkId` with a fix-up"));
        }
    }
    Ok(())
}

/// Checks the files for the rest of this command: paths stay inside the crate, and every file carries the mark.
fn sound(files: &Files) -> Result<(), Failure> {
    let bug = |path: &str, why: &str| {
        Failure::new(format!("the generator emitted `{path}`, which cannot be written"))
            .why(why)
            .help("this is a bug in tinsmith-codegen, not in the model; please report it")
    };
    for (path, text) in files {
        if path.is_empty() || !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(bug(path, "the path leads out of the crate"));
        }
        if !mark::carries(text.as_bytes()) {
            return Err(bug(
                path,
                &format!("its first line lacks `{}`: once stale, it would stay forever", mark::MARK),
            ));
        }
    }
    match files.contains_key("Cargo.toml") {
        true => Ok(()),
        false => Err(bug("Cargo.toml", "it is missing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(extra: &[(&str, &str)]) -> Files {
        let manifest = [("Cargo.toml", "# @generated by tinsmith\n")];
        manifest.iter().chain(extra).map(|(path, text)| ((*path).into(), (*text).into())).collect()
    }

    #[test]
    fn emitted_files_stay_inside_and_carry_the_mark() {
        assert!(sound(&files(&[("src/lib.rs", "// @generated by tinsmith\n")])).is_ok());
        for path in ["../x", "/x", "", "./x", "src/../../x"] {
            assert!(sound(&files(&[(path, "// @generated by tinsmith\n")])).is_err(), "{path}");
        }
        assert!(sound(&files(&[("src/lib.rs", "//! Hello\n")])).unwrap_err().to_string().contains("`src/lib.rs`"));
        assert!(sound(&Files::new()).unwrap_err().to_string().contains("missing"));
    }

    #[test]
    fn two_models_for_one_crate_are_both_named() {
        let emitted = |model: &str| Crate {
            name: "s3".into(),
            model: model.into(),
            files: Files::new(),
            protocol: String::new(),
            operations: 0,
            shapes: 0,
            notes: Vec::new(),
            elapsed: Duration::ZERO,
        };
        assert!(distinct(&[emitted("a.json")]).is_ok());
        let failure = distinct(&[emitted("a.json"), emitted("b.json")]).unwrap_err().to_string();
        assert!(failure.contains("why: a.json and b.json both"), "{failure}");
    }
}
