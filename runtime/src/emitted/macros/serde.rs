//! Types as data of Serde, which they are if the runtime has the feature `serde`.

/// Implements `Serialize` and `Deserialize`: `shape Name` with the flags of a structure, of which one with a stream is no data;
/// `error Name "Code" message` with the expression of a message that is no member; `text Name` of an enum.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    (shape $name:ident stream $($flag:ident)*) => {};
    (shape $name:ident $($flag:ident)*) => {
        $crate::__serde! {
            @ $name,
            |shape, serializer| $crate::emitted::inner::serde::serialize(shape, serializer),
            |deserializer| $crate::emitted::inner::serde::deserialize(deserializer)
        }
    };
    (text $name:ident) => {
        $crate::__serde! {
            @ $name,
            |value, serializer| $crate::emitted::inner::serde::serialize_text(value.as_str(), serializer),
            |deserializer| $crate::emitted::inner::serde::deserialize_text(deserializer)
        }
    };
    (error $name:ident $code:literal $(, $message:ident)?) => {
        $crate::__serde! {
            @ $name,
            |error, serializer| {
                let message: Option<&str> = None $(.or(error.$message.as_deref()))?;
                $crate::emitted::inner::serde::serialize_error(error, message, serializer)
            },
            |deserializer| {
                let (mut error, message): (Self, _) = $crate::emitted::inner::serde::deserialize_error(deserializer)?;
                let message = message.or($crate::emitted::inner::modeled::text(&error.message).map(str::to_owned));
                let meta = $crate::emitted::inner::modeled::of_data($code, message);
                $crate::emitted::inner::ModeledError::set_meta(&mut error, meta);
                Ok(error)
            }
        }
    };
    (@ $name:ident, |$value:ident, $serializer:ident| $write:expr, |$deserializer:ident| $read:expr) => {
        impl $crate::emitted::inner::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::emitted::inner::serde::ser::Serializer>(
                &self,
                $serializer: S,
            ) -> Result<S::Ok, S::Error> {
                let $value = self;
                $write
            }
        }

        impl<'de> $crate::emitted::inner::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::emitted::inner::serde::de::Deserializer<'de>>(
                $deserializer: D,
            ) -> Result<Self, D::Error> {
                $read
            }
        }
    };
}

/// Implements nothing, since the runtime does not have the feature `serde`.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($($anything:tt)*) => {};
}
