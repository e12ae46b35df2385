//! Presigned requests to an endpoint that asks for an asymmetric signature (SigV4A).

use std::time::Duration;

use ivsrealtime::config::{Config, Credentials, Intercept, Region};
use ivsrealtime::operation::get_stage::{GetStage, GetStageInput};
use ivsrealtime::presigning::PresigningConfig;
use tinsmith::Engine;
use tinsmith::customize::CustomizableOperation;
use tinsmith::internals::endpoint::rules::{BuiltIn, Expr, Outcome, Param, Rule, RuleSet, Rules, Var};
use tinsmith::internals::meta::ServiceMeta;
use tinsmith_tests::client::ARN;
use tinsmith_tests::server::Server;
use tinsmith_tests::signature;

use crate::presigned::send;

const SIGV4A: Expr<'static> = Expr::Map(&[
    ("name", Expr::Str("sigv4a")),
    ("signingRegionSet", Expr::List(&[Expr::Str("us-east-1"), Expr::Str("eu-*")])),
]);

static RULES: RuleSet<'static> = RuleSet {
    params: &[Param::string("Endpoint").built_in(BuiltIn::EndpointUrl)],
    slots: 1,
    rules: Rules::Tree(&[Rule(
        0,
        &[],
        Outcome::Endpoint("{}", &[Expr::Ref(Var(0))], &[], &[("authSchemes", Expr::List(&[SIGV4A]))]),
    )]),
};

static SERVICE: ServiceMeta =
    ServiceMeta { sdk_id: "IVS RealTime", signing_name: "ivs", endpoint_rules: &RULES, ..ServiceMeta::PLAIN };

/// The public key that belongs to the credentials of the official suite of signatures.
const PUBLIC_KEY: &str = "04b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1\
                          865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518";

#[derive(Debug)]
struct Looks;

impl Intercept for Looks {
    fn name(&self) -> &'static str {
        "Looks"
    }
}

#[tokio::test]
async fn an_endpoint_gets_the_asymmetric_signature_that_it_asks_for() {
    let keys = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None, None, "test");
    let plain = Config::builder().region(Region::new("us-west-2")).credentials_provider(keys);
    for config in [plain.clone(), plain.interceptor(Looks)] {
        let server = Server::always("{}").await;
        let config = config.endpoint_url(server.url());
        let input = GetStageInput::builder().arn(ARN).build();
        let call = CustomizableOperation::<GetStage>::new(Engine::new(&SERVICE, config.build()), input);
        let a_minute = PresigningConfig::expires_in(Duration::from_secs(60)).unwrap();
        let presigned = call.presigned(a_minute).await.unwrap();
        send(&presigned).await;
        let request = server.request();
        let parameter = |name| signature::parameter(&request, name).unwrap_or_default();
        assert_eq!(parameter("X-Amz-Algorithm"), "AWS4-ECDSA-P256-SHA256");
        assert_eq!(parameter("X-Amz-Region-Set"), "us-east-1,eu-*");
        assert!(parameter("X-Amz-Credential").ends_with("/ivs/aws4_request"), "{}", request.uri);
        assert!(signature::is_by(&request, PUBLIC_KEY), "{}", request.uri);
    }
}
