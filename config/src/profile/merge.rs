//! Sections of a file into a set, by the rules of its kind.

use std::sync::Arc;

use super::files::ProfileFileKind;
use super::parse::{BLANKS, RawSection};
use super::place::Place;
use super::set::{Profile, ProfileSet, Properties, Property, SsoSession};

const DEFAULT: &str = "default";
const PROFILE: &str = "profile";
const SSO_SESSION: &str = "sso-session";

/// Adds the sections of a file. What is there already is replaced property by property.
pub(super) fn merge(set: &mut ProfileSet, sections: Vec<RawSection<'_>>, kind: ProfileFileKind, file: &Arc<str>) {
    let is_prefixed_default = |section: &RawSection<'_>| name_of(section.header) == (Some(PROFILE), DEFAULT);
    let has_prefixed_default = kind == ProfileFileKind::Config && sections.iter().any(is_prefixed_default);
    for section in sections {
        let (prefix, name) = name_of(section.header);
        let place = Place { file: Arc::clone(file), line: section.line };
        let refused = if has_prefixed_default && (prefix, name) == (None, DEFAULT) {
            Some("[profile default] is there, too, and comes before it")
        } else {
            refusal(prefix, name, kind)
        };
        match refused {
            Some(why) => set.ignore(&place, &format!("[{}]", section.header.trim_matches(BLANKS)), why),
            None => set.add(prefix, name, section, file),
        }
    }
}

/// The prefix and the name in a header.
fn name_of(header: &str) -> (Option<&str>, &str) {
    let header = header.trim_matches(BLANKS);
    match header.split_once(BLANKS) {
        Some((prefix, name)) => (Some(prefix), name.trim_matches(BLANKS)),
        None => (None, header),
    }
}

/// The reason why a file of this kind cannot have such a section.
fn refusal(prefix: Option<&str>, name: &str, kind: ProfileFileKind) -> Option<&'static str> {
    match (kind, prefix) {
        (ProfileFileKind::Config, None) if name != DEFAULT => {
            Some("in the configuration file a profile is written `[profile NAME]`")
        }
        (ProfileFileKind::Credentials, Some(PROFILE)) => {
            Some("in the credentials file a profile is written `[NAME]`, without `profile`")
        }
        (ProfileFileKind::Credentials, Some(_)) => Some("such sections belong in the configuration file"),
        _ if !is_identifier(name) => Some(IDENTIFIERS),
        _ => None,
    }
}

const IDENTIFIERS: &str = "names have letters, digits, and _ - / . % @ : +";

/// Whether this can be the name of a section or a property.
fn is_identifier(name: &str) -> bool {
    let valid = |byte: u8| byte.is_ascii_alphanumeric() || b"_-/.%@:+".contains(&byte);
    !name.is_empty() && name.bytes().all(valid)
}

impl ProfileSet {
    fn add(&mut self, prefix: Option<&str>, name: &str, section: RawSection<'_>, file: &Arc<str>) {
        let mut kept = Vec::new();
        for raw in section.properties {
            let place = Place { file: Arc::clone(file), line: raw.line };
            if is_identifier(&raw.name) {
                kept.push(Property { key: raw.name, value: raw.value, place });
            } else {
                self.ignore(&place, &format!("`{}`", raw.name), IDENTIFIERS);
            }
        }
        let properties = self.section(prefix, name);
        properties.0.extend(kept.into_iter().map(|property| (property.key.clone(), property)));
    }

    fn section(&mut self, prefix: Option<&str>, name: &str) -> &mut Properties {
        match prefix {
            None | Some(PROFILE) => {
                &mut self.profiles.entry(name.to_owned()).or_insert_with(|| Profile::named(name)).properties
            }
            Some(SSO_SESSION) => {
                &mut self.sso_sessions.entry(name.to_owned()).or_insert_with(|| SsoSession::named(name)).properties
            }
            Some(prefix) => self.others.entry((prefix.to_owned(), name.to_owned())).or_default(),
        }
    }

    pub(super) fn ignore(&mut self, place: &Place, what: &str, why: &str) {
        self.note(format!("{place}: {} is ignored: {why}", what.escape_debug()));
    }

    pub(super) fn note(&mut self, line: String) {
        tracing::warn!("{line}");
        self.ignored.push(line);
    }
}
