//! Recognises documents that are given instead of Smithy models in JSON.

use crate::json::Object;

/// The kind of a document, and the remedy.
pub(super) type Foreign = (&'static str, &'static str);

const OPENAPI: Foreign = (
    "this is an OpenAPI document, and no Smithy model",
    "give the model that it was made from; OpenAPI does not say what a client of it needs",
);

/// The kind of a JSON document without a version of Smithy, by the keys of its root.
pub(super) fn json(root: &Object<'_>) -> Option<Foreign> {
    let has = |name: &str| root.iter().any(|(key, _)| key == name);
    if has("openapi") || has("swagger") {
        return Some(OPENAPI);
    }
    let botocore = has("metadata") && has("operations") && has("shapes");
    botocore.then_some((
        "this is a model of botocore (`service-2.json`), and no Smithy model",
        "give the Smithy model of the service in JSON: AWS publishes them at https://github.com/aws/api-models-aws",
    ))
}

/// The kind of a text that is not JSON, by its beginning.
pub(super) fn text(text: &str) -> Option<Foreign> {
    let text = text.trim_start();
    let first = text.lines().find(|line| !line.trim_start().starts_with("//") && !line.trim().is_empty())?.trim_start();
    let begins = |words: &[&str]| words.iter().any(|word| first.starts_with(word));
    if begins(&["$version", "namespace ", "metadata "]) {
        Some(("this is Smithy IDL, and not the model in JSON", "give what `smithy ast` makes of it"))
    } else if begins(&["openapi:", "swagger:"]) {
        Some(OPENAPI)
    } else if begins(&["<"]) {
        Some(("this is HTML or XML, and no JSON", "give the file itself, and not the page that shows it"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source, load};

    #[test]
    fn other_documents_are_recognised() {
        for (text, what) in [
            (r#"{"openapi": "3.1.0", "info": {}, "paths": {}}"#, "1:1: error: this is an OpenAPI document"),
            (r#"{"swagger": "2.0", "paths": {}}"#, "1:1: error: this is an OpenAPI document"),
            ("openapi: 3.0.0\ninfo:\n", "1:1: error: this is an OpenAPI document"),
            (
                r#"{"version": "2.0", "metadata": {"apiVersion": "2006"}, "operations": {}, "shapes": {}}"#,
                "1:1: error: this is a model of botocore",
            ),
            ("$version: \"2\"\nnamespace a\n", "1:1: error: this is Smithy IDL"),
            ("// Copyright\n\nnamespace a\n", "1:1: error: this is Smithy IDL"),
            ("<!DOCTYPE html>\n<html>", "1:1: error: this is HTML or XML"),
        ] {
            let report = load(&Source { name: "x", text }, &Options::default()).expect_err(text).to_string();
            assert!(
                report.starts_with(&format!("x:{what}")) && report.ends_with("1 problem in x; nothing was written"),
                "{report}"
            );
        }
    }
}
