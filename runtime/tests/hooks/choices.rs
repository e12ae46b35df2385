//! Endpoints and auth schemes that the program chooses.

use aws_smithy_runtime_api::client::auth::{
    AuthScheme, AuthSchemeEndpointConfig, AuthSchemeId, AuthSchemeOption, AuthSchemeOptionsFuture, Sign,
};
use aws_smithy_runtime_api::client::identity::{Identity, IdentityFuture, ResolveIdentity, SharedIdentityResolver};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::GetIdentityResolver;
use aws_smithy_types::Document;
use tinsmith::config::auth::{DefaultAuthSchemeResolver, Params as AuthParams, ResolveAuthScheme};
use tinsmith::config::endpoint::{DefaultResolver, Endpoint, EndpointFuture, Params, ResolveEndpoint};
use tinsmith::config::{Config, ConfigBag, RuntimeComponents, Token};
use tinsmith::error::{BoxError, SdkError};
use tinsmith::test::replay;

use crate::presigned::presigned;
use crate::support::{Echo, EchoIfYouLike, EchoWithEither, Input, engine, hello};
use crate::{builder, header, ok, status};

/// Changes what the rules say.
#[derive(Debug)]
struct Elsewhere(DefaultResolver);

impl ResolveEndpoint for Elsewhere {
    fn resolve_endpoint<'a>(&'a self, params: &'a Params) -> EndpointFuture<'a> {
        EndpointFuture::new(async move {
            assert_eq!((params.region(), params.bucket()), (Some("us-east-1"), None));
            let endpoint = self.0.resolve_endpoint(params).await?;
            let url = endpoint.url().replace("example.com", "example.org/base");
            let scheme = [("name", "sigv4"), ("signingName", "other")];
            let scheme = scheme.map(|(key, value)| (key.to_owned(), Document::String(value.to_owned())));
            let schemes = Document::Array(vec![Document::Object(scheme.into_iter().collect())]);
            Ok(endpoint.into_builder().url(url).property("authSchemes", schemes).build())
        })
    }
}

#[tokio::test]
async fn an_endpoint_is_that_of_the_resolver() {
    let http = replay([status(500, ""), ok()]);
    let client = engine(builder(&http).endpoint_resolver(Elsewhere(DefaultResolver::new())));
    client.send::<Echo>(Input { name: Some("prefix".into()), ..hello() }).await.unwrap();
    for request in http.requests() {
        assert_eq!(request.uri(), "https://data.echo.us-east-1.example.org/base/echo/arn%3Aaws%2Fx?a=b");
        assert_eq!(header(&request, "x-endpoint"), Some("rules"));
        assert!(header(&request, "authorization").unwrap().contains("/us-east-1/other/aws4_request"));
    }
}

#[tokio::test]
async fn a_call_may_go_back_to_the_rules() {
    let http = replay([ok(), ok()]);
    let client = engine(builder(&http).endpoint_resolver(Elsewhere(DefaultResolver::new())));
    let over = Config::builder().endpoint_resolver(DefaultResolver::new());
    client.with_override(over).send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests()[0].uri().host(), Some("echo.us-east-1.example.com"));
    let config =
        builder(&http).endpoint_resolver(Elsewhere(DefaultResolver::new())).set_endpoint_resolver(None).clone();
    engine(config).send::<Echo>(hello()).await.unwrap();
    assert_eq!(http.requests()[1].uri().host(), Some("echo.us-east-1.example.com"));
}

#[derive(Debug)]
struct Fixed(&'static str);

impl ResolveEndpoint for Fixed {
    fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
        match self.0 {
            "" => EndpointFuture::ready(Err("there is none".into())),
            url => EndpointFuture::ready(Ok(Endpoint::builder().url(url).build())),
        }
    }
}

