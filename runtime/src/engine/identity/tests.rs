//! Loads of identities: their times, and the calls that share them.

use std::fmt;
use std::future::{Future, pending};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::task::{Context, Waker};
use std::time::{Duration, UNIX_EPOCH};

use aws_credential_types::provider::error::{CredentialsError, TokenError};
use aws_credential_types::provider::future;
use aws_credential_types::{Credentials, Token};
use aws_smithy_async::time::TimeSource;
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep};

use super::*;
use crate::error::describe;

#[derive(Debug, Default, Clone)]
struct Clock(Arc<AtomicU64>);

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

type Given = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send>>;

/// Counts how often it is asked, and does each time what a function says.
#[derive(Clone)]
struct Asked(Arc<AtomicUsize>, fn(usize) -> Given);

impl Asked {
    fn times(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }

    fn next(&self) -> Given {
        self.1(self.0.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Asked")
    }
}

impl ProvideCredentials for Asked {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.next())
    }
}

impl ProvideToken for Asked {
    fn provide_token<'a>(&'a self) -> future::ProvideToken<'a>
    where
        Self: 'a,
    {
        let next = self.next();
        future::ProvideToken::new(async move {
            let given = next.await.map_err(TokenError::provider_error)?;
            Ok(Token::new("token", given.expiry()))
        })
    }
}

/// Credentials that expire at 100.
fn keys() -> Result<Credentials, CredentialsError> {
    Ok(Credentials::new("AKID", "SECRET", None, Some(UNIX_EPOCH + Duration::from_secs(100)), "test"))
}

fn timer() -> Timer {
    Timer::new(None)
}

/// The cache of a provider's identities, by a clock that stands at 0.
fn kept(give: fn(usize) -> Given) -> (Asked, Arc<CachedIdentity>) {
    let asked = Asked(Arc::default(), give);
    let provider = Provider::Credentials(SharedCredentialsProvider::new(asked.clone()));
    let kept = CachedIdentity::new(provider, Limits::default(), SharedTimeSource::new(Clock::default()), timer());
    (asked, Arc::new(kept))
}

fn told(answer: Result<Identity, BoxError>) -> String {
    describe(&*answer.expect_err("there is no identity"))
}

#[tokio::test]
async fn one_load_serves_all_until_shortly_before_expiry() {
    let clock = Clock::default();
    // Fails from the second time on.
    let asked = Asked(Arc::default(), |time| {
        Box::pin(async move {
            tokio::task::yield_now().await;
            if time == 1 { keys() } else { Err(CredentialsError::not_loaded("out of keys")) }
        })
    });
    let provider = Provider::Credentials(SharedCredentialsProvider::new(asked.clone()));
    let kept = CachedIdentity::new(provider, Limits::default(), SharedTimeSource::new(clock.clone()), timer());
    let (one, other) = tokio::join!(kept.get(), kept.get());
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(asked.times(), 1);

    clock.0.store(89, Ordering::SeqCst);
    assert!(kept.get().await.is_ok());
    assert_eq!(asked.times(), 1);

    clock.0.store(91, Ordering::SeqCst);
    let (one, other) = tokio::join!(kept.get(), kept.get());
    assert!(one.is_ok() && other.is_ok(), "what has not expired is used if there is nothing new");
    assert_eq!(asked.times(), 2);

    clock.0.store(100, Ordering::SeqCst);
    let error = kept.get().await.unwrap_err();
    assert_eq!(
        describe(&*error),
        "the credentials could not be loaded: the credential provider was not enabled: out of keys"
    );
    assert!(error.source().is_some_and(|source| source.is::<CredentialsError>()), "programs find the provider's error");
}

