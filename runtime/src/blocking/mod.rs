//! Calls of programs that have no async runtime.
//!
//! Whatever has `send` has `send_blocking` too: operations, customized calls, paginators. Waiters have `wait_blocking`. They wait
//! on the thread that calls them, from as many threads at once as a program likes. [`block_on`] waits for anything else that is
//! async, and [`Reader`] reads the body of a streaming output.
//!
//! One thread of the process drives connections and timers. It starts with the first call, and sleeps while nothing is to be
//! done.

mod reader;

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::task::coop::consume_budget;
use tokio::task::{JoinError, JoinHandle};

pub use reader::Reader;

/// The message of a call from async code.
const IN_ASYNC: &str = "a blocking call cannot be made from async code, for it would hold up all other tasks of the \
     thread; use the async method, or tokio::task::spawn_blocking around it";

/// More than the number of steps that Tokio lets a task take before it has to yield.
const STEPS: usize = 256;

/// The runtime that drives connections and timers, or the reason why there is none.
static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();

/// Waits for a future on this thread, e.g. for that of `presigned` or of an event stream's `recv`. It may use connections and
/// timers of Tokio.
///
/// # Errors
///
/// Fails in async code of Tokio, where waiting would hold up other tasks, and if the operating system grants no thread.
/// `tokio::task::spawn_blocking` and `block_in_place` are no async code.
#[inline]
pub fn block_on<F: Future>(future: F) -> Result<F::Output, BlockingError> {
    let _runtime = runtime()?.enter();
    Ok(drive(pin!(future)))
}

/// Runs a future on the thread that drives connections, and waits for its outcome: whatever a call waits for happens on one thread
/// then, as it does where callers are async.
///
/// # Errors
///
/// See [`block_on`].
///
/// # Panics
///
/// Panics if the future does.
#[inline]
pub(crate) fn run<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Result<T, BlockingError> {
    let (give, take) = mpsc::sync_channel(1);
    let task = spawn(Box::pin(async move {
        // Who waits is there until this is sent.
        let _ = give.send(future.await);
    }))?;
    match take.recv() {
        Ok(outcome) => Ok(outcome),
        Err(_) => resume_unwind(panic_of(task)),
    }
}

/// A future whose type is not seen, so that tasks are compiled once.
type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

#[inline]
fn spawn(task: Task) -> Result<JoinHandle<()>, BlockingError> {
    Ok(runtime()?.spawn(task))
}

/// The panic of a task that ended without an outcome.
#[cold]
fn panic_of(task: JoinHandle<()>) -> Box<dyn Any + Send> {
    match drive(pin!(task)).map_err(JoinError::try_into_panic) {
        Err(Ok(panic)) => panic,
        _ => Box::new("the thread that drives connections has ended"),
    }
}

/// Returns the runtime of the process.
#[inline]
fn runtime() -> Result<&'static Handle, BlockingError> {
    if is_async_code() {
        return Err(BlockingError(IN_ASYNC));
    }
    RUNTIME.get_or_init(start).as_ref().map_err(|problem| BlockingError(problem))
}

/// Starts the thread that drives the runtime.
#[inline]
fn start() -> Result<Handle, String> {
    let failed =
        |error| format!("a blocking call needs a thread that drives its connections, which cannot start: {error}");
    let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let handle = runtime.handle().clone();
    let thread = thread::Builder::new().name("tinsmith-blocking".to_owned());
    thread.spawn(move || runtime.block_on(std::future::pending::<()>())).map_err(failed)?;
    Ok(handle)
}

/// Whether this is called by a task or by the future of `block_on`, in any runtime of Tokio. Those alone have a budget of steps
/// that runs out. Tokio has no function that says so: it panics when a runtime is entered from within one.
#[inline]
fn is_async_code() -> bool {
    let mut context = Context::from_waker(Waker::noop());
    Handle::try_current().is_ok() && (0..STEPS).any(|_| pin!(consume_budget()).poll(&mut context).is_pending())
}

/// Polls a future on this thread until it is ready.
#[inline]
fn drive<F: Future>(mut future: Pin<&mut F>) -> F::Output {
    let alarm = Arc::new(Alarm { thread: thread::current(), rings: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&alarm));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        // What is polled may park this thread too, and so take the token that was meant for here.
        while !alarm.rings.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

/// Wakes a thread.
struct Alarm {
    thread: Thread,
    rings: AtomicBool,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.rings.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// The reason why a thread cannot wait for a future.
#[derive(Debug, Clone, Copy)]
pub struct BlockingError(&'static str);

impl fmt::Display for BlockingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for BlockingError {}

#[cfg(test)]
mod tests;
