//! Acceptors against the outcome of a poll.

use std::borrow::Cow;

use super::{Check, Matcher, State, WaiterMeta};
use crate::error::OperationError;
use crate::error::SdkError;
use crate::jmespath::{Expr, Value, Wanted, tree};
use crate::operation::Operation;

/// The state of the first acceptor that a poll matches, if it matches one.
///
/// A call that the service did not answer matches nothing.
pub(super) fn verdict<O: Operation>(
    meta: &WaiterMeta<'_>,
    input: &O::Input,
    answer: &Result<O::Output, SdkError<O::Error>>,
) -> Option<State> {
    match answer {
        Ok(output) => {
            let exprs: Vec<_> = meta.acceptors.iter().filter_map(|acceptor| expr(&acceptor.1)).collect();
            let mut values = vec![(Cow::Borrowed("output"), tree(output, Wanted::by(&exprs)))];
            if meta.acceptors.iter().any(|acceptor| matches!(acceptor.1, Matcher::InputOutput(..))) {
                values.push((Cow::Borrowed("input"), tree(input, Wanted::by(&exprs))));
            }
            let both = Value::Object(values);
            state(meta, |matcher| succeeds(matcher, &both))
        }
        Err(SdkError::ServiceError(error)) => {
            let code = error.err().meta().code();
            state(meta, |matcher| fails(matcher, code))
        }
        Err(_) => None,
    }
}

#[inline]
fn state(meta: &WaiterMeta<'_>, matches: impl Fn(&Matcher<'_>) -> bool) -> Option<State> {
    meta.acceptors.iter().find(|acceptor| matches(&acceptor.1)).map(|acceptor| acceptor.0)
}

/// The expression of a matcher that has one.
#[inline]
fn expr<'a>(matcher: &Matcher<'a>) -> Option<Expr<'a>> {
    match matcher {
        Matcher::Output(expr, _) | Matcher::InputOutput(expr, _) => Some(*expr),
        Matcher::Success(_) | Matcher::Error(_) => None,
    }
}

/// Whether a poll that gave an output matches.
#[inline]
fn succeeds(matcher: &Matcher<'_>, both: &Value) -> bool {
    match matcher {
        Matcher::Success(success) => *success,
        Matcher::Error(_) => false,
        Matcher::Output(expr, check) => check.holds(&Expr::Sub(&Expr::Field("output"), expr).eval(both)),
        Matcher::InputOutput(expr, check) => check.holds(&expr.eval(both)),
    }
}

/// Whether a poll that gave an error with this code matches.
#[inline]
fn fails(matcher: &Matcher<'_>, code: Option<&str>) -> bool {
    match matcher {
        Matcher::Success(success) => !success,
        Matcher::Error(expected) => code == Some(*expected),
        Matcher::Output(..) | Matcher::InputOutput(..) => false,
    }
}

impl Check<'_> {
    #[inline]
    fn holds(&self, value: &Value) -> bool {
        let is = |value: &Value, expected: &str| matches!(value, Value::String(text) if text == expected);
        match (self, value) {
            (Self::Is(expected), Value::Bool(flag)) => flag == expected,
            (Self::Equals(expected), value) => is(value, expected),
            (Self::All(expected), Value::List(items)) => {
                !items.is_empty() && items.iter().all(|item| is(item, expected))
            }
            (Self::Any(expected), Value::List(items)) => items.iter().any(|item| is(item, expected)),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::waiters::Acceptor;

    fn list(texts: &[&str]) -> Value {
        Value::List(texts.iter().map(|text| Value::String((*text).to_owned())).collect())
    }

    #[test]
    fn checks() {
        let text = |text: &str| Value::String(text.to_owned());
        for (check, value, expected) in [
            (Check::Is(true), Value::Bool(true), true),
            (Check::Is(true), Value::Bool(false), false),
            (Check::Is(false), Value::Null, false),
            (Check::Equals("a"), text("a"), true),
            (Check::Equals("a"), text("b"), false),
            (Check::Equals("a"), list(&["a"]), false),
            (Check::All("a"), list(&["a", "a"]), true),
            (Check::All("a"), list(&["a", "b"]), false),
            (Check::All("a"), list(&[]), false),
            (Check::All("a"), Value::Null, false),
            (Check::Any("a"), list(&["b", "a"]), true),
            (Check::Any("a"), list(&["b"]), false),
            (Check::Any("a"), Value::List(vec![Value::Number(1.0)]), false),
        ] {
            assert_eq!(check.holds(&value), expected, "{check:?} {value:?}");
        }
    }

    #[test]
    fn the_first_acceptor_counts() {
        const STATUS: Expr<'static> = Expr::Field("status");
        const ECHO: Expr<'static> = Expr::Compare(
            &Expr::Sub(&Expr::Field("input"), &STATUS),
            crate::jmespath::Comparator::Equal,
            &Expr::Sub(&Expr::Field("output"), &STATUS),
        );
        let acceptors = [
            Acceptor(State::Failure, Matcher::Output(STATUS, Check::Equals("BROKEN"))),
            Acceptor(State::Success, Matcher::InputOutput(ECHO, Check::Is(true))),
            Acceptor(State::Retry, Matcher::Error("NotFound")),
            Acceptor(State::Failure, Matcher::Success(false)),
        ];
        let meta = WaiterMeta { name: "Test", min_delay: 1, max_delay: 1, acceptors: &acceptors };
        let outcome = |input: &str, output: &str| {
            let with = |status: &str| Value::Object(vec![(Cow::Borrowed("status"), Value::String(status.to_owned()))]);
            let both = Value::Object(vec![("input".into(), with(input)), ("output".into(), with(output))]);
            state(&meta, |matcher| succeeds(matcher, &both))
        };
        assert_eq!(outcome("A", "A"), Some(State::Success));
        assert_eq!(outcome("A", "B"), None);
        assert_eq!(outcome("BROKEN", "BROKEN"), Some(State::Failure));
        assert_eq!(state(&meta, |matcher| fails(matcher, Some("NotFound"))), Some(State::Retry));
        assert_eq!(state(&meta, |matcher| fails(matcher, None)), Some(State::Failure));
    }
}
