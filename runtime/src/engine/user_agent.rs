//! The `User-Agent` header: what is calling.

use std::fmt::Write as _;

use http::HeaderValue;

use crate::config::Config;
use crate::meta::ServiceMeta;

/// `tinsmith/0.1.0 ua/2.1 api/ivs_realtime#1.0.0 os/linux lang/rust app/name`
pub(super) fn user_agent(service: &ServiceMeta, config: &Config) -> HeaderValue {
    let api = service.sdk_id.to_lowercase().replace(' ', "_");
    let mut text = format!("tinsmith/{} ua/2.1 api/{api}#{}", env!("CARGO_PKG_VERSION"), service.crate_version);
    text.push_str(" os/");
    text.push_str(family());
    text.push_str(" lang/rust");
    for framework in &config.settings.frameworks {
        let _ = write!(text, " {framework}");
    }
    if let Some(name) = config.app_name() {
        let _ = write!(text, " app/{name}");
    }
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("tinsmith"))
}

/// The family of the operating system, by the names of the user agent specification.
fn family() -> &'static str {
    match std::env::consts::OS {
        family @ ("linux" | "windows" | "macos" | "android" | "ios") => family,
        _ => "other",
    }
}
