//! What every error has: modeled ones, those of an operation, that of a service.

/// Implements the traits of a modeled error, which has the fields `message` and `meta`.
#[macro_export]
macro_rules! modeled_error {
    ($name:ident, $code:literal) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let message = $crate::emitted::modeled::text(&self.message).or(self.meta.message());
                $crate::emitted::modeled::display(f, $code, message)
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::emitted::ModeledError for $name {
            #[inline]
            fn meta(&self) -> &$crate::emitted::ErrorMetadata {
                &self.meta
            }

            #[inline]
            fn set_meta(&mut self, meta: $crate::emitted::ErrorMetadata) {
                $crate::emitted::modeled::fill(&mut self.message, meta.message());
                self.meta = meta;
            }
        }

        impl $crate::emitted::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::emitted::ErrorMetadata {
                &self.meta
            }
        }

        impl $crate::emitted::RequestId for $name {
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

        impl $crate::emitted::OperationError for $name {
            // Where two errors have one code, the first is read.
            #[allow(unused_variables, unreachable_patterns)]
            fn read<R: $crate::emitted::ShapeReader>(
                code: &str,
                r: &mut R,
            ) -> Option<Result<Self, $crate::emitted::ReadError>> {
                match code {
                    $($code => Some(match $crate::emitted::Shape::read(r) {
                        Ok(error) => Ok(Self::$variant(error)),
                        Err(error) => Err(error),
                    }),)*
                    _ => None,
                }
            }

            #[inline]
            fn unhandled(meta: $crate::emitted::ErrorMetadata) -> Self {
                Self::Unhandled($crate::emitted::Unhandled::new(meta))
            }

            #[inline]
            fn modeled(&self) -> &dyn $crate::emitted::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }

            #[inline]
            fn modeled_mut(&mut self) -> &mut dyn $crate::emitted::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }
        }

        impl From<$name> for crate::error::Error {
            #[inline]
            fn from(error: $name) -> Self {
                match error {
                    $($name::$variant(error) => Self::$variant(error),)*
                    $name::Unhandled(error) => Self::Unhandled(error),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt($crate::emitted::OperationError::modeled(self), f)
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::emitted::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::emitted::ErrorMetadata {
                $crate::emitted::OperationError::modeled(self).meta()
            }
        }

        impl $crate::emitted::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                $crate::emitted::OperationError::modeled(self).meta().request_id()
            }
        }
    };
}

/// Implements the same of the error enum of an event stream, and how each error is told to a service: a test, a member of
/// the union and a variant for each.
#[macro_export]
macro_rules! stream_error {
    ($name:ident { $($is:ident: $member:literal => $variant:ident,)* }) => {
        $crate::operation_error!($name { $($is: $member => $variant,)* });

        impl $crate::emitted::EventError for $name {
            fn write<F: $crate::emitted::DocumentFormat>(&self) -> Result<Vec<u8>, $crate::emitted::BuildError> {
                match self {
                    $(Self::$variant(error) => $crate::emitted::event_stream::exception::<F, _>($member, error),)*
                    Self::Unhandled(error) => $crate::emitted::event_stream::error(error.meta()),
                }
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
            fn modeled(&self) -> &dyn $crate::emitted::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }
        }

        impl<E, R> From<$crate::emitted::SdkError<E, R>> for $name
        where
            E: $crate::emitted::OperationError + Into<Self>,
            R: ::core::fmt::Debug + 'static,
        {
            #[inline]
            fn from(error: $crate::emitted::SdkError<E, R>) -> Self {
                error.into_told_error().into()
            }
        }

        impl From<$crate::emitted::BuildError> for $name {
            #[inline]
            fn from(error: $crate::emitted::BuildError) -> Self {
                Self::Unhandled($crate::emitted::modeled::unhandled_from(&error))
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(error) => {
                        $crate::emitted::modeled::debug_told(f, stringify!($variant), self.modeled().meta(), error)
                    })*
                    Self::Unhandled(error) => $crate::emitted::modeled::debug_unhandled(f, error),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::emitted::modeled::display_told(f, self.modeled())
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::emitted::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::emitted::ErrorMetadata {
                self.modeled().meta()
            }
        }

        impl $crate::emitted::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self.modeled().meta().request_id()
            }
        }
    };
}
