//! Threads that wait.

use std::io::{BufRead, Read};
use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::{block_in_place, spawn_blocking, unconstrained};

use super::*;

fn multi_thread() -> tokio::runtime::Runtime {
    Builder::new_multi_thread().worker_threads(1).build().unwrap()
}

#[test]
fn a_thread_waits_for_what_another_does() {
    let (sender, receiver) = oneshot::channel();
    let other = thread::spawn(move || {
        let name = block_on(async { tokio::spawn(async { thread::current().name().map(str::to_owned) }).await });
        sender.send(name.unwrap().unwrap()).unwrap();
    });
    assert_eq!(block_on(receiver).unwrap().unwrap().as_deref(), Some("tinsmith-blocking"));
    other.join().unwrap();
}

#[test]
fn timers_run() {
    let never = async { tokio::time::timeout(Duration::from_millis(1), std::future::pending::<()>()).await };
    block_on(never).unwrap().unwrap_err();
}

#[test]
fn many_threads_wait_at_once() {
    const THREADS: usize = 16;
    let (sender, mut receiver) = mpsc::channel::<usize>(1);
    let threads = (0..THREADS).map(|number| (number, sender.clone()));
    let threads = threads.map(|(number, sender)| thread::spawn(move || block_on(sender.send(number))));
    let threads: Vec<_> = threads.collect();
    let sum: usize = (0..THREADS).map(|_| block_on(receiver.recv()).unwrap().unwrap()).sum();
    assert_eq!(sum, THREADS * (THREADS - 1) / 2);
    threads.into_iter().for_each(|thread| thread.join().unwrap().unwrap().unwrap());
}

#[test]
fn async_code_is_told() {
    let refused = || block_on(async {}).unwrap_err().to_string();
    let expected = BlockingError(IN_ASYNC).to_string();
    let alone = Builder::new_current_thread().build().unwrap();
    for runtime in [&alone, &multi_thread()] {
        assert_eq!(runtime.block_on(async { refused() }), expected);
        assert_eq!(runtime.block_on(async { tokio::spawn(async move { refused() }).await }).unwrap(), expected);
    }
    assert_eq!(block_on(async { tokio::spawn(async move { refused() }).await }).unwrap().unwrap(), expected);
}

#[test]
fn threads_for_blocking_work_may_block() {
    let runtime = multi_thread();
    let blocking = async { spawn_blocking(|| block_on(async { 1 }).unwrap()).await };
    assert_eq!(runtime.block_on(blocking).unwrap(), 1);
    let in_place = runtime.block_on(runtime.spawn(async { block_in_place(|| block_on(async { 2 }).unwrap()) }));
    assert_eq!(in_place.unwrap(), 2);
    let _entered = runtime.enter();
    assert_eq!(block_on(async { 3 }).unwrap(), 3);
}

/// Tokio gives them no budget, so that they are not recognised. They wait all the same.
#[test]
fn tasks_without_a_budget_do_not_panic() {
    let nested = unconstrained(async { block_on(tokio::task::yield_now()).is_ok() });
    assert!(multi_thread().block_on(nested));
    assert!(
        block_on(async { block_on(tokio::task::yield_now()).is_ok() }).unwrap(),
        "a future that this thread drives"
    );
}

/// Parks its thread whenever it is polled, and takes the token of its own waker.
struct Parks(u32);

impl Future for Parks {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        context.waker().wake_by_ref();
        thread::park();
        self.0 -= 1;
        if self.0 == 0 { Poll::Ready(()) } else { Poll::Pending }
    }
}

#[test]
fn no_waking_is_lost() {
    block_on(Parks(3)).unwrap();
}

#[test]
fn panics_go_to_the_thread_that_waits() {
    let panic = std::panic::catch_unwind(|| run::<()>(async { panic!("of a task") })).unwrap_err();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"of a task"));
    assert_eq!(
        run(async { thread::current().name().map(str::to_owned) }).unwrap().as_deref(),
        Some("tinsmith-blocking")
    );
}

#[test]
fn streams_are_read() {
    let mut text = String::new();
    let mut reader = Reader::new(ByteStream::new(SdkBody::from("two\nlines\n")));
    reader.read_line(&mut text).unwrap();
    assert_eq!(text, "two\n");
    reader.read_to_string(&mut text).unwrap();
    assert_eq!(text, "two\nlines\n");
    assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0, "the end stays the end");
}
