//! The facts of the service.

use serde_json::{Value, json};

use super::context::Context;
use super::{customization, endpoint};
use crate::ir::endpoint::Expr;
use crate::ir::{self, CanonicalForm, ErrorCodes, Signatures};
use crate::{Problem, TraitProblem};

/// Lowers the service itself.
pub(super) fn lower(context: &Context<'_>) -> Result<ir::Service, Vec<Problem>> {
    let model = context.model;
    let id = model.service_id();
    let traits = &model.service_shape().traits;
    // The diagram says the same as the rules in a fraction of the text.
    let placed = |name, problems: Vec<TraitProblem>| -> Vec<Problem> {
        problems.into_iter().map(|problem| Problem::in_trait(id, name, problem)).collect()
    };
    let rules = match (traits.endpoint_bdd(), traits.endpoint_rule_set()) {
        (Some(diagram), _) => endpoint::lower_bdd(diagram).map_err(|it| placed("smithy.rules#endpointBdd", it))?,
        (None, Some(rules)) => endpoint::lower(rules).map_err(|it| placed("smithy.rules#endpointRuleSet", it))?,
        (None, None) => endpoint::lower(&given_endpoint()).map_err(|it| placed("smithy.rules#endpointRuleSet", it))?,
    };
    let info = traits.service_info();
    let sdk_id = info.map_or(id.name(), |info| info.sdk_id);
    let mut service = ir::Service {
        id: id.to_string(),
        sdk_id: sdk_id.to_owned(),
        api_version: model.service().version.clone().unwrap_or_default(),
        signing_name: traits.sigv4_name().or(info.and_then(|info| info.arn_namespace)).unwrap_or_default().to_owned(),
        protocol: context.protocol.runtime,
        error_codes: if traits.query_compatible() { ErrorCodes::QueryCompatible } else { ErrorCodes::Own },
        features: context.protocol.features,
        name: context.protocol.service_name.then(|| id.name().to_owned()),
        headers: Vec::new(),
        canonical_form: CanonicalForm::Normalized,
        transient_errors: &[],
        new_retries: None,
        response_ids: &[],
        signatures: signatures(&rules),
        rules,
    };
    customization::service(&mut service);
    Ok(service)
}

/// The signatures that the endpoints of these rules ask for in their `authSchemes`.
fn signatures(rules: &ir::endpoint::RuleSet) -> Signatures {
    fn mentions(expr: &Expr) -> bool {
        match expr {
            Expr::Str(text) => text == "sigv4a",
            Expr::List(items) => items.iter().any(mentions),
            Expr::Map(entries) => entries.iter().any(|(_, value)| mentions(value)),
            _ => false,
        }
    }
    let mut entries = rules.properties.iter().flat_map(|properties| &properties.entries);
    if entries.any(|(_, value)| mentions(value)) { Signatures::Asymmetric } else { Signatures::Symmetric }
}

/// The rules of a service that has none: its endpoint must be given.
fn given_endpoint() -> Value {
    json!({
        "version": "1.0",
        "parameters": {"Endpoint": {"type": "String", "builtIn": "SDK::Endpoint", "documentation": ""}},
        "rules": [
            {
                "type": "endpoint",
                "conditions": [{"fn": "isSet", "argv": [{"ref": "Endpoint"}]}],
                "endpoint": {"url": {"ref": "Endpoint"}},
            },
            {"type": "error", "conditions": [], "error": "no endpoint is set, and the model has no rule for one"},
        ],
    })
}
