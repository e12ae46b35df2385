//! Outputs: builder and walk as of other structures, and the ids of the request. `+ _extended_request_id` adds the second id
//! that responses of S3 have.

/// Implements builder and walk of an operation's output, which knows its request.
#[doc(hidden)]
#[macro_export]
macro_rules! __output {
    ($name:ident: $wire:literal $(.$root:ident($($about:tt)*))*, $builder:ident -> $built:ident
        $(, $flag:ident)* $(+ $extended:ident)? { $($rows:tt)* }) => {
        $crate::__members! {
            ($name [$name] $builder $built) ($wire $(.$root($($about)*))*)
            [$($flag)*] []
            [_request_id: ::core::option::Option::None $(, $extended: ::core::option::Option::None)?] $($rows)*
        }

        $crate::__serde!(shape $name $($flag)*);

        $(
            impl $crate::emitted::inner::RequestIdExt for $name {
                #[inline]
                fn extended_request_id(&self) -> Option<&str> {
                    self.$extended.as_deref()
                }
            }
        )?

        impl $crate::emitted::inner::RequestId for $name {
            #[inline]
            fn request_id(&self) -> Option<&str> {
                self._request_id.as_deref()
            }
        }
    };
}