#[tokio::test]
async fn endpoints_that_cannot_be_called_are_told() {
    for (url, words) in [("", "there is none"), ("localhost:8000", "has no scheme; write `https://localhost:8000`")] {
        let http = replay([ok()]);
        let error = engine(builder(&http).endpoint_resolver(Fixed(url))).send::<Echo>(hello()).await.unwrap_err();
        assert!(matches!(error, SdkError::ConstructionFailure(_)), "{error:?}");
        assert!(error.to_string().contains(words), "{error}");
        assert!(http.requests().is_empty());
    }
}

/// A scheme that writes an identity of its own into a header.
#[derive(Debug, Clone)]
struct Ticket(AuthSchemeId);

impl AuthScheme for Ticket {
    fn scheme_id(&self) -> AuthSchemeId {
        self.0.clone()
    }

    fn identity_resolver(&self, _: &dyn GetIdentityResolver) -> Option<SharedIdentityResolver> {
        Some(SharedIdentityResolver::new(self.clone()))
    }

    fn signer(&self) -> &dyn Sign {
        self
    }
}

impl ResolveIdentity for Ticket {
    fn resolve_identity<'a>(&'a self, _: &'a RuntimeComponents, _: &'a ConfigBag) -> IdentityFuture<'a> {
        IdentityFuture::ready(Ok(Identity::new("ticket-1".to_owned(), None)))
    }
}

impl Sign for Ticket {
    fn sign_http_request(
        &self,
        request: &mut HttpRequest,
        identity: &Identity,
        _: AuthSchemeEndpointConfig<'_>,
        _: &RuntimeComponents,
        _: &ConfigBag,
    ) -> Result<(), BoxError> {
        request.headers_mut().insert("x-ticket", identity.data::<String>().ok_or("no ticket")?.clone());
        Ok(())
    }
}

/// Chooses schemes by their names.
#[derive(Debug)]
struct Chooses(&'static [&'static str]);

impl ResolveAuthScheme for Chooses {
    fn resolve_auth_scheme<'a>(
        &'a self,
        params: &'a AuthParams,
        _: &'a ConfigBag,
        _: &'a RuntimeComponents,
    ) -> AuthSchemeOptionsFuture<'a> {
        assert!(params.operation_name().starts_with("Echo"));
        let options = self.0.iter().map(|name| AuthSchemeOption::from(AuthSchemeId::new(name)));
        AuthSchemeOptionsFuture::ready(Ok(options.collect()))
    }
}

#[tokio::test]
async fn the_first_scheme_with_an_identity_is_taken() {
    const CASES: [(&[&str], &str); 5] = [
        (&["ticket", "sigv4"], "ticket"),
        (&["other", "sigv4"], "AWS4-HMAC-SHA256"),
        (&["httpBearerAuth", "sigv4"], "Bearer"),
        (&["noAuth", "sigv4"], "none"),
        (&["other"], "error"),
    ];
    for (options, expected) in CASES {
        let http = replay([ok()]);
        let config = builder(&http).token_provider(Token::new("TOKEN", None));
        let config = config.push_auth_scheme(Ticket(AuthSchemeId::new("ticket")));
        let client = engine(config.auth_scheme_resolver(Chooses(options)));
        let found = match client.send::<Echo>(hello()).await {
            Ok(_) => {
                let request = http.requests().remove(0);
                let authorization = header(&request, "authorization").and_then(|it| it.split(' ').next());
                match (header(&request, "x-ticket"), authorization) {
                    (Some(_), None) => "ticket".to_owned(),
                    (_, found) => found.unwrap_or("none").to_owned(),
                }
            }
            Err(error) => {
                assert!(error.to_string().contains("no auth scheme has an identity"), "{error}");
                "error".to_owned()
            }
        };
        assert_eq!(found, expected, "{options:?}");
    }
}

