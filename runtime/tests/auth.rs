//! Identities and auth schemes of calls.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use std::time::{Duration, SystemTime};

use http::Response;
use support::{
    Echo, EchoIfYouLike, EchoUnsigned, EchoWithAny, EchoWithEither, EchoWithToken, EchoWithTokenFirst, NoSleep, engine,
    hello, keys,
};
use tinsmith::Operation;
use tinsmith::config::{
    AuthSchemeId, AuthSchemePreference, Builder, Config, Credentials, ProvideToken, Region, SdkConfig,
    SharedCredentialsProvider, SharedTokenProvider, Token,
};
use tinsmith::customize::CustomizableOperation;
use tinsmith::presigning::PresigningConfig;
use tinsmith::test::replay;

const SIGV4: AuthSchemeId = AuthSchemeId::new("sigv4");
const BEARER: AuthSchemeId = AuthSchemeId::new("httpBearerAuth");

fn region() -> Builder {
    Config::builder().region(Region::new("us-east-1"))
}

/// The header `authorization` of a call, or why there was none.
async fn authorization<O: Operation<Input = support::Input>>(config: Builder) -> Result<String, String> {
    let http = replay([Response::new("text=hi")]);
    let sent = engine(config.http_client(http.clone()).sleep_impl(NoSleep)).send::<O>(hello()).await;
    match sent {
        Ok(_) => {
            let requests = http.requests();
            let value = requests[0].headers().get("authorization");
            Ok(value.map_or("none", |value| value.to_str().unwrap()).to_owned())
        }
        Err(error) => {
            assert!(http.requests().is_empty(), "nothing is sent");
            Err(error.to_string())
        }
    }
}

#[tokio::test]
async fn a_token_goes_out_as_it_is() {
    let config = || region().token_provider(Token::new("mF_9.B5f-4.1JqM", None)).credentials_provider(keys());
    assert_eq!(authorization::<EchoWithToken>(config()).await.unwrap(), "Bearer mF_9.B5f-4.1JqM");
    assert_eq!(authorization::<EchoWithToken>(config().anonymous(true)).await.unwrap(), "none");
    assert!(authorization::<Echo>(config()).await.unwrap().starts_with("AWS4-HMAC-SHA256 "));
    let broken = region().token_provider(Token::new("a\nb", None));
    let told = authorization::<EchoWithToken>(broken).await.unwrap_err();
    assert!(told.contains("the token does not fit into a header"), "{told}");
}

#[tokio::test]
async fn a_missing_token_is_told() {
    let told = authorization::<EchoWithToken>(region().credentials_provider(keys())).await.unwrap_err();
    assert!(told.contains("no token is set; give one with config::Builder::token_provider"), "{told}");
    let told = authorization::<EchoWithEither>(region()).await.unwrap_err();
    assert!(told.contains("no credentials are set"), "{told}");
    assert_eq!(authorization::<EchoWithToken>(region().allow_no_auth()).await.unwrap(), "none");
    assert_eq!(authorization::<EchoIfYouLike>(region()).await.unwrap(), "none");
}

#[tokio::test]
async fn the_first_scheme_that_can_is_taken() {
    let token = || region().token_provider(Token::new("token", None));
    let both = || token().credentials_provider(keys());
    let is_signed = |authorization: Result<String, String>| authorization.unwrap().starts_with("AWS4-HMAC-SHA256 ");
    assert!(is_signed(authorization::<EchoWithEither>(both()).await));
    assert!(!is_signed(authorization::<EchoWithEither>(token()).await));
}

/// The scheme is the first of the preference that the operation supports and that has an identity, else the first of the
/// operation's own.
#[tokio::test]
async fn the_whole_order_of_a_preference_is_heeded() {
    const NO_AUTH: AuthSchemeId = AuthSchemeId::new("noAuth");
    const OTHER: AuthSchemeId = AuthSchemeId::new("other");
    let orders: [&[AuthSchemeId]; 8] = [
        &[],
        &[SIGV4],
        &[BEARER],
        &[SIGV4, BEARER],
        &[BEARER, SIGV4],
        &[OTHER, AuthSchemeId::new("sigv4a"), BEARER],
        &[NO_AUTH, BEARER],
        &[OTHER],
    ];
    for order in orders {
        for (keys, token) in [(true, true), (true, false), (false, true)] {
            let able = |id: &AuthSchemeId| (keys && id.inner().starts_with("sigv4")) || (token && *id == BEARER);
            let expected = |own: &[AuthSchemeId], optional: bool| {
                let has = |id: &&AuthSchemeId| able(id) || optional && **id == NO_AUTH;
                let chosen = order.iter().chain(own).find(has);
                chosen.map_or("none", |id| match id.inner() {
                    "httpBearerAuth" => "Bearer",
                    "noAuth" => "none",
                    _ => "AWS4-HMAC-SHA256",
                })
            };
            let config = || {
                let config = region().auth_scheme_preference(order.to_vec());
                let config = if keys { config.credentials_provider(support::keys()) } else { config };
                if token { config.token_provider(Token::new("token", None)) } else { config }
            };
            let scheme = |sent: Result<String, String>| sent.unwrap().split(' ').next().unwrap().to_owned();
            let case = format!("{order:?}, keys {keys}, token {token}");
            let sent = scheme(authorization::<EchoWithEither>(config()).await);
            assert_eq!(sent, expected(&[SIGV4, BEARER], false), "{case}");
            let sent = scheme(authorization::<EchoWithTokenFirst>(config()).await);
            assert_eq!(sent, expected(&[BEARER, SIGV4], false), "{case}");
            let sent = scheme(authorization::<EchoWithAny>(config()).await);
            assert_eq!(sent, expected(&[SIGV4, BEARER], true), "{case}");
        }
    }
    // What an operation does not have is not chosen.
    let config = region().credentials_provider(keys()).token_provider(Token::new("token", None));
    let sent = authorization::<Echo>(config.auth_scheme_preference([BEARER])).await.unwrap();
    assert!(sent.starts_with("AWS4-HMAC-SHA256 "), "{sent}");
}

