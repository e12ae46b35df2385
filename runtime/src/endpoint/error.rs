//! The errors of endpoint rules.

use std::fmt;

/// The reason why a rule set gave no endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// The rules say that these parameters have no endpoint, for the reason given.
    Rejected(String),
    /// A required parameter has neither value nor default.
    MissingParam(String),
    /// A parameter has a value of the wrong kind.
    WrongKind {
        /// The parameter.
        name: String,
        /// The kind that it must have: `string`, `boolean` or `stringArray`.
        expected: &'static str,
    },
    /// No rule matches the parameters.
    NoMatch,
    /// A value would become part of a host name and cannot.
    NotInHost {
        /// The parameter that has the value, if one has it as it is.
        name: Option<String>,
        /// The value.
        value: String,
    },
    /// A rule matches, but this part of its endpoint has no value of the right kind.
    NoValue(&'static str),
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(reason) => f.write_str(reason),
            Self::MissingParam(name) => write!(f, "the endpoint parameter `{name}` is required but not set"),
            Self::WrongKind { name, expected } => write!(f, "the endpoint parameter `{name}` must be a {expected}"),
            Self::NoMatch => f.write_str("no endpoint rule matches the parameters"),
            Self::NotInHost { name, value } => {
                let name = name.as_ref().map_or(String::new(), |name| format!(" of the endpoint parameter `{name}`"));
                let value = value.escape_debug();
                write!(
                    f,
                    "the value `{value}`{name} cannot be part of a host name: letters, digits, hyphens and dots can"
                )
            }
            Self::NoValue(part) => write!(f, "the {part} of the endpoint that the rules chose has no value"),
        }
    }
}

impl std::error::Error for EndpointError {}
