//! What every operation has: builders that send, and outputs that know their request.

/// Implements what every operation's output has: the id of the request.
#[macro_export]
macro_rules! operation_output {
    ($name:ident) => {
        impl $crate::emitted::RequestId for $name {
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
                    $crate::emitted::Pager::new(self.client.engine, Ok(self.input))
                }
            )?
        }
    };
    (@common $operation:ident, $builder:ident, $input:ident, $fluent:ident) => {
        /// Builds the input alone.
        pub type $input = $builder;

        impl<C> ::core::fmt::Debug for $builder<C> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::emitted::debug::renamed(::core::stringify!($input), &self.input, f)
            }
        }

        impl $input {
            /// Builds the input. What is missing shows when it is sent.
            #[inline]
            pub fn build(
                self,
            ) -> Result<<$operation as $crate::emitted::Operation>::Input, $crate::emitted::BuildError> {
                Ok(self.input)
            }

            /// Sends the input with a client, as `send` of the builder that the client gives.
            #[inline]
            pub fn send_with(self, client: &crate::client::Client) -> $crate::emitted::CallFuture<$operation> {
                client.engine.send(self.input)
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
            pub fn send(self) -> $crate::emitted::CallFuture<$operation> {
                self.client.engine.send(self.input)
            }

            /// Changes the request or the configuration for this call alone.
            #[inline]
            pub fn customize(self) -> $crate::emitted::CustomizableOperation<$operation> {
                $crate::emitted::CustomizableOperation::new(self.client.engine, Ok(self.input))
            }
        }
    };
}

/// Implements what the builder of an operation's input has when it comes from a waiter: `as_input` and `wait`.
#[macro_export]
macro_rules! waiter_builder {
    ($operation:ident, $builder:ident, $input:ident) => {
        impl $builder<$crate::emitted::Waiter> {
            // No member is called like this.
            #[inline]
            pub(crate) fn _waiting(
                engine: &$crate::emitted::Engine,
                meta: &'static $crate::emitted::WaiterMeta<'static>,
            ) -> Self {
                Self { input: Default::default(), client: $crate::emitted::Waiter::new(engine.clone(), meta) }
            }

            /// The builder of the input as it is so far.
            #[inline]
            pub fn as_input(&self) -> $input {
                $builder { input: ::core::clone::Clone::clone(&self.input), client: () }
            }

            /// Polls until what is waited for holds, will not hold any more, or `max_wait` is over.
            ///
            /// # Errors
            ///
            /// When it does not come to hold in time or at all, and when a call fails in another way.
            #[inline]
            pub fn wait(
                self,
                max_wait: ::core::time::Duration,
            ) -> impl Future<Output = $crate::emitted::Waited<$operation>> + Send {
                self.client.wait::<$operation>(self.input, max_wait)
            }
        }
    };
}
