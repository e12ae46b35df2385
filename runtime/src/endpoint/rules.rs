//! The tables of a rule set, as generated code writes them: borrowed, constant, with every name resolved.
//!
//! Parameters and variables live in numbered slots ([`Var`]): the parameters first, in the order of
//! [`RuleSet::params`], then the variables. Scopes were checked when the names were resolved, so two variables in
//! different branches may share a slot.

/// The rules by which a service chooses its endpoint.
#[derive(Debug, Clone, Copy)]
pub struct RuleSet<'a> {
    /// The parameters; each one's slot is its index.
    pub params: &'a [Param<'a>],
    /// The number of slots, parameters included.
    pub slots: u16,
    /// The rules themselves.
    pub rules: Rules<'a>,
}

impl<'a> RuleSet<'a> {
    /// The parameter that is bound to a built-in.
    pub fn built_in(&self, built_in: BuiltIn) -> Option<&'a Param<'a>> {
        self.params.iter().find(|param| param.built_in == Some(built_in))
    }
}

/// The two forms in which a model gives its rules.
#[derive(Debug, Clone, Copy)]
pub enum Rules<'a> {
    /// A decision tree (`smithy.rules#endpointRuleSet`), written as an outline: the rules under a tree follow it, one
    /// level deeper.
    Tree(&'a [Rule<'a>]),
    /// A decision diagram (`smithy.rules#endpointBdd`).
    Diagram(Diagram<'a>),
}

/// A parameter of a rule set.
#[derive(Debug, Clone, Copy)]
pub struct Param<'a> {
    /// The name, e.g. `UseFIPS`.
    pub name: &'a str,
    /// The kind of its values.
    pub kind: ParamKind,
    /// The built-in that gives the value.
    pub built_in: Option<BuiltIn>,
    /// Whether rules cannot be evaluated without it.
    pub required: bool,
    /// The value when none is given.
    pub default: Option<Literal<'a>>,
}

/// A value of the configuration that a parameter has unless it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as the settings")]
pub enum BuiltIn {
    Region,
    UseFips,
    UseDualStack,
    EndpointUrl,
    /// The account of the credentials.
    AccountId,
    AccountIdEndpointMode,
    ForcePathStyle,
    UseArnRegion,
    Accelerate,
    DisableMultiRegionAccessPoints,
    DisableExpressSessionAuth,
    /// `true` where the regional endpoint is not to be called.
    UseGlobalEndpoint,
}

/// The kind of a parameter's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// `string`
    String,
    /// `boolean`
    Boolean,
    /// `stringArray`
    StringArray,
}

impl ParamKind {
    /// The name in the specification.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::StringArray => "stringArray",
        }
    }
}

/// A constant: the default of a parameter.
#[derive(Debug, Clone, Copy)]
pub enum Literal<'a> {
    /// Of a `string`.
    String(&'a str),
    /// Of a `boolean`.
    Boolean(bool),
    /// Of a `stringArray`.
    StringArray(&'a [&'a str]),
}

impl<'a> Param<'a> {
    /// An optional parameter of type `string`.
    pub const fn string(name: &'a str) -> Self {
        Self::new(name, ParamKind::String)
    }

    /// An optional parameter of type `boolean`.
    pub const fn boolean(name: &'a str) -> Self {
        Self::new(name, ParamKind::Boolean)
    }

    /// An optional parameter of type `stringArray`.
    pub const fn strings(name: &'a str) -> Self {
        Self::new(name, ParamKind::StringArray)
    }

    /// An optional parameter of the given kind.
    pub const fn new(name: &'a str, kind: ParamKind) -> Self {
        Self { name, kind, built_in: None, required: false, default: None }
    }

    /// The parameter, bound to a built-in.
    #[must_use]
    pub const fn built_in(self, built_in: BuiltIn) -> Self {
        Self { built_in: Some(built_in), ..self }
    }

    /// The parameter, without which rules are not evaluated.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The parameter with a default, which is as good as a value.
    #[must_use]
    pub const fn or(self, default: Literal<'a>) -> Self {
        Self { default: Some(default), ..self }
    }

