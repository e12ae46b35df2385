//! The pauses and budgets of each mode and behavior.

use aws_smithy_types::retry::RetryConfigBuilder;
use aws_types::SdkConfig;
use aws_types::origin::Origin;
use aws_types::region::Region;

use super::*;
use crate::config::Builder;
use crate::meta::NewRetries;

static PLAIN: ServiceMeta = ServiceMeta { sdk_id: "Some Service", ..ServiceMeta::PLAIN };
static QUICK: ServiceMeta =
    ServiceMeta { new_retries: NewRetries { first_pause_millis: 25, attempts: 4 }, ..ServiceMeta::PLAIN };

fn retries_of(service: &ServiceMeta, config: Builder) -> Retries {
    let own = config.build().to_builder().retry_partition(RetryPartition::custom("own").build());
    Retries::new(service, &own.build(), &SharedTimeSource::default(), None)
}

fn retries(config: Builder) -> Retries {
    retries_of(&PLAIN, config)
}

fn old() -> Builder {
    Config::builder()
}

fn new() -> Builder {
    Config::builder().new_retries_2026(true)
}

const KINDS: [ErrorKind; 4] =
    [ErrorKind::TransientError, ErrorKind::ThrottlingError, ErrorKind::ServerError, ErrorKind::ClientError];

fn longest(retries: &Retries, kind: ErrorKind) -> [u128; 8] {
    [1, 2, 3, 4, 5, 6, 7, u32::MAX].map(|number| retries.backoff(number, kind).as_millis())
}

#[test]
fn pauses_grow_and_stay_below_the_maximum() {
    const SECONDS: [u128; 8] = [1000, 2000, 4000, 8000, 16_000, 20_000, 20_000, 20_000];
    for kind in KINDS {
        assert_eq!(longest(&retries(old()), kind), SECONDS, "{kind}");
        let quick = [50, 100, 200, 400, 800, 1600, 3200, 20_000];
        let expected = if kind == ErrorKind::ThrottlingError { SECONDS } else { quick };
        assert_eq!(longest(&retries(new()), kind), expected, "{kind}");
    }
    let own = RetryConfig::standard().with_initial_backoff(Duration::from_millis(30));
    let own = own.with_max_backoff(Duration::from_millis(200));
    for settings in [old(), new()] {
        let retries = retries(settings.retry_config(own.clone()));
        for kind in KINDS {
            assert_eq!(longest(&retries, kind), [30, 60, 120, 200, 200, 200, 200, 200], "{kind}");
        }
        for number in [1, 40, u32::MAX] {
            assert!(retries.pause(number, Retry::TRANSIENT) <= Duration::from_millis(200));
        }
    }
}

#[test]
fn what_the_service_asks_for_is_heeded_within_bounds() {
    let pause = |settings: Builder, number, millis| {
        let after = Some(Duration::from_millis(millis));
        retries(settings).pause(number, Retry { after, ..Retry::TRANSIENT }).as_millis()
    };
    for (asked, heeded) in [(0, 0), (10, 10), (1500, 1500), (1_000_000, 20_000)] {
        assert_eq!(pause(old(), 1, asked), heeded, "{asked} ms");
    }
    assert_eq!(pause(new(), 1, 1500), 1500);
    assert!((5000..=5050).contains(&pause(new(), 1, 1_000_000)));
    assert!((5000..=5100).contains(&pause(new(), 2, 1_000_000)));
    assert!(pause(new(), 1, 0) <= 50);
    assert!((0..50).any(|_| pause(new(), 2, 0) > 0), "never less than the own pause");
}

#[test]
fn retries_of_2026_cost_more() {
    let costs = |settings: Builder, name: &'static str| {
        let config = settings.retry_partition(RetryPartition::new(name)).build();
        let retries = Retries::new(&PLAIN, &config, &SharedTimeSource::default(), None);
        KINDS.map(|kind| retries.take(Retry::of(kind)).unwrap())
    };
    assert_eq!(costs(old(), "tests-old-costs"), [10, 5, 5, 5]);
    assert_eq!(costs(new(), "tests-new-costs"), [14, 5, 14, 14]);
    assert_eq!(costs(old(), "tests-new-costs"), [14, 5, 14, 14], "the partition has its budget");
}

