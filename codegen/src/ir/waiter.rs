//! Waiters: the tables of the runtime (`tinsmith::waiters`) with owned data; see there for what each means.

use super::Docs;
use super::jmespath::Expr;

/// A waiter of an operation.
#[derive(Debug, Clone)]
pub struct Waiter {
    /// The name in the model, e.g. `TableExists`.
    pub wire: String,
    /// What its types begin with, e.g. `TableExists`.
    pub name: String,
    /// Its module, and what follows `wait_until_` in the name of its method, e.g. `table_exists`.
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
    /// What ends the waiting, in the order in which it is tried.
    pub acceptors: Vec<Acceptor>,
}

/// What a poll may come to, and what follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptor {
    /// What follows.
    pub state: State,
    /// What the poll must have come to.
    pub matcher: Matcher,
}

/// What follows from a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum State {
    Success,
    Failure,
    Retry,
}

/// What a poll must have come to.
#[derive(Debug, Clone, PartialEq)]
pub enum Matcher {
    /// A response of success, or one of failure.
    Success(bool),
    /// An error with this code.
    Error(String),
    /// An output about which something holds.
    Output(PathCheck),
    /// Input and output about which something holds.
    InputOutput(PathCheck),
}

/// A value, and what it must be.
#[derive(Debug, Clone, PartialEq)]
pub struct PathCheck {
    /// The index among the paths of the waiter.
    pub path: usize,
    /// What its value must be.
    pub check: Check,
}

/// What a value must be.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum Check {
    Is(bool),
    Equals(String),
    All(String),
    Any(String),
}