#[tokio::test]
async fn a_scheme_takes_the_place_of_the_clients() {
    let http = replay([ok(), ok()]);
    let client = engine(builder(&http).push_auth_scheme(Ticket(AuthSchemeId::new("sigv4"))));
    client.send::<Echo>(hello()).await.unwrap();
    let request = http.requests().remove(0);
    assert_eq!((header(&request, "x-ticket"), header(&request, "authorization")), (Some("ticket-1"), None));
    client.with_override(Config::builder().anonymous(true)).send::<Echo>(hello()).await.unwrap();
    assert_eq!(header(&http.requests()[1], "x-ticket"), None);
}

#[tokio::test]
async fn the_default_resolver_gives_the_schemes_of_the_model() {
    let http = replay([ok(), ok(), ok()]);
    let tokens = || Config::builder().region(tinsmith::config::Region::new("us-east-1")).http_client(http.clone());
    let resolved =
        |config: tinsmith::config::Builder| engine(config.auth_scheme_resolver(DefaultAuthSchemeResolver::default()));
    resolved(builder(&http)).send::<EchoWithEither>(hello()).await.unwrap();
    resolved(tokens().token_provider(Token::new("TOKEN", None))).send::<EchoWithEither>(hello()).await.unwrap();
    resolved(tokens()).send::<EchoIfYouLike>(hello()).await.unwrap();
    let requests = http.requests();
    let schemes =
        requests.iter().map(|request| header(request, "authorization").map(|it| it.split(' ').next().unwrap()));
    assert_eq!(schemes.collect::<Vec<_>>(), [Some("AWS4-HMAC-SHA256"), Some("Bearer"), None]);
}

#[tokio::test]
async fn a_presigned_request_goes_to_the_endpoint_of_the_resolver() {
    let client = engine(builder(&replay([ok()])).endpoint_resolver(Elsewhere(DefaultResolver::new())));
    let request = presigned::<Echo>(client).await.unwrap();
    let uri = request.uri();
    assert!(
        uri.starts_with("https://echo.us-east-1.example.org/base/echo/arn%3Aaws%2Fx?a=b&X-Amz-Algorithm="),
        "{uri}"
    );
    assert!(uri.contains("%2Fus-east-1%2Fother%2Faws4_request&"), "{uri}");
    assert!(request.headers().any(|header| header == ("x-endpoint", "rules")), "{request:?}");
}

#[tokio::test]
async fn a_presigned_request_is_signed_by_the_scheme_that_is_chosen() {
    const CASES: [(&[&str], &str); 5] = [
        (&["ticket", "sigv4"], "ticket"),
        (&["other", "sigv4"], "signature"),
        (&["noAuth", "sigv4"], "none"),
        (&["httpBearerAuth", "sigv4"], "the identity holds no AWS credentials"),
        (&["other"], "no auth scheme has an identity"),
    ];
    for (options, expected) in CASES {
        let config = builder(&replay([ok()])).token_provider(Token::new("TOKEN", None));
        let config = config.push_auth_scheme(Ticket(AuthSchemeId::new("ticket")));
        match presigned::<Echo>(engine(config.auth_scheme_resolver(Chooses(options)))).await {
            Ok(request) => {
                let has_ticket = request.headers().any(|header| header == ("x-ticket", "ticket-1"));
                let found = match request.uri().contains("X-Amz-Signature=") {
                    true => "signature",
                    false if has_ticket => "ticket",
                    false => "none",
                };
                assert_eq!(found, expected, "{options:?}");
            }
            Err(error) => assert!(error.to_string().contains(expected), "{options:?}: {error}"),
        }
    }
}

#[tokio::test]
async fn a_scheme_in_the_place_of_the_clients_signs_presigned_requests() {
    let config = builder(&replay([ok()])).push_auth_scheme(Ticket(AuthSchemeId::new("sigv4")));
    let request = presigned::<Echo>(engine(config)).await.unwrap();
    assert!(request.headers().any(|header| header == ("x-ticket", "ticket-1")), "{request:?}");
    assert!(!request.uri().contains("X-Amz-"), "{}", request.uri());
}
