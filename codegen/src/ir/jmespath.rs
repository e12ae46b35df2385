//! JMESPath expressions: the tables of the runtime (`tinsmith::jmespath`) with owned data; see there for what each means.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum Expr {
    Current,
    Field(String),
    Index(i32),
    Null,
    Bool(bool),
    Number(f64),
    Str(String),
    Sub(Box<Expr>, Box<Expr>),
    Project(Box<Expr>, Box<Expr>),
    Flatten(Box<Expr>),
    Values(Box<Expr>),
    If(Box<Expr>, Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Compare(Box<Expr>, Comparator, Box<Expr>),
    List(Vec<Expr>),
    Call(Function, Vec<Expr>),
}

/// A comparison of two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the specification")]
pub enum Function {
    Contains,
    EndsWith,
    Keys,
    Length,
    StartsWith,
    Values,
}

impl Function {
    /// Every function with its name and how many arguments it takes.
    pub const ALL: [(&'static str, usize, Self); 6] = [
        ("contains", 2, Self::Contains),
        ("ends_with", 2, Self::EndsWith),
        ("keys", 1, Self::Keys),
        ("length", 1, Self::Length),
        ("starts_with", 2, Self::StartsWith),
        ("values", 1, Self::Values),
    ];
}
