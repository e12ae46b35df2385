//! `Debug` of structures that hide something.

/// Implements `Debug` as derived, but for the fields that are `hidden`: `redacted_debug!(Session { id, token = hidden })`.
#[doc(hidden)]
#[macro_export]
macro_rules! __redacted_debug {
    ($name:ident { $($field:ident $(= $hidden:ident)?),* $(,)? }) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))
                    $(.field(
                        $crate::emitted::debug::field_name(::core::stringify!($field)),
                        $crate::__redacted_debug!(@ self.$field $(, $hidden)?),
                    ))*
                    .finish()
            }
        }
    };
    (@ $value:expr) => { &$value };
    (@ $value:expr, hidden) => { &$crate::emitted::debug::REDACTED };
}
