//! `Debug` of what hides something, and of builders.

/// Implements `Debug` as derived, but for the fields that are `hidden`: `redacted_debug!(Session { id, token = hidden })`.
#[macro_export]
macro_rules! redacted_debug {
    ($name:ident { $($field:ident $(= $hidden:ident)?),* $(,)? }) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))
                    $(.field(
                        $crate::emitted::debug::field_name(::core::stringify!($field)),
                        $crate::redacted_debug!(@ self.$field $(, $hidden)?),
                    ))*
                    .finish()
            }
        }
    };
    (@ $value:expr) => { &$value };
    (@ $value:expr, hidden) => { &$crate::emitted::REDACTED };
}

/// Implements `Debug` of a builder that holds what it builds in the field `built`.
#[macro_export]
macro_rules! builder_debug {
    ($name:ident) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::emitted::debug::renamed(::core::stringify!($name), &self.built, f)
            }
        }
    };
}
