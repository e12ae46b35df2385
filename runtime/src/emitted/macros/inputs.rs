//! Inputs: the builder that also sends, and the walk, from one list of members.
//!
//! ```text
//! input!(GetStageInput: "GetStageRequest", GetStage, GetStageBuilder, GetStageInputBuilder, GetStageFluentBuilder {
//!     arn: String = member!("arn").required(), set_arn, get_arn;
//! });
//! ```
//!
//! Rows are those of [`structure!`](crate::emitted::structure) without a presence, since an input need not be complete.

/// Implements the builder and the walk of an operation's input.
#[doc(hidden)]
#[macro_export]
macro_rules! __input {
    ($input:ident: $wire:literal $(.$root:ident($($about:tt)*))*, $operation:ident, $builder:ident, $alone:ident,
        $fluent:ident $(, paginator $paginator:ident)? { $($rows:tt)* }) => {
        $crate::__input! { @walk ($input $builder) ($wire $(.$root($($about)*))*) $($rows)* }
        $crate::__serde!(shape $input);
        $crate::__call_builder!([Clone, PartialEq] $input, $operation, $builder, $alone, $fluent);

        impl $fluent {
            /// Returns the builder of the input as it is so far.
            #[inline]
            pub fn as_input(&self) -> $alone {
                $builder { input: ::core::clone::Clone::clone(&self.input), client: () }
            }

            $(
                /// Returns a paginator, which gets the pages one after the other.
                #[inline]
                pub fn into_paginator(self) -> $paginator {
                    $crate::emitted::inner::Pager::new(self.client.engine, Ok(self.input))
                }
            )?
        }
    };
    // An input with a stream cannot be cloned.
    ($input:ident: $wire:literal $(.$root:ident($($about:tt)*))*, $operation:ident, $builder:ident, $alone:ident,
        $fluent:ident, stream { $($rows:tt)* }) => {
        $crate::__input! { @walk ($input $builder) ($wire $(.$root($($about)*))*) $($rows)* }
        $crate::__call_builder!([] $input, $operation, $builder, $alone, $fluent);
    };
    (@walk ($input:ident $builder:ident) $schema_head:tt
        $($first:literal {
            $($(#[$note:meta])* $field:ident: $ty:ty = $schema:expr $(=> $place:ident)?,
                $set_field:ident, $get_field:ident;)*
        })+) => {
        $crate::__input! { @setters $builder $($($(#[$note])* $field: $ty, $set_field, $get_field;)*)+ }

        impl $crate::emitted::inner::Shape for $input {
            const SCHEMA: &'static $crate::emitted::inner::Schema = $crate::__schema!($schema_head $($($schema,)*)+);

            fn write<W: $crate::emitted::inner::ShapeWriter>(
                &self,
                w: &mut W,
            ) -> Result<(), $crate::emitted::inner::BuildError> {
                $($crate::emitted::inner::write_group::<Self, W>(
                    $first,
                    ($($($crate::emitted::inner::$place)? (&self.$field),)*),
                    w,
                )?;)+
                Ok(())
            }

            fn read<R: $crate::emitted::inner::ShapeReader>(r: &mut R) -> Result<Self, $crate::emitted::inner::ReadError> {
                let mut b = Self::default();
                let mut walk = $crate::emitted::inner::Walk::structure(Self::SCHEMA);
                r.enter(&mut walk)?;
                while let Some(index) = r.next(&mut walk)? {
                    match index / $crate::emitted::inner::GROUP * $crate::emitted::inner::GROUP {
                        $($first => $crate::emitted::inner::read_group::<Self, R>(
                            index,
                            $first,
                            ($($($crate::emitted::inner::$place)? (&mut b.$field),)*),
                            r,
                        )?,)+
                        _ => {}
                    }
                }
                Ok(b)
            }
        }
    };
    (@walk ($input:ident $builder:ident) $schema_head:tt
        $($(#[$note:meta])* $field:ident: $ty:ty = $schema:expr $(=> $place:ident)?,
            $set_field:ident, $get_field:ident;)*) => {
        $crate::__input! { @setters $builder $($(#[$note])* $field: $ty, $set_field, $get_field;)* }

        impl $crate::emitted::inner::Shape for $input {
            const SCHEMA: &'static $crate::emitted::inner::Schema = $crate::__schema!($schema_head $($schema,)*);

            fn write<W: $crate::emitted::inner::ShapeWriter>(
                &self,
                w: &mut W,
            ) -> Result<(), $crate::emitted::inner::BuildError> {
                Self::write_members(w, ($($($crate::emitted::inner::$place)? (&self.$field),)*))
            }

            fn read<R: $crate::emitted::inner::ShapeReader>(r: &mut R) -> Result<Self, $crate::emitted::inner::ReadError> {
                let mut b = Self::default();
                Self::read_members(r, ($($($crate::emitted::inner::$place)? (&mut b.$field),)*))?;
                Ok(b)
            }
        }
    };
    (@setters $builder:ident) => {};
    (@setters $builder:ident
        $($(#[$note:meta])* $field:ident: $ty:ty, $set_field:ident, $get_field:ident;)*) => {
        impl<C> $builder<C> {
            $(
                /// Sets or unsets the member.
                $(#[$note])*
                pub fn $set_field(mut self, value: Option<$ty>) -> Self {
                    self.input.$field = value;
                    self
                }

                /// The member as it is set.
                $(#[$note])*
                pub fn $get_field(&self) -> &Option<$ty> {
                    &self.input.$field
                }
            )*
        }
    };
}

/// The builder of an input: with a client in it, it also sends.
#[doc(hidden)]
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // the client of the crate that calls it
macro_rules! __call_builder {
    ([$($derive:ident),*] $input:ident, $operation:ident, $builder:ident, $alone:ident, $fluent:ident) => {
        #[doc = ::core::concat!("Builder of [`", ::core::stringify!($input), "`]; one from a client also sends.")]
        #[derive($($derive,)* Default)]
        pub struct $builder<C = ()> {
            input: $input,
            client: C,
        }

        /// Builds the input alone.
        pub type $alone = $builder;

        /// Builds the input and sends it.
        pub type $fluent = $builder<crate::client::Client>;

        impl $input {
            /// Returns a builder.
            #[inline]
            pub fn builder() -> $alone {
                $builder::default()
            }
        }

        impl<C> ::core::fmt::Debug for $builder<C> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::emitted::debug::renamed(::core::stringify!($alone), &self.input, f)
            }
        }

        impl $alone {
            /// Builds the input.
            ///
            /// # Errors
            ///
            /// None: missing members are reported when the input is sent.
            #[inline]
            pub fn build(self) -> Result<$input, $crate::emitted::inner::BuildError> {
                Ok(self.input)
            }

            /// Sends the input with a client, as `send` of the builder that the client returns.
            #[inline]
            pub fn send_with(self, client: &crate::client::Client) -> $crate::emitted::inner::CallFuture<$operation> {
                client.engine.send(self.input)
            }
        }

        impl $fluent {
            #[inline]
            pub(crate) fn new(client: crate::client::Client) -> Self {
                Self { input: $input::default(), client }
            }

            /// Sends the request and reads the response.
            ///
            /// # Errors
            ///
            /// Fails if the request cannot be made or sent, if no response comes in time, and if the service answers with
            /// an error.
            #[inline]
            pub fn send(self) -> $crate::emitted::inner::CallFuture<$operation> {
                self.client.engine.send(self.input)
            }

            $crate::__if_blocking! {
                /// Sends the request and waits on this thread for the response.
                ///
                /// # Errors
                ///
                /// Fails as [`send`](Self::send) does, and in async code of Tokio.
                #[inline]
                pub fn send_blocking(self) -> $crate::emitted::inner::Answer<$operation> {
                    self.send().wait()
                }
            }

            /// Makes a presigned request, which others can send without credentials, and sends nothing.
            ///
            /// # Errors
            ///
            /// Fails if the request cannot be made or signed.
            #[inline]
            pub fn presigned(
                self,
                config: $crate::emitted::inner::PresigningConfig,
            ) -> $crate::emitted::inner::PresigningFuture<$operation> {
                self.customize().presigned(config)
            }

            /// Changes the request or the configuration for this call alone.
            #[inline]
            pub fn customize(self) -> $crate::emitted::inner::CustomizableOperation<$operation> {
                $crate::emitted::inner::CustomizableOperation::new(self.client.engine, Ok(self.input))
            }
        }
    };
}

/// Implements the methods of an operation's builder that comes from a waiter: `as_input` and `wait`.
#[doc(hidden)]
#[macro_export]
macro_rules! __waiter_builder {
    ($operation:ident, $builder:ident, $input:ident) => {
        impl $builder<$crate::emitted::inner::Waiter> {
            // No member is called like this.
            #[inline]
            pub(crate) fn _waiting(
                engine: &$crate::emitted::inner::Engine,
                meta: &'static $crate::emitted::inner::WaiterMeta<'static>,
            ) -> Self {
                Self { input: Default::default(), client: $crate::emitted::inner::Waiter::new(engine.clone(), meta) }
            }

            /// Returns the builder of the input as it is so far.
            #[inline]
            pub fn as_input(&self) -> $input {
                $builder { input: ::core::clone::Clone::clone(&self.input), client: () }
            }

            /// Polls until the condition of the waiter is met or cannot be met any more, or `max_wait` is over.
            ///
            /// # Errors
            ///
            /// Fails if the condition is not met in time or at all, and if a call fails in another way.
            #[inline]
            pub fn wait(
                self,
                max_wait: ::core::time::Duration,
            ) -> impl Future<Output = $crate::emitted::inner::Waited<$operation>> + Send {
                self.client.wait::<$operation>(self.input, max_wait)
            }

            $crate::__if_blocking! {
                /// Polls as [`wait`](Self::wait) does, and waits on this thread.
                ///
                /// # Errors
                ///
                /// Fails as `wait` does, and in async code of Tokio.
                #[inline]
                pub fn wait_blocking(
                    self,
                    max_wait: ::core::time::Duration,
                ) -> $crate::emitted::inner::Waited<$operation> {
                    self.client.wait_blocking::<$operation>(self.input, max_wait)
                }
            }
        }
    };
}
