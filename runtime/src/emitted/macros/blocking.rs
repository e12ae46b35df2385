//! Methods that wait, in macros of types that have them.

/// Keeps items if the runtime has the feature `blocking`. A `cfg` in a macro asks for features of the crate that uses it, which
/// need not have this one.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_blocking {
    ($($items:tt)*) => { $($items)* };
}

/// Drops items, since the runtime does not have the feature `blocking`.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __if_blocking {
    ($($items:tt)*) => {};
}
