//! Schemas of structures and unions, and of members in documents in JSON.

/// A [`Member`](crate::walk::schema::Member) of documents in JSON: `member!("name")`, or `member!("name" as "Name")` with
/// `smithy.api#jsonName`. Its key is ready to be written, so it must be one that wants no escapes.
///
/// The key is put together by a macro, for to do so in a constant function is a twentieth of a client's compile time.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($name:literal) => {
        $crate::emitted::inner::Member::new($name).json_key(::core::concat!(",\"", $name, "\":"))
    };
    ($name:literal as $key:literal) => {
        $crate::emitted::inner::Member::new($name).json_name($key).json_key(::core::concat!(",\"", $key, "\":"))
    };
}

/// The schema of a structure.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    (($wire:literal $($root:tt)*) $($schema:expr,)*) => {
        &$crate::emitted::inner::Schema::new($wire, &[$($schema),*]) $($root)*
    };
}
