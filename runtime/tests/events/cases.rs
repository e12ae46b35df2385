//! The helpers of `smithy.test#eventStreamTests` fail where a case does.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tinsmith::protocol_test::EventCase;

use super::event;
use super::shapes::{Chat, RestOutput, Talk};

/// A case of a response with this status, content type and frames.
fn case(code: u16, headers: &'static [(&'static str, &'static str)], frames: &'static [&'static str]) -> EventCase {
    EventCase { id: "Case", request: None, code, headers, body: "the server is on fire", frames }
}

/// Whether a check passes.
fn passes(check: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(check)).is_ok()
}

fn is_received(case: EventCase, events: Vec<Chat>) -> bool {
    passes(|| {
        case.check_received::<Talk, _, _>(RestOutput::default(), events, |output| std::mem::take(&mut output.events));
    })
}

fn is_broken(case: EventCase) -> bool {
    passes(|| case.check_broken::<Talk, _, _>(|output| std::mem::take(&mut output.events), None))
}

#[test]
fn a_response_with_a_status_of_failure_is_broken_whatever_its_body() {
    let said: &'static str = aws_smithy_types::base64::encode(event("said", r#"{"text": "hi"}"#)).leak();
    let frames: &'static [&'static str] = vec![said].leak();
    let text = &[("content-type", "text/plain")];
    let stream = &[("content-type", "application/vnd.amazon.eventstream")];
    let events = || vec![Chat::Said(super::shapes::Said { text: Some("hi".into()), ..Default::default() })];

    assert!(is_received(case(200, stream, frames), events()) && !is_broken(case(200, stream, frames)));
    assert!(is_received(case(200, stream, &[]), Vec::new()) && !is_broken(case(200, stream, &[])));
    for code in [301, 400, 500, 503] {
        for headers in [text, stream] {
            assert!(is_broken(case(code, headers, &[])), "{code} {headers:?}");
            assert!(is_broken(case(code, headers, frames)), "{code} {headers:?}");
            assert!(!is_received(case(code, headers, &[]), Vec::new()), "{code} {headers:?}");
            assert!(!is_received(case(code, headers, frames), events()), "{code} {headers:?}");
        }
    }
}
