//! Doubles of operations: rules that say what calls give, with the interface of `aws-smithy-mocks`.

mod interceptor;
mod rule;
mod sequence;
#[cfg(test)]
mod tests;

pub use interceptor::{MockResponseInterceptor, create_mock_http_client};
pub use rule::{MockResponse, Rule, RuleBuilder, RuleMode};
pub use sequence::{FinalizedResponseSequenceBuilder, ResponseSequenceBuilder};

/// Begins a rule for calls of an operation, which a method of a client names.
///
/// ```ignore
/// let get_stage = mock!(Client::get_stage)
///     .match_requests(|input| input.arn() == Some("a"))
///     .then_output(|| GetStageOutput::builder().build());
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __mock {
    ($operation:expr) => {
        // The closure is never called: its type tells which operation it is.
        #[allow(unreachable_code, clippy::diverging_sub_expression)]
        $crate::test::RuleBuilder::new_from_mock(|| $operation(unreachable!()).send())
    };
}

/// Makes a client of a generated crate whose calls the rules answer. The mode is [`RuleMode::Sequential`] unless given; a
/// function may change the configuration, which is that of [`config`](crate::test::config).
///
/// ```ignore
/// let client = mock_client!(ivsrealtime, RuleMode::MatchAny, [&get_stage], |config| config.region(Region::new("eu-west-1")));
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __mock_client {
    ($aws_crate:ident, $rules:expr) => {
        $crate::test::mock_client!($aws_crate, $crate::test::RuleMode::Sequential, $rules)
    };
    ($aws_crate:ident, $rule_mode:expr, $rules:expr) => {
        $crate::test::mock_client!($aws_crate, $rule_mode, $rules, |config| config)
    };
    ($aws_crate:ident, $rule_mode:expr, $rules:expr, $configure:expr) => {{
        let mut mocks = $crate::test::MockResponseInterceptor::new().rule_mode($rule_mode);
        for rule in $rules {
            mocks = mocks.with_rule(rule);
        }
        // Gives a closure the type that it would have to spell.
        fn coerce<T: Fn($aws_crate::config::Builder) -> $aws_crate::config::Builder>(configure: T) -> T {
            configure
        }
        let config = $crate::test::config().http_client($crate::test::create_mock_http_client()).interceptor(mocks);
        $aws_crate::client::Client::from_conf(coerce($configure)(config).build())
    }};
}
