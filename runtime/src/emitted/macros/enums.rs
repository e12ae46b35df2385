//! Enums of strings, from one table of their values.
//!
//! ```text
//! string_enum! {
//!     /// Docs.
//!     pub enum PipBehavior {
//!         /// Docs.
//!         Static = "STATIC",
//!     }
//! }
//! ```

/// Defines an enum of strings with its methods and traits.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($(#[$about:meta])* $vis:vis enum $name:ident { $($(#[$docs:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $($(#[$docs])* $variant,)*
            /// A value that this version of the crate does not know.
            Unknown($crate::emitted::inner::UnknownValue),
        }

        impl $name {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Every value that this version of the crate knows.
            #[inline]
            pub const fn values() -> &'static [&'static str] {
                &[$($text),*]
            }

            /// Returns the variant of a value, or an error if this version of the crate does not know it.
            ///
            /// # Errors
            ///
            /// Fails if the value is none of [`values`](Self::values).
            #[inline]
            pub fn try_parse(value: &str) -> Result<Self, $crate::emitted::inner::UnknownVariantError> {
                match Self::from(value) {
                    Self::Unknown(_) => Err($crate::emitted::inner::UnknownVariantError::new(value, Self::values())),
                    known => Ok(known),
                }
            }
        }

        impl From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    $($text => Self::$variant,)*
                    other => Self::Unknown($crate::emitted::inner::UnknownValue::new(other)),
                }
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(value: &str) -> Result<Self, Self::Err> {
                Ok(Self::from(value))
            }
        }

        impl AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::emitted::inner::Value for $name {
            #[inline]
            fn write<W: $crate::emitted::inner::ValueWriter>(
                &self,
                member: &'static $crate::emitted::inner::Member,
                w: &mut W,
            ) -> Result<(), $crate::emitted::inner::BuildError> {
                w.string(member, self.as_str())
            }

            #[inline]
            fn read<R: $crate::emitted::inner::ValueReader>(
                member: &'static $crate::emitted::inner::Member,
                r: &mut R,
            ) -> Result<Self, $crate::emitted::inner::ReadError> {
                r.string(member, |text| Self::from(&*text))
            }
        }

        impl $crate::emitted::inner::MapKey for $name {
            #[inline]
            fn as_key(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_key(key: String) -> Self {
                Self::from(key.as_str())
            }
        }

        impl $crate::emitted::inner::Missing for $name {
            #[inline]
            fn missing() -> Self {
                Self::from("no value was set")
            }
        }

        $crate::__serde!(text $name);
    };
}
