//! The common traits of emitted errors and enums, which macros implement.

use std::error::Error;
use std::fmt;

use aws_smithy_types::error::ErrorMetadata;

use super::BoxError;
use crate::text::Line;

pub use super::unhandled::Unhandled;

/// An error of the model, or [`Unhandled`].
pub trait ModeledError: fmt::Debug + fmt::Display + Send + Sync + 'static {
    /// The name of the type, which is that of the variant of an error enum.
    fn name(&self) -> &'static str;

    /// Code, message and request id.
    fn meta(&self) -> &ErrorMetadata;

    /// Sets code, message and request id, and the message member if that is unset.
    fn set_meta(&mut self, meta: ErrorMetadata);
}

/// `ConflictException: the stage is in use`.
pub fn display(f: &mut fmt::Formatter<'_>, code: &str, message: Option<&str>) -> fmt::Result {
    write!(f, "{}", Line(code))?;
    match message {
        Some(message) => write!(f, ": {}", Line(message)),
        None => Ok(()),
    }
}

/// Formats the variant of an error enum as derived.
///
/// # Errors
///
/// When the formatter fails.
pub fn debug(f: &mut fmt::Formatter<'_>, error: &dyn ModeledError) -> fmt::Result {
    f.debug_tuple(error.name()).field(&error).finish()
}

/// The key in [`ErrorMetadata`]'s extras that holds what a failed call says.
const TOLD: &str = "call";

/// Keeps what a failed call says with the error that is taken out of it.
pub(crate) fn tell(error: &mut dyn ModeledError, told: String) {
    let meta = error.meta().clone().into_builder().custom(TOLD, told).build();
    error.set_meta(meta);
}

/// Displays what the failed call said that the error comes from, else the error.
///
/// # Errors
///
/// When the formatter fails.
pub fn display_told(f: &mut fmt::Formatter<'_>, error: &dyn ModeledError) -> fmt::Result {
    match error.meta().extra(TOLD) {
        Some(told) => f.write_str(told),
        None => fmt::Display::fmt(error, f),
    }
}

/// Formats a variant as derived, with what the failed call said before the error.
///
/// # Errors
///
/// When the formatter fails.
pub fn debug_told(
    f: &mut fmt::Formatter<'_>,
    variant: &str,
    meta: &ErrorMetadata,
    error: &dyn fmt::Debug,
) -> fmt::Result {
    let mut tuple = f.debug_tuple(variant);
    if let Some(told) = meta.extra(TOLD) {
        tuple.field(&format_args!("{told}"));
    }
    tuple.field(error).finish()
}

/// Formats the variant of errors that no other variant is for. What the failed call said is all that there is to it.
///
/// # Errors
///
/// When the formatter fails.
pub fn debug_unhandled(f: &mut fmt::Formatter<'_>, error: &Unhandled) -> fmt::Result {
    let mut tuple = f.debug_tuple("Unhandled");
    match error.meta().extra(TOLD) {
        Some(told) => tuple.field(&format_args!("{told}")),
        None => tuple.field(error),
    };
    tuple.finish()
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
        write!(f, "`{}` is none of {}", Line(&self.value), self.known.join(", "))
    }
}

impl Error for UnknownVariantError {}

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

/// Code and message of an error that was read from data of Serde.
#[cfg(feature = "serde")]
pub fn of_data(code: &str, message: Option<String>) -> ErrorMetadata {
    let meta = ErrorMetadata::builder().code(code);
    match message {
        Some(message) => meta.message(message).build(),
        None => meta.build(),
    }
}

/// An unhandled error that stands for another one, and has its text for a message unless the metadata is given.
pub fn unhandled_from(source: impl Into<BoxError>, meta: Option<ErrorMetadata>) -> Unhandled {
    let source = source.into();
    let meta = meta.unwrap_or_else(|| ErrorMetadata::builder().message(crate::error::describe(&*source)).build());
    Unhandled::caused_by(source, meta)
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
