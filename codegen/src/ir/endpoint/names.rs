//! Built-ins, properties and functions of endpoint rules, each of which is a variant of the same name in the runtime.

/// A value of the configuration that a parameter has unless it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "as in the runtime")]
pub enum BuiltIn {
    Region,
    UseFips,
    UseDualStack,
    EndpointUrl,
    AccountId,
    AccountIdEndpointMode,
    ForcePathStyle,
    UseArnRegion,
    Accelerate,
    DisableMultiRegionAccessPoints,
    DisableExpressSessionAuth,
    UseGlobalEndpoint,
}

impl BuiltIn {
    /// The name of the variant.
    pub fn ident(self) -> &'static str {
        match self {
            Self::Region => "Region",
            Self::UseFips => "UseFips",
            Self::UseDualStack => "UseDualStack",
            Self::EndpointUrl => "EndpointUrl",
            Self::AccountId => "AccountId",
            Self::AccountIdEndpointMode => "AccountIdEndpointMode",
            Self::ForcePathStyle => "ForcePathStyle",
            Self::UseArnRegion => "UseArnRegion",
            Self::Accelerate => "Accelerate",
            Self::DisableMultiRegionAccessPoints => "DisableMultiRegionAccessPoints",
            Self::DisableExpressSessionAuth => "DisableExpressSessionAuth",
            Self::UseGlobalEndpoint => "UseGlobalEndpoint",
        }
    }
}

/// An enum whose variants have the same names in the runtime, each with its name in the specification.
macro_rules! named {
    ($(#[$doc:meta])* $type:ident { $($variant:ident = $wire:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "named as in the specification")]
        pub enum $type { $($variant,)* }

        impl $type {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in the specification.
            pub fn wire_name(self) -> &'static str {
                match self { $(Self::$variant => $wire,)* }
            }

            /// The name of the variant.
            pub fn ident(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            /// The one with this name in the specification.
            pub fn from_wire_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.wire_name() == name)
            }
        }
    };
}

named! {
    /// The properties of URLs, ARNs and partitions.
    Field {
        Scheme = "scheme",
        Authority = "authority",
        Path = "path",
        NormalizedPath = "normalizedPath",
        IsIp = "isIp",
        Partition = "partition",
        Service = "service",
        Region = "region",
        AccountId = "accountId",
        ResourceId = "resourceId",
        Name = "name",
        DnsSuffix = "dnsSuffix",
        DualStackDnsSuffix = "dualStackDnsSuffix",
        SupportsFips = "supportsFIPS",
        SupportsDualStack = "supportsDualStack",
        ImplicitGlobalRegion = "implicitGlobalRegion",
    }
}

named! {
    /// The functions, but for `getAttr`, which is [`Expr::Get`](super::Expr::Get) and [`Expr::Nth`](super::Expr::Nth).
    Function {
        IsSet = "isSet",
        Not = "not",
        Substring = "substring",
        StringEquals = "stringEquals",
        BooleanEquals = "booleanEquals",
        UriEncode = "uriEncode",
        ParseUrl = "parseURL",
        IsValidHostLabel = "isValidHostLabel",
        Coalesce = "coalesce",
        Ite = "ite",
        Split = "split",
        AwsPartition = "aws.partition",
        ParseArn = "aws.parseArn",
        IsVirtualHostableS3Bucket = "aws.isVirtualHostableS3Bucket",
    }
}

impl Function {
    /// The least and the greatest number of arguments.
    pub fn arity(self) -> (usize, usize) {
        match self {
            Self::IsSet | Self::Not | Self::UriEncode | Self::ParseUrl | Self::AwsPartition | Self::ParseArn => (1, 1),
            Self::StringEquals | Self::BooleanEquals => (2, 2),
            Self::IsValidHostLabel | Self::IsVirtualHostableS3Bucket => (2, 2),
            Self::Ite | Self::Split => (3, 3),
            Self::Substring => (4, 4),
            Self::Coalesce => (2, usize::MAX),
        }
    }
}
