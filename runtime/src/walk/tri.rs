//! `?` for code that callers compile.

/// The value, or the end of the function with the error. `?` would do the same by two functions more for each type of value,
/// which all who call a generic function compile, and link in debug builds.
macro_rules! tri {
    ($result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => return Err(error),
        }
    };
}
