//! Unions: tests of variants and the walk, from one list of variants.
//!
//! ```text
//! tagged_union!(Choice: "Choice" {
//!     0 Text(value: String) = member!("text"), is_text, as_text;
//!     1 Nothing = member!("nothing"), is_nothing;
//! });
//! ```

/// Implements the methods and the walk of a union.
#[doc(hidden)]
#[macro_export]
macro_rules! __tagged_union {
    ($name:ident: $wire:literal $(.$root:ident($($about:tt)*))* {
        $($index:literal $variant:ident $(($value:ident: $ty:ty))? = $schema:expr, $is:ident $(, $as:ident)?;)*
    }) => {
        impl $name {
            $(
                $(
                    #[doc = ::core::concat!(
                        "The value if this is [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant),
                        "), else the union.",
                    )]
                    #[inline]
                    pub fn $as(&self) -> Result<&$ty, &Self> {
                        if let Self::$variant($value) = self { Ok($value) } else { Err(self) }
                    }
                )?

                #[doc = ::core::concat!(
                    "Whether this is [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), ").",
                )]
                #[inline]
                pub fn $is(&self) -> bool {
                    ::core::matches!(self, Self::$variant { .. })
                }
            )*

            /// Whether this is a variant that this version of the crate does not know.
            #[inline]
            pub fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown)
            }
        }

        impl $crate::emitted::inner::Shape for $name {
            const SCHEMA: &'static $crate::emitted::inner::Schema =
                $crate::__schema!(($wire $(.$root($($about)*))*) $($schema,)*);

            fn write<W: $crate::emitted::inner::ShapeWriter>(
                &self,
                w: &mut W,
            ) -> Result<(), $crate::emitted::inner::BuildError> {
                match self {
                    $(Self::$variant $(($value))? => {
                        w.member(&Self::SCHEMA.members[$index], $crate::__tagged_union!(@value $($value)?))
                    })*
                    Self::Unknown => Err($crate::emitted::inner::unknown_variant(Self::SCHEMA)),
                }
            }

            fn read<R: $crate::emitted::inner::ShapeReader>(r: &mut R) -> Result<Self, $crate::emitted::inner::ReadError> {
                let m = Self::SCHEMA.members;
                let mut found = None;
                let mut walk = $crate::emitted::inner::Walk::union(Self::SCHEMA);
                r.enter(&mut walk)?;
                while let Some(index) = r.next(&mut walk)? {
                    match index {
                        $($index => r.variant(
                            &m[$index],
                            &mut found,
                            $crate::__tagged_union!(@wrap $variant $($value)?),
                        )?,)*
                        _ => r.unknown(&mut found, Self::Unknown)?,
                    }
                }
                found.ok_or_else(|| $crate::emitted::inner::no_variant(Self::SCHEMA))
            }
        }

        $crate::__serde!(shape $name);
    };
    (@value) => { &$crate::emitted::inner::Unit };
    (@value $value:ident) => { $value };
    (@wrap $variant:ident) => { |$crate::emitted::inner::Unit| Self::$variant };
    (@wrap $variant:ident $value:ident) => { Self::$variant };
}

/// Implements `Debug` of a union that hides something. Of a variant that is hidden, not even the name shows.
#[doc(hidden)]
#[macro_export]
macro_rules! __redacted_union {
    ($name:ident { $($variant:ident $(($value:ident))? $(= $hidden:ident)?),* $(,)? }) => {
        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    $(Self::$variant $(($value))? => {
                        $crate::__redacted_union!(@ f, $variant $(, $value)? $(= $hidden)?)
                    })*
                    Self::Unknown => f.write_str("Unknown"),
                }
            }
        }
    };
    (@ $f:ident, $variant:ident $(, $value:ident)? = hidden) => {{
        $(let _ = $value;)?
        $f.write_str($crate::emitted::debug::REDACTED)
    }};
    (@ $f:ident, $variant:ident) => { $f.write_str(::core::stringify!($variant)) };
    (@ $f:ident, $variant:ident, $value:ident) => {
        $f.debug_tuple(::core::stringify!($variant)).field($value).finish()
    };
}
