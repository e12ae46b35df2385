//! Loads every reference model there is, if `TINSMITH_REFERENCE` names their folder.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tinsmith_model::{Options, Source, load};

const PROTOCOLS: &[&str] = &[
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
];

const FOLDERS: &[&str] = &["models", "models-older", "protocol-tests", "facts"];

fn models(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            models(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_reference_model_loads() {
    let Some(root) = tinsmith_reference::needed_for("loading every reference model") else { return };
    let mut paths = Vec::new();
    FOLDERS.iter().for_each(|folder| models(&root.join(folder), &mut paths));
    paths.sort();
    assert!(paths.len() > 300, "only {} models in {}", paths.len(), root.display());
    let (mut reports, mut total, mut slowest) = (Vec::new(), Duration::ZERO, (Duration::ZERO, String::new()));
    for path in &paths {
        let (name, text) = (path.display().to_string(), std::fs::read_to_string(path).unwrap());
        let start = Instant::now();
        // Rule sets of the suite stand on services without any.
        let protocol = (!text.contains("protocols#")).then_some("aws.protocols#awsJson1_0");
        let options = Options { protocols: PROTOCOLS, protocol, ..Options::default() };
        let result = load(&Source { name: &name, text: &text }, &options);
        let time = start.elapsed();
        total += time;
        slowest = slowest.max((time, name));
        reports.extend(result.err().map(|report| report.to_string()));
    }
    println!("{} models in {total:.1?}; the slowest is {} with {:.1?}", paths.len(), slowest.1, slowest.0);
    assert!(reports.is_empty(), "{}", reports.join("\n\n"));
}
