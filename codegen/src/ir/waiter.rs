//! Waiters: the tables of the runtime (`tinsmith::waiters`) with owned data; see there for what each means.

use super::Docs;
use super::jmespath::Expr;

/// A waiter of an operation.
#[derive(Debug, Clone)]
pub struct Waiter {
    /// The name in the model, e.g. `TableExists`.
    pub wire: String,
    /// The beginning of the names of its types, e.g. `TableExists`.
    pub name: String,
    /// Its module, and the part after `wait_until_` in the name of its method, e.g. `table_exists`.
    pub method: String,
    /// The documentation.
    pub docs: Docs,
    /// The note of a deprecation.
    pub deprecated: Option<String>,
    /// The shortest pause between two polls in seconds.
    pub min_delay: u32,
    /// The longest pause in seconds.
    pub max_delay: u32,
    /// The JMESPath expressions of the acceptors, each once, with their texts.
    pub paths: Vec<(String, Expr)>,
    /// The acceptors, in the order in which they are tried.
    pub acceptors: Vec<Acceptor>,
}

/// A matcher and the state that follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptor {
    /// The state after a poll that matches.
    pub state: State,
    /// The condition on the poll.
    pub matcher: Matcher,
}

/// The state of a waiter after a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum State {
    Success,
    Failure,
    Retry,
}

/// A condition on a poll.
#[derive(Debug, Clone, PartialEq)]
pub enum Matcher {
    /// A response of success if `true`, else one of failure.
    Success(bool),
    /// An error with this code.
    Error(String),
    /// An output with this value.
    Output(PathCheck),
    /// Input and output with this value.
    InputOutput(PathCheck),
}

/// A path and the check of its value.
#[derive(Debug, Clone, PartialEq)]
pub struct PathCheck {
    /// The index among the paths of the waiter.
    pub path: usize,
    /// The check.
    pub check: Check,
}

/// A check of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum Check {
    Is(bool),
    Equals(String),
    All(String),
    Any(String),
}
