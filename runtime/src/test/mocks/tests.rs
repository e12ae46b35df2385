//! Rules, sequences and their answers, without a client.

use std::fmt;

use aws_smithy_runtime_api::client::interceptors::context::Input;

use super::*;

#[derive(Debug, PartialEq)]
struct Failed(&'static str);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Failed {}

fn rules() -> RuleBuilder<u8, String, Failed> {
    RuleBuilder::new()
}

/// The next answer of a rule, as text.
fn next(rule: &Rule, input: Option<&Input>) -> Option<String> {
    Some(match rule.next(input)? {
        MockResponse::Output(output) => output.downcast::<String>().unwrap().to_string(),
        MockResponse::Error(error) => error.downcast::<Failed>().unwrap().to_string(),
        MockResponse::Http(response) => response.status().to_string(),
    })
}

#[test]
fn a_sequence_gives_one_answer_after_another() {
    let rule =
        rules().sequence().http_status(503, None).times(2).error(|| Failed("no")).output(|| "yes".into()).build();
    let given: Vec<_> = std::iter::from_fn(|| next(&rule, None)).collect();
    assert_eq!(given, ["503", "503", "no", "yes"]);
    assert!(rule.is_exhausted());
    assert_eq!(rule.num_calls(), 5, "the one that was not answered counts");
    assert_eq!(next(&rule, None), None);
}

#[test]
fn the_last_answer_may_be_given_over_and_over() {
    let rule = rules().sequence().error(|| Failed("no")).output(|| "yes".into()).repeatedly().build();
    let given: Vec<_> = (0..100).map_while(|_| next(&rule, None)).collect();
    assert_eq!((given.len(), &*given[0], &*given[1], &*given[99]), (100, "no", "yes", "yes"));
    assert!(!rule.is_exhausted());
}

#[test]
fn an_answer_may_be_made_of_the_input() {
    let rule = rules().then_compute_output(|input| format!("{input}!"));
    assert_eq!(next(&rule, Some(&Input::erase(5_u8))).as_deref(), Some("5!"));
    assert_eq!(next(&rule, None), None, "another attempt has no input");
    let rule = rules().then_compute_response(|input| match input {
        0 => MockResponse::Error(Failed("zero")),
        _ => MockResponse::Output("more".into()),
    });
    let given = [0_u8, 1].map(|input| next(&rule, Some(&Input::erase(input))));
    assert_eq!(given.map(Option::unwrap), ["zero", "more"]);
}

#[test]
fn a_rule_is_for_inputs_of_its_type_of_which_its_condition_holds() {
    let any = rules().then_output(String::new);
    let some = rules().match_requests(|input| *input > 4).then_output(String::new);
    for (input, expected) in [(Input::erase(5_u8), [true, true]), (Input::erase(4_u8), [true, false])] {
        assert_eq!([any.matches(&input), some.matches(&input)], expected);
    }
    assert!(!any.matches(&Input::erase(5_u16)));
}

#[test]
#[should_panic(expected = "at least once")]
fn an_answer_is_given_at_least_once() {
    let _ = rules().sequence().output(String::new).times(0);
}

#[test]
#[should_panic(expected = "follows the answer")]
fn repeating_needs_an_answer() {
    let _ = rules().sequence().repeatedly();
}
