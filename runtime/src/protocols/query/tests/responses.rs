//! Outputs and errors of bodies.

use http::{HeaderMap, StatusCode};
use proptest::prelude::*;

use crate::http::Response;
use crate::meta::OperationMeta;
use crate::operation::Operation;
use crate::operation::Protocol;
use crate::protocols::query::{AwsQuery, Ec2Query};
use crate::test_support::shapes::{Empty, Oops, SERVICE, operation, structure};
use crate::walk::ReadError;
use crate::walk::schema::{Member, Xml};

structure!(Answer {
    text: String = Member::new("text"),
    list: Vec<i32> = Member::new("list").xml(&Xml::new().flattened()),
});

const META: OperationMeta = OperationMeta::rpc(SERVICE, "Ask");

operation!(AwsAsk(Empty) -> Answer, META, AwsQuery);
operation!(Ec2Ask(Empty) -> Answer, META, Ec2Query);

fn output<O: Operation>(body: &str) -> Result<O::Output, ReadError> {
    O::Protocol::output::<O>(Response::new(StatusCode::OK, &HeaderMap::new(), body.as_bytes()))
}

fn answer(text: &str) -> Answer {
    Answer { text: Some(text.into()), list: Some(vec![1, 2]) }
}

#[test]
fn aws_query_reads_the_result_within_the_response() {
    for around in ["", "<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>"] {
        let result = "<AskResult><list>1</list><text>a &amp; b</text><list>2</list></AskResult>";
        for body in [format!("{around}{result}"), format!("{result}{around}")] {
            let body = format!("<?xml version='1.0'?><AskResponse xmlns='http://x'> {body} </AskResponse>\n");
            assert_eq!(output::<AwsAsk>(&body).unwrap(), answer("a & b"), "{body}");
        }
    }
    let prefixed = "<a:R><a:AskResult><a:text>t</a:text></a:AskResult></a:R>";
    assert_eq!(output::<AwsAsk>(prefixed).unwrap().text.as_deref(), Some("t"));
}

#[test]
fn ec2_query_reads_the_response_itself() {
    let body = "<AskResponse><requestId>id</requestId><list>1</list><text>t</text><list>2</list></AskResponse>";
    assert_eq!(output::<Ec2Ask>(body).unwrap(), answer("t"));
}

#[test]
fn a_response_without_a_result_has_no_members() {
    for body in ["<AskResponse/>", "<AskResponse><text>t</text></AskResponse>", "<R><AskResult/></R>"] {
        assert_eq!(output::<AwsAsk>(body).unwrap(), Answer::default(), "{body}");
    }
    assert_eq!(output::<Ec2Ask>("<AskResponse><requestId/></AskResponse>").unwrap(), Answer::default());
    assert_eq!(output::<Ec2Ask>("<R><text>t</text></R>").unwrap().text.as_deref(), Some("t"));
    for body in ["", " ", "<R/>", "<R><Other/></R>", "<OtherResponse/>"] {
        assert!(output::<AwsAsk>(body).is_err() && output::<Ec2Ask>(body).is_err(), "{body}");
    }
}

#[test]
fn what_is_cut_off_or_too_much_is_refused() {
    for body in ["x", "<R>", "<R><AskResult>", "<R><AskResult></AskResult>", "<R><AskResult/></R>x", "<R><A/><B></R>"] {
        assert!(output::<AwsAsk>(body).is_err(), "{body}");
    }
    assert!(output::<Ec2Ask>("<R><text>t</text>").is_err());
}

fn failed<P: Protocol>(headers: &HeaderMap, body: &str) -> Oops {
    let response = Response::new(StatusCode::BAD_REQUEST, headers, body.as_bytes());
    P::error::<Oops>(response, P::error_metadata(&[], response)).unwrap()
}

const INNER: &str = "<Error><Type>Sender</Type><Code>Invalid</Code><message>hi</message></Error>";

#[test]
fn errors_are_found_within_either_wrapper() {
    let aws = format!("<ErrorResponse>{INNER}<RequestId>id</RequestId></ErrorResponse>");
    let ec2 = format!("<Response><Errors>{INNER}</Errors><RequestID>id</RequestID></Response>");
    for error in [failed::<AwsQuery>(&HeaderMap::new(), &aws), failed::<Ec2Query>(&HeaderMap::new(), &ec2)] {
        let Oops::Invalid(error, meta) = error else { panic!("{error:?}") };
        assert_eq!(error.message.as_deref(), Some("hi"));
        assert_eq!((meta.code(), meta.message()), (Some("Invalid"), Some("hi")));
        assert_eq!((meta.extra("type"), meta.extra("aws_request_id")), (Some("Sender"), Some("id")));
    }
}

#[test]
fn a_code_is_taken_as_it_is_and_the_header_knows_the_request() {
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-requestid", "header".parse().unwrap());
    let body = "<ErrorResponse><Error><Code>AWS.Some:Thing</Code></Error><RequestId>id</RequestId></ErrorResponse>";
    let Oops::Unhandled(meta) = failed::<AwsQuery>(&headers, body) else { panic!("another error") };
    assert_eq!((meta.code(), meta.extra("aws_request_id")), (Some("AWS.Some:Thing"), Some("header")));
    let Oops::Unhandled(meta) = failed::<AwsQuery>(&headers, "busy") else { panic!("another error") };
    assert_eq!((meta.code(), meta.message()), (None, None));
}

proptest! {
    /// Whatever is cut out of a response, or put into it, reading it ends without a panic.
    #[test]
    fn broken_responses_are_survived(at in 0..90usize, length in 0..20usize, put in "[<>/a-z&;\"= ]{0,8}") {
        let mut body = "<AskResponse><AskResult><list>1</list><text>a &amp; b</text></AskResult><M a='b'/></AskResponse>".to_owned();
        let at = at.min(body.len());
        let end = (at + length).min(body.len());
        body.replace_range(at..end, &put);
        let _ = (output::<AwsAsk>(&body), output::<Ec2Ask>(&body), failed::<AwsQuery>(&HeaderMap::new(), &body));
    }
}
