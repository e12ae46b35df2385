//! Cases of `data/credential-chain`: each file there that is about profiles is run whole.

use std::collections::BTreeMap;
use std::env::consts::FAMILY;
use std::fs;

use aws_types::os_shim_internal::{Env, Fs};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tinsmith_config::profile::profile_file::{ProfileFileKind, ProfileFiles};
use tinsmith_config::profile::{ProfileSet, Property, load};
use tinsmith_reference::needed_for;

#[derive(Deserialize)]
struct Cases<C> {
    tests: Vec<C>,
}

/// The cases of a file; none after a skip.
fn cases<C: DeserializeOwned>(file: &str) -> Vec<C> {
    let Some(reference) = needed_for(file) else { return Vec::new() };
    let text = fs::read_to_string(reference.join("data/credential-chain").join(file)).unwrap();
    let cases: Cases<C> = serde_json::from_str(&text).unwrap();
    assert!(!cases.tests.is_empty(), "{file} has no cases");
    cases.tests
}

type Sections = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Deserialize)]
struct Parsing {
    name: String,
    input: Input,
    output: Output,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    config_file: Option<String>,
    credentials_file: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Output {
    Config(Config),
    ErrorContaining(String),
}

#[derive(Debug, Default, PartialEq, Deserialize)]
struct Config {
    profiles: Sections,
    #[serde(default)]
    sso_sessions: Sections,
}

impl Config {
    fn of(set: &ProfileSet) -> Self {
        fn all<'p>(properties: impl Iterator<Item = &'p Property>) -> BTreeMap<String, String> {
            properties.map(|property| (property.key().to_owned(), property.value().to_owned())).collect()
        }
        let profiles = set.profiles().filter_map(|name| set.get_profile(name));
        let sessions = set.sso_sessions().filter_map(|name| set.sso_session(name));
        Self {
            profiles: profiles.map(|profile| (profile.name().to_owned(), all(profile.properties()))).collect(),
            sso_sessions: sessions.map(|session| (session.name().to_owned(), all(session.properties()))).collect(),
        }
    }
}

#[tokio::test]
async fn files_are_parsed_as_their_cases_say() {
    for Parsing { name, input, output } in cases::<Parsing>("profile-parser-tests.json") {
        let mut files = ProfileFiles::builder();
        for (kind, text) in
            [(ProfileFileKind::Config, input.config_file), (ProfileFileKind::Credentials, input.credentials_file)]
        {
            if let Some(text) = text {
                files = files.with_contents(kind, text);
            }
        }
        let set = load(&Fs::from_slice(&[]), &Env::from_slice(&[]), &files.build(), None).await;
        match output {
            Output::Config(expected) => {
                let set = set.unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(Config::of(&set), expected, "{name}");
            }
            Output::ErrorContaining(text) => {
                let error = set.expect_err(&name).to_string();
                assert!(error.contains(&text), "{name}: {error}");
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    name: String,
    environment: BTreeMap<String, String>,
    platform: String,
    profile: Option<String>,
    config_location: String,
    credentials_location: String,
}

#[tokio::test]
async fn files_are_where_their_cases_say() {
    // Those of the other platform are for the unit tests of paths.
    let platform = if FAMILY == "windows" { "windows" } else { "linux" };
    for case in cases::<Location>("file-location-tests.json").into_iter().filter(|case| case.platform == platform) {
        let profile = case.profile.as_deref().unwrap_or("default");
        let config = format!("[profile {profile}]\na = config\n");
        let credentials = format!("[{profile}]\nb = credentials\n");
        let fs = Fs::from_slice(&[(&case.config_location, &config), (&case.credentials_location, &credentials)]);
        let vars: Vec<_> = case.environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let set = load(&fs, &Env::from_slice(&vars), &ProfileFiles::default(), None).await.unwrap();
        assert_eq!((set.get("a"), set.get("b")), (Some("config"), Some("credentials")), "{}", case.name);
    }
}
