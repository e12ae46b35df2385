//! Profiles and sessions by name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::parse::BLANKS;
use super::place::Place;

/// The sections of all files, merged.
#[derive(Clone, Debug)]
pub struct ProfileSet {
    pub(super) profiles: BTreeMap<String, Profile>,
    pub(super) sso_sessions: BTreeMap<String, SsoSession>,
    /// Sections with another prefix, such as `[services NAME]`, by prefix and name.
    pub(super) others: BTreeMap<(String, String), Properties>,
    selected: Cow<'static, str>,
    pub(super) ignored: Vec<String>,
}

impl ProfileSet {
    pub(super) fn selecting(selected: Cow<'static, str>) -> Self {
        let (profiles, sso_sessions, others) = Default::default();
        Self { profiles, sso_sessions, others, selected, ignored: Vec::new() }
    }

    /// A property of the selected profile.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.get_profile(self.selected_profile())?.get(key)
    }

    /// A profile.
    pub fn get_profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(name)
    }

    /// The name of the selected profile, which may not be there.
    pub fn selected_profile(&self) -> &str {
        &self.selected
    }

    /// Whether there are no profiles.
    pub fn is_empty(&self) -> bool {
        self.profiles.is_empty()
    }

    /// The names of the profiles, sorted.
    pub fn profiles(&self) -> impl Iterator<Item = &str> {
        self.profiles.keys().map(String::as_str)
    }

    /// The names of the SSO sessions, sorted.
    pub fn sso_sessions(&self) -> impl Iterator<Item = &str> {
        self.sso_sessions.keys().map(String::as_str)
    }

    /// An SSO session.
    pub fn sso_session(&self, name: &str) -> Option<&SsoSession> {
        self.sso_sessions.get(name)
    }

    /// A nested property of a section with another prefix: in `[services dev]`, the `endpoint_url` below `s3 =`.
    pub fn nested(&self, prefix: &str, name: &str, property: &str, key: &str) -> Option<&str> {
        let property = self.others.get(&(prefix.to_owned(), name.to_owned()))?.0.get(property)?;
        property.nested().find_map(|(found, value)| (found == key).then_some(value))
    }

    /// Sections and properties that are left out: a line each, with place and reason.
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }
}

/// The properties of a section by their names in lower case.
#[derive(Clone, Default)]
pub(super) struct Properties(pub(super) BTreeMap<String, Property>);

/// Names only: values may be secret.
impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A profile.
#[derive(Clone, Debug)]
pub struct Profile {
    name: String,
    pub(super) properties: Properties,
}

/// An SSO session: the settings of a sign-in that profiles share.
#[derive(Clone, Debug)]
pub struct SsoSession {
    name: String,
    pub(super) properties: Properties,
}

macro_rules! named {
    ($section:ident) => {
        impl $section {
            pub(super) fn named(name: &str) -> Self {
                Self { name: name.to_owned(), properties: Properties::default() }
            }

            /// The name.
            pub fn name(&self) -> &str {
                &self.name
            }

            /// The value of a property. Names are in lower case.
            pub fn get(&self, name: &str) -> Option<&str> {
                self.property(name).map(Property::value)
            }

            /// The properties, sorted by name.
            pub fn properties(&self) -> impl Iterator<Item = &Property> {
                self.properties.0.values()
            }

            /// A property, with its place. Names are in lower case.
            pub fn property(&self, name: &str) -> Option<&Property> {
                self.properties.0.get(name)
            }
        }
    };
}

named!(Profile);
named!(SsoSession);

/// A property of a section.
#[derive(Clone, PartialEq, Eq)]
pub struct Property {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) place: Place,
}

impl Property {
    /// The name, in lower case.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value; lines that continue it are joined by line feeds.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The line that the property begins on.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The names and values of the lines below a property without a value of its own.
    pub fn nested(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self.value.split('\n').skip(1).filter_map(|line| line.split_once('='));
        pairs.map(|(name, value)| (name.trim_matches(BLANKS), value.trim_matches(BLANKS)))
    }
}

/// Without the value, which may be secret.
impl fmt::Debug for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Property").field("key", &self.key).field("place", &self.place).finish_non_exhaustive()
    }
}
