//! What every enum of strings has.

/// Implements the traits of an enum of strings from its `as_str`, `values` and `From<&str>`.
#[macro_export]
macro_rules! string_enum {
    ($name:ident) => {
        impl $name {
            /// The variant of a value, or an error if this version of the crate does not know it.
            ///
            /// # Errors
            ///
            /// When the value is none of [`values`](Self::values).
            #[inline]
            pub fn try_parse(value: &str) -> Result<Self, $crate::emitted::UnknownVariantError> {
                match Self::from(value) {
                    Self::Unknown(_) => Err($crate::emitted::UnknownVariantError::new(value, Self::values())),
                    known => Ok(known),
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

        impl $crate::emitted::Value for $name {
            #[inline]
            fn write<W: $crate::emitted::ValueWriter>(
                &self,
                member: &'static $crate::emitted::Member,
                w: &mut W,
            ) -> Result<(), $crate::emitted::BuildError> {
                w.string(member, self.as_str())
            }

            #[inline]
            fn read<R: $crate::emitted::ValueReader>(
                member: &'static $crate::emitted::Member,
                r: &mut R,
            ) -> Result<Self, $crate::emitted::ReadError> {
                r.string(member, |text| Self::from(&*text))
            }
        }

        impl $crate::emitted::MapKey for $name {
            #[inline]
            fn as_key(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_key(key: String) -> Self {
                Self::from(key.as_str())
            }
        }

        impl $crate::emitted::Missing for $name {
            #[inline]
            fn missing() -> Self {
                Self::from("no value was set")
            }
        }
    };
}
