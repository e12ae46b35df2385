//! What generated errors and enums have in common, as traits, types and the macros that implement them.

use std::any::Any;
use std::error::Error;
use std::fmt;

use aws_smithy_types::error::ErrorMetadata;
use aws_types::request_id::RequestId;

/// An error of the model, or [`Unhandled`].
pub trait ModeledError: Error + Any + Send + Sync {
    /// Code, message and request id.
    fn meta(&self) -> &ErrorMetadata;

    /// Sets code, message and request id, and the message member if that is unset.
    fn set_meta(&mut self, meta: ErrorMetadata);

    /// The error as [`Any`], so that a service's error can find out which it is.
    fn into_any(self: Box<Self>) -> Box<dyn Any + Send + Sync>;
}

/// An error that the model does not list for the operation, or a failure that is not the service's.
#[derive(Debug, Clone, PartialEq)]
pub struct Unhandled {
    meta: ErrorMetadata,
}

impl Unhandled {
    /// An error with this code and message.
    #[inline]
    pub fn new(meta: ErrorMetadata) -> Self {
        Self { meta }
    }

    /// Code, message and request id.
    pub fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.meta.code(), self.meta.message()) {
            (Some(code), message) => display(f, code, message),
            (None, Some(message)) => f.write_str(message),
            (None, None) => f.write_str("an error without code or message"),
        }
    }
}

impl Error for Unhandled {}

impl ModeledError for Unhandled {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }

    fn set_meta(&mut self, meta: ErrorMetadata) {
        self.meta = meta;
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any + Send + Sync> {
        self
    }
}

impl RequestId for Unhandled {
    fn request_id(&self) -> Option<&str> {
        self.meta.request_id()
    }
}

/// `ConflictException: the stage is in use`.
pub fn display(f: &mut fmt::Formatter<'_>, code: &str, message: Option<&str>) -> fmt::Result {
    f.write_str(code)?;
    match message {
        Some(message) => write!(f, ": {message}"),
        None => Ok(()),
    }
}

/// The value of an enum that this version of a crate does not know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// A value that is not among the variants; generated code makes these.
    pub fn new(value: &str) -> Self {
        Self(value.into())
    }

    /// The value on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is not the value of any variant of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariantError {
    value: String,
    known: &'static [&'static str],
}

impl UnknownVariantError {
    /// The error for `value`, where `known` are those that would have done.
    pub fn new(value: &str, known: &'static [&'static str]) -> Self {
        Self { value: value.to_owned(), known }
    }
}

impl fmt::Display for UnknownVariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is none of {}", self.value, self.known.join(", "))
    }
}

impl Error for UnknownVariantError {}

/// Implements the traits of an enum of strings from its `as_str`, `values` and `From<&str>`.
#[macro_export]
macro_rules! string_enum {
    ($name:ident) => {
        impl $name {
            /// The variant of a value, or an error if this version of the crate does not know it.
            ///
            /// # Errors
            ///
            /// When the value is none of [`values`](Self::values).
            #[inline]
            pub fn try_parse(value: &str) -> Result<Self, $crate::modeled::UnknownVariantError> {
                match Self::from(value) {
                    Self::Unknown(_) => Err($crate::modeled::UnknownVariantError::new(value, Self::values())),
                    known => Ok(known),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::shape::Value for $name {
            #[inline]
            fn write<W: $crate::shape::ValueWriter>(
                &self,
                member: &'static $crate::schema::Member,
                w: &mut W,
            ) -> Result<(), $crate::generated::BuildError> {
                w.string(member, self.as_str())
            }

            #[inline]
            fn read<R: $crate::shape::ValueReader>(
                member: &'static $crate::schema::Member,
                r: &mut R,
            ) -> Result<Self, $crate::generated::ReadError> {
                r.string(member, |text| Self::from(&*text))
            }
        }

        impl $crate::shape::MapKey for $name {
            #[inline]
            fn as_key(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_key(key: String) -> Self {
                Self::from(key.as_str())
            }
        }

        impl $crate::shape::Missing for $name {
            #[inline]
            fn missing() -> Self {
                Self::from("no value was set")
            }
        }
    };
}

/// Implements the traits of a modeled error, which has the fields `message` and `meta`.
#[macro_export]
macro_rules! modeled_error {
    ($name:ident, $code:literal) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let message = $crate::modeled::text(&self.message).or(self.meta.message());
                $crate::modeled::display(f, $code, message)
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::modeled::ModeledError for $name {
            #[inline]
            fn meta(&self) -> &$crate::generated::ErrorMetadata {
                &self.meta
            }

            #[inline]
            fn set_meta(&mut self, meta: $crate::generated::ErrorMetadata) {
                $crate::modeled::fill(&mut self.message, meta.message());
                self.meta = meta;
            }

            #[inline]
            fn into_any(self: Box<Self>) -> Box<dyn ::core::any::Any + Send + Sync> {
                self
            }
        }

        impl $crate::generated::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::generated::ErrorMetadata {
                &self.meta
            }
        }

        impl $crate::generated::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self.meta.request_id()
            }
        }
    };
}

