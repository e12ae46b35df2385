//! TCP connections to hosts with several addresses (<https://www.rfc-editor.org/rfc/rfc8305>).

use std::future::{Future, poll_fn};
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use crate::timer::tokio_has_timers;

/// The time after which addresses of the other family are tried too.
const DELAY: Duration = Duration::from_millis(300);

/// Connects to the first address that accepts. Addresses of the family of the first one are tried one after another, and
/// those of the other family beside them after a delay, or as soon as none of the first is left. Without timers there is
/// no delay that could end, so all are tried in their order.
///
/// # Errors
///
/// If no address accepts: the error of the first one, of the family that was given up last.
pub(super) async fn connect(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let (mut preferred, mut others) = (Vec::new(), Vec::new());
    for address in &addresses {
        let family = if address.is_ipv6() == addresses[0].is_ipv6() { &mut preferred } else { &mut others };
        family.push(*address);
    }
    if others.is_empty() || !tokio_has_timers() {
        return in_order(addresses).await;
    }
    let (preferred, others) = (pin!(in_order(preferred)), pin!(in_order(others)));
    race(preferred, others, pin!(sleep(DELAY))).await
}

async fn in_order(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut first_error = None;
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => first_error = first_error.or(Some(error)),
        }
    }
    Err(first_error.unwrap_or_else(|| io::Error::new(io::ErrorKind::NotFound, "the host has no address")))
}

/// The first success of two, of which the second begins when the delay ends or the first fails.
async fn race<T, F: Future<Output = io::Result<T>>>(
    mut first: Pin<&mut F>,
    mut second: Pin<&mut F>,
    mut delay: Pin<&mut Sleep>,
) -> io::Result<T> {
    let (mut first_failed, mut second_failed, mut delayed) = (false, false, true);
    poll_fn(|cx| {
        if !first_failed && let Poll::Ready(outcome) = first.as_mut().poll(cx) {
            if outcome.is_ok() || second_failed {
                return Poll::Ready(outcome);
            }
            (first_failed, delayed) = (true, false);
        }
        delayed = delayed && delay.as_mut().poll(cx).is_pending();
        if !delayed
            && !second_failed
            && let Poll::Ready(outcome) = second.as_mut().poll(cx)
        {
            if outcome.is_ok() || first_failed {
                return Poll::Ready(outcome);
            }
            second_failed = true;
        }
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    /// Ends after so many milliseconds.
    async fn after(milliseconds: u64, outcome: Result<u8, &'static str>) -> io::Result<u8> {
        sleep(Duration::from_millis(milliseconds)).await;
        outcome.map_err(io::Error::other)
    }

    /// The outcome of a race, and when it is there.
    async fn raced(
        first: (u64, Result<u8, &'static str>),
        second: (u64, Result<u8, &'static str>),
    ) -> (Result<u8, String>, u128) {
        let start = Instant::now();
        let (first, second) = (pin!(after(first.0, first.1)), pin!(after(second.0, second.1)));
        let outcome = race(first, second, pin!(sleep(DELAY))).await;
        (outcome.map_err(|error| error.to_string()), start.elapsed().as_millis())
    }

    #[tokio::test(start_paused = true)]
    async fn the_other_family_is_tried_after_a_delay_or_a_failure() {
        assert_eq!(raced((10, Ok(1)), (1, Ok(2))).await, (Ok(1), 10));
        assert_eq!(raced((9000, Ok(1)), (5, Ok(2))).await, (Ok(2), 305));
        assert_eq!(raced((400, Ok(1)), (500, Ok(2))).await, (Ok(1), 400));
        assert_eq!(raced((10, Err("a")), (5, Ok(2))).await, (Ok(2), 15));
        assert_eq!(raced((400, Ok(1)), (10, Err("b"))).await, (Ok(1), 400));
    }

    #[tokio::test(start_paused = true)]
    async fn the_error_is_that_of_the_family_that_fails_last() {
        assert_eq!(raced((10, Err("a")), (5, Err("b"))).await, (Err("b".into()), 15));
        assert_eq!(raced((400, Err("a")), (10, Err("b"))).await, (Err("a".into()), 400));
    }

    #[tokio::test]
    async fn addresses_are_tried_until_one_accepts() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let refuses = SocketAddr::from(([127, 0, 0, 1], 1));
        let refuses_v6 = SocketAddr::from(([0, 0, 0, 0, 0, 0, 0, 1], 1));
        for addresses in
            [vec![refuses, address], vec![refuses_v6, refuses, address], vec![refuses, refuses_v6, address]]
        {
            assert_eq!(connect(addresses).await.unwrap().peer_addr().unwrap(), address);
        }
        assert_eq!(connect(vec![refuses]).await.unwrap_err().kind(), io::ErrorKind::ConnectionRefused);
        assert_eq!(connect(Vec::new()).await.unwrap_err().to_string(), "the host has no address");
    }
}
