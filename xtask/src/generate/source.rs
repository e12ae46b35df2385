//! The models to generate from: those of the checkout with their fix-ups, or one of the command line.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::checkout::shown;
use crate::failure::Failure;
use crate::libraries::codegen::{Protocol, check_crate_name};

const SERVICES: &str = "model/services";
const FIXUPS: &str = "model/fixups";

/// A crate to generate.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) model: PathBuf,
    pub(crate) fixups: Option<PathBuf>,
    pub(crate) service: Option<String>,
    pub(crate) crate_name: Option<String>,
    /// The trait id of the protocol, if it is not left to the order of preference.
    pub(crate) protocol: Option<&'static str>,
}

/// A job for every model of the checkout, sorted by file name.
pub(crate) fn of_checkout(root: &Path) -> Result<Vec<Job>, Failure> {
    let (services, fixups) = (root.join(SERVICES), root.join(FIXUPS));
    let models = json_files(&services).map_err(|error| Failure::io("read", &services, &error))?;
    if models.is_empty() {
        return Err(Failure::new(format!("there is no model in {}", shown(&services)))
            .help("put a Smithy JSON model there, or name one with --model FILE --out DIR"));
    }
    let corrected = match json_files(&fixups) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeSet::new(),
        listed => listed.map_err(|error| Failure::io("read", &fixups, &error))?,
    };
    if let Some(orphan) = corrected.difference(&models).next() {
        return Err(Failure::new(format!("{} corrects no model", shown(&fixups.join(orphan))))
            .why(format!("there is no {}", shown(&services.join(orphan))))
            .help("delete it, or name it like the model that it corrects"));
    }
    let job = |name: &PathBuf| Job {
        model: services.join(name),
        fixups: corrected.contains(name).then(|| fixups.join(name)),
        service: None,
        crate_name: None,
        protocol: None,
    };
    Ok(models.iter().map(job).collect())
}

/// The names of the JSON files in a directory.
fn json_files(dir: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(dir)? {
        let name = PathBuf::from(entry?.file_name());
        if name.extension().is_some_and(|extension| extension == "json") {
            names.insert(name);
        }
    }
    Ok(names)
}

/// Reads a crate name from the command line.
pub(crate) fn crate_name(text: &str) -> Result<String, String> {
    check_crate_name(text).map(|()| text.into()).map_err(Into::into)
}

/// Reads a protocol from the command line, and gives its trait id.
pub(crate) fn protocol(text: &str) -> Result<&'static str, String> {
    match Protocol::named(text) {
        Some(protocol) => Ok(protocol.id),
        None => Err(format!("that is none of {}", Protocol::names().join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::slashed;

    #[test]
    fn models_go_with_the_fixups_of_the_same_name() {
        let root = tempfile::tempdir().unwrap();
        assert!(of_checkout(root.path()).unwrap_err().to_string().contains("model/services\n  why: "));

        let write = |path: &str| {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        };
        write("model/services/LICENSE");
        assert!(of_checkout(root.path()).unwrap_err().to_string().contains("there is no model in"));

        ["model/services/b.json", "model/services/a.json", "model/fixups/b.json"].into_iter().for_each(write);
        let jobs = of_checkout(root.path()).unwrap();
        let named = |path: &Path| slashed(path.strip_prefix(root.path()).unwrap());
        assert_eq!(
            jobs.iter().map(|job| named(&job.model)).collect::<Vec<_>>(),
            ["model/services/a.json", "model/services/b.json"]
        );
        assert_eq!(jobs[0].fixups, None);
        assert_eq!(jobs[1].fixups.as_deref().map(named), Some("model/fixups/b.json".into()));

        write("model/fixups/c.json");
        let failure = of_checkout(root.path()).unwrap_err().to_string();
        assert!(failure.contains("model/fixups/c.json corrects no model"), "{failure}");
    }

    #[test]
    fn protocols_go_by_their_names() {
        for name in ["restJson1", "aws.protocols#restJson1"] {
            assert_eq!(protocol(name), Ok("aws.protocols#restJson1"));
        }
        assert!(protocol("soap").unwrap_err().contains(", restJson1"));
    }

    #[test]
    fn crate_names_are_those_that_cargo_takes() {
        assert_eq!(crate_name("my-client").as_deref(), Ok("my-client"));
        assert_eq!(crate_name("std").unwrap_err(), "that is the name of a crate which the emitted one needs");
    }
}
