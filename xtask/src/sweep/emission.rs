//! Generates the crates of a sweep, on all cores.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::models::{protocols, stem};
use super::workspace::Workspace;
use super::{Krate, Outcome, Swept};
use crate::checkout::root;
use crate::generate::emit::{self, Crate};
use crate::generate::place::Place;
use crate::generate::source::Job;
use crate::libraries::codegen::PROTOCOLS;
use crate::progress::Progress;
use crate::text::read_text;

/// Generates from all models, and writes the crates to check to the workspace. Sorted by the names of the models.
pub(super) fn all(models: &[PathBuf], workspace: Option<&Workspace>) -> Vec<Swept> {
    let place = Place::checkout(&root());
    each(models, |model| one(model, &place, workspace))
}

/// Sweeps each model, on all cores. One that panics has failed, and the others go on.
fn each(models: &[PathBuf], one: impl Fn(&Path) -> Swept + Sync) -> Vec<Swept> {
    let (next, progress) = (AtomicUsize::new(0), Mutex::new((1, Progress::stderr())));
    let work = || {
        let mut swept = Vec::new();
        while let Some(model) = models.get(next.fetch_add(1, Ordering::Relaxed)) {
            let it = catch_unwind(AssertUnwindSafe(|| one(model))).unwrap_or_else(|_| {
                let outcome = Outcome::Failed("it panicked, see above: a bug, and not in the model".to_owned());
                Swept { model: stem(model), krate: None, outcome }
            });
            if let Ok((done, progress)) = progress.lock().as_deref_mut() {
                progress.begin(*done, models.len(), &format!("generated {}", it.model));
                *done += 1;
            }
            swept.push(it);
        }
        swept
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let mut swept: Vec<Swept> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores.min(models.len())).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    swept.sort_by(|a, b| a.model.cmp(&b.model));
    swept
}

fn one(model: &Path, place: &Place, workspace: Option<&Workspace>) -> Swept {
    let job = Job { model: model.to_path_buf(), fixups: None, service: None, protocol: None, crate_name: None };
    let (krate, outcome) = match emit::one(&job, place) {
        Ok(emitted) => add(&emitted, workspace),
        Err(problem) => (None, unspoken(model).map_or(Outcome::Failed(problem), Outcome::Skipped)),
    };
    Swept { model: stem(model), krate, outcome }
}

fn add(emitted: &Crate, workspace: Option<&Workspace>) -> (Option<Krate>, Outcome) {
    let mut krate = Krate {
        package: emitted.name.clone(),
        protocol: short(&emitted.protocol).to_owned(),
        operations: emitted.operations,
        lines: emitted.lines(),
        notes: emitted.notes.clone(),
        generating: emitted.elapsed,
        checking: None,
        runtime: runtime(&emitted.files["Cargo.toml"]).to_owned(),
        key: 0,
    };
    let outcome = match workspace.map(|workspace| workspace.add(&mut krate, emitted)) {
        None => Outcome::Generated,
        Some(Ok(outcome)) => outcome,
        Some(Err(failure)) => Outcome::Failed(failure.to_string()),
    };
    (Some(krate), outcome)
}

/// The line of a manifest that names the runtime and its features.
fn runtime(manifest: &str) -> &str {
    manifest.lines().find(|line| line.starts_with("tinsmith = ")).unwrap_or_default()
}

/// The protocols of a model that speaks no supported one, and is skipped for that reason.
fn unspoken(model: &Path) -> Option<String> {
    let protocols = protocols(&read_text(model).ok()?);
    let spoken = protocols.iter().any(|protocol| PROTOCOLS.contains(&protocol.as_str()));
    let names: Vec<_> = protocols.iter().map(|id| short(id)).collect();
    (!spoken && !names.is_empty()).then(|| names.join(", "))
}

fn short(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_model_is_generated_from_or_skipped_or_failed() {
        let dir = tempfile::tempdir().unwrap();
        let fixture = fs::read_to_string(root().join("codegen/tests/fixtures/labels.json")).unwrap();
        let unspoken = fixture.replace("aws.protocols#restJson1", "aws.protocols#carrierPigeon");
        let models = [("a", fixture.as_str()), ("b", &unspoken), ("c", "{\"smithy\": \"2.0\"}"), ("d", &fixture)];
        let paths: Vec<_> = models.map(|(name, _)| dir.path().join(name).with_extension("json")).into();
        models.iter().zip(&paths).for_each(|((_, text), path)| fs::write(path, text).unwrap());

        let swept = all(&paths, None);
        assert_eq!(swept.iter().map(|it| it.model.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        let krate = swept[0].krate.as_ref().unwrap();
        assert_eq!((krate.package.as_str(), krate.protocol.as_str()), ("labels", "restJson1"));
        assert!(krate.lines > 100 && krate.operations > 0);
        assert!(krate.runtime.starts_with("tinsmith = {"), "{}", krate.runtime);
        assert!(matches!(&swept[0].outcome, Outcome::Generated));
        assert!(matches!(&swept[1].outcome, Outcome::Skipped(protocols) if protocols == "carrierPigeon"));
        assert!(matches!(&swept[2].outcome, Outcome::Failed(text) if text.contains("error: ")));
        assert!(matches!(&swept[3].outcome, Outcome::Generated));
    }

    #[test]
    fn a_model_that_panics_has_failed() {
        let models: Vec<_> = ["a.json", "b.json", "c.json", "d.json"].map(PathBuf::from).into();
        let swept = each(&models, |model| {
            assert_ne!(stem(model), "b", "a test of panics");
            Swept { model: stem(model), krate: None, outcome: Outcome::Generated }
        });
        let failed = |it: &Swept| matches!(&it.outcome, Outcome::Failed(why) if why.starts_with("it panicked"));
        let outcomes: Vec<_> = swept.iter().map(|it| (it.model.as_str(), failed(it))).collect();
        assert_eq!(outcomes, [("a", false), ("b", true), ("c", false), ("d", false)]);
    }
}
