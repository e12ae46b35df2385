//! No text of configuration or input decides where a signed request goes: whatever stands in a region, an account id, a bucket,
//! an ARN or any other parameter of endpoint rules, either nothing is sent, or the host is below that of the rules or of the
//! endpoint URL.

use std::path::Path;

use aws_smithy_types::body::SdkBody;
use ivsrealtime::operation::get_stage::{GetStage, GetStageInput};
use proptest::prelude::{Strategy, any};
use proptest::test_runner::{Config as Cases, TestCaseError, TestRunner};
use tinsmith::Engine;
use tinsmith::config::{Builder, Config, Credentials, Region};
use tinsmith::internals::endpoint::rules::{BuiltIn, ParamKind};
use tinsmith::internals::endpoint::{Params, RuleSet};
use tinsmith::internals::meta::ServiceMeta;
use tinsmith::test::respond;
use tinsmith_codegen::lower::endpoint::{lower, lower_bdd};
use tinsmith_reference::needed_for;
use tinsmith_tests::generate::root;
use tinsmith_tests::reference::read;
use tinsmith_tests::rules::tables;

/// The suffixes of AWS's hosts and of those of the fixtures.
const SUFFIXES: [&str; 6] =
    [".amazonaws.com", ".amazonaws.com.cn", ".api.aws", ".api.amazonwebservices.com.cn", ".on.aws", ".example.com"];

/// A name that must never be called.
const EVIL: &str = "evil.test";

/// The parts of hostile texts.
const PIECES: [&str; 26] = [
    EVIL,
    "/",
    "#",
    "?",
    "@",
    ":",
    "8443",
    "\\",
    "%2f",
    "%23",
    ".",
    "..",
    " ",
    "\t",
    "\r\n",
    "\0",
    "\u{e9}",
    "\u{ff0f}",
    "-",
    "[",
    "]",
    "[::1]",
    "us-east-1",
    "{}",
    "user:",
    "//",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = (0..PIECES.len(), any::<bool>())
        .prop_map(|(index, a)| format!("{}{}", if a { "a" } else { "" }, PIECES[index]));
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// A service whose endpoint comes from these rules.
fn service(rules: RuleSet<'static>) -> &'static ServiceMeta {
    let endpoint_rules = Box::leak(Box::new(rules));
    Box::leak(Box::new(ServiceMeta { sdk_id: "Test", signing_name: "test", endpoint_rules, ..ServiceMeta::PLAIN }))
}

/// The services of a model, once for each form of its rules.
fn services(path: &Path) -> Vec<&'static ServiceMeta> {
    let model = read(path);
    let shapes = model["shapes"].as_object().into_iter().flat_map(|shapes| shapes.values());
    let traits = shapes.filter_map(|shape| shape["traits"].as_object());
    let forms = traits.flat_map(|traits| {
        let tree = traits.get("smithy.rules#endpointRuleSet").map(lower);
        let diagram = traits.get("smithy.rules#endpointBdd").map(lower_bdd);
        [tree, diagram].into_iter().flatten()
    });
    forms.map(|rules| service(tables(&rules.expect("the rules can be lowered")))).collect()
}

/// IVS RealTime and the fixtures, which are always there.
fn own() -> Vec<&'static ServiceMeta> {
    let files = ["model/services/ivs-realtime.json", "codegen/tests/fixtures/endpoint_bdd.json"];
    let more = ["codegen/tests/fixtures/endpoint_params.json", "codegen/tests/fixtures/endpoint_rules.json"];
    files.into_iter().chain(more).flat_map(|file| services(&root().join(file))).collect()
}

fn keys(account: &str) -> Credentials {
    let keys = Credentials::builder().access_key_id("AKID").secret_access_key("SECRET").session_token("TOKEN");
    keys.account_id(account).provider_name("test").build()
}

fn benign() -> Builder {
    Config::builder().region(Region::new("us-east-1")).credentials_provider(keys("123456789012"))
}

/// Parameters that have an endpoint in every service, where nothing else is said.
fn params(service: &ServiceMeta) -> Params {
    let mut params = Params::new();
    for param in service.endpoint_rules.params {
        if param.name == "Bucket" {
            params.set("Bucket", "bucket");
        }
    }
    params
}

/// The URI that a call goes to, signed; nothing if it is refused.
fn called(service: &'static ServiceMeta, config: Builder) -> Option<http::Uri> {
    let http = respond(|_| Ok(http::Response::new(SdkBody::from("{}"))));
    let engine = Engine::new(service, config.http_client(http.clone()).build());
    let input = GetStageInput::builder().arn("a").build().expect("the input is complete");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime can be made");
    let sent = runtime.block_on(engine.send::<GetStage>(input));
    let request = http.requests().into_iter().next();
    assert_eq!(sent.is_ok(), request.is_some(), "{sent:?}");
    request.map(|request| request.uri().clone())
}

/// Whether the host is below one of those that rules name, or is that of the endpoint URL or below it, which alone has a port.
fn is_of_the_rules(uri: &http::Uri) -> bool {
    let host = uri.host().unwrap_or_default();
    let custom = host == "custom.test" || host.ends_with(".custom.test");
    let is_label = |label: &str| {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        (1..=63).contains(&label.len()) && label.bytes().all(is_plain)
    };
    let authority = uri.authority().map(|authority| authority.as_str());
    authority == Some(&*if custom { format!("{host}:8080") } else { host.to_owned() })
        && host.split('.').all(is_label)
        && (custom || SUFFIXES.iter().any(|suffix| host.ends_with(suffix)))
}

