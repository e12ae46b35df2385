//! Endpoint rules and where their parameters come from.

use serde_json::Value;

use super::Traits;

/// A parameter of the endpoint rules that is configured on the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientContextParam<'m> {
    /// The name of the parameter.
    pub name: &'m str,
    /// Its type: `string`, `boolean` or `stringArray`.
    pub kind: &'m str,
    /// Its documentation.
    pub documentation: Option<&'m str>,
}

impl Traits {
    /// The endpoint rules, raw.
    pub fn endpoint_rule_set(&self) -> Option<&Value> {
        self.get("smithy.rules#endpointRuleSet")
    }

    /// The endpoint rules as a binary decision diagram, raw.
    pub fn endpoint_bdd(&self) -> Option<&Value> {
        self.get("smithy.rules#endpointBdd")
    }

    /// Cases to test the endpoint rules with, raw.
    pub fn endpoint_tests(&self) -> Option<&Value> {
        self.get("smithy.rules#endpointTests")
    }

    /// The parameter that the member of the input fills.
    pub fn context_param(&self) -> Option<&str> {
        self.object("smithy.rules#contextParam")?.get("name")?.as_str()
    }

    /// Parameters that the operation fixes, with their values.
    pub fn static_context_params(&self) -> Vec<(&str, &Value)> {
        let params = self.object("smithy.rules#staticContextParams").into_iter().flatten();
        params.filter_map(|(name, param)| Some((name.as_str(), param.get("value")?))).collect()
    }

    /// Parameters that are configured on the client.
    pub fn client_context_params(&self) -> Vec<ClientContextParam<'_>> {
        let params = self.object("smithy.rules#clientContextParams").into_iter().flatten();
        params
            .filter_map(|(name, param)| {
                Some(ClientContextParam {
                    name,
                    kind: param.get("type")?.as_str()?,
                    documentation: param.get("documentation").and_then(Value::as_str),
                })
            })
            .collect()
    }

    /// Parameters that the operation takes from its input, with the JMESPath expressions that find them.
    pub fn operation_context_params(&self) -> Vec<(&str, &str)> {
        let params = self.object("smithy.rules#operationContextParams").into_iter().flatten();
        params.filter_map(|(name, param)| Some((name.as_str(), param.get("path")?.as_str()?))).collect()
    }
}
