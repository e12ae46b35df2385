//! Errors of the default connection: their words, and their kinds.

use std::error::Error;
use std::io;

use rustls::InvalidMessage;

use super::connector::Fatal;
use super::pool::Origin;
use super::{BUFFER, HEADERS};
use crate::engine::Unsendable;
use crate::error::{BoxError, ConnectorError, ContextError, TimedOut, describe};

/// Describes the failure of a request, or of making the connection for it, and finds its kind.
pub(super) fn failure(error: BoxError, origin: &Origin, connecting: bool) -> ConnectorError {
    let error = &*error;
    let host = origin.authority();
    if let Some(timed_out) = find::<TimedOut>(error) {
        return ConnectorError::timeout(
            ContextError::with_source(format!("cannot connect to {host}"), *timed_out).into(),
        );
    }
    if let Some(unsendable) = find::<Unsendable>(error) {
        return ConnectorError::user(describe(unsendable).into());
    }
    if let Some(foreign) = foreign(error, origin) {
        return ConnectorError::other(foreign.into(), None);
    }
    let fatal = find::<Fatal>(error).is_some() || find::<rustls::Error>(error).is_some();
    let broke = find::<io::Error>(error).is_some()
        || find::<hyper::Error>(error).is_some_and(|e| e.is_incomplete_message() || e.is_closed() || e.is_canceled());
    let text =
        if connecting { format!("cannot connect to {host}") } else { format!("the connection to {host} failed") };
    let explained = ContextError::with_source(text, describe(error));
    match (fatal, connecting || broke) {
        (true, _) | (false, false) => ConnectorError::other(explained.into(), None),
        (false, true) => ConnectorError::io(explained.into()),
    }
}

/// The error for a server that speaks another protocol than the one of the endpoint URL.
fn foreign(error: &(dyn Error + 'static), origin: &Origin) -> Option<ContextError> {
    let host = origin.authority();
    if let Some(rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType)) = find(error) {
        return Some(ContextError::new(format!(
            "{host} does not speak TLS; an endpoint URL that begins with `http://` calls it without, if that is meant"
        )));
    }
    let hyper = find::<hyper::Error>(error).filter(|error| error.is_parse())?;
    // hyper has a method for this error in servers alone.
    if hyper.to_string().contains("too large") {
        return Some(ContextError::new(format!(
            "{host} answered with more than {HEADERS} headers, or more than {} KiB of them",
            BUFFER >> 10
        )));
    }
    let tls = if origin.is_https() { "" } else { "; if it speaks TLS, the endpoint URL must begin with `https://`" };
    Some(ContextError::with_source(
        format!("{host} does not answer as an HTTP/1.1 server does{tls}"),
        hyper.to_string(),
    ))
}

/// The cause of a type, wherever it is in the chain of errors, `io::Error` included.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    find_cause(error, |error| error.is::<T>())?.downcast_ref()
}

fn find_cause<'a>(
    error: &'a (dyn Error + 'static),
    is_wanted: fn(&(dyn Error + 'static)) -> bool,
) -> Option<&'a (dyn Error + 'static)> {
    let mut next = Some(error);
    while let Some(error) = next {
        if is_wanted(error) {
            return Some(error);
        }
        let inner = error.downcast_ref::<io::Error>().and_then(|io| io.get_ref());
        next = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}
