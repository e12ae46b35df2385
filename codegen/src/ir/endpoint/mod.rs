//! The rules by which a service chooses its endpoint, with every name resolved.
//!
//! These are the tables of the runtime (`tinsmith::endpoint::rules`) with owned data; see there for what each means.

mod names;

pub use names::{BuiltIn, Field, Function};

/// A rule set.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleSet {
    /// The parameters; each one's slot is its index.
    pub params: Vec<Param>,
    /// The occupants of the slots: the parameters, then the variables.
    pub vars: Vec<Var>,
    /// The different properties that endpoints have.
    pub properties: Vec<Properties>,
    /// The rules themselves.
    pub rules: Rules,
}

/// The properties of one or more endpoints.
#[derive(Debug, Clone, PartialEq)]
pub struct Properties {
    /// The name of the Rust constant, e.g. `PROPERTIES_1`; unique in the rule set.
    pub ident: String,
    /// Keys and values.
    pub entries: Vec<(String, Expr)>,
}

/// The names of a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Var {
    /// In the model, e.g. `PartitionResult`.
    pub name: String,
    /// As a Rust constant, e.g. `PARTITION_RESULT`; unique in the rule set.
    pub ident: String,
}

/// The index of a [`Var`].
pub type Slot = u16;

/// The two forms in which a model gives its rules.
#[derive(Debug, Clone, PartialEq)]
pub enum Rules {
    /// `smithy.rules#endpointRuleSet`, as an outline: the rules under a tree follow it, one level deeper.
    Tree(Vec<Rule>),
    /// `smithy.rules#endpointBdd`
    Diagram(Diagram),
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    /// The name in the model.
    pub name: String,
    /// The kind of its values.
    pub kind: ParamKind,
    /// The built-in that gives the value.
    pub built_in: Option<BuiltIn>,
    /// The consequence of no value being given.
    pub presence: Presence,
}

/// The consequence of no value being given for a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Presence {
    /// The parameter is unset.
    Optional,
    /// The rules cannot be evaluated.
    Required,
    /// The parameter has this value.
    Default(Literal),
}

/// The kind of the values of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// `string`
    String,
    /// `boolean`
    Boolean,
    /// `stringArray`
    StringArray,
}

/// The default of a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// The default of a `string`.
    String(String),
    /// The default of a `boolean`.
    Boolean(bool),
    /// The default of a `stringArray`.
    StringArray(Vec<String>),
}

/// A rule: its conditions and its outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The number of trees above it.
    pub level: u8,
    /// All of these must hold.
    pub conditions: Vec<Condition>,
    /// The outcome.
    pub outcome: Outcome,
}

/// The outcome of a rule whose conditions hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// An endpoint.
    Endpoint(Endpoint),
    /// There is no endpoint, for the reason given.
    Error(Template),
    /// The first of the rules of the next level that matches, and none after them.
    Tree,
}

/// An endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint {
    /// The URL.
    pub url: Template,
    /// Names and values of headers.
    pub headers: Vec<(String, Vec<Expr>)>,
    /// The index of everything else in [`RuleSet::properties`], if there is anything.
    pub properties: Option<usize>,
}

/// A text with values in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Template {
    /// The text, with `{}` where a value goes.
    pub format: String,
    /// The values, in order.
    pub args: Vec<Expr>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// Holds unless its value is unset or false.
    pub expr: Expr,
    /// The slot that keeps the value.
    pub assign: Option<Slot>,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal string.
    Str(String),
    /// A literal boolean.
    Bool(bool),
    /// A literal integer.
    Int(i32),
    /// The value of a parameter or variable.
    Ref(Slot),
    /// A template string.
    Format(Template),
    /// A property of what a function returned.
    Get(Box<Expr>, Field),
    /// An element of a list, counted from the end if negative.
    Nth(Box<Expr>, i32),
    /// A function and its arguments.
    Call(Function, Vec<Expr>),
    /// A list; only in the properties of an endpoint.
    List(Vec<Expr>),
    /// A map; only in the properties of an endpoint.
    Map(Vec<(String, Expr)>),
}

/// A decision diagram.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagram {
    /// The conditions that nodes name.
    pub conditions: Vec<Condition>,
    /// Endpoints and errors.
    pub results: Vec<Outcome>,
    /// Condition, where to go if it holds, where to go if not; the first node is where to begin. Where to go is counted
    /// through the nodes, then on through the results; the number after those is "no match".
    pub nodes: Vec<[u16; 3]>,
}
