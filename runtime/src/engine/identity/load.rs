//! One load that several calls wait for.
//!
//! Whoever of them is polled drives it, so it goes on when the call that began it is dropped, or is not polled for a while.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};

use aws_smithy_runtime_api::client::identity::Identity;
use tokio::runtime::{Handle, Id};

use crate::error::ContextError;
use crate::text::remove_few;

/// The outcome of a load, for all calls that wait for it.
pub(super) type Loaded = Result<Identity, ContextError>;

pub(super) type Loading = Pin<Box<dyn Future<Output = Loaded> + Send>>;

/// The loads under way: one for each runtime, since what a provider waits for moves only while the runtime is driven that the
/// load began in.
pub(super) struct Loads {
    /// The noun of what is loaded, e.g. `credentials`.
    what: &'static str,
    under_way: Mutex<Vec<(Option<Id>, Weak<Load>)>>,
}

impl Loads {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, under_way: Mutex::default() }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        lock(&self.under_way).len()
    }

    /// Joins the load that is under way in this runtime, or begins one. `fresh` is asked once more before one is begun, for the
    /// last may just have ended. The load is dropped when no call waits for it any more.
    pub(super) fn join(&self, fresh: impl FnOnce() -> Option<Identity>, begin: impl FnOnce() -> Loading) -> Waiting {
        let here = Handle::try_current().ok().map(|runtime| runtime.id());
        let mut loads = lock(&self.under_way);
        let in_this = loads.iter().find(|(runtime, _)| *runtime == here).and_then(|(_, load)| load.upgrade());
        if let Some(load) = in_this.filter(|load| !load.is_done()) {
            return Waiting(load);
        }
        remove_few(&mut loads, |(runtime, load)| *runtime == here || load.strong_count() == 0);
        let stage = fresh().map_or_else(|| Stage::Idle(begin()), |fresh| Stage::Done(Ok(fresh)));
        let load = Arc::new(Load { what: self.what, progress: Mutex::new((stage, false)), wakers: Arc::default() });
        loads.push((here, Arc::downgrade(&load)));
        Waiting(load)
    }
}

/// A load, and how far it is.
struct Load {
    what: &'static str,
    /// The stage, and whether a call came by while it was [`Stage::Polled`].
    progress: Mutex<(Stage, bool)>,
    wakers: Arc<Wakers>,
}

enum Stage {
    /// Waits for a call to poll it.
    Idle(Loading),
    /// Somebody is polling it.
    Polled,
    Done(Loaded),
}

impl Load {
    fn is_done(&self) -> bool {
        matches!(lock(&self.progress).0, Stage::Done(_))
    }

    /// Leaves the stage [`Stage::Polled`], and wakes those who have to look again.
    fn leave(&self, stage: Stage) {
        let done = matches!(stage, Stage::Done(_));
        let (_, missed) = std::mem::replace(&mut *lock(&self.progress), (stage, false));
        if done || missed {
            self.wakers.wake_all();
        }
    }
}

/// A call that waits for a load.
pub(super) struct Waiting(Arc<Load>);

impl Future for Waiting {
    type Output = Loaded;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Loaded> {
        let load = &*self.0;
        load.wakers.add(cx.waker());
        let mut loading = {
            let (stage, missed) = &mut *lock(&load.progress);
            match std::mem::replace(stage, Stage::Polled) {
                Stage::Idle(loading) => loading,
                Stage::Polled => {
                    *missed = true;
                    return Poll::Pending;
                }
                Stage::Done(loaded) => {
                    *stage = Stage::Done(loaded.clone());
                    return Poll::Ready(loaded);
                }
            }
        };
        let panics = Panics(load);
        let polled = loading.as_mut().poll(&mut Context::from_waker(&Waker::from(Arc::clone(&load.wakers))));
        std::mem::forget(panics);
        match polled {
            Poll::Pending => {
                load.leave(Stage::Idle(loading));
                Poll::Pending
            }
            Poll::Ready(loaded) => {
                load.leave(Stage::Done(loaded.clone()));
                Poll::Ready(loaded)
            }
        }
    }
}

/// Dropped when a load panics: the call that polled it panics, and the others get an error.
struct Panics<'l>(&'l Load);

impl Drop for Panics<'_> {
    fn drop(&mut self) {
        let told = format!("the {} could not be loaded: the provider panicked", self.0.what);
        self.0.leave(Stage::Done(Err(ContextError::new(told))));
    }
}

/// Those who wait for a load. It is no part of the load, which may hold a waker of it.
#[derive(Default)]
struct Wakers(Mutex<Vec<Waker>>);

impl Wakers {
    fn add(&self, waker: &Waker) {
        let mut wakers = lock(&self.0);
        if !wakers.iter().any(|other| other.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let wakers = std::mem::take(&mut *lock(&self.0));
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wake_all();
    }
}

/// Nothing that is locked here can be left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
