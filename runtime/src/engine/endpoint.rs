//! Which endpoint a call goes to: the built-in parameters, and what the rules said before.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::config::{AuthSchemeId, Config, StsRegionalEndpoint};
use crate::endpoint::rules::BuiltIn;
use crate::endpoint::{AuthScheme, BaseUrl, Endpoint, EndpointError, ParamValue, Params};
use crate::error::{BoxError, ContextError};
use crate::meta::ServiceMeta;
use crate::signing::Scope;

/// The most sets of parameters that are cached. S3 has one for each bucket.
const REMEMBERED: usize = 256;

/// The error message when no region is configured.
pub(super) const NO_REGION: &str = "no region is set; give one with config::Builder::region, or let Config::from_env read \
     AWS_REGION, or aws-config that and profiles (Config::builder reads neither)";

/// An endpoint in the form in which requests need it.
#[derive(Debug)]
pub(super) struct Destination {
    pub(super) base: BaseUrl,
    pub(super) headers: HeaderMap,
    /// The scope of signatures, or the reason why there is none.
    pub(super) scope: Result<Scope, Cow<'static, str>>,
}

impl Destination {
    pub(super) fn new(endpoint: &Endpoint, service: &ServiceMeta, regions: Regions<'_>) -> Result<Self, BoxError> {
        Ok(Self {
            base: BaseUrl::parse(&endpoint.url)?,
            headers: headers(endpoint)?,
            scope: scope(endpoint, service, regions),
        })
    }
}

fn headers(endpoint: &Endpoint) -> Result<HeaderMap, BoxError> {
    let mut headers = HeaderMap::new();
    for (name, values) in &endpoint.headers {
        let name = HeaderName::from_bytes(name.as_bytes())?;
        for value in values {
            headers.append(name.clone(), HeaderValue::from_str(value)?);
        }
    }
    Ok(headers)
}

/// The configured regions, and the auth schemes for them.
#[derive(Clone, Copy, Default)]
pub(super) struct Regions<'a> {
    pub(super) region: Option<&'a str>,
    /// The regions that asymmetric signatures are to be good for, instead of those that the endpoint names.
    pub(super) asymmetric: Option<&'a str>,
    /// The names of the schemes to take first where an endpoint offers several, in order.
    pub(super) preference: &'a [AuthSchemeId],
}

