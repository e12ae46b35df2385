//! Endpoint rules as data, and the interpreter that resolves them.
//!
//! A generated crate holds one `static` [`RuleSet`], lowered from `smithy.rules#endpointRuleSet` or
//! `smithy.rules#endpointBdd` (<https://smithy.io/2.0/additional-specs/rules-engine/>). [`RuleSet::resolve`] walks it over
//! the [`Params`] of a call and gives an [`Endpoint`] or says why there is none.

mod arn;
mod base_url;
mod error;
mod functions;
mod params;
mod partition;
mod partitions;
mod resolve;
mod resolved;
pub mod rules;
mod url;
mod value;

pub(crate) use base_url::{BaseUrl, Shown};
pub use error::EndpointError;
pub(crate) use functions::is_valid_host_label;
pub use params::{IntoParam, ParamValue, Params};
pub use resolved::{AuthScheme, Endpoint};
pub use rules::RuleSet;
pub(crate) use value::nth;
