//! Spans and events of calls for `tracing`; nothing at all without the feature of that name.
//!
//! Names and fields are those of the official crates where those have them. The target of all is `tinsmith`. No span or event
//! holds a header, a body, an identity or the text of an error: those may be secrets.
//!
//! | span | fields | what it spans |
//! |---|---|---|
//! | `<service>.<operation>` | `rpc.service`, `rpc.method`, `rpc.system`, `sdk_invocation_id` | a call, from its first poll |
//! | `try_op` | | its attempts and the pauses between them |
//! | `orchestrate_endpoint` | | the choice of the endpoint |
//! | `try_attempt` | `attempt`, `status`, `request_id` | an attempt |
//! | `lazy_load_identity` | | loading credentials or a token |
//! | `sign` | | the signature |
//! | `connect` | `server.address`, `server.port` | a new connection |
//! | `read_body` | | the body of the response |
//! | `waiter` | `waiter_id` | a waiter, over its calls |

#[cfg(not(feature = "tracing"))]
mod off;
#[cfg(feature = "tracing")]
mod on;
#[cfg(feature = "tracing")]
mod site;

#[cfg(not(feature = "tracing"))]
pub(crate) use off::*;
#[cfg(feature = "tracing")]
pub(crate) use on::*;

/// The outcome of an attempt that another may mend, in words without secrets.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "tracing"), allow(dead_code))] // nobody reads it
pub(crate) enum Reason<'a> {
    /// The service answered with an error of this status and code.
    Service(u16, Option<&'a str>),
    /// There was no answer, or none that could be used.
    NoAnswer(&'static str),
}
