//! Errors of the default connection: their words, and their kinds.

use std::error::Error;
use std::io;

use http::Uri;
use hyper_util::client::legacy;
use rustls::InvalidMessage;

use super::connector::Fatal;
use super::{BUFFER, HEADERS};
use crate::engine::Unsendable;
use crate::error::{BoxError, ConnectorError, Explained, TimedOut, describe};

/// Tells what happened to a request, and of what kind it was.
pub(super) fn failure(error: legacy::Error, uri: &Uri) -> ConnectorError {
    let host = uri.authority().map_or("", |authority| authority.as_str());
    if let Some(timed_out) = find::<TimedOut>(&error) {
        return ConnectorError::timeout(Explained::because(format!("cannot connect to {host}"), *timed_out).into());
    }
    if let Some(unsendable) = find::<Unsendable>(&error) {
        return ConnectorError::user(describe(unsendable).into());
    }
    if let Some(told) = foreign(&error, uri, host) {
        return ConnectorError::other(told.into(), None);
    }
    let fatal = find::<Fatal>(&error).is_some() || find::<rustls::Error>(&error).is_some();
    let connecting = error.is_connect();
    let broke = find::<io::Error>(&error).is_some()
        || find::<hyper::Error>(&error).is_some_and(|e| e.is_incomplete_message() || e.is_closed() || e.is_canceled());
    let text =
        if connecting { format!("cannot connect to {host}") } else { format!("the connection to {host} failed") };
    let explained = Explained::because(text, cause(error));
    match (fatal, connecting || broke) {
        (true, _) | (false, false) => ConnectorError::other(explained.into(), None),
        (false, true) => ConnectorError::io(explained.into()),
    }
}

/// Tells of a server that speaks another protocol than the one it is called with.
fn foreign(error: &legacy::Error, uri: &Uri, host: &str) -> Option<Explained> {
    if let Some(rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)) = find(error) {
        let told = format!(
            "{host} does not speak TLS; an endpoint URL that begins with `http://` calls it without, if that is meant"
        );
        return Some(Explained::new(told));
    }
    let hyper = find::<hyper::Error>(error).filter(|error| error.is_parse())?;
    // What hyper has a question for in servers alone, its text tells in clients too.
    if hyper.to_string().contains("too large") {
        let told =
            format!("{host} answered with more than {HEADERS} headers, or more than {} KiB of them", BUFFER >> 10);
        return Some(Explained::new(told));
    }
    let tls = match uri.scheme_str() {
        Some("http") => "; if it speaks TLS, the endpoint URL must begin with `https://`",
        _ => "",
    };
    Some(Explained::because(format!("{host} does not answer as an HTTP/1.1 server does{tls}"), hyper.to_string()))
}

/// The cause behind hyper-util's own error, whose text is "client error (Connect)" and the like.
fn cause(error: legacy::Error) -> BoxError {
    match error.source() {
        Some(source) => describe(source).into(),
        None => error.into(),
    }
}

/// The cause of a type, wherever it is in the chain; what `io::Error` wraps is looked into too.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(|io| io.get_ref());
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
