//! Numbers as text, the same wherever they do not stand in JSON or CBOR: in headers, queries and XML.

/// A float or double; `NaN`, `Infinity` and `-Infinity` are the only spellings of what is not finite.
pub(crate) fn parse_double(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => text.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}

/// Hands the shortest text to `take` that reads back as the same float.
pub(crate) fn format_float<T>(value: f32, take: impl FnOnce(&str) -> T) -> T {
    match value.is_finite() {
        true => take(ryu::Buffer::new().format_finite(value)),
        false => format_double(value.into(), take),
    }
}

/// Hands the shortest text to `take` that reads back as the same double.
pub(crate) fn format_double<T>(value: f64, take: impl FnOnce(&str) -> T) -> T {
    if value.is_finite() {
        take(ryu::Buffer::new().format_finite(value))
    } else if value.is_nan() {
        take("NaN")
    } else {
        take(if value > 0.0 { "Infinity" } else { "-Infinity" })
    }
}
