//! Structures: the builder and the walk, from one list of members.
//!
//! ```text
//! structure!(Stage: "Stage", StageBuilder -> Result {
//!     required arn: String = member!("arn").required(), set_arn, get_arn;
//!     optional name: String = member!("name"), set_name, get_name;
//!     default(5) retries: i32 = member!("retries") => bound, set_retries, get_retries;
//! });
//! ```
//!
//! A row is the presence of a member, its field, type and schema, and the methods of the builder that are the same for all
//! members; `=> bound` marks a member that may be outside of the document, `=> stream` one that the walk leaves out. More
//! than 16 members are in groups of 16, each behind the index of its first: `0 { .. } 16 { .. }`.

/// Implements the builder and the walk of a structure.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    ($name:ident $(as $shown:ident)?: $wire:literal $(.$root:ident($($about:tt)*))*, $builder:ident -> $built:ident
        $(, $flag:ident)* { $($rows:tt)* }) => {
        $crate::__members! {
            ($name [$($shown)? $name] $builder $built) ($wire $(.$root($($about)*))*)
            [$($flag)*] [] [] $($rows)*
        }

        $crate::__serde!(shape $name $($flag)*);
    };
}

/// The builder and the walk: names, the schema's arguments, derives of the builder, fields that builder and structure
/// share, fields that only the structure has, rows.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    ($names:tt $schema:tt [] $($rest:tt)*) => {
        $crate::__members! { @ $names $schema [Clone, PartialEq, Debug] $($rest)* }
    };
    ($names:tt $schema:tt [redacted] $($rest:tt)*) => {
        $crate::__members! { @ $names $schema [Clone, PartialEq] $($rest)* }
    };
    ($names:tt $schema:tt [stream] $($rest:tt)*) => {
        $crate::__members! { @ $names $schema [Debug] $($rest)* }
    };
    ($names:tt $schema:tt [stream redacted] $($rest:tt)*) => {
        $crate::__members! { @ $names $schema [] $($rest)* }
    };
    // Groups: one dispatch for each of them.
    (@ ($name:ident [$shown:ident $($_as:ident)?] $builder:ident $built:ident) $schema_head:tt $derives:tt $own:tt $set:tt
        $($first:literal {
            $($(#[$note:meta])* $presence:ident $(($default:expr))? $field:ident: $ty:ty = $schema:expr $(=> $place:ident)?,
                $set_field:ident, $get_field:ident;)*
        })+) => {
        $crate::__builder! {
            ($name $shown $builder $built) $derives $own $set
            $($($(#[$note])* $presence $(($default))? $field: $ty, $set_field, $get_field;)*)+
        }

        impl $crate::emitted::inner::Shape for $name {
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
                let mut b = $builder::default();
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
                $($($crate::__presence!(@correct $presence b.$field);)*)+
                $crate::__presence!(@finish $built b)
            }
        }
    };
    // Optional members alone are read into the structure, as the builder has nothing to decide.
    (@ ($name:ident [$shown:ident $($_as:ident)?] $builder:ident $built:ident) $schema_head:tt $derives:tt
        [$($own:ident: $own_ty:ty),*] [$($set:ident: $set_value:expr),*]
        $($(#[$note:meta])* optional $field:ident: $ty:ty = $schema:expr $(=> $place:ident)?,
            $set_field:ident, $get_field:ident;)*) => {
        $crate::__builder! {
            ($name $shown $builder $built) $derives [$($own: $own_ty),*] [$($set: $set_value),*]
            $($(#[$note])* optional $field: $ty, $set_field, $get_field;)*
        }

        impl $crate::emitted::inner::Shape for $name {
            const SCHEMA: &'static $crate::emitted::inner::Schema = $crate::__schema!($schema_head $($schema,)*);

            fn write<W: $crate::emitted::inner::ShapeWriter>(
                &self,
                w: &mut W,
            ) -> Result<(), $crate::emitted::inner::BuildError> {
                Self::write_members(w, ($($($crate::emitted::inner::$place)? (&self.$field),)*))
            }

            fn read<R: $crate::emitted::inner::ShapeReader>(
                r: &mut R,
            ) -> Result<Self, $crate::emitted::inner::ReadError> {
                let mut b = Self {
                    $($field: None,)*
                    $($own: ::core::default::Default::default(),)*
                    $($set: $set_value,)*
                };
                Self::read_members(r, ($($($crate::emitted::inner::$place)? (&mut b.$field),)*))?;
                Ok(b)
            }
        }
    };
    (@ ($name:ident [$shown:ident $($_as:ident)?] $builder:ident $built:ident) $schema_head:tt $derives:tt $own:tt $set:tt
        $($(#[$note:meta])* $presence:ident $(($default:expr))? $field:ident: $ty:ty = $schema:expr $(=> $place:ident)?,
            $set_field:ident, $get_field:ident;)*) => {
        $crate::__builder! {
            ($name $shown $builder $built) $derives $own $set
            $($(#[$note])* $presence $(($default))? $field: $ty, $set_field, $get_field;)*
        }

        impl $crate::emitted::inner::Shape for $name {
            const SCHEMA: &'static $crate::emitted::inner::Schema = $crate::__schema!($schema_head $($schema,)*);

            fn write<W: $crate::emitted::inner::ShapeWriter>(
                &self,
                w: &mut W,
            ) -> Result<(), $crate::emitted::inner::BuildError> {
                Self::write_members(w, ($($($crate::emitted::inner::$place)? (&self.$field),)*))
            }

            fn read<R: $crate::emitted::inner::ShapeReader>(r: &mut R) -> Result<Self, $crate::emitted::inner::ReadError> {
                let mut b = $builder::default();
                Self::read_members(r, ($($($crate::emitted::inner::$place)? (&mut b.$field),)*))?;
                $($crate::__presence!(@correct $presence b.$field);)*
                $crate::__presence!(@finish $built b)
            }
        }
    };
}

/// The builder of a structure, with the methods that are the same for all members.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (($name:ident $shown:ident $builder:ident $built:ident) [$($derive:ident),*] [$($own:ident: $own_ty:ty),*]
        [$($set:ident: $set_value:expr),*]
        $($(#[$note:meta])* $presence:ident $(($default:expr))? $field:ident: $ty:ty, $set_field:ident, $get_field:ident;)*
    ) => {
        impl $name {
            /// Returns a builder.
            #[inline]
            pub fn builder() -> $builder {
                $builder::default()
            }
        }

        #[doc = ::core::concat!("Builder of [`", ::core::stringify!($shown), "`](", ::core::stringify!($name), ").")]
        #[derive($($derive,)* Default)]
        pub struct $builder {
            $($field: Option<$ty>,)*
            $($own: $own_ty,)*
        }

        impl $builder {
            $(
                /// Sets or unsets the member.
                $(#[$note])*
                #[inline]
                pub fn $set_field(mut self, value: Option<$ty>) -> Self {
                    self.$field = value;
                    self
                }

                /// The member as it is set.
                $(#[$note])*
                #[inline]
                pub fn $get_field(&self) -> &Option<$ty> {
                    &self.$field
                }
            )*

            $crate::__build! {
                $built $name $shown
                $($field: ($presence $(($default))?),)* { $($own)* } { $($set: $set_value),* }
            }
        }
    };
}

/// `build`, which fails only where a member is required.
#[doc(hidden)]
#[macro_export]
macro_rules! __build {
    // No expansion for each member where there is nothing to choose.
    (Self $name:ident $shown:ident $($field:ident: (optional),)* { $($own:ident)* } { $($set:ident: $value:expr),* }) => {
        /// Builds the structure.
        #[inline]
        pub fn build(self) -> $name {
            $name { $($field: self.$field,)* $($own: self.$own,)* $($set: $value,)* }
        }
    };
    (Self $name:ident $shown:ident $($field:ident: $presence:tt,)* { $($own:ident)* } { $($set:ident: $value:expr),* }) => {
        /// Builds the structure.
        #[inline]
        pub fn build(self) -> $name {
            $name {
                $($field: $crate::__presence!(@value $presence self.$field, $field, $shown),)*
                $($own: self.$own,)*
                $($set: $value,)*
            }
        }
    };
    (Result $name:ident $shown:ident $($field:ident: $presence:tt,)* { $($own:ident)* } { $($set:ident: $value:expr),* }) => {
        /// Builds the structure.
        ///
        /// # Errors
        ///
        /// Fails if a required member is not set.
        #[inline]
        pub fn build(self) -> Result<$name, $crate::emitted::inner::BuildError> {
            Ok($name {
                $($field: $crate::__presence!(@value $presence self.$field, $field, $shown),)*
                $($own: self.$own,)*
                $($set: $value,)*
            })
        }
    };
}

/// Expands by the presence of a member: its value in `build`, and its correction after reading.
#[doc(hidden)]
#[macro_export]
macro_rules! __presence {
    (@value (optional) $value:expr, $field:ident, $shown:ident) => {
        $value
    };
    (@value (corrected) $value:expr, $field:ident, $shown:ident) => {
        $value
    };
    (@value (required) $value:expr, $field:ident, $shown:ident) => {
        $crate::emitted::inner::required(
            $value,
            ::core::stringify!($field),
            ::core::concat!(::core::stringify!($shown), " cannot be built without it"),
        )?
    };
    (@value (default) $value:expr, $field:ident, $shown:ident) => {
        $value.unwrap_or_default()
    };
    (@value (default($default:expr)) $value:expr, $field:ident, $shown:ident) => {
        match $value {
            Some(value) => value,
            None => $default,
        }
    };
    (@correct required $value:expr) => {
        $crate::emitted::inner::correct(&mut $value)
    };
    (@correct corrected $value:expr) => {
        $crate::emitted::inner::correct_shape(&mut $value)
    };
    (@correct $presence:ident $value:expr) => {};
    (@finish Self $builder:ident) => {
        Ok($builder.build())
    };
    (@finish Result $builder:ident) => {
        $builder.build().map_err($crate::emitted::inner::ReadError::from)
    };
}