/// A hostile text by itself, and as parts of ARNs.
fn forms(text: &str) -> Vec<String> {
    vec![
        text.to_owned(),
        format!("arn:aws:s3:{text}:123456789012:accesspoint:name"),
        format!("arn:aws:s3:us-east-1:{text}:accesspoint:name"),
        format!("arn:aws:s3:us-east-1:123456789012:accesspoint:{text}"),
        format!("arn:aws:s3::123456789012:accesspoint:{text}"),
        format!("arn:{text}:s3-outposts:us-east-1:123456789012:outpost:{text}:accesspoint:{text}"),
        format!("arn:aws:s3-object-lambda:us-east-1:{text}:accesspoint/{text}"),
        format!("arn:aws:dynamodb:us-east-1:{text}:table/name"),
        format!("bucket--{text}--x-s3"),
    ]
}

/// Checks one text in every place of a service, and counts the calls that were sent.
fn check(service: &'static ServiceMeta, text: &str) -> Result<usize, TestCaseError> {
    let owned = text.to_owned();
    let from_env = Builder::from_vars(move |name| (name == "AWS_REGION").then(|| owned.clone()));
    let mut cases = vec![
        ("region", benign().region(Region::new(text.to_owned())).endpoint_params(params(service))),
        ("AWS_REGION", from_env.credentials_provider(keys("123456789012")).endpoint_params(params(service))),
        ("account id", benign().credentials_provider(keys(text)).endpoint_params(params(service))),
    ];
    for param in service.endpoint_rules.params.iter().filter(|param| param.built_in != Some(BuiltIn::EndpointUrl)) {
        let forms = if param.built_in.is_none() { forms(text) } else { vec![text.to_owned()] };
        for form in forms {
            let mut params = params(service);
            match param.kind {
                ParamKind::Boolean => continue,
                ParamKind::String => params.set(param.name, form),
                ParamKind::StringArray => params.set(param.name, vec![form]),
            };
            cases.push((param.name, benign().endpoint_params(params)));
        }
    }
    let has = |built_in| service.endpoint_rules.built_in(built_in).is_some();
    let mut sent = 0;
    for (place, config) in cases {
        for styles in if has(BuiltIn::ForcePathStyle) { &[false, true][..] } else { &[false] } {
            let config = config.clone().s3_force_path_style(*styles).use_arn_region(*styles);
            let mut ways = vec![config.clone()];
            if has(BuiltIn::EndpointUrl) {
                ways.push(config.endpoint_url("http://custom.test:8080/base"));
            }
            for config in ways {
                let Some(uri) = called(service, config) else { continue };
                sent += 1;
                let fine = is_of_the_rules(&uri);
                proptest::prop_assert!(fine, "{} {:?}: {}", place, text, uri);
            }
        }
    }
    Ok(sent)
}

/// Checks hostile texts, as many as the cases say, and that harmless ones are sent.
fn check_all(services: &[&'static ServiceMeta], cases: u32) {
    for service in services {
        let sent = check(service, "us-west-2").expect("nothing is wrong with it");
        assert!(sent > 3, "harmless values are sent: {sent} of {:?}", service.endpoint_rules.params);
        for text in
            ["evil.test/#", "evil.test/", "u@evil.test/#", "x.evil.test:8443/?", "", "a/b", "us east 1", "a.b", "[::1]"]
        {
            check(service, text).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    let mut runner = TestRunner::new(Cases { cases, failure_persistence: None, ..Cases::default() });
    let outcome =
        runner.run(&hostile(), |text| services.iter().try_for_each(|service| check(service, &text).map(|_| ())));
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn no_text_leads_a_call_elsewhere() {
    check_all(&own(), 8);
}

#[test]
fn no_text_leads_a_call_of_a_published_service_elsewhere() {
    let Some(reference) = needed_for("endpoint rules that take input") else { return };
    let models = ["dynamodb", "eventbridge", "s3", "s3-control", "sts"];
    let paths = models.map(|name| reference.join(format!("models/{name}.json")));
    let services: Vec<_> = paths.iter().filter(|path| path.exists()).flat_map(|path| services(path)).collect();
    check_all(&services, 3);
}

/// The host of an endpoint URL is what stands between its scheme and the next slash, or the URL is refused.
#[test]
fn an_endpoint_url_has_one_host() {
    let mut runner = TestRunner::new(Cases { cases: 512, failure_persistence: None, ..Cases::default() });
    let services = own();
    let text = (hostile(), any::<bool>());
    let outcome = runner.run(&text, |(text, named)| {
        let url = format!("http://{}{text}", if named { "custom.test" } else { "" });
        if let Some(uri) = called(services[0], benign().endpoint_url(url.clone())) {
            let written = url["http://".len()..].split('/').next().unwrap_or_default();
            proptest::prop_assert_eq!(uri.authority().map(|authority| authority.as_str()), Some(written), "{}", url);
            proptest::prop_assert!(!written.contains(['@', '\\', '%', '#', '?', ' ']), "{}", url);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}
