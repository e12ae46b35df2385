//! Small rule sets, each about one thing.

use super::super::rules::Condition::{If, Let};
use super::super::rules::Expr::{Bool, Call, Format, Get, Int, List, Map, Nth, Ref, Str};
use super::super::rules::Outcome::{Endpoint, Error, Tree, Url};
use super::super::rules::{Field, Literal, Var};
use super::*;
use Function::*;

const A: Var = Var(0);
const B: Var = Var(1);
const V: Var = Var(2);

static PARAMS: [Param<'static>; 2] = [Param::string("A"), Param::boolean("B")];

/// A rule set with the string parameter `A`, the boolean parameter `B` and a variable.
fn tree<'a>(rules: &'a [Rule<'a>]) -> RuleSet<'a> {
    RuleSet { params: &PARAMS, slots: 3, rules: Rules::Tree(rules) }
}

fn params(a: &str, b: bool) -> Params {
    let mut params = Params::new();
    params.set("A", a).set("B", b);
    params
}

fn url(rules: &[Rule<'_>], params: &Params) -> Result<String, EndpointError> {
    tree(rules).resolve(params).map(|endpoint| endpoint.url)
}

/// The value of an expression as text, or `-` if it has none.
fn text(expr: Expr<'_>, a: &str) -> String {
    let rules = [Rule(0, &[Let(V, expr)], Url("{}", &[Ref(V)])), Rule(0, &[], Url("-", &[]))];
    url(&rules, &params(a, true)).expect("both rules have a URL")
}

/// The value of a condition over a boolean expression.
fn holds(expr: Expr<'_>, a: &str) -> bool {
    let rules = [Rule(0, &[If(expr)], Url("yes", &[])), Rule(0, &[], Url("no", &[]))];
    url(&rules, &params(a, true)).expect("both rules have a URL") == "yes"
}

#[test]
fn required_parameters_and_defaults() {
    let rules = [Rule(0, &[], Url("{}", &[Ref(A)]))];
    let with = |param| RuleSet { params: &[param], slots: 1, rules: Rules::Tree(&rules) }.resolve(&Params::new());
    let missing = EndpointError::MissingParam("A".into());
    assert_eq!(missing.to_string(), "the endpoint parameter `A` is required but not set");
    assert_eq!(with(Param::string("A").required()), Err(missing));
    assert_eq!(with(Param::string("A")), Err(EndpointError::NoValue("URL")));
    let default = Param::string("A").required().or(Literal::String("default"));
    assert_eq!(with(default).map(|endpoint| endpoint.url), Ok("default".into()));
}

#[test]
fn parameters_of_the_wrong_kind() {
    let mut params = Params::new();
    params.set("A", true);
    let error = url(&[], &params).unwrap_err();
    assert_eq!(error, EndpointError::WrongKind { name: "A".into(), expected: "string" });
    assert_eq!(error.to_string(), "the endpoint parameter `A` must be a string");
}

#[test]
fn unknown_parameters_are_ignored() {
    let mut params = params("a", true);
    params.set("Other", "x");
    assert_eq!(url(&[Rule(0, &[], Url("{}", &[Ref(A)]))], &params), Ok("a".into()));
}

#[test]
fn the_first_rule_that_matches() {
    let rules = [
        Rule(0, &[If(Call(StringEquals, &[Ref(A), Str("x")]))], Url("first", &[])),
        Rule(0, &[If(Ref(B)), If(Call(StringEquals, &[Ref(A), Str("y")]))], Error("no {}", &[Ref(A)])),
        Rule(0, &[If(Ref(B))], Url("third", &[])),
    ];
    assert_eq!(url(&rules, &params("x", true)), Ok("first".into()));
    assert_eq!(url(&rules, &params("y", true)), Err(EndpointError::Rejected("no y".into())));
    assert_eq!(url(&rules, &params("z", true)), Ok("third".into()));
    assert_eq!(url(&rules, &params("z", false)), Err(EndpointError::NoMatch));
}

#[test]
fn a_tree_that_matched_is_not_left() {
    let is = |text| If(Call(StringEquals, text));
    let rules = [
        Rule(0, &[If(Ref(B))], Tree),
        Rule(1, &[is(&[Ref(A), Str("x")])], Tree),
        Rule(2, &[], Url("x", &[])),
        Rule(1, &[is(&[Ref(A), Str("y")])], Url("y", &[])),
        Rule(0, &[], Url("outside", &[])),
    ];
    assert_eq!(url(&rules, &params("x", true)), Ok("x".into()));
    assert_eq!(url(&rules, &params("y", true)), Ok("y".into()));
    assert_eq!(url(&rules, &params("z", true)), Err(EndpointError::NoMatch));
    assert_eq!(url(&rules, &params("x", false)), Ok("outside".into()));
}

#[test]
fn an_assignment_is_seen_by_what_follows() {
    let assign = Let(V, Call(Substring, &[Ref(A), Int(0), Int(2), Bool(false)]));
    let rules = [
        Rule(0, &[assign, If(Call(StringEquals, &[Ref(V), Str("no")]))], Error("{}", &[Ref(V)])),
        Rule(0, &[assign], Tree),
        Rule(1, &[], Url("{}", &[Ref(V)])),
        Rule(0, &[], Url("short", &[])),
    ];
    assert_eq!(url(&rules, &params("nope", true)), Err(EndpointError::Rejected("no".into())));
    assert_eq!(url(&rules, &params("yes", true)), Ok("ye".into()));
    assert_eq!(url(&rules, &params("y", true)), Ok("short".into()));
}

#[test]
fn a_condition_fails_on_false_and_on_no_value() {
    assert!(holds(Ref(B), ""));
    assert!(holds(Ref(A), ""), "an empty string is a value");
    assert!(!holds(Call(Not, &[Ref(B)]), ""));
    assert!(!holds(Ref(V), ""));
    assert!(!holds(Call(Not, &[Ref(V)]), ""), "no value has no opposite");
    assert!(holds(Call(Not, &[Call(IsSet, &[Ref(V)])]), ""));
    assert!(holds(Call(IsSet, &[Ref(A)]), ""));
}

#[test]
fn functions() {
    assert!(holds(Call(BooleanEquals, &[Ref(B), Bool(true)]), ""));
    assert!(!holds(Call(BooleanEquals, &[Ref(B), Bool(false)]), ""));
    assert!(!holds(Call(StringEquals, &[Ref(A), Ref(B)]), "true"));
    assert!(holds(Call(IsValidHostLabel, &[Ref(A), Bool(true)]), "a.b"));
    assert!(!holds(Call(IsValidHostLabel, &[Ref(A), Bool(false)]), "a.b"));
    assert!(holds(Call(IsVirtualHostableS3Bucket, &[Ref(A), Bool(false)]), "bucket"));
    assert!(!holds(Call(IsVirtualHostableS3Bucket, &[Ref(A), Bool(false)]), "Bucket"));
    assert_eq!(text(Call(Substring, &[Ref(A), Int(0), Int(2), Bool(true)]), "abc"), "bc");
    assert_eq!(text(Call(Substring, &[Ref(V), Int(0), Int(2), Bool(true)]), "abc"), "-");
    assert_eq!(text(Call(UriEncode, &[Ref(A)]), "a b"), "a%20b");
    assert_eq!(text(Call(Coalesce, &[Ref(V), Ref(A), Str("c")]), "a"), "a");
    assert_eq!(text(Call(Coalesce, &[Ref(V), Ref(V)]), "a"), "-");
    assert_eq!(text(Call(Ite, &[Ref(B), Str("yes"), Ref(A)]), "no"), "yes");
    assert_eq!(text(Call(Ite, &[Call(Not, &[Ref(B)]), Str("yes"), Ref(A)]), "no"), "no");
    assert_eq!(text(Call(Ite, &[Ref(V), Str("yes"), Str("no")]), ""), "-");
    assert_eq!(text(Format("<{}|{}>", &[Ref(A), Str("{}")]), "a"), "<a|{}>");
    assert_eq!(text(Format("<{}>", &[Ref(V)]), "a"), "-");
    assert_eq!(text(Call(Substring, &[Ref(A)]), "abc"), "-", "wrong arity");
}

#[test]
fn attributes() {
    let split = Call(Split, &[Ref(A), Str("--"), Int(0)]);
    for (index, expected) in [(0, "a"), (2, "c"), (3, "-"), (-1, "c"), (-3, "a"), (-4, "-"), (i32::MIN, "-")] {
        assert_eq!(text(Nth(&split, index), "a--b--c"), expected, "{index}");
    }
    let url = Call(ParseUrl, &[Ref(A)]);
    assert_eq!(text(Get(&url, Field::Authority), "https://example.com:80/a"), "example.com:80");
    assert_eq!(text(Get(&url, Field::Scheme), "https://example.com"), "https");
    assert_eq!(text(Get(&url, Field::Path), "https://example.com/a"), "/a");
    assert_eq!(text(Get(&url, Field::NormalizedPath), "https://example.com/a"), "/a/");
    assert!(holds(Get(&url, Field::IsIp), "https://127.0.0.1"));
    assert_eq!(text(Get(&url, Field::Region), "https://example.com"), "-");
    assert_eq!(text(Get(&url, Field::Path), "nonsense"), "-");
    let arn = Call(ParseArn, &[Ref(A)]);
    let resource = Get(&arn, Field::ResourceId);
    assert_eq!(text(Nth(&resource, 1), "arn:aws:s3:r:1:a/b:c"), "b");
    assert_eq!(text(Get(&arn, Field::AccountId), "arn:aws:s3:r:1:a"), "1");
    let partition = Call(AwsPartition, &[Ref(A)]);
    assert_eq!(text(Get(&partition, Field::DnsSuffix), "cn-north-1"), "amazonaws.com.cn");
    assert_eq!(text(Get(&partition, Field::ImplicitGlobalRegion), "us-gov-east-1"), "us-gov-west-1");
    assert_eq!(text(Get(&Ref(V), Field::Name), "a"), "-");
}

#[test]
fn headers_and_properties() {
    let schemes = List(&[
        Map(&[("name", Str("sigv4a")), ("signingRegionSet", List(&[Str("*"), Ref(A)]))]),
        Map(&[
            ("name", Str("sigv4")),
            ("signingName", Str("s3")),
            ("signingRegion", Ref(A)),
            ("disableDoubleEncoding", Bool(true)),
        ]),
    ]);
    let rules = [Rule(0, &[], Endpoint("u", &[], &[("h", &[Ref(A), Str("x")])], &[("authSchemes", schemes)]))];
    let endpoint = tree(&rules).resolve(&params("r", true)).expect("the rule has no conditions");
    assert_eq!(endpoint.headers, [("h".to_owned(), vec!["r".to_owned(), "x".to_owned()])]);
    let [sigv4a, sigv4] = endpoint.auth_schemes().collect::<Vec<_>>()[..] else { panic!("two schemes") };
    assert_eq!((sigv4a.name(), sigv4.name()), ("sigv4a", "sigv4"));
    assert_eq!(sigv4a.signing_region_set().collect::<Vec<_>>(), ["*", "r"]);
    assert_eq!((sigv4a.signing_name(), sigv4.signing_name()), (None, Some("s3")));
    assert_eq!((sigv4a.signing_region(), sigv4.signing_region()), (None, Some("r")));
    assert!(sigv4.disable_double_encoding() && !sigv4a.disable_double_encoding());
    assert!(!sigv4.disable_normalize_path());
}

#[test]
fn values_that_an_endpoint_lacks() {
    let lacking = |outcome| tree(&[Rule(0, &[], outcome)]).resolve(&Params::new()).unwrap_err();
    assert_eq!(lacking(Url("{}", &[Ref(A)])), EndpointError::NoValue("URL"));
    assert_eq!(lacking(Url("{}", &[])), EndpointError::NoValue("URL"));
    assert_eq!(lacking(Error("{}", &[Ref(A)])), EndpointError::NoValue("error message"));
    assert_eq!(lacking(Endpoint("u", &[], &[("h", &[Ref(A)])], &[])), EndpointError::NoValue("header"));
    assert_eq!(lacking(Endpoint("u", &[], &[], &[("p", Ref(A))])), EndpointError::NoValue("property"));
}

#[test]
fn diagrams() {
    let conditions = [If(Ref(B)), Let(V, Call(Substring, &[Ref(A), Int(0), Int(1), Bool(false)]))];
    let results = [Url("{}", &[Ref(V)]), Error("empty", &[])];
    // Two nodes, so 2 and 3 are the results and 4 is "no match".
    let diagram = |nodes| Diagram { conditions: &conditions, results: &results, nodes };
    let resolve = |nodes, params: &Params| {
        RuleSet { rules: Rules::Diagram(diagram(nodes)), ..tree(&[]) }.resolve(params).map(|endpoint| endpoint.url)
    };
    let nodes = &[0, 1, 4, 1, 2, 3];
    assert_eq!(resolve(nodes, &params("abc", true)), Ok("a".into()));
    assert_eq!(resolve(nodes, &params("", true)), Err(EndpointError::Rejected("empty".into())));
    assert_eq!(resolve(nodes, &params("abc", false)), Err(EndpointError::NoMatch));
    assert_eq!(resolve(&[0, 0, 0], &params("abc", true)), Err(EndpointError::NoMatch), "a loop ends");
}

#[test]
fn no_parameter_decides_where_a_host_ends() {
    const URL: RuleSet<'_> = RuleSet {
        params: &[Param::string("A"), Param::string("B")],
        slots: 2,
        rules: Rules::Tree(&[Rule(0, &[], Outcome::Url("https://a.{}.com{}", &[Ref(Var(0)), Ref(Var(1))]))]),
    };
    let url = |a: &str, b: &str| {
        let mut params = Params::new();
        params.set("A", a).set("B", b);
        URL.resolve(&params).map(|endpoint| endpoint.url)
    };
    assert_eq!(url("b.c", ""), Ok("https://a.b.c.com".to_owned()));
    assert_eq!(url("b", "/p?q"), Ok("https://a.b.com/p?q".to_owned()), "a path is not part of the host");
    for (a, b, name, value) in [
        ("evil/", "", "A", "evil/"),
        ("/", "/", "A", "/"),
        ("u@evil", "", "A", "u@evil"),
        ("a:8443", "", "A", "a:8443"),
        ("a%2f", "", "A", "a%2f"),
        ("b", "@evil", "B", "@evil"),
        ("b", ":1", "B", ":1"),
    ] {
        let expected = EndpointError::NotInHost { name: Some(name.to_owned()), value: value.to_owned() };
        assert_eq!(url(a, b), Err(expected.clone()), "{a} {b}");
        assert!(expected.to_string().contains(&format!("`{value}` of the endpoint parameter `{name}`")), "{expected}");
    }
}