#[tokio::test]
async fn tokens_come_from_an_sdk_config_too() {
    let sdk = SdkConfig::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(Credentials::new("AKID", "SECRET", None, None, "test")))
        .token_provider(SharedTokenProvider::new(Token::new("sdk", None)))
        .auth_scheme_preference(AuthSchemePreference::from([BEARER]))
        .build();
    let config = Config::new(&sdk).to_builder();
    assert_eq!(authorization::<EchoWithEither>(config).await.unwrap(), "Bearer sdk");
}

/// Gives a token that has expired already, or none.
#[derive(Debug)]
struct Expired(std::sync::atomic::AtomicUsize);

impl ProvideToken for Expired {
    fn provide_token<'a>(&'a self) -> aws_credential_types::provider::future::ProvideToken<'a>
    where
        Self: 'a,
    {
        let count = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let expiry = SystemTime::now() - Duration::from_secs(1);
        aws_credential_types::provider::future::ProvideToken::ready(match count {
            0 | 1 => Ok(Token::new(format!("token-{count}"), Some(expiry))),
            _ => Err(aws_credential_types::provider::error::TokenError::not_loaded("out of tokens")),
        })
    }
}

#[tokio::test]
async fn tokens_that_expire_are_asked_for_again() {
    let http = replay([Response::new("text=hi"), Response::new("text=hi")]);
    let provider = Expired(0.into());
    let engine = engine(region().token_provider(provider).http_client(http.clone()).sleep_impl(NoSleep));
    for expected in ["Bearer token-0", "Bearer token-1"] {
        engine.send::<EchoWithToken>(hello()).await.unwrap();
        assert_eq!(http.requests().last().unwrap().headers()["authorization"], expected);
        assert!(http.requests().last().unwrap().headers()["authorization"].is_sensitive());
    }
    let error = engine.send::<EchoWithToken>(hello()).await.unwrap_err().to_string();
    assert!(error.contains("the token could not be loaded") && error.contains("out of tokens"), "{error}");
}

/// Presigned requests have a signature, or nothing where a call would go out unsigned.
#[tokio::test]
async fn only_signed_operations_can_be_presigned() {
    async fn presign<O: Operation<Input = support::Input>>(config: Builder) -> Result<String, String> {
        let call = CustomizableOperation::<O>::new(engine(config), Ok(hello()));
        let hour = PresigningConfig::expires_in(Duration::from_secs(3600)).unwrap();
        call.presigned(hour).await.map(|it| it.uri().to_owned()).map_err(|error| error.to_string())
    }
    let either = || region().token_provider(Token::new("token", None)).credentials_provider(keys());
    let uri = presign::<EchoWithTokenFirst>(either()).await.unwrap();
    assert!(uri.contains("&X-Amz-Security-Token=TOKEN"), "{uri}");
    let error = presign::<EchoWithToken>(either()).await.unwrap_err();
    assert!(error.ends_with(
        "the operation takes a bearer token, and a presigned request needs one that takes signatures (SigV4)"
    ));
    let error = presign::<EchoUnsigned>(either()).await.unwrap_err();
    assert!(error.ends_with("calls of the operation are never signed, so there is nothing to presign"), "{error}");
    let error = presign::<Echo>(region()).await.unwrap_err();
    assert!(error.contains("no credentials are set, and a presigned request is made with them"), "{error}");
    let preference = [AuthSchemeId::new("noAuth"), SIGV4];
    let unsigned = either().auth_scheme_preference(AuthSchemePreference::from(preference));
    assert!(presign::<Echo>(unsigned.clone()).await.unwrap().contains("X-Amz-Signature="));
    for uri in [
        presign::<Echo>(region().allow_no_auth()).await,
        presign::<EchoIfYouLike>(region()).await,
        presign::<EchoIfYouLike>(unsigned).await,
    ] {
        assert_eq!(uri.unwrap(), "https://echo.us-east-1.example.com/echo/arn%3Aaws%2Fx?a=b");
    }
}
