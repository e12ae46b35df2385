//! Output and status of `.ci/run`, with functions in the place of the programs that it runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tinsmith_reference::{SKIPS, VARIABLE, skip};
use tinsmith_tests::generate::root;

/// Stands for Cargo: each run of tests has two that pass. What is not `--locked` fails, as does the subcommand
/// `$FAILS`, of Cargo or of xtask.
const STUBS: &str = r#"
cargo() {
    case "$1 $*" in fmt*|*" --locked "*) ;; *) echo "not locked: cargo $*"; return 9 ;; esac
    if [ "$1" = test ]; then
        if [ -n "${SKIP:-}" ]; then echo "skipped: $SKIP" >>"$TINSMITH_SKIPS"; fi
        if [ "${FAILS:-}" = test ]; then echo "test result: FAILED. 1 passed; 1 failed; 0 ignored"; return 101; fi
        echo "test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out"
    fi
    [ "${FAILS:-}" != "$1" ] && [ "${FAILS:-}" != "${*: -1}" ]
}
rustfmt() { true; }
python3() { false; }
"#;

/// A checkout with nothing but what `.ci/run` reads itself.
struct Checkout(PathBuf);

/// The end of a run: its success, the last line, and all lines.
type Outcome = (bool, String, String);

impl Checkout {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ci").join(name);
        for (from, to) in
            [(".ci/run", ".ci/run"), (REQUIREMENTS, REQUIREMENTS), (REQUIREMENTS, "target/moto/requirements.txt")]
        {
            let to = folder.join(to);
            fs::create_dir_all(to.parent().expect("it is in a folder")).expect("the folder can be made");
            fs::copy(root().join(from), to).expect("the file can be copied");
        }
        fs::write(folder.join("stubs.sh"), STUBS).expect("the file can be written");
        Self(folder)
    }

    /// Runs `.ci/run` with these variables, or reports that there is no Bash.
    fn run(&self, variables: &[(&str, &str)]) -> Option<Outcome> {
        let mut bash = Command::new("bash");
        // Read before the script.
        bash.arg(self.0.join(".ci/run")).env("BASH_ENV", self.0.join("stubs.sh"));
        for name in ["FAILS", "SKIP", VARIABLE, SKIPS] {
            bash.env_remove(name);
        }
        let Ok(output) = bash.envs(variables.iter().copied()).output() else {
            skip("what .ci/run says", "bash is not there");
            return None;
        };
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        let last = said.lines().last().unwrap_or_default().to_owned();
        Some((output.status.success(), last, said))
    }
}

/// The output, indented, so that it is not taken for the results of this test.
fn indented(said: &str) -> String {
    said.lines().map(|line| format!("\n    {line}")).collect()
}

const REQUIREMENTS: &str = "tests/moto/requirements.txt";

#[test]
fn without_the_reference_folder_skips_are_named_and_counted() {
    let checkout = Checkout::new("without");
    let Some((good, last, said)) = checkout.run(&[]) else { return };
    // Five formats alone, spans alone, and the workspace.
    assert!(good && last == "14 passed, 0 failed", "{}", indented(&said));
    assert!(said.contains("\n1 skipped:\nskipped: conformance, "), "{}", indented(&said));

    let Some((good, last, said)) = checkout.run(&[("SKIP", "this: of that")]) else { return };
    assert!(good && last == "14 passed, 0 failed", "{}", indented(&said));
    assert!(said.contains("\n2 skipped:\n") && said.contains("\nskipped: this: of that\n"), "{}", indented(&said));
}

#[test]
fn with_the_reference_folder_a_skip_fails() {
    let checkout = Checkout::new("with");
    let reference = (VARIABLE, "anywhere");
    let Some((good, last, said)) = checkout.run(&[reference]) else { return };
    assert!(good && last == "14 passed, 0 failed" && !said.contains("skipped"), "{}", indented(&said));
    assert!(said.contains("\n== xtask conformance\n"), "{}", indented(&said));

    let Some((good, last, said)) = checkout.run(&[reference, ("SKIP", "calls of moto: none")]) else { return };
    assert!(!good && last == "14 passed, 1 failed", "{}", indented(&said));
    assert!(
        said.contains("\n1 skipped:\nskipped: calls of moto: none\nerror: where the reference folder is"),
        "{}",
        indented(&said)
    );

    // The one that may be skipped, since compiling it takes minutes.
    let Some((good, _, said)) = checkout.run(&[reference, ("SKIP", "signatures: s3s-fs is not installed")]) else {
        return;
    };
    assert!(good && said.contains("\n1 skipped:\n"), "{}", indented(&said));

    fs::remove_file(checkout.0.join("target/moto/requirements.txt")).expect("the file can be removed");
    let Some((good, last, said)) = checkout.run(&[reference]) else { return };
    assert!(!good && last == "12 passed, 1 failed", "moto cannot be installed, but {}", indented(&said));
}

#[test]
fn a_step_that_fails_is_no_success() {
    let checkout = Checkout::new("fails");
    for (step, expected) in
        [("clippy", "0 passed, 1 failed"), ("test", "1 passed, 1 failed"), ("doc", "12 passed, 1 failed")]
    {
        let Some((good, last, said)) = checkout.run(&[("FAILS", step)]) else { return };
        assert!(!good && last == expected, "{step}: {}", indented(&said));
    }

    // Beside the others, so that those before the tests of the workspace have passed.
    let Some((good, last, said)) = checkout.run(&[("FAILS", "conformance"), (VARIABLE, "anywhere")]) else { return };
    assert!(!good && last == "12 passed, 1 failed" && said.contains("\n== xtask conformance\n"), "{}", indented(&said));
}
