//! Facts that models express by names alone, in all models of the reference folder: flags beside tokens, secrets, labels that
//! endpoint rules put into the host. And checksums, which a trait asks for.

use std::fs;

use serde_json::{Map, Value};
use tinsmith_codegen::crate_name;
use tinsmith_codegen::lower::pagination::MORE_RESULTS;
use tinsmith_codegen::lower::secrets::{SECRETS, are_credentials, is_secret};
use tinsmith_reference::needed_for;
use tinsmith_tests::generate::{generate, model};
use tinsmith_tests::reference::{files, read};

/// Booleans beside a token that say nothing about further pages.
const NO_FLAGS: [&str; 3] = ["AutoEnable", "MemberAccountLimitReached", "mergeable"];

/// Texts that are no secrets although they go by such names: what they are instead.
const NO_SECRETS: [(&str, &str); 21] = [
    ("apigateway#Authorizer$authorizerCredentials", "ARN of a role"),
    ("apigateway#CreateAuthorizerRequest$authorizerCredentials", "ARN of a role"),
    ("apigateway#DeleteApiKeyRequest$apiKey", "id"),
    ("apigateway#GetApiKeyRequest$apiKey", "id"),
    ("apigateway#Integration$credentials", "ARN of a role"),
    ("apigateway#PutIntegrationRequest$credentials", "ARN of a role"),
    ("apigateway#UpdateApiKeyRequest$apiKey", "id"),
    ("appmesh#ListenerTlsFileCertificate$privateKey", "path of a file"),
    ("appmesh#VirtualGatewayListenerTlsFileCertificate$privateKey", "path of a file"),
    ("codebuild#RegistryCredential$credential", "ARN or name"),
    ("dataexchange#ApiGatewayApiAsset$ApiKey", "id of a key of API Gateway"),
    ("dataexchange#ImportAssetFromApiGatewayApiRequestDetails$ApiKey", "id of a key of API Gateway"),
    ("dataexchange#ImportAssetFromApiGatewayApiResponseDetails$ApiKey", "id of a key of API Gateway"),
    ("kms#GenerateDataKeyPairResponse$PrivateKeyCiphertextBlob", "encrypted"),
    ("kms#GenerateDataKeyPairWithoutPlaintextResponse$PrivateKeyCiphertextBlob", "encrypted"),
    ("mediatailor#SecretsManagerAccessTokenConfiguration$SecretStringKey", "name of a key in a secret"),
    ("securityhub#AwsCodeBuildProjectEnvironmentRegistryCredential$Credential", "ARN or name"),
    ("wafv2#APIKeySummary$APIKey", "public: it stands in web pages"),
    ("wafv2#CreateAPIKeyResponse$APIKey", "public: it stands in web pages"),
    ("wafv2#DeleteAPIKeyRequest$APIKey", "public: it stands in web pages"),
    ("wafv2#GetDecryptedAPIKeyRequest$APIKey", "public: it stands in web pages"),
];

/// A model, and the findings so far.
#[derive(Default)]
struct Found {
    shapes: Map<String, Value>,
    /// Names that no rule decides about.
    open: Vec<String>,
    /// Entries of tables that apply to something.
    used: Vec<&'static str>,
}

#[test]
fn what_goes_by_names_is_known() {
    let Some(reference) = needed_for("what goes by names in models") else { return };
    let mut found = Found::default();
    for path in files(&reference, &["models"]) {
        let Value::Object(shapes) = read(&path)["shapes"].take() else { panic!("{} has shapes", path.display()) };
        found.shapes = shapes;
        found.flags();
        found.secrets();
        found.hosts();
    }
    assert!(found.open.is_empty(), "decide about {:#?}", found.open);
    let tables = NO_SECRETS.iter().map(|(member, _)| member).chain(&NO_FLAGS).chain(&MORE_RESULTS).chain(&SECRETS);
    let stale: Vec<_> = tables.filter(|entry| !found.used.contains(entry)).collect();
    assert!(stale.is_empty(), "nothing is called {stale:?} any more");
}