/// Calls at the same time all fail when the limit of the first is over, whenever they came.
#[tokio::test(start_paused = true)]
async fn a_provider_that_hangs_fails_all_who_wait_at_once() {
    let asked = Asked(Arc::default(), |_| Box::pin(pending()));
    let short = Limits { load_timeout: Duration::from_secs(2), ..Limits::default() };
    for (provider, limits, what, seconds) in [
        (Provider::Credentials(SharedCredentialsProvider::new(asked.clone())), Limits::default(), "credentials", 5),
        (Provider::Token(SharedTokenProvider::new(asked.clone())), Limits::default(), "token", 5),
        (Provider::Credentials(SharedCredentialsProvider::new(asked.clone())), short, "credentials", 2),
    ] {
        let kept = Arc::new(CachedIdentity::new(provider, limits, SharedTimeSource::new(Clock::default()), timer()));
        for round in 1..=2 {
            let (before, began) = (asked.times(), Instant::now());
            let calls: Vec<_> = (0..8)
                .map(|number| {
                    let kept = Arc::clone(&kept);
                    tokio::spawn(async move {
                        sleep(Duration::from_millis(number * 200)).await;
                        let told = told(kept.get().await);
                        (told, began.elapsed().as_secs())
                    })
                })
                .collect();
            for call in calls {
                let text = format!("the {what} could not be loaded within {seconds}s");
                assert_eq!(call.await.unwrap(), (text, seconds), "round {round}");
            }
            assert_eq!(asked.times(), before + 1, "what failed is asked for again by the next call");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_load_goes_on_without_the_call_that_began_it() {
    let slow = |_| -> Given {
        Box::pin(async {
            sleep(Duration::from_secs(3)).await;
            keys()
        })
    };
    let (asked, kept) = kept(slow);
    let (first, second) = (Arc::clone(&kept), Arc::clone(&kept));
    let first = tokio::spawn(async move { first.get().await });
    sleep(Duration::from_secs(1)).await;
    let second = tokio::spawn(async move { (second.get().await.is_ok(), Instant::now()) });
    tokio::task::yield_now().await;
    let began = Instant::now();
    first.abort();
    let (ok, ended) = second.await.unwrap();
    assert!(ok && asked.times() == 1);
    assert_eq!((ended - began).as_secs(), 2);
}

/// A program may begin a call and then do something else for long, as in a `select!` whose other branch calls too.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_polled_holds_up_nobody() {
    let slow = |_| -> Given {
        Box::pin(async {
            sleep(Duration::from_secs(3)).await;
            keys()
        })
    };
    let (asked, kept) = kept(slow);
    let mut idle = pin!(kept.get());
    assert!(idle.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    assert!(kept.get().await.is_ok());
    assert!(idle.await.is_ok());
    assert_eq!(asked.times(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_load_that_nobody_waits_for_is_abandoned() {
    let (asked, kept) = kept(|time| if time == 1 { Box::pin(pending()) } else { Box::pin(async { keys() }) });
    let limit = Duration::from_secs(1);
    assert!(tokio::time::timeout(limit, kept.get()).await.is_err());
    assert!(kept.get().await.is_ok());
    assert_eq!(asked.times(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_panic_of_a_provider_is_told_to_the_others_and_poisons_nobody() {
    let (asked, kept) = kept(|time| {
        Box::pin(async move {
            sleep(Duration::from_secs(1)).await;
            assert!(time > 1, "on purpose");
            keys()
        })
    });
    let calls: Vec<_> =
        (0..3).map(|_| Arc::clone(&kept)).map(|kept| tokio::spawn(async move { kept.get().await })).collect();
    let mut panics = 0;
    for call in calls {
        match call.await {
            Ok(answer) => assert_eq!(told(answer), "the credentials could not be loaded: the provider panicked"),
            Err(panic) => panics += usize::from(panic.is_panic()),
        }
    }
    assert_eq!((panics, asked.times()), (1, 1));
    assert!(kept.get().await.is_ok());
}

/// A provider in a runtime that is not driven never answers.
#[test]
fn a_load_in_an_idle_runtime_holds_up_no_other() {
    let (asked, kept) = kept(|time| if time == 1 { Box::pin(pending()) } else { Box::pin(async { keys() }) });
    let runtime = || Builder::new_current_thread().enable_all().build().unwrap();
    let (idle, other) = (runtime(), runtime());
    let waits = Arc::clone(&kept);
    idle.block_on(async {
        tokio::spawn(async move { waits.get().await });
        tokio::task::yield_now().await;
    });
    assert_eq!(asked.times(), 1);
    assert!(other.block_on(kept.get()).is_ok());
    assert_eq!(asked.times(), 2);
}

#[test]
fn many_threads_share_a_load() {
    let runtime = Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    let (asked, kept) = kept(|_| {
        Box::pin(async {
            for _ in 0..20 {
                tokio::task::yield_now().await;
            }
            Err(CredentialsError::not_loaded("out of keys"))
        })
    });
    for round in 1..=200 {
        let began = asked.times();
        let calls: Vec<_> =
            (0..16).map(|_| Arc::clone(&kept)).map(|kept| runtime.spawn(async move { kept.get().await })).collect();
        for call in calls {
            assert!(runtime.block_on(call).unwrap().is_err());
        }
        assert!((1..=16).contains(&(asked.times() - began)), "round {round}");
    }
    assert!(kept.loads.len() <= 1);
}

/// Without a runtime there is no limit, and loads are shared all the same.
#[test]
fn no_runtime_is_needed() {
    let (asked, kept) = kept(|_| Box::pin(async { keys() }));
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        assert!(pin!(kept.get()).poll(&mut cx).is_ready());
    }
    assert_eq!(asked.times(), 1);
}

#[tokio::test]
async fn a_cache_that_keeps_nothing_asks_for_each_call() {
    let asked = Asked(Arc::default(), |_| Box::pin(async { keys() }));
    let provider = Provider::Credentials(SharedCredentialsProvider::new(asked.clone()));
    let limits = Limits { keeps: false, ..Limits::default() };
    let kept = CachedIdentity::new(provider, limits, SharedTimeSource::new(Clock::default()), timer());
    for _ in 0..3 {
        kept.get().await.unwrap();
    }
    assert_eq!(asked.times(), 3);
}
