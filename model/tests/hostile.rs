//! Text that no author of a model would write: `load` answers.
//!
//! `TINSMITH_FUZZ_SECONDS` makes the mutation test run longer; `TINSMITH_FUZZ_SEED` is the first of its seeds, to repeat a
//! failure.

#[path = "hostile/accessors.rs"]
mod accessors;
#[path = "hostile/mutate.rs"]
mod mutate;

use std::fmt::Write;
use std::time::{Duration, Instant};

use tinsmith_model::{Model, Options, Report, Source, load};

const EVERYTHING: &str = include_str!("models/everything.json");
const FIXUPS: &str = include_str!("models/everything.fixups.json");

fn load_text(text: &str, fixups: &str) -> Result<Model, Report> {
    let fixups = Some(Source { name: "fixups.json", text: fixups });
    let options = Options { service: None, fixups, protocols: &["aws.protocols#restJson1"], protocol: None };
    load(&Source { name: "model.json", text }, &options)
}

fn messages(text: &str) -> Vec<String> {
    let options = Options { protocol: Some("aws.protocols#awsJson1_1"), ..Options::default() };
    let report = load(&Source { name: "model.json", text }, &options).expect_err("the text is broken");
    report.problems().iter().map(|problem| problem.message.clone()).collect()
}

#[test]
fn everything_loads() {
    let model = load_text(EVERYTHING, FIXUPS).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(model.operations().len(), 6);
    accessors::call_all(&model);
}

#[test]
fn nesting_is_an_error_and_no_overflow() {
    for open in ["[", "{\"a\":", "{\"smithy\":\"2.0\",\"shapes\":{\"a#B\":"] {
        let text = open.repeat(1_000_000);
        assert_eq!(messages(&text), ["values are nested more than 127 deep here"], "{open}");
    }
}

#[test]
fn long_chains_end() {
    let mut shapes = String::new();
    for index in 0..5_000 {
        let next = index + 1;
        let _ = write!(
            shapes,
            r#""a#M{index}": {{"type": "structure", "mixins": [{{"target": "a#M{next}"}}], "members":
            {{"m{index}": {{"target": "a#L{index}"}}}}, "traits": {{"smithy.api#mixin": {{}}}}}},
            "a#L{index}": {{"type": "list", "member": {{"target": "a#L{next}"}}}},"#
        );
    }
    let text = format!(
        r#"{{"smithy": "2.0", "shapes": {{{shapes} "a#M5000": {{"type": "structure", "traits":
        {{"smithy.api#mixin": {{}}}}}}, "a#L5000": {{"type": "list", "member": {{"target": "a#L0"}}}},
        "a#Api": {{"type": "service", "operations": [{{"target": "a#Get"}}]}},
        "a#Get": {{"type": "operation", "input": {{"target": "a#M0"}}}}}}}}"#
    );
    let messages = messages(&text);
    assert!(messages.iter().any(|message| message.contains("mixins bring more than 300000 members and traits")));
    assert!(messages.iter().any(|message| message.contains("hold one another")));
}

/// The least number of mutants, whatever the clock says.
const MUTANTS: usize = 200;

#[test]
fn mutated_models_are_answered() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<f64>().ok();
    let end = Instant::now() + Duration::from_secs_f64(number("TINSMITH_FUZZ_SECONDS").unwrap_or(0.0));
    let mut seed = number("TINSMITH_FUZZ_SEED").map_or(1, |seed| seed as u64);
    let (mut runs, mut loaded) = (0, 0);
    while runs < MUTANTS || Instant::now() < end {
        let told = mutate::TellSeed(seed);
        let mut random = mutate::Random::new(seed);
        let (model, fixups) = match random.below(4) {
            0 => (EVERYTHING.to_owned(), mutate::mutate(FIXUPS, &mut random)),
            _ => (mutate::mutate(EVERYTHING, &mut random), FIXUPS.to_owned()),
        };
        match load_text(&model, &fixups) {
            Ok(model) => {
                accessors::call_all(&model);
                loaded += 1;
            }
            Err(report) => assert!(!report.problems().is_empty() && !report.to_string().is_empty()),
        }
        std::mem::forget(told);
        (runs, seed) = (runs + 1, seed + 1);
    }
    println!("{runs} mutants, of which {loaded} loaded");
    assert!(loaded > 0 && loaded < runs, "{loaded} of {runs} loaded: the mutations say little");
}
