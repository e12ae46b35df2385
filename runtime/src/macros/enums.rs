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
            pub fn try_parse(value: &str) -> Result<Self, $crate::modeled::UnknownVariantError> {
                match Self::from(value) {
                    Self::Unknown(_) => Err($crate::modeled::UnknownVariantError::new(value, Self::values())),
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

        impl $crate::shape::Value for $name {
            #[inline]
            fn write<W: $crate::shape::ValueWriter>(
                &self,
                member: &'static $crate::schema::Member,
                w: &mut W,
            ) -> Result<(), $crate::generated::BuildError> {
                w.string(member, self.as_str())
            }

            #[inline]
            fn read<R: $crate::shape::ValueReader>(
                member: &'static $crate::schema::Member,
                r: &mut R,
            ) -> Result<Self, $crate::generated::ReadError> {
                r.string(member, |text| Self::from(&*text))
            }
        }

        impl $crate::shape::MapKey for $name {
            #[inline]
            fn as_key(&self) -> &str {
                self.as_str()
            }

            #[inline]
            fn from_key(key: String) -> Self {
                Self::from(key.as_str())
            }
        }

        impl $crate::shape::Missing for $name {
            #[inline]
            fn missing() -> Self {
                Self::from("no value was set")
            }
        }
    };
}