/// Implements the methods and traits of an operation's error enum: a test, a code and a variant for each error.
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the error of the crate that calls it
macro_rules! operation_error {
    ($name:ident { $($is:ident: $code:literal => $variant:ident,)* }) => {
        impl $name {
            $(
                #[doc = concat!("Whether this is [`", stringify!($variant), "`](Self::", stringify!($variant), ").")]
                #[inline]
                pub fn $is(&self) -> bool {
                    matches!(self, Self::$variant(_))
                }
            )*
        }

        impl $crate::operation::OperationError for $name {
            #[allow(unused_variables)]
            fn read<R: $crate::shape::ShapeReader>(
                code: &str,
                r: &mut R,
            ) -> Option<Result<Self, $crate::generated::ReadError>> {
                match code {
                    $($code => Some($crate::shape::Shape::read(r).map(Self::$variant)),)*
                    _ => None,
                }
            }

            #[inline]
            fn unhandled(meta: $crate::generated::ErrorMetadata) -> Self {
                Self::Unhandled($crate::modeled::Unhandled::new(meta))
            }

            #[inline]
            fn modeled(&self) -> &dyn $crate::modeled::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }

            #[inline]
            fn modeled_mut(&mut self) -> &mut dyn $crate::modeled::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }

            #[inline]
            fn into_modeled(self) -> Box<dyn $crate::modeled::ModeledError> {
                match self {
                    $(Self::$variant(error) => Box::new(error),)*
                    Self::Unhandled(error) => Box::new(error),
                }
            }
        }

        impl From<$name> for crate::error::Error {
            #[inline]
            fn from(error: $name) -> Self {
                Self::of($crate::operation::OperationError::into_modeled(error))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt($crate::operation::OperationError::modeled(self), f)
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::generated::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::generated::ErrorMetadata {
                $crate::operation::OperationError::modeled(self).meta()
            }
        }

        impl $crate::generated::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                $crate::operation::OperationError::modeled(self).meta().request_id()
            }
        }
    };
}

/// Implements what every operation's output has: the id of the request.
#[macro_export]
macro_rules! operation_output {
    ($name:ident) => {
        impl $crate::generated::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self._request_id.as_deref()
            }
        }
    };
}

