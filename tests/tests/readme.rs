//! What README.md says in tables, compared with what it speaks of.

use std::collections::BTreeSet;

use serde_json::Value;

const README: &str = include_str!("../../README.md");
const MODEL: &str = include_str!("../../model/services/ivs-realtime.json");
const SETTINGS: &str = include_str!("../../runtime/src/config/settings.rs");

/// The rows of the first table below a heading, each as its cells; without the head.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, section) = README.split_once(&format!("\n{heading}\n")).expect("README.md has the heading");
    let rows = section.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    rows.skip(2).map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// `ListStages` as `list_stages`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}

/// The first sentence of HTML documentation, without tags.
fn summary(html: &str) -> String {
    let paragraph = html.split("</p>").next().unwrap_or_default();
    let text: String = paragraph.split('<').map(|part| part.rsplit('>').next().unwrap_or_default()).collect();
    let sentence = text.split(". ").next().unwrap_or_default().trim_end_matches('.');
    format!("{sentence}.")
}

#[test]
fn the_table_of_operations_is_the_model() {
    let model: Value = serde_json::from_str(MODEL).expect("the model is JSON");
    let shapes = model["shapes"].as_object().expect("the model has shapes");
    let operations = shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
    let expected: BTreeSet<_> = operations
        .map(|(id, shape)| {
            let (_, name) = id.split_once('#').expect("an id has a namespace");
            let (http, docs) = (&shape["traits"]["smithy.api#http"], &shape["traits"]["smithy.api#documentation"]);
            let text = |value: &Value| value.as_str().expect("a string").to_owned();
            let binding = format!("`{} {}`", text(&http["method"]), text(&http["uri"]));
            vec![format!("`{}`", snake(name)), binding, summary(&text(docs))]
        })
        .collect();
    assert_eq!(expected.len(), 40);

    let rows = table("## Operations");
    let found: BTreeSet<_> = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    let missing: Vec<_> = expected.difference(&found).map(|row| format!("| {} |", row.join(" | "))).collect();
    assert!(missing.is_empty(), "README.md lacks these rows:\n{}", missing.join("\n"));
    let wrong: Vec<_> = found.difference(&expected).map(|row| row.join(" | ")).collect();
    assert!(wrong.is_empty(), "README.md has rows that are not in the model:\n{}", wrong.join("\n"));
    assert_eq!(rows.len(), expected.len(), "README.md has an operation twice");
}

#[test]
fn the_table_of_configuration_has_every_setting() {
    let documented: BTreeSet<_> = table("## Configuration").iter().map(|row| row[0].trim_matches('`')).collect();
    let settings = SETTINGS.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("    ")?.split_once(", ")?;
        rest.strip_prefix("set_")?.starts_with(name).then_some(name)
    });
    let settings: BTreeSet<_> = settings.chain(["allow_no_auth", "connect_timeout"]).collect();
    assert!(settings.len() > 20, "settings.rs is written another way than this test knows");
    assert_eq!(documented, settings);
}
