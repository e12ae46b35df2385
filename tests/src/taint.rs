//! Models whose texts hold what could lead out of a comment, a literal, a line or a name.
//!
//! Every text of a model, values and keys at any depth, is given as much of it as the check of models lets pass. What it
//! refuses has to be reported with a place. Texts of one class, such as all URIs, are tried together, then one by one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Map, Value};
use tinsmith_codegen::{Files, Options, PROTOCOLS, Runtime};
use tinsmith_model::{Model, Source, load};

/// Texts that end a comment, a literal or a line. They have no letters, since names are made of letters and may change.
pub const TAINTS: &[&str] = &[
    "\n#![", "\r", "\"", "\\", "*/", "`", "\n```\n", "{", "}", "(", ")", "'#", ",", ";", "//", "<", "\u{202e}",
    "\u{2066}", "\0", "\u{1b}",
];

/// Texts by which something is chosen, so that others lead to other code: which cases of protocol tests apply, schemes of
/// authentication, encodings, built-ins of endpoint rules, and services that want more than their models say.
const CHOICES: &[(&str, &str)] = &[
    ("smithy.test#httpRequestTests", "protocol"),
    ("smithy.test#httpRequestTests", "appliesTo"),
    ("smithy.test#httpResponseTests", "protocol"),
    ("smithy.test#httpResponseTests", "appliesTo"),
    ("smithy.test#eventStreamTests", "protocol"),
    ("smithy.test#eventStreamTests", "appliesTo"),
    ("smithy.test#eventStreamTests", "direction"),
    ("smithy.test#eventStreamTests", "type"),
    ("smithy.test#eventStreamTests", "errorId"),
    ("smithy.test#httpRequestTests", "addressing_style"),
    ("smithy.rules#contextParam", "name"),
    ("smithy.waiters#waitable", "errorType"),
    ("smithy.api#auth", ""),
    ("smithy.api#requestCompression", ""),
    ("smithy.rules#endpointRuleSet", "name"),
    ("smithy.rules#endpointRuleSet", "builtIn"),
    ("smithy.rules#endpointBdd", "builtIn"),
    ("aws.api#service", "sdkId"),
    ("aws.auth#sigv4", "name"),
];

/// Headers by which something is chosen: their members are dates although the model says that they are text.
const CHOOSING_HEADERS: &[&str] = &["Expires"];

/// Traits whose keys are names.
const DICTIONARIES: &[&str] = &[
    "smithy.rules#clientContextParams",
    "smithy.rules#operationContextParams",
    "smithy.rules#staticContextParams",
    "smithy.waiters#waitable",
];

/// The crate of a model, and the one of the same model with taints.
#[derive(Debug)]
pub struct Tainted {
    /// The files of the model.
    pub plain: Files,
    /// The files of the model with taints.
    pub tainted: Files,
    /// Which texts have some, as trait and field, and how many of them.
    pub accepted: BTreeMap<String, usize>,
    /// The taints, the longest first.
    pub taints: Vec<String>,
}

/// A text of a model: which of all it is, and where.
struct Text {
    at: usize,
    class: Class,
}

/// The position of a text: its trait and its key, which is empty in a list. A key has the position of its object.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    of: String,
    field: String,
    is_key: bool,
}

impl Class {
    /// Whether the check of models knows of everything that can be wrong with it. The rest shows when it is generated
    /// from, which takes longer.
    fn is_checked(&self) -> bool {
        let lowered = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd", "smithy.waiters#waitable"];
        !lowered.contains(&self.of.as_str()) && self.of != "smithy.rules#operationContextParams"
    }
}

impl std::fmt::Display for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}/{}", if self.is_key { "key in " } else { "" }, self.of, self.field)
    }
}

/// Taints a model, for crates of that name.
///
/// # Panics
///
/// If a text is refused without a place, or in words that hold what is in it.
pub fn taint(path: &Path, crate_name: &str) -> Tainted {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let model: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // Names that need no escapes are put together as constants, which is other code.
    let model = changed(&model, &mut |_, class, text| {
        if class.field == "smithy.api#jsonName" { format!("{text}\"") } else { text.to_owned() }
    });
    let mut classes: BTreeMap<Class, Vec<usize>> = BTreeMap::new();
    for text in texts(&model) {
        classes.entry(text.class).or_default().push(text.at);
    }
    let (mut taints, mut accepted) = (BTreeMap::new(), BTreeMap::new());
    for (class, texts) in &classes {
        let mut found: Vec<(usize, String)> = Vec::new();
        match strongest(&model, class, texts) {
            Some(taint) => found.extend(texts.iter().map(|&at| (at, taint.clone()))),
            None if texts.len() > 1 && class.is_checked() && !class.of.is_empty() => {
                found.extend(texts.iter().filter_map(|&at| Some((at, strongest(&model, class, &[at])?))));
            }
            None => {}
        }
        if !found.is_empty() {
            accepted.insert(class.to_string(), found.len());
        }
        taints.extend(found);
    }
    let tainted = changed(&model, &mut |at, _, text| text.to_owned() + taints.get(&at).map_or("", String::as_str));
    let files = |model| files(model, crate_name).unwrap_or_else(|report| panic!("{}: {report}", path.display()));
    let mut taints: Vec<String> = taints.into_values().collect::<BTreeSet<_>>().into_iter().collect();
    taints.sort_by_key(|taint| Reverse(taint.len()));
    Tainted { plain: files(&model), tainted: files(&tainted), accepted, taints }
}

