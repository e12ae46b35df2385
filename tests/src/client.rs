//! Clients of `ivsrealtime` for the servers of these tests.

use std::fmt;

use ivsrealtime::Client;
use ivsrealtime::config::{Builder, Config, Credentials, Region};

/// The region of the clients.
pub const REGION: &str = "us-west-2";

/// An ARN, with the characters that labels must encode.
pub const ARN: &str = "arn:aws:ivs:us-west-2:123456789012:stage/abcdABCDefgh";

/// Static keys without a session token.
pub fn keys() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "SECRETEXAMPLE", None, None, "test")
}

/// Region, keys and the URL of a server.
pub fn config(url: impl Into<String>) -> Builder {
    Config::builder().region(Region::new(REGION)).credentials_provider(keys()).endpoint_url(url)
}

/// A client of a server, with the defaults in everything else.
pub fn client(url: impl Into<String>) -> Client {
    Client::from_conf(config(url).build())
}

/// The text of a call that was tried more than once, without the time that it took: `... (after 3 attempts`.
pub fn without_time(error: &impl fmt::Display) -> String {
    let text = error.to_string();
    text.rsplit_once(" in ").map(|(text, _)| text.to_owned()).unwrap_or(text)
}