/// Every operation of every model whose requests or responses have a checksum, or may have one, says so to the runtime.
#[test]
fn checksums_are_not_forgotten() {
    let Some(reference) = needed_for("the checksums of models") else { return };
    let mut operations = 0;
    for path in files(&reference, &["models"]) {
        // Most models need not be parsed.
        if !fs::read_to_string(&path).expect("a reference file can be read").contains("#httpChecksum") {
            continue;
        }
        let shapes = read(&path)["shapes"].take();
        let expected = shapes.as_object().into_iter().flatten().filter_map(|(id, shape)| Some((id, wanted(shape)?)));
        let expected: Vec<_> = expected.collect();
        let model = model(&path, None);
        let files = generate(&model, &crate_name(&model)).files;
        for (id, call) in expected {
            let from = format!("from `{id}`.");
            let file = files.values().find(|text| text.lines().next().is_some_and(|line| line.contains(&from)));
            let found = file.is_some_and(|text| text.split_whitespace().collect::<String>().contains(call));
            assert!(found, "{id} has no {call}");
            operations += 1;
        }
    }
    assert!(operations > 0, "there are no operations with checksums");
}

/// The call that says which checksum an operation wants.
fn wanted(operation: &Value) -> Option<&'static str> {
    let traits = operation["traits"].as_object()?;
    if let Some(flexible) = traits.get("aws.protocols#httpChecksum") {
        if flexible["requestChecksumRequired"] == true {
            return Some(r#"FlexibleChecksum::required(Some("x-amz-sdk-checksum-algorithm")"#);
        }
        if flexible["requestAlgorithmMember"].is_string() {
            return Some(r#"FlexibleChecksum::optional("x-amz-sdk-checksum-algorithm""#);
        }
        if flexible["responseAlgorithms"].is_array() {
            return Some(r#"ResponseChecksum::asked_in("x-amz-checksum-mode")"#);
        }
    }
    traits.contains_key("smithy.api#httpChecksumRequired").then_some("ContentMd5")
}

impl Found {
    fn target(&self, member: &Value) -> &Value {
        member["target"].as_str().and_then(|id| self.shapes.get(id)).unwrap_or(&Value::Null)
    }

    fn is(&self, member: &Value, kinds: &[&str]) -> bool {
        let prelude = member["target"].as_str().and_then(|id| id.strip_prefix("smithy.api#")).unwrap_or_default();
        let kind = self.target(member)["type"].as_str().unwrap_or(prelude);
        kinds.iter().any(|known| known.eq_ignore_ascii_case(kind))
    }

    fn operations(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.shapes.iter().filter(|(_, shape)| shape["type"] == "operation")
    }

    /// Booleans that stand where the token of a page does.
    fn flags(&mut self) {
        let service = self.shapes.values().find(|shape| shape["type"] == "service").expect("there is a service");
        let general = &service["traits"]["smithy.api#paginated"]["outputToken"];
        let mut flags = Vec::new();
        for (id, operation) in self.operations() {
            let Some(pages) = operation["traits"].get("smithy.api#paginated") else { continue };
            let token = pages.get("outputToken").unwrap_or(general).as_str().expect("there is a token");
            let mut place = self.target(&operation["output"]);
            let (steps, _) = token.rsplit_once('.').unwrap_or_default();
            for step in steps.split('.').filter(|step| !step.is_empty()) {
                place = self.target(&place["members"][step]);
            }
            let members = place["members"].as_object().expect("the token is in a structure");
            let booleans = members.iter().filter(|(_, member)| self.is(member, &["boolean", "PrimitiveBoolean"]));
            flags.extend(booleans.map(|(name, _)| (id.clone(), name.clone())));
        }
        for (id, name) in flags {
            match MORE_RESULTS.iter().chain(&NO_FLAGS).find(|known| **known == name) {
                Some(known) => self.used.push(known),
                None => self.open.push(format!("{id}: the flag {name} beside its token")),
            }
        }
    }

    /// Texts that sound like secrets and are not hidden.
    fn secrets(&mut self) {
        let mut shown = Vec::new();
        for (id, shape) in
            self.shapes.iter().filter(|(_, shape)| shape["type"] == "structure" || shape["type"] == "union")
        {
            let Some(members) = shape["members"].as_object() else { continue };
            let whole = shape["traits"].get("smithy.api#sensitive").is_some();
            if whole || are_credentials(members.keys().map(String::as_str)) {
                continue;
            }
            for (name, member) in members {
                let full = format!("{id}${name}");
                if let Some(known) = SECRETS.iter().find(|known| **known == full) {
                    shown.push((full, Some(*known)));
                    continue;
                }
                let target = member["target"].as_str().unwrap_or_default().rsplit('#').next().unwrap_or_default();
                let marked = |traits: &Value| traits.get("smithy.api#sensitive").is_some();
                let hidden =
                    marked(&member["traits"]) || marked(&self.target(member)["traits"]) || is_secret(name, target);
                if self.is(member, &["string", "blob"]) && sounds_secret(name, target) && !hidden {
                    shown.push((full, None));
                }
            }
        }
        for (full, secret) in shown {
            let known = NO_SECRETS
                .iter()
                .map(|(known, _)| *known)
                .find(|known| full.strip_prefix("com.amazonaws.") == Some(known));
            match secret.or(known) {
                Some(known) => self.used.push(known),
                None => self.open.push(format!("the possible secret {full}")),
            }
        }
    }

    /// Host prefixes of `smithy.api#endpoint` that the rules add, too.
    fn hosts(&mut self) {
        let rules = self.shapes.values().find(|shape| shape["type"] == "service").expect("there is a service");
        let rules = rules["traits"]["smithy.rules#endpointRuleSet"].clone();
        let text = rules.to_string();
        let mut twice = Vec::new();
        for (id, operation) in self.operations() {
            let Some(prefix) = operation["traits"]["smithy.api#endpoint"]["hostPrefix"].as_str() else { continue };
            let members = self.target(&operation["input"])["members"].as_object();
            let labels = members.into_iter().flatten().filter(|(name, _)| prefix.contains(&format!("{{{name}}}")));
            // Labels that are parameters are left to the rules; no other one may be a parameter by another way.
            let left: Vec<_> =
                labels.filter(|(_, it)| it["traits"].get("smithy.rules#contextParam").is_none()).collect();
            let params = rules["parameters"].as_object();
            let is_param =
                |name: &str| params.is_some_and(|it| it.keys().any(|param| param.eq_ignore_ascii_case(name)));
            if left.iter().any(|(name, _)| is_param(name)) || text.contains(&format!("://{prefix}")) {
                twice.push(format!("{id}: the rules know what stands in its host prefix {prefix}"));
            }
        }
        self.open.extend(twice);
    }
}

/// Whether a name is that of a secret, rather than of its place or kind.
fn sounds_secret(name: &str, target: &str) -> bool {
    let words = ["password", "passphrase", "secret", "credential", "privatekey", "apikey"];
    let about = [
        "alias",
        "arn",
        "arns",
        "expression",
        "filter",
        "id",
        "name",
        "owner",
        "parameter",
        "policy",
        "prefix",
        "provider",
        "role",
        "source",
        "stage",
        "status",
        "type",
        "uid",
        "uri",
        "url",
        "verifier",
        "version",
    ];
    let (name, target) = (name.to_ascii_lowercase(), target.to_ascii_lowercase());
    words.iter().any(|word| name.contains(word))
        && !about.iter().any(|about| name.ends_with(about))
        && !target.contains("arn")
        && !target.ends_with("name")
        && !target.ends_with("id")
}