/// The most that those texts can hold, if anything.
fn strongest(model: &Value, class: &Class, texts: &[usize]) -> Option<String> {
    let passes = |taint: &str| {
        let tainted = changed(model, &mut |at, _, text| {
            if texts.contains(&at) { format!("{text}{taint}") } else { text.to_owned() }
        });
        let result = if class.is_checked() { loaded(&tainted).map(drop) } else { files(&tainted, "tainted").map(drop) };
        result.inspect_err(|report| placed(report)).is_ok()
    };
    // A `/` gives a URI one segment more, which it may have.
    let usable = || TAINTS.iter().copied().filter(|taint| class.field != "uri" || !taint.contains('/'));
    let all: String = usable().collect();
    if passes(&all) {
        return Some(all);
    }
    // Names are the same in all of a model, and templates have braces.
    if !class.is_checked() {
        let no_braces: String = usable().filter(|taint| !taint.contains(['{', '}'])).collect();
        return passes(&no_braces).then_some(no_braces);
    }
    let single: Vec<_> =
        if class.of.is_empty() { Vec::new() } else { usable().filter(|taint| passes(taint)).collect() };
    let together = single.concat();
    match single.first() {
        Some(_) if passes(&together) => Some(together),
        first => first.map(|taint| (*taint).to_owned()),
    }
}

/// Checks the words in which a model is refused.
fn placed(report: &str) {
    let unseen = report.chars().find(|&c| c != '\n' && !tinsmith_model::text::is_visible(c));
    assert_eq!(unseen, None, "a report holds a character that does not show:\n{report}");
    let has_place =
        report.starts_with("fixture#") || report.starts_with("model.json:") && !report.starts_with("model.json:1:");
    assert!(has_place, "a problem has no place:\n{report}");
}

/// The files that a model gives, or what is wrong with it.
fn files(model: &Value, crate_name: &str) -> Result<Files, String> {
    let options = Options { crate_name: crate_name.to_owned(), runtime: Runtime::Workspace };
    let generated = tinsmith_codegen::generate(&loaded(model)?, &options);
    generated.map(|it| it.files).map_err(|problems| problems.iter().map(|it| format!("{it}\n")).collect())
}

fn loaded(model: &Value) -> Result<Model, String> {
    let text = serde_json::to_string_pretty(model).expect("it is JSON");
    let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
    load(&Source { name: "model.json", text: &text }, &options).map_err(|report| report.to_string())
}

/// The texts that may be tainted.
fn texts(model: &Value) -> Vec<Text> {
    let mut texts = Vec::new();
    changed(model, &mut |at, class, text| {
        let chooses = CHOICES.contains(&(class.of.as_str(), class.field.as_str()))
            || class.of == "smithy.api#httpHeader" && CHOOSING_HEADERS.contains(&text);
        // Other keys are those of the specification.
        let is_name = matches!(class.field.as_str(), "shapes" | "members" | "headers" | "parameters" | "properties")
            || DICTIONARIES.contains(&class.field.as_str());
        // A template that is nothing but a value is that value, and a URI without segments has none.
        let template = class.of == "smithy.rules#endpointRuleSet" && text.starts_with('{') && text.ends_with('}');
        let is_value = template || class.field == "uri" && text == "/";
        // Where there is no text, there is no code for it.
        if !chooses && !is_value && (!class.is_key || is_name) && !text.is_empty() {
            texts.push(Text { at, class: class.clone() });
        }
        text.to_owned()
    });
    texts
}

type Change<'c> = dyn FnMut(usize, &Class, &str) -> String + 'c;

/// The model with every text changed.
fn changed(model: &Value, change: &mut Change<'_>) -> Value {
    let mut next = 0;
    let mut count = |class: &Class, text: &str| {
        next += 1;
        change(next - 1, class, text)
    };
    walk(model, &Class::default(), &mut count)
}

fn walk(value: &Value, class: &Class, change: &mut dyn FnMut(&Class, &str) -> String) -> Value {
    match value {
        Value::String(text) => Value::String(change(class, text)),
        Value::Array(items) => {
            let class = Class { field: String::new(), ..class.clone() };
            items.iter().map(|item| walk(item, &class, change)).collect()
        }
        Value::Object(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                let of = if class.field == "traits" && class.of.is_empty() { key } else { &class.of };
                let own = Class { is_key: true, ..class.clone() };
                let inner = Class { of: of.clone(), field: key.clone(), is_key: false };
                map.insert(change(&own, key), walk(value, &inner, change));
            }
            Value::Object(map)
        }
        other => other.clone(),
    }
}
