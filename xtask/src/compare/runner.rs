//! Builds the measuring programs, and runs them by turns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cost;
use super::samples::Samples;
use crate::checkout::{root, shown};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::text::read_text;

/// The number of runs of a program. The programs repeat short work themselves.
const RUNS: usize = 5;
/// The number of builds.
const BUILDS: usize = 3;
/// The number of builds of S3, DynamoDB and SSM, whose official crates take minutes.
const SERVICE_BUILDS: usize = 2;

/// Cargo reports no lints in crates from a registry, as the official ones are here.
const NO_LINTS: &str = "--cap-lints=allow";
/// The end of the manifest of a program: it is a workspace of its own, and Cargo compiles its dependencies as those from a
/// registry, not incrementally.
const ALONE: &str = "\n[workspace]\n\n[profile.dev.package.\"*\"]\nincremental = false\n";

/// The workspace `tests/compare` and its builds.
pub(crate) struct Runner {
    pub(crate) dir: PathBuf,
    pub(crate) target: PathBuf,
    /// The number of runs of a program.
    pub(crate) runs: usize,
    /// The number of builds.
    pub(crate) builds: usize,
    /// The number of builds of S3, DynamoDB and SSM.
    pub(crate) service_builds: usize,
    /// The workspace of S3, DynamoDB and SSM, where there are models to generate their clients from.
    pub(crate) services: Option<PathBuf>,
    progress: Progress,
}

/// A program and its arguments.
pub(crate) type Run<'a> = (&'a str, &'a [&'a str]);

/// The figures that the runs of a program have printed, by name.
pub(crate) type Figures = BTreeMap<String, Samples>;

impl Runner {
    /// Fetches what the programs depend on, so that nothing is downloaded while time is taken.
    pub(crate) fn open(rounds: Option<u16>) -> Result<Self, Failure> {
        let dir = root().join("tests/compare");
        let often = |default: usize| rounds.map_or(default, usize::from);
        let runner = Self {
            target: dir.join("target"),
            runs: often(RUNS),
            builds: often(BUILDS),
            service_builds: often(SERVICE_BUILDS),
            services: None,
            progress: Progress::stderr(),
            dir,
        };
        runner.fetch(&runner.dir)?;
        Ok(runner)
    }

    /// Downloads what the programs of a workspace depend on.
    pub(crate) fn fetch(&self, workspace: &Path) -> Result<(), Failure> {
        let fetched = cost::output(self.cargo(&["fetch", "--locked"]).current_dir(workspace));
        let help = format!(
            "if the lock file is out of date: `cargo update --workspace` in {}, and commit it",
            shown(workspace)
        );
        fetched.map(drop).map_err(|failure| failure.help(help))
    }

    /// Shows progress.
    pub(crate) fn tell(&mut self, step: usize, of: usize, what: &str) {
        self.progress.begin(step, of, what);
    }

    /// A cargo command in the workspace of the programs. What its output depends on is not left to the environment.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.args(args).current_dir(&self.dir).env("CARGO_TARGET_DIR", &self.target);
        command.env_remove("RUSTC_WRAPPER").env_remove("CARGO_INCREMENTAL").env("RUSTFLAGS", NO_LINTS);
        command
    }

    /// Builds packages in release.
    pub(crate) fn build(&mut self, packages: &[&str]) -> Result<(), Failure> {
        self.build_in(&self.dir.clone(), packages)
    }

    /// Builds packages of a workspace in release.
    pub(crate) fn build_in(&mut self, workspace: &Path, packages: &[&str]) -> Result<(), Failure> {
        for (step, package) in packages.iter().enumerate() {
            self.tell(step + 1, packages.len(), &format!("building {package}"));
            let args = ["build", "--release", "--locked", "--offline", "--package", package];
            cost::output(self.cargo(&args).current_dir(workspace))?;
        }
        Ok(())
    }

    /// A program that is built.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.target.join("release").join(name)
    }

    /// Runs programs by turns, and returns the figures of each.
    pub(crate) fn by_turns(&mut self, what: &str, runs: &[Run<'_>]) -> Result<Vec<Figures>, Failure> {
        let mut printed: Vec<BTreeMap<String, Vec<f64>>> = vec![BTreeMap::new(); runs.len()];
        for round in 0..self.runs {
            self.tell(round + 1, self.runs, what);
            for ((program, args), printed) in runs.iter().zip(&mut printed) {
                for (name, value) in figures(&self.program(program), args)? {
                    printed.entry(name).or_default().push(value);
                }
            }
        }
        let samples = |it: BTreeMap<String, Vec<f64>>| it.into_iter().map(|(k, v)| (k, Samples::new(v))).collect();
        Ok(printed.into_iter().map(samples).collect())
    }

    /// Copies a small program to the target directory, where it may be edited and is a workspace of its own, and gives its
    /// manifest. It is as deep there as in `programs`, so that the relative paths in the manifest lead where they should.
    pub(crate) fn copy(&self, program: &str) -> Result<PathBuf, Failure> {
        let from = self.dir.join("programs").join(program.trim_start_matches("program-"));
        let dir = self.target.join(program);
        fs::create_dir_all(dir.join("src")).map_err(|error| Failure::io("create", &dir, &error))?;
        let manifest = read_text(&from.join("Cargo.toml"))? + ALONE;
        fs::write(dir.join("Cargo.toml"), manifest).map_err(|error| Failure::io("write", &dir, &error))?;
        for (from, to) in [(from.join("src/main.rs"), "src/main.rs"), (self.dir.join("Cargo.lock"), "Cargo.lock")] {
            fs::copy(&from, dir.join(to)).map_err(|error| Failure::io("copy", &from, &error))?;
        }
        Ok(dir.join("Cargo.toml"))
    }

    /// Removes a directory below the target directory, if it is there.
    pub(crate) fn clear(&self, name: &str) -> Result<PathBuf, Failure> {
        let dir = self.target.join(name);
        match fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Failure::io("remove", &dir, &error)),
            _ => Ok(dir),
        }
    }
}

/// A figure of a program, which it must have printed.
pub(crate) fn figure(figures: &Figures, name: &str) -> Result<Samples, Failure> {
    let missing = || Failure::new(format!("a program of tests/compare has not printed `{name}`"));
    figures.get(name).cloned().ok_or_else(missing)
}

/// The lines `name value` that a program prints.
fn figures(program: &Path, args: &[&str]) -> Result<Vec<(String, f64)>, Failure> {
    let printed = cost::output(Command::new(program).args(args))?;
    let parse = |line: &str| {
        let (name, value) = line.split_once(' ')?;
        Some((name.to_owned(), value.parse().ok()?))
    };
    let bad = |line: &str| Failure::new(format!("{} has printed `{line}`, which is no figure", program.display()));
    printed.lines().map(|line| parse(line).ok_or_else(|| bad(line))).collect()
}