/// Implements what every builder of an operation's input has: `build`, `send_with` on the input's, `send`, `customize`,
/// `as_input` and perhaps `into_paginator` on the one that comes from a client.
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the client of the crate that calls it
macro_rules! call_builder {
    // An input with a stream cannot be cloned.
    ($operation:ident, $builder:ident, $input:ident, $fluent:ident, stream) => {
        $crate::call_builder!(@common $operation, $builder, $input, $fluent);
    };
    ($operation:ident, $builder:ident, $input:ident, $fluent:ident $(, $paginator:ident)?) => {
        $crate::call_builder!(@common $operation, $builder, $input, $fluent);

        impl $fluent {
            /// The builder of the input as it is so far.
            #[inline]
            pub fn as_input(&self) -> $input {
                $builder { input: ::core::clone::Clone::clone(&self.input), client: () }
            }

            $(
                /// Goes through the pages one after the other.
                #[inline]
                pub fn into_paginator(self) -> $paginator {
                    $crate::paginate::Pager::new(self.client.engine, Ok(self.input))
                }
            )?
        }
    };
    (@common $operation:ident, $builder:ident, $input:ident, $fluent:ident) => {
        /// Builds the input alone.
        pub type $input = $builder;

        impl $input {
            /// Builds the input. What is missing shows when it is sent.
            #[inline]
            pub fn build(
                self,
            ) -> Result<<$operation as $crate::operation::Operation>::Input, $crate::generated::BuildError> {
                Ok(self.input)
            }

            /// Sends the input with a client, as `send` of the builder that the client gives.
            #[inline]
            pub async fn send_with(self, client: &crate::client::Client) -> $crate::Answer<$operation> {
                client.engine.send::<$operation>(self.input).await
            }
        }

        /// Builds the input and sends it.
        pub type $fluent = $builder<crate::client::Client>;

        impl $fluent {
            #[inline]
            pub(crate) fn new(client: crate::client::Client) -> Self {
                Self { input: Default::default(), client }
            }

            /// Sends the request and reads the response.
            ///
            /// # Errors
            ///
            /// When the request cannot be made or sent, when no response comes in time, and when the service answers
            /// with an error.
            #[inline]
            pub fn send(self) -> impl Future<Output = $crate::Answer<$operation>> + Send {
                self.client.engine.send::<$operation>(self.input)
            }

            /// Changes the request or the configuration for this call alone.
            #[inline]
            pub fn customize(self) -> $crate::customize::CustomizableOperation<$operation> {
                $crate::customize::CustomizableOperation::new(self.client.engine, Ok(self.input))
            }
        }
    };
}

/// Implements the traits of a service's error enum, and the conversions into it from the errors of all operations.
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the types of the crate that calls it
macro_rules! service_error {
    ($name:ident { $($variant:ident),* $(,)? }) => {
        impl $name {
            #[inline]
            pub(crate) fn of(error: Box<dyn $crate::modeled::ModeledError>) -> Self {
                let error = error.into_any();
                $(
                    let error = match error.downcast::<$crate::service_error!(@path $variant)>() {
                        Ok(error) => return Self::$variant(*error),
                        Err(error) => error,
                    };
                )*
                match error.downcast::<$crate::modeled::Unhandled>() {
                    Ok(error) => Self::Unhandled(*error),
                    Err(_) => Self::Unhandled($crate::modeled::Unhandled::new(Default::default())),
                }
            }

            #[inline]
            fn modeled(&self) -> &dyn $crate::modeled::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }
        }

        impl<E: $crate::operation::OperationError, R: ::core::fmt::Debug + 'static> From<$crate::error::SdkError<E, R>> for $name {
            #[inline]
            fn from(error: $crate::error::SdkError<E, R>) -> Self {
                Self::of(error.into_service_error().into_modeled())
            }
        }

        impl From<$crate::generated::BuildError> for $name {
            #[inline]
            fn from(error: $crate::generated::BuildError) -> Self {
                Self::Unhandled($crate::modeled::unhandled_from(&error))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.modeled(), f)
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::generated::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::generated::ErrorMetadata {
                self.modeled().meta()
            }
        }

        impl $crate::generated::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self.modeled().meta().request_id()
            }
        }
    };
    (@path $variant:ident) => { crate::types::error::$variant };
}

/// The message of an error, whether the model requires it or not.
pub fn text(message: &impl Message) -> Option<&str> {
    message.text()
}

/// Sets the message of an error if it is unset.
pub fn fill(message: &mut impl Message, text: Option<&str>) {
    if let Some(text) = text {
        message.fill(text);
    }
}

/// An unhandled error with the text of another.
pub fn unhandled_from(error: &(dyn Error + 'static)) -> Unhandled {
    Unhandled::new(ErrorMetadata::builder().message(crate::error::describe(error)).build())
}

/// The `message` member of an error: a string that may be optional.
pub trait Message {
    /// The text, if there is one.
    fn text(&self) -> Option<&str>;

    /// Sets the text if there is none.
    fn fill(&mut self, text: &str);
}

impl Message for Option<String> {
    fn text(&self) -> Option<&str> {
        self.as_deref()
    }

    fn fill(&mut self, text: &str) {
        self.get_or_insert_with(|| text.to_owned());
    }
}

impl Message for String {
    fn text(&self) -> Option<&str> {
        (!self.is_empty()).then_some(self)
    }

    fn fill(&mut self, text: &str) {
        if self.is_empty() {
            text.clone_into(self);
        }
    }
}
