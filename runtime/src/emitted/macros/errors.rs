//! Error enums of operations, event streams and the service, each from one table of its variants.

/// Defines the error enum of an operation with its methods and traits: a variant, a code and a test for each error.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the error of the crate that calls it
macro_rules! __operation_error {
    ($(#[$about:meta])* $vis:vis enum $name:ident {
        $($(#[$docs:meta])* $variant:ident($error:ident) = $code:literal, $is:ident $(, $kind:ident)?;)*
    }) => {
        $(#[$about])*
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$docs])* $variant($error),)*
            /// An error that the model does not list here.
            Unhandled($crate::emitted::inner::Unhandled),
        }

        impl $name {
            $(
                /// Whether this is the variant of the same name.
                #[inline]
                pub fn $is(&self) -> bool {
                    match self {
                        Self::$variant(_) => true,
                        _ => false,
                    }
                }
            )*

            /// Makes an unhandled error of any other, whose text is the message.
            #[inline]
            pub fn unhandled(error: impl Into<$crate::emitted::inner::BoxError>) -> Self {
                Self::Unhandled($crate::emitted::inner::modeled::unhandled_from(error, None))
            }

            /// Makes an unhandled error with this code and message.
            #[inline]
            pub fn generic(meta: $crate::emitted::inner::ErrorMetadata) -> Self {
                Self::Unhandled($crate::emitted::inner::Unhandled::new(meta))
            }

            /// Returns code, message and request id.
            #[inline]
            pub fn meta(&self) -> &$crate::emitted::inner::ErrorMetadata {
                $crate::emitted::inner::OperationError::modeled(self).meta()
            }
        }

        impl $crate::emitted::inner::OperationError for $name {
            // Where two errors have one code, the first is read.
            #[allow(unused_variables, unreachable_patterns)]
            fn read<R: $crate::emitted::inner::ShapeReader>(
                code: &str,
                r: &mut R,
            ) -> Option<Result<Self, $crate::emitted::inner::ReadError>> {
                match code {
                    $($code => Some(match $crate::emitted::inner::Shape::read(r) {
                        Ok(error) => Ok(Self::$variant(error)),
                        Err(error) => Err(error),
                    }),)*
                    _ => None,
                }
            }

            #[inline]
            fn generic(meta: $crate::emitted::inner::ErrorMetadata) -> Self {
                Self::generic(meta)
            }

            #[inline]
            fn modeled(&self) -> &dyn $crate::emitted::inner::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }

            #[inline]
            fn modeled_mut(&mut self) -> &mut dyn $crate::emitted::inner::ModeledError {
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

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::emitted::inner::modeled::debug(f, $crate::emitted::inner::OperationError::modeled(self))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt($crate::emitted::inner::OperationError::modeled(self), f)
            }
        }

        impl ::core::error::Error for $name {
            #[inline]
            fn source(&self) -> Option<&(dyn ::core::error::Error + 'static)> {
                match self {
                    Self::Unhandled(error) => ::core::error::Error::source(error),
                    _ => None,
                }
            }
        }

        impl $crate::emitted::inner::CreateUnhandledError for $name {
            #[inline]
            fn create_unhandled_error(
                source: $crate::emitted::inner::BoxError,
                meta: Option<$crate::emitted::inner::ErrorMetadata>,
            ) -> Self {
                Self::Unhandled($crate::emitted::inner::modeled::unhandled_from(source, meta))
            }
        }

        impl $crate::emitted::inner::ProvideErrorKind for $name {
            #[inline]
            fn retryable_error_kind(&self) -> Option<$crate::emitted::inner::ErrorKind> {
                match self {
                    $($(Self::$variant(_) => Some($crate::emitted::inner::ErrorKind::$kind),)?)*
                    _ => None,
                }
            }

            #[inline]
            fn code(&self) -> Option<&str> {
                self.meta().code()
            }
        }

        $crate::__error_metadata!($name);
    };
}

/// Defines the error enum of an event stream in the same way, with the member of the union as the code of each error, and
/// implements how errors are sent to a service.
#[doc(hidden)]
#[macro_export]
macro_rules! __stream_error {
    ($(#[$about:meta])* $vis:vis enum $name:ident {
        $($(#[$docs:meta])* $variant:ident($error:ident) = $member:literal, $is:ident $(, $kind:ident)?;)*
    }) => {
        $crate::__operation_error! {
            $(#[$about])*
            $vis enum $name {
                $($(#[$docs])* $variant($error) = $member, $is $(, $kind)?;)*
            }
        }

        impl $crate::emitted::inner::EventError for $name {
            fn write<F: $crate::emitted::inner::DocumentFormat>(&self) -> Result<Vec<u8>, $crate::emitted::inner::BuildError> {
                match self {
                    $(Self::$variant(error) => $crate::emitted::inner::event_stream::exception::<F, _>($member, error),)*
                    Self::Unhandled(error) => $crate::emitted::inner::event_stream::error(error.meta()),
                }
            }
        }
    };
}

/// Defines the error enum of a service with its traits, and the conversions into it from the errors of all operations.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the types of the crate that calls it
macro_rules! __service_error {
    ($(#[$about:meta])* $vis:vis enum $name:ident { $($(#[$docs:meta])* $variant:ident,)* }) => {
        $(#[$about])*
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$docs])* $variant(crate::types::error::$variant),)*
            /// Any other error, such as one that no operation lists, or a request that was never answered.
            Unhandled($crate::emitted::inner::Unhandled),
        }

        impl $name {
            #[inline]
            fn modeled(&self) -> &dyn $crate::emitted::inner::ModeledError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }

            /// Returns code, message and request id.
            #[inline]
            pub fn meta(&self) -> &$crate::emitted::inner::ErrorMetadata {
                self.modeled().meta()
            }
        }

        impl<E, R> From<$crate::emitted::inner::SdkError<E, R>> for $name
        where
            E: $crate::emitted::inner::OperationError + Into<Self>,
            R: ::core::fmt::Debug + Send + Sync + 'static,
        {
            #[inline]
            fn from(error: $crate::emitted::inner::SdkError<E, R>) -> Self {
                error.into_told_error().into()
            }
        }

        impl<E, R> From<$crate::emitted::inner::OfficialSdkError<E, R>> for $name
        where
            E: $crate::emitted::inner::OperationError + Into<Self>,
            R: ::core::fmt::Debug + Send + Sync + 'static,
        {
            #[inline]
            fn from(error: $crate::emitted::inner::OfficialSdkError<E, R>) -> Self {
                Self::from($crate::emitted::inner::SdkError::from(error))
            }
        }

        impl From<$crate::emitted::inner::BuildError> for $name {
            #[inline]
            fn from(error: $crate::emitted::inner::BuildError) -> Self {
                Self::Unhandled($crate::emitted::inner::modeled::unhandled_from(error, None))
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant(error) => {
                        $crate::emitted::inner::modeled::debug_told(f, stringify!($variant), self.modeled().meta(), error)
                    })*
                    Self::Unhandled(error) => $crate::emitted::inner::modeled::debug_unhandled(f, error),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::emitted::inner::modeled::display_told(f, self.modeled())
            }
        }

        impl ::core::error::Error for $name {
            #[inline]
            fn source(&self) -> Option<&(dyn ::core::error::Error + 'static)> {
                match self {
                    Self::Unhandled(error) => ::core::error::Error::source(error),
                    _ => None,
                }
            }
        }

        $crate::__error_metadata!($name);
    };
}