    /// The parameter with a boolean as default.
    #[must_use]
    pub const fn or_bool(self, default: bool) -> Self {
        self.or(Literal::Boolean(default))
    }
}

/// The slot of a parameter or variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Var(pub u16);

/// One rule: its level in the outline, the conditions, all of which must hold, and what follows from them.
#[derive(Debug, Clone, Copy)]
pub struct Rule<'a>(pub u8, pub &'a [Condition<'a>], pub Outcome<'a>);

/// The outcome of a rule whose conditions hold.
///
/// URLs and messages are templates: the text of the next argument replaces each `{}`.
#[derive(Debug, Clone, Copy)]
pub enum Outcome<'a> {
    /// An endpoint that is no more than its URL.
    Url(&'a str, &'a [Expr<'a>]),
    /// An endpoint: URL, headers, properties.
    Endpoint(&'a str, &'a [Expr<'a>], Headers<'a>, Properties<'a>),
    /// There is no endpoint, for the reason given.
    Error(&'a str, &'a [Expr<'a>]),
    /// The first of the rules of the next level that matches; if none does, there is no endpoint.
    Tree,
}

/// The names and values of headers.
pub type Headers<'a> = &'a [(&'a str, &'a [Expr<'a>])];

/// The keys and values of properties.
pub type Properties<'a> = &'a [(&'a str, Expr<'a>)];

/// A condition of a rule. It holds unless its expression is unset or false.
#[derive(Debug, Clone, Copy)]
pub enum Condition<'a> {
    /// The expression alone.
    If(Expr<'a>),
    /// The expression, whose value is kept for what follows (`assign`).
    Let(Var, Expr<'a>),
}

/// An expression. Each may be without a value, which the specification calls an empty optional.
#[derive(Debug, Clone, Copy)]
pub enum Expr<'a> {
    /// A literal string.
    Str(&'a str),
    /// A literal boolean.
    Bool(bool),
    /// A literal integer.
    Int(i32),
    /// The value of a parameter or variable.
    Ref(Var),
    /// A template string: the text of the next argument replaces each `{}`.
    Format(&'a str, &'a [Expr<'a>]),
    /// A property of what a function returned (`getAttr` with a key).
    Get(&'a Expr<'a>, Field),
    /// An element of a list, counted from the end if negative (`getAttr` with an index).
    Nth(&'a Expr<'a>, i32),
    /// A function and its arguments.
    Call(Function, &'a [Expr<'a>]),
    /// A list; only in the properties of an endpoint.
    List(&'a [Expr<'a>]),
    /// A map; only in the properties of an endpoint.
    Map(Properties<'a>),
}

/// The properties of URLs, ARNs and partitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the specification")]
pub enum Field {
    Scheme,
    Authority,
    Path,
    NormalizedPath,
    IsIp,
    Partition,
    Service,
    Region,
    AccountId,
    ResourceId,
    Name,
    DnsSuffix,
    DualStackDnsSuffix,
    SupportsFips,
    SupportsDualStack,
    ImplicitGlobalRegion,
}

/// The functions of the standard library and those of AWS, but for `getAttr`, which is [`Expr::Get`] and [`Expr::Nth`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the specification")]
pub enum Function {
    IsSet,
    Not,
    Substring,
    StringEquals,
    BooleanEquals,
    UriEncode,
    ParseUrl,
    IsValidHostLabel,
    Coalesce,
    Ite,
    Split,
    AwsPartition,
    ParseArn,
    IsVirtualHostableS3Bucket,
}

/// A decision diagram: conditions and results, and the nodes that lead from the ones to the others.
#[derive(Debug, Clone, Copy)]
pub struct Diagram<'a> {
    /// The conditions that nodes name.
    pub conditions: &'a [Condition<'a>],
    /// Endpoints and errors.
    pub results: &'a [Outcome<'a>],
    /// Nodes of three numbers: the index of a condition, where to go if it holds, where to go if not. The first node is
    /// where to begin.
    ///
    /// Where to go is counted through the nodes, then on through the results; the number after those is "no match".
    pub nodes: &'a [u16],
}
