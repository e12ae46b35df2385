//! Emitted clients call a third-party server: moto, which plays AWS services (<https://docs.getmoto.org>).
//!
//! The clients are generated from models of the reference folder, and `tests/moto`, which calls the server with them, is
//! compiled and run beside them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use tinsmith_codegen::{Files, crate_name};
use tinsmith_reference::{needed_for, skip};
use tinsmith_tests::generate::{generate, model, root, slashed};
use tinsmith_tests::workspace::Workspace;

/// The models of the services that are called.
const MODELS: [&str; 12] = [
    "cloudformation",
    "cloudwatch",
    "dynamodb",
    "iam",
    "lambda",
    "polly",
    "route-53",
    "s3",
    "secrets-manager",
    "sns",
    "sqs",
    "sts",
];

#[test]
fn emitted_clients_call_moto() {
    let Some(reference) = needed_for("calls of moto") else { return };
    let Some(server) = Server::start() else { return };
    let verifying = Verifying::start();
    let mut crates = clients(&reference);
    let flows = flows();
    let forgotten = operations_with(&crates, "FlexibleChecksum");
    let forgotten: Vec<_> = forgotten.filter(|it| !flows["calls/checksums.rs"].contains(&format!(" {it}("))).collect();
    assert!(forgotten.is_empty(), "the checksums of {forgotten:?} are not tested");
    crates.push(("flows".to_owned(), flows));
    let workspace = Workspace::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("moto"), &crates);
    let mut cargo = workspace.cargo(&["test", "--package", "flows", "--no-fail-fast"]);
    cargo.env("TINSMITH_MOTO", &server.url);
    if let Some(verifying) = &verifying {
        cargo.env("TINSMITH_S3S", &verifying.url);
    }
    let report = workspace.run(&mut cargo);
    for told in report.lines().filter_map(|line| line.strip_prefix("skipped: ")) {
        let (what, why) = told.split_once(": ").unwrap_or((told, "no reason is told"));
        skip(what, why);
    }
}

/// The clients, with the names of their packages.
fn clients(reference: &Path) -> Vec<(String, Files)> {
    let client = |name: &str| {
        let model = model(&reference.join("models").join(name).with_extension("json"), None);
        let package = crate_name(&model);
        let files = generate(&model, &package).files;
        (package, files)
    };
    thread::scope(|scope| {
        let generating: Vec<_> = MODELS.iter().map(|name| scope.spawn(|| client(name))).collect();
        generating.into_iter().map(|one| one.join().expect("the model can be generated from")).collect()
    })
}

/// The methods of the operations in whose files a text occurs.
fn operations_with<'c>(crates: &'c [(String, Files)], text: &'c str) -> impl Iterator<Item = &'c str> {
    let files = crates.iter().flat_map(|(_, files)| files).filter(move |(_, file)| file.contains(text));
    files.filter_map(|(path, _)| path.strip_prefix("src/operation/")?.strip_suffix(".rs"))
}

/// The files of `tests/moto`.
fn flows() -> Files {
    let folder = root().join("tests/moto");
    let mut files = BTreeMap::new();
    for place in ["", "calls", "presigning"] {
        for entry in fs::read_dir(folder.join(place)).expect("the folder can be read").flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "rs" || extension == "toml") {
                let text = fs::read_to_string(entry.path()).expect("the file can be read");
                files.insert(slashed(&Path::new(place).join(entry.file_name())), text);
            }
        }
    }
    files
}

/// A running server, which ends with this value, and with the process of the test if that ends first.
struct Server {
    process: Child,
    url: String,
}

impl Server {
    /// Starts the server, or says what is missing.
    fn start() -> Option<Self> {
        let script = root().join("tests/moto/server.py");
        let spawned =
            Command::new("python3").arg("-u").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut process) = spawned else {
            skip("calls of moto", "python3 is not there");
            return None;
        };
        let mut line = String::new();
        let stdout = process.stdout.take().expect("it is a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("the server can be heard");
        let mut server = Self { process, url: line.trim().to_owned() };
        if server.url.is_empty() {
            let status = server.process.wait().expect("the server can be waited for");
            assert_eq!(status.code(), Some(NO_MOTO), "the server did not start: {status}");
            skip("calls of moto", "python3 has no module `moto` (see CONTRIBUTING.md)");
            return None;
        }
        Some(server)
    }
}

/// The exit code of `server.py` if Python has no moto.
const NO_MOTO: i32 = 3;

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A running `s3s-fs`, a server of S3 that verifies signatures (`cargo install s3s-fs --version 0.11.1 --features binary`). It ends
/// with this value, and its objects with it.
struct Verifying {
    process: Child,
    url: String,
    folder: PathBuf,
}

impl Verifying {
    /// Starts the server that `TINSMITH_S3S_FS` names, or the one in the path, unless there is none.
    fn start() -> Option<Self> {
        let program = std::env::var_os("TINSMITH_S3S_FS").unwrap_or_else(|| "s3s-fs".into());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("s3s");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let port = free_port();
        let keys = ["--access-key", "AKID", "--secret-key", "SECRET"];
        let mut command = Command::new(program);
        command.args(keys).args(["--host", "127.0.0.1", "--port", &port.to_string()]).arg(&folder);
        let Ok(process) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() else {
            skip("signatures that a server verifies", "s3s-fs is not installed (see CONTRIBUTING.md)");
            return None;
        };
        let mut server = Self { process, url: format!("http://127.0.0.1:{port}"), folder };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = server.process.try_wait().expect("the server can be asked");
            assert_eq!(ended, None, "s3s-fs did not start");
            thread::yield_now();
        }
        Some(server)
    }
}

/// A port that nothing listens on.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

impl Drop for Verifying {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}
