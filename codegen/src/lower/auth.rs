//! The authentication schemes of operations.

use tinsmith_model::Traits;

use super::context::Context;
use crate::ir::Auth;
use crate::markdown;

/// The supported schemes.
const SCHEMES: [(&str, Auth); 2] = [("aws.auth#sigv4", Auth::SigV4), ("smithy.api#httpBearerAuth", Auth::Bearer)];

/// The schemes of Smithy and AWS in alphabetical order. Those that models define are known where `@auth` names them: what
/// defines a trait is not in the closure of a service.
const KNOWN: [&str; 7] = [
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4",
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// The scheme that allows unauthenticated calls.
const NO_AUTH: &str = "smithy.api#noAuth";

/// The supported schemes of an operation, the preferred one first. SigV4A comes with SigV4 where endpoints ask for it.
pub(super) fn supported(context: &Context<'_>, traits: &Traits) -> Vec<Auth> {
    let scheme = |id: &str| SCHEMES.iter().find(|(known, _)| *known == id).map(|(_, scheme)| *scheme);
    schemes(context, traits).into_iter().filter_map(scheme).collect()
}

/// Whether unauthenticated calls of an operation are allowed.
pub(super) fn is_optional(context: &Context<'_>, traits: &Traits) -> bool {
    traits.optional_auth() || schemes(context, traits).contains(&NO_AUTH)
}

/// The note on an operation none of whose schemes is supported.
pub(super) fn unmet(context: &Context<'_>, traits: &Traits) -> Option<String> {
    let schemes = schemes(context, traits);
    let unmet = !schemes.is_empty() && supported(context, traits).is_empty() && !is_optional(context, traits);
    let named = || schemes.iter().map(|id| markdown::code(id)).collect::<Vec<_>>().join(", ");
    unmet.then(|| format!("calls are not authenticated: none of its schemes is supported ({})", named()))
}

/// The schemes of an operation: `@auth` on it or the service, else what the service has in alphabetical order
/// (<https://smithy.io/2.0/spec/authentication-traits.html#auth-trait>).
fn schemes<'m>(context: &Context<'m>, traits: &'m Traits) -> Vec<&'m str> {
    let service = &context.model.service_shape().traits;
    let every = || KNOWN.into_iter().filter(|id| service.get(id).is_some()).collect();
    traits.auth().or_else(|| service.auth()).unwrap_or_else(every)
}
