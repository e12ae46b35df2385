//! Builders of the contents of [`SdkError`](super::SdkError), for programs that make errors in tests.

use super::{
    BoxError, ConnectorError, ConstructionFailure, DispatchFailure, ResponseError, ServiceError, TimeoutError,
};

macro_rules! of_a_source {
    ($($builder:ident: $source:ty => $built:ident;)*) => {$(
        #[doc = concat!("Builder of [`", stringify!($built), "`].")]
        #[derive(Debug, Default)]
        pub struct $builder {
            source: Option<$source>,
        }

        impl $builder {
            /// An empty builder.
            #[inline]
            pub fn new() -> Self {
                Self::default()
            }

            /// Sets the cause.
            #[inline]
            #[must_use]
            pub fn source(mut self, source: impl Into<$source>) -> Self {
                self.source = Some(source.into());
                self
            }

            /// Sets or unsets the cause.
            #[inline]
            pub fn set_source(&mut self, source: Option<$source>) -> &mut Self {
                self.source = source;
                self
            }

            /// Builds the failure.
            ///
            /// # Panics
            ///
            /// Panics if there is no cause.
            #[inline]
            pub fn build(self) -> $built {
                $built::new(self.source.expect("a source is required"))
            }
        }

        impl $built {
            /// Returns a builder.
            #[inline]
            pub fn builder() -> $builder {
                $builder::new()
            }
        }
    )*};
}

of_a_source! {
    ConstructionFailureBuilder: BoxError => ConstructionFailure;
    TimeoutErrorBuilder: BoxError => TimeoutError;
    DispatchFailureBuilder: ConnectorError => DispatchFailure;
}

macro_rules! of_a_response {
    ($($builder:ident[$($error:ident)?]: $source:ty => $built:ident;)*) => {$(
        #[doc = concat!("Builder of [`", stringify!($built), "`].")]
        #[derive(Debug)]
        pub struct $builder<$($error,)? R> {
            source: Option<$source>,
            raw: Option<R>,
        }

        impl<$($error,)? R> Default for $builder<$($error,)? R> {
            fn default() -> Self {
                Self { source: None, raw: None }
            }
        }

        impl<$($error,)? R> $builder<$($error,)? R> {
            /// An empty builder.
            pub fn new() -> Self {
                Self::default()
            }

            /// Sets the cause.
            #[must_use]
            pub fn source(mut self, source: impl Into<$source>) -> Self {
                self.source = Some(source.into());
                self
            }

            /// Sets or unsets the cause.
            pub fn set_source(&mut self, source: Option<$source>) -> &mut Self {
                self.source = source;
                self
            }

            /// Sets the response.
            #[must_use]
            pub fn raw(mut self, raw: R) -> Self {
                self.raw = Some(raw);
                self
            }

            /// Sets or unsets the response.
            pub fn set_raw(&mut self, raw: Option<R>) -> &mut Self {
                self.raw = raw;
                self
            }

            /// Builds the failure.
            ///
            /// # Panics
            ///
            /// Panics if there is no cause or no response.
            pub fn build(self) -> $built<$($error,)? R> {
                $built::new(self.source.expect("a source is required"), self.raw.expect("a response is required"))
            }
        }

        impl<$($error,)? R> $built<$($error,)? R> {
            /// Returns a builder.
            pub fn builder() -> $builder<$($error,)? R> {
                $builder::new()
            }
        }
    )*};
}

of_a_response! {
    ResponseErrorBuilder[]: BoxError => ResponseError;
    ServiceErrorBuilder[E]: E => ServiceError;
}