/// The scope that the preferred one of the supported auth schemes of the endpoint gives, else the one of the service and the
/// region.
fn scope(endpoint: &Endpoint, service: &ServiceMeta, regions: Regions<'_>) -> Result<Scope, Cow<'static, str>> {
    let rank = |name: &str| regions.preference.iter().position(|id| id.inner() == name).unwrap_or(usize::MAX);
    let (mut scheme, mut other): (Option<AuthScheme<'_>>, _) = (None, None);
    for next in endpoint.auth_schemes() {
        if !is_supported(next.name()) {
            other = other.or(Some(next));
        } else if scheme.is_none_or(|scheme| rank(next.name()) < rank(scheme.name())) {
            scheme = Some(next);
        }
    }
    if let (None, Some(other)) = (scheme, other) {
        return Err(unsupported(other.name()));
    }
    let Some(mut region) = scheme.and_then(|scheme| scheme.signing_region()).or(regions.region).map(str::to_owned)
    else {
        return Err(NO_REGION.into());
    };
    let set = scheme.map(|scheme| scheme.signing_region_set().collect::<Vec<_>>().join(","));
    let given = regions.asymmetric.filter(|_| scheme.is_some_and(|scheme| scheme.name() == SIGV4A));
    if let Some(set) = given.map(str::to_owned).or(set).filter(|set| !set.is_empty()) {
        region = set;
    }
    let mut scope = Scope::new(service.signing_name, region).form(service.canonical_form);
    if let Some(scheme) = scheme {
        if let Some(name) = scheme.signing_name() {
            scope.name = name.to_owned().into();
        }
        scope.double_encode &= !scheme.disable_double_encoding();
        scope.normalize_path &= !scheme.disable_normalize_path();
        #[cfg(feature = "sigv4a")]
        {
            scope.asymmetric = scheme.name() == SIGV4A;
        }
    }
    Ok(scope)
}

const SIGV4A: &str = "sigv4a";

fn is_supported(scheme: &str) -> bool {
    scheme == "sigv4" || cfg!(feature = "sigv4a") && scheme == SIGV4A
}

/// The error message when an endpoint wants an auth scheme that is not supported.
fn unsupported(scheme: &str) -> Cow<'static, str> {
    match scheme {
        SIGV4A => {
            "the endpoint wants an asymmetric signature (SigV4A); turn on the feature `sigv4a` of the crate".into()
        }
        "sigv4-s3express" => "the endpoint wants a session of S3 Express, which is not supported; set \
                              config::Builder::disable_s3_express_session_auth to do without"
            .into(),
        other => format!("the endpoint wants the authentication scheme `{other}`, which is not supported").into(),
    }
}

/// The endpoints that the rules gave so far, by their parameters.
#[derive(Debug, Default)]
pub(super) struct EndpointCache(Mutex<HashMap<Params, Arc<Destination>>>);

impl EndpointCache {
    /// The endpoint for these parameters.
    ///
    /// # Errors
    ///
    /// When the rules give none.
    pub(super) fn get(
        &self,
        service: &ServiceMeta,
        params: &Params,
        regions: Regions<'_>,
    ) -> Result<Arc<Destination>, BoxError> {
        if let Some(known) = self.0.lock().ok().and_then(|known| known.get(params).cloned()) {
            return Ok(known);
        }
        check_custom(service, params)?;
        let endpoint = service.endpoint_rules.resolve(params).map_err(|error| no_endpoint(error, service, regions))?;
        let destination = Arc::new(Destination::new(&endpoint, service, regions)?);
        if let Ok(mut known) = self.0.lock() {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(params.clone(), Arc::clone(&destination));
        }
        Ok(destination)
    }
}

/// Checks the URL that is to be called instead of one of the rules', which may quote it when they refuse it.
fn check_custom(service: &ServiceMeta, params: &Params) -> Result<(), BoxError> {
    let param = service.endpoint_rules.built_in(BuiltIn::EndpointUrl);
    match param.and_then(|param| params.get(param.name)) {
        Some(ParamValue::String(url)) => Ok(BaseUrl::parse(url).map(|_| ())?),
        _ => Ok(()),
    }
}

fn no_endpoint(error: EndpointError, service: &ServiceMeta, regions: Regions<'_>) -> BoxError {
    let of_region = match &error {
        EndpointError::Rejected(reason) => reason.contains("egion"),
        EndpointError::MissingParam(name) => name == "Region",
        _ => false,
    };
    if of_region && regions.region.is_none() && service.endpoint_rules.built_in(BuiltIn::Region).is_some() {
        return ContextError::new(NO_REGION).into();
    }
    ContextError::with_source("no endpoint", error).into()
}

/// The parameters that the configuration gives to the rules of a service: built-ins and client context parameters.
pub(super) fn built_ins(service: &'static ServiceMeta, config: &Config, endpoint_url: Option<&str>) -> Params {
    let legacy_sts = config.sts_regional_endpoint() == Some(&StsRegionalEndpoint::Legacy);
    let region = config.region().map(|region| region.as_ref());
    let mut params = Params::new();
    for param in service.endpoint_rules.params {
        match param.built_in {
            Some(BuiltIn::Region) => params.set(param.name, region),
            Some(BuiltIn::UseFips) => params.set(param.name, config.use_fips().copied()),
            Some(BuiltIn::UseDualStack) => params.set(param.name, config.use_dual_stack().copied()),
            Some(BuiltIn::EndpointUrl) => params.set(param.name, endpoint_url),
            Some(BuiltIn::ForcePathStyle) => params.set(param.name, config.s3_force_path_style().copied()),
            Some(BuiltIn::AccountIdEndpointMode) => params.set(param.name, account_id_mode(config)),
            Some(BuiltIn::UseGlobalEndpoint) => params.set(param.name, legacy_sts.then_some(true)),
            Some(BuiltIn::Accelerate) => params.set(param.name, config.accelerate().copied()),
            Some(BuiltIn::UseArnRegion) => params.set(param.name, config.use_arn_region().copied()),
            Some(BuiltIn::DisableMultiRegionAccessPoints) => {
                params.set(param.name, config.disable_multi_region_access_points().copied())
            }
            Some(BuiltIn::DisableExpressSessionAuth) => {
                params.set(param.name, config.disable_s3_express_session_auth().copied())
            }
            // The identity has it, and each call sets it.
            Some(BuiltIn::AccountId) | None => &mut params,
        };
        let given = config.endpoint_params().and_then(|given| given.get(param.name));
        params.set(param.name, given);
    }
    params
}

/// Whether endpoints have the account id in their host, where there is one.
fn account_id_mode(config: &Config) -> String {
    config.account_id_endpoint_mode().cloned().unwrap_or_default().to_string()
}

/// The parameter that the account id of the credentials goes to, if the rules have one.
pub(super) fn account_id_param(service: &'static ServiceMeta) -> Option<&'static str> {
    service.endpoint_rules.built_in(BuiltIn::AccountId).map(|param| param.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Region;
    use crate::endpoint::rules::{Expr, Outcome, Param, Rule, RuleSet, Rules};
    use crate::signing::CanonicalForm;

    const SIGV4: Expr<'static> = Expr::Map(&[
        ("name", Expr::Str("sigv4")),
        ("signingName", Expr::Str("other")),
        ("signingRegion", Expr::Str("eu-west-1")),
        ("disableDoubleEncoding", Expr::Bool(true)),
    ]);
    const ASYMMETRIC: Expr<'static> = Expr::Map(&[
        ("name", Expr::Str("sigv4a")),
        ("signingRegionSet", Expr::List(&[Expr::Str("us-east-1"), Expr::Str("eu-*")])),
    ]);
    const URL: &str = "https://example.com:8443/base/";

    const PARAMS: &[Param<'static>] = &[
        Param::string("Region").built_in(BuiltIn::Region),
        Param::boolean("Fips").built_in(BuiltIn::UseFips),
        Param::boolean("Dual").built_in(BuiltIn::UseDualStack),
        Param::string("Url").built_in(BuiltIn::EndpointUrl),
        Param::boolean("Path").built_in(BuiltIn::ForcePathStyle),
        Param::boolean("Global").built_in(BuiltIn::UseGlobalEndpoint),
        Param::string("Mode").built_in(BuiltIn::AccountIdEndpointMode),
        Param::string("Account").built_in(BuiltIn::AccountId),
        Param::boolean("Arn").built_in(BuiltIn::UseArnRegion),
        Param::boolean("Accelerate").built_in(BuiltIn::Accelerate),
        Param::boolean("NoMrap").built_in(BuiltIn::DisableMultiRegionAccessPoints),
        Param::boolean("NoSession").built_in(BuiltIn::DisableExpressSessionAuth),
        Param::string("Stage"),
    ];

    const fn rules(rule: &'static [Rule<'static>]) -> RuleSet<'static> {
        RuleSet { params: PARAMS, slots: 13, rules: Rules::Tree(rule) }
    }

    const fn service(signing_name: &'static str, endpoint_rules: &'static RuleSet<'static>) -> ServiceMeta {
        ServiceMeta { sdk_id: "Test", signing_name, endpoint_rules, ..ServiceMeta::PLAIN }
    }

    static PLAIN: RuleSet<'static> = rules(&[Rule(0, &[], Outcome::Url(URL, &[]))]);
    static ONLY_OTHER: RuleSet<'static> = rules(&[Rule(
        0,
        &[],
        Outcome::Endpoint(URL, &[], &[], &[("authSchemes", Expr::List(&[Expr::Map(&[("name", Expr::Str("other"))])]))]),
    )]);
    static SCHEMES: RuleSet<'static> = rules(&[Rule(
        0,
        &[],
        Outcome::Endpoint(
            URL,
            &[],
            &[("x-a", &[Expr::Str("1")])],
            &[("authSchemes", Expr::List(&[SIGV4, ASYMMETRIC]))],
        ),
    )]);
    #[cfg(feature = "sigv4a")]
    static ONLY_SIGV4A: RuleSet<'static> =
        rules(&[Rule(0, &[], Outcome::Endpoint(URL, &[], &[], &[("authSchemes", Expr::List(&[ASYMMETRIC]))]))]);
    static SERVICE: ServiceMeta = service("test", &PLAIN);

    fn destination(service: &ServiceMeta, region: Option<&str>) -> Arc<Destination> {
        EndpointCache::default().get(service, &Params::new(), Regions { region, ..Regions::default() }).unwrap()
    }

    #[test]
    fn the_scope_is_that_of_the_service_unless_the_endpoint_has_another() {
        let scope = |service: &ServiceMeta, region| destination(service, region).scope.clone();
        assert_eq!(scope(&SERVICE, Some("us-east-1")), Ok(Scope::new("test", "us-east-1")));
        assert_eq!(scope(&SERVICE, None), Err(NO_REGION.into()));
        let verbatim = ServiceMeta { canonical_form: CanonicalForm::Verbatim, ..service("s3", &PLAIN) };
        let expected = Scope::new("s3", "us-east-1").form(CanonicalForm::Verbatim);
        assert_eq!(scope(&verbatim, Some("us-east-1")), Ok(expected));
        let other = scope(&service("test", &SCHEMES), None).unwrap();
        assert_eq!(other, Scope { double_encode: false, ..Scope::new("other", "eu-west-1") });
        assert_eq!(destination(&service("test", &SCHEMES), None).headers["x-a"], "1");
    }

    #[test]
    fn other_signatures_are_told() {
        let told = |scheme: &'static str| unsupported(scheme).into_owned();
        assert!(told("sigv4a").contains("turn on the feature `sigv4a`"));
        assert!(told("sigv4-s3express").contains("disable_s3_express_session_auth"));
        assert!(told("other").contains("`other`, which is not supported"));
        let only_other = scope_of(&service("test", &ONLY_OTHER));
        assert!(only_other.unwrap_err().contains("`other`"));
    }

    #[cfg(feature = "sigv4a")]
    #[test]
    fn asymmetric_signatures_are_good_for_a_set_of_regions() {
        let scope = scope_of(&service("test", &ONLY_SIGV4A)).unwrap();
        assert_eq!(scope, Scope { asymmetric: true, ..Scope::new("test", "us-east-1,eu-*") });
        let scope = |rules| {
            let regions = Regions { region: Some("us-east-1"), asymmetric: Some("*"), preference: &[] };
            EndpointCache::default().get(&service("test", rules), &Params::new(), regions).unwrap().scope.clone()
        };
        assert_eq!(scope(&ONLY_SIGV4A), Ok(Scope { asymmetric: true, ..Scope::new("test", "*") }));
        assert_eq!(scope(&PLAIN), Ok(Scope::new("test", "us-east-1")), "other signatures have one region");
    }

    fn scope_of(service: &ServiceMeta) -> Result<Scope, Cow<'static, str>> {
        destination(service, Some("us-east-1")).scope.clone()
    }

    #[test]
    fn built_ins_come_from_the_configuration() {
        let none = built_ins(&SERVICE, &Config::default(), None);
        let mut expected = Params::new();
        expected.set("Mode", "preferred");
        assert_eq!(none, expected);
        let config = Config::builder().region(Region::new("us-east-1")).use_fips(true).use_dual_stack(false);
        let config = config.s3_force_path_style(true).sts_regional_endpoint(StsRegionalEndpoint::Legacy);
        let config = config.use_arn_region(true).accelerate(false).disable_multi_region_access_points(true);
        let mut given = Params::new();
        given.set("Stage", "beta").set("Unknown", true);
        let config = config.disable_s3_express_session_auth(true).endpoint_params(given).build();
        expected.set("Arn", true).set("Accelerate", false).set("NoMrap", true).set("NoSession", true);
        expected.set("Stage", "beta");
        expected.set("Region", "us-east-1").set("Fips", true).set("Dual", false);
        expected.set("Url", "http://localhost").set("Path", true).set("Global", true);
        assert_eq!(built_ins(&SERVICE, &config, Some("http://localhost")), expected);
        assert_eq!(account_id_param(&SERVICE), Some("Account"));
    }
}
