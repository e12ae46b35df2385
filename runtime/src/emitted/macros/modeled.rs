//! Modeled errors: builder and walk as of other structures, and the traits of errors.

/// Implements the builder and the walk of a modeled error, and the traits of errors. `+ message` adds a
/// message that is no member of the model.
#[doc(hidden)]
#[macro_export]
macro_rules! __error {
    ($name:ident $(as $shown:ident)?: $wire:literal $(.$root:ident($($about:tt)*))*, $builder:ident -> $built:ident
        $(, $flag:ident)* + message { $($rows:tt)* }) => {
        $crate::__error!(@common $name, $wire, $builder);
        $crate::__members! {
            ($name [$($shown)? $name] $builder $built) ($wire $(.$root($($about)*))*)
            [$($flag)*] [message: Option<String>, meta: $crate::emitted::inner::ErrorMetadata] [] $($rows)*
        }

        $crate::__serde!(error $name $wire, message);

        impl $name {
            /// The message of the service.
            #[inline]
            pub fn message(&self) -> Option<&str> {
                self.message.as_deref()
            }
        }

        impl $builder {
            /// The message of the service.
            #[inline]
            pub fn message(mut self, value: impl Into<String>) -> Self {
                self.message = Some(value.into());
                self
            }

            /// Sets or unsets the member.
            #[inline]
            pub fn set_message(mut self, value: Option<String>) -> Self {
                self.message = value;
                self
            }

            /// The member as it is set.
            #[inline]
            pub fn get_message(&self) -> &Option<String> {
                &self.message
            }
        }
    };
    ($name:ident $(as $shown:ident)?: $wire:literal $(.$root:ident($($about:tt)*))*, $builder:ident -> $built:ident
        $(, $flag:ident)* { $($rows:tt)* }) => {
        $crate::__error!(@common $name, $wire, $builder);
        $crate::__members! {
            ($name [$($shown)? $name] $builder $built) ($wire $(.$root($($about)*))*)
            [$($flag)*] [meta: $crate::emitted::inner::ErrorMetadata] [] $($rows)*
        }

        $crate::__serde!(error $name $wire);
    };
    (@common $name:ident, $code:literal, $builder:ident) => {
        impl $builder {
            /// Code, message and request id.
            #[inline]
            pub fn meta(mut self, meta: $crate::emitted::inner::ErrorMetadata) -> Self {
                self.meta = meta;
                self
            }

            /// Sets code, message and request id, or unsets them.
            #[inline]
            pub fn set_meta(&mut self, meta: Option<$crate::emitted::inner::ErrorMetadata>) -> &mut Self {
                self.meta = meta.unwrap_or_default();
                self
            }
        }

        $crate::__modeled_error!($name, $code);
    };
}

/// Implements the traits of a modeled error, which has the fields `message` and `meta`.
#[doc(hidden)]
#[macro_export]
macro_rules! __modeled_error {
    ($name:ident, $code:literal) => {
        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let message = $crate::emitted::inner::modeled::text(&self.message).or(self.meta.message());
                $crate::emitted::inner::modeled::display(f, $code, message)
            }
        }

        impl ::core::error::Error for $name {}

        impl $name {
            /// Returns code, message and request id.
            #[inline]
            pub fn meta(&self) -> &$crate::emitted::inner::ErrorMetadata {
                &self.meta
            }
        }

        impl $crate::emitted::inner::ModeledError for $name {
            #[inline]
            fn name(&self) -> &'static str {
                ::core::stringify!($name)
            }

            #[inline]
            fn meta(&self) -> &$crate::emitted::inner::ErrorMetadata {
                &self.meta
            }

            #[inline]
            fn set_meta(&mut self, meta: $crate::emitted::inner::ErrorMetadata) {
                $crate::emitted::inner::modeled::fill(&mut self.message, meta.message());
                self.meta = meta;
            }
        }

        $crate::__error_metadata!($name);
    };
}

/// Implements the traits by which errors give their metadata, over the method `meta`.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_metadata {
    ($name:ident) => {
        impl $crate::emitted::inner::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::emitted::inner::ErrorMetadata {
                self.meta()
            }
        }

        impl $crate::emitted::inner::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self.meta().request_id()
            }
        }
    };
}

/// Implements the kind of a modeled error that is retryable.
#[doc(hidden)]
#[macro_export]
macro_rules! __retryable_error {
    ($name:ident, $kind:ident) => {
        impl $name {
            /// Returns the kind of failure, by which another attempt may succeed.
            #[inline]
            pub fn retryable_error_kind(&self) -> $crate::emitted::inner::ErrorKind {
                $crate::emitted::inner::ErrorKind::$kind
            }
        }
    };
}

/// Implements the second request id of an error of S3.
#[doc(hidden)]
#[macro_export]
macro_rules! __extended_request_id {
    ($name:ident) => {
        impl $crate::emitted::inner::RequestIdExt for $name {
            #[inline]
            fn extended_request_id(&self) -> Option<&str> {
                $crate::emitted::inner::RequestIdExt::extended_request_id(self.meta())
            }
        }
    };
}