#[test]
fn a_service_may_have_quicker_retries() {
    let most = |settings: Builder| retries_of(&QUICK, settings).most();
    assert_eq!(longest(&retries_of(&QUICK, new()), ErrorKind::ServerError)[..3], [25, 50, 100]);
    assert_eq!(longest(&retries_of(&QUICK, old()), ErrorKind::ServerError)[..3], [1000, 2000, 4000]);
    assert_eq!((most(old()), most(new())), (3, 4));
    let given = |attempts| RetryConfig::standard().with_max_attempts(attempts);
    assert_eq!([1, 3, 7].map(|attempts| most(new().retry_config(given(attempts)))), [1, 3, 7]);
    assert_eq!(most(old().retry_config(given(0))), 1);

    let env = |name: &'static str, value: &'static str| {
        Builder::from_vars(move |asked| match asked {
            "AWS_NEW_RETRIES_2026" => Some("true".to_owned()),
            asked => (asked == name).then(|| value.to_owned()),
        })
    };
    assert_eq!(most(env("AWS_RETRY_MODE", "standard")), 4);
    assert_eq!(most(env("AWS_MAX_ATTEMPTS", "3")), 3);
}

/// `aws-config` puts the behavior into the retry settings, and says where they come from.
#[test]
fn an_sdk_config_says_which_behavior_it_wants() {
    let sdk = |config: RetryConfig, origin: Option<Origin>| {
        let mut sdk = SdkConfig::builder().retry_config(config);
        if let Some(origin) = origin {
            sdk.insert_origin("retry_config", origin);
        }
        retries_of(&QUICK, Builder::from(&sdk.build()))
    };
    let standard = || RetryConfigBuilder::new().build();
    let new = || standard().with_retry_spec(RetrySpec::v2_1());
    assert!(!sdk(standard(), None).is_new && !sdk(standard().with_retry_spec(RetrySpec::v2_0()), None).is_new);
    assert!(sdk(new(), None).is_new);
    assert_eq!(sdk(new(), None).most(), 4);
    assert_eq!(sdk(new(), Some(Origin::shared_config())).most(), 3, "the program has set it");
    assert_eq!(sdk(new().with_max_attempts(5), None).most(), 5);
}

#[test]
fn reconnecting_can_be_turned_off() {
    let reuse = RetryConfig::standard().with_reconnect_mode(ReconnectMode::ReuseAllConnections);
    assert!(retries(old()).reconnect());
    assert!(!retries(old().retry_config(reuse)).reconnect());
    assert!(!retries(new()).reconnect(), "as of 2026 connections are kept");
}

#[test]
fn clients_of_a_service_and_region_share_their_budget() {
    let of = |service: &ServiceMeta, settings: Builder, base: Option<&Retries>| {
        Retries::new(service, &settings.build(), &SharedTimeSource::default(), base)
    };
    let region = |name: &'static str| old().region(Region::new(name));
    let one = of(&PLAIN, region("eu-tests-1"), None);
    assert_eq!(one.partition, RetryPartition::new("someservice-eu-tests-1"));
    one.take(Retry::TRANSIENT).unwrap();
    assert!(!of(&PLAIN, region("eu-tests-1"), None).bucket.is_full());
    assert!(of(&PLAIN, region("eu-tests-2"), None).bucket.is_full());
    assert_eq!(of(&PLAIN, old(), None).partition, RetryPartition::new("someservice"));
    assert!(
        !of(&PLAIN, region("eu-tests-2"), Some(&one)).bucket.is_full(),
        "an overridden call is one of the client's"
    );
    let other = region("eu-tests-1").retry_partition(RetryPartition::new("tests-other"));
    assert!(of(&PLAIN, other, Some(&one)).bucket.is_full());
}

/// The waits of adaptive mode, which begin when the service throttles.
#[test]
fn only_adaptive_mode_waits() {
    let throttled = Retry::of(ErrorKind::ThrottlingError);
    let waits = |settings: Builder, mode: RetryConfig| {
        let retries = retries(settings.retry_config(mode));
        assert_eq!([1, 2].map(|number| retries.wait(number)), [None; 2]);
        retries.attempted(Some(throttled));
        [1, 2].map(|number| retries.wait(number).is_some())
    };
    assert_eq!(waits(old(), RetryConfig::standard()), [false, false]);
    assert_eq!(waits(old(), RetryConfig::adaptive()), [true, false], "a retry waits in its pause");
    assert_eq!(waits(new(), RetryConfig::adaptive()), [true, true]);

    let pauses = retries(old().retry_config(RetryConfig::adaptive()));
    pauses.attempted(Some(throttled));
    assert!(pauses.pause(1, throttled) > Duration::from_secs(19), "20 s give the 10 tokens of a retry");
    assert!(pauses.pause(1, Retry::TRANSIENT) > Duration::from_secs(9), "and 10 s the 5 of another");
    let short = retries(old().retry_config(RetryConfig::adaptive().with_max_backoff(Duration::from_secs(3))));
    short.attempted(Some(throttled));
    assert_eq!(short.pause(1, throttled), Duration::from_secs(3), "no pause is longer than the longest");
}
