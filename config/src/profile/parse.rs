//! Text of a profile file into sections
//! (<https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>).

use std::sync::Arc;

use super::error::ProfileParseError;
use super::place::Place;

/// Blanks within a line.
pub(super) const BLANKS: [char; 2] = [' ', '\t'];
const COMMENT: [char; 2] = ['#', ';'];

/// A section as it stands in a file.
#[derive(Debug)]
pub(super) struct RawSection<'t> {
    /// The text between the brackets.
    pub(super) header: &'t str,
    pub(super) line: usize,
    pub(super) properties: Vec<RawProperty>,
}

#[derive(Debug)]
pub(super) struct RawProperty {
    /// In lower case: names do not depend on case.
    pub(super) name: String,
    /// Lines that continue a value are joined by line feeds.
    pub(super) value: String,
    pub(super) line: usize,
    /// Whether the lines that follow are properties themselves, since the first has no value.
    is_nested: bool,
}

/// The sections of a text, in its order. Errors name `file`.
pub(super) fn parse<'t>(text: &'t str, file: &Arc<str>) -> Result<Vec<RawSection<'t>>, ProfileParseError> {
    let mut sections: Vec<RawSection<'t>> = Vec::new();
    // Editors of Windows begin files with a byte order mark.
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let number = index + 1;
        let parsed = if line.trim_matches(BLANKS).is_empty() || line.starts_with(COMMENT) {
            Ok(())
        } else if line.starts_with('[') {
            header(line).map(|header| sections.push(RawSection { header, line: number, properties: Vec::new() }))
        } else {
            match sections.last_mut() {
                None => Err(NO_SECTION),
                Some(section) if line.starts_with(BLANKS) => section.continue_with(line),
                Some(section) => property(line, &OWN).map(|(name, value)| section.add(name, value, number)),
            }
        };
        parsed.map_err(|(problem, advice)| ProfileParseError {
            place: Place { file: Arc::clone(file), line: number },
            problem,
            advice,
        })?;
    }
    Ok(sections)
}

/// A problem, and what to do.
type Problem = (&'static str, &'static str);

const NO_SECTION: Problem = (
    "Expected a profile definition",
    "properties stand below a section such as `[default]` or, in the configuration file, `[profile NAME]`",
);

impl RawSection<'_> {
    fn add(&mut self, name: &str, value: &str, line: usize) {
        let (name, is_nested) = (name.to_ascii_lowercase(), value.is_empty());
        self.properties.push(RawProperty { name, value: value.to_owned(), line, is_nested });
    }

    fn continue_with(&mut self, line: &str) -> Result<(), Problem> {
        let Some(last) = self.properties.last_mut() else {
            return Err((
                "Expected a property definition, found continuation",
                "a line that begins with a blank continues a property: remove the blank",
            ));
        };
        if last.is_nested {
            property(line, &NESTED)?;
        }
        last.value.push('\n');
        last.value += line.trim_matches(BLANKS);
        Ok(())
    }
}

/// The text between the brackets of a line such as `[profile a] # comment`.
fn header(line: &str) -> Result<&str, Problem> {
    let line = line.find(COMMENT).map_or(line, |comment| &line[..comment]).trim_matches(BLANKS);
    line.strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'))
        .ok_or(("Profile definition must end with ']'", "a section is a line such as `[profile NAME]`"))
}

/// The problems of a line that should be a property.
struct Malformed {
    no_equals: Problem,
    no_name: Problem,
}

const NAME: &str = "write the name before the '='";

const OWN: Malformed = Malformed {
    no_equals: ("Expected an '=' sign defining a property", "a property is a line such as `region = eu-west-1`"),
    no_name: ("Property did not have a name", NAME),
};

const NESTED: Malformed = Malformed {
    no_equals: (
        "Expected an '=' sign defining a sub-property",
        "indented lines below a property without a value are properties such as `endpoint_url = https://host`",
    ),
    no_name: ("Sub-property did not have a name", NAME),
};

/// Name and value of a line such as `name = value # comment`. A comment begins after a blank.
fn property<'l>(line: &'l str, malformed: &Malformed) -> Result<(&'l str, &'l str), Problem> {
    let begins = |(index, _): &(usize, &str)| line[..*index].ends_with(char::is_whitespace);
    let comment = line.match_indices(COMMENT).find(begins).map_or(line.len(), |(index, _)| index);
    let (name, value) = line[..comment].split_once('=').ok_or(malformed.no_equals)?;
    match name.trim_matches(BLANKS) {
        "" => Err(malformed.no_name),
        name => Ok((name, value.trim_matches(BLANKS))),
    }
}
