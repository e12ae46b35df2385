//! A large object up and down: neither way gathers it in memory. The only test in its process, which it measures.

use std::io::Write;
use std::{env, fs, io, process};

use flows::config;
use s3::Client;
use s3::primitives::ByteStream;

/// The length of the text that the object repeats: a prime, so no two buffers hold the same.
const PATTERN: usize = 65_521;
/// The number of repetitions.
const TIMES: usize = (64 << 20) / PATTERN;
/// The most by which the process may grow, in bytes: buffers of connections and files, and code that is paged in.
const ALLOWANCE: usize = 8 << 20;

/// The most memory that the process has had so far, in bytes, as Linux reports it (`proc_pid_status(5)`).
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? << 10)
}

#[tokio::test]
async fn a_large_object_is_not_gathered_in_memory() {
    let pattern: Vec<u8> = (0..PATTERN).map(|index| (index * index / 7) as u8).collect();
    let path = env::temp_dir().join(format!("tinsmith-stream-{}", process::id()));
    let mut file = fs::File::create(&path).unwrap();
    (0..TIMES).try_for_each(|_| file.write_all(&pattern)).unwrap();
    let client = Client::from_conf(config().build());
    client.create_bucket().bucket("streams").send().await.unwrap();

    let before = peak();
    let body = ByteStream::from_path(&path).await.unwrap();
    client.put_object().bucket("streams").key("large").body(body).send().await.unwrap();
    fs::remove_file(&path).unwrap();
    let mut got = client.get_object().bucket("streams").key("large").send().await.unwrap();
    assert_eq!(got.content_length(), Some((PATTERN * TIMES) as i64));
    let mut read = 0;
    while let Some(chunk) = got.body.try_next().await.unwrap() {
        let mut rest = &chunk[..];
        while !rest.is_empty() {
            let expected = &pattern[read % PATTERN..];
            let (now, later) = rest.split_at(rest.len().min(expected.len()));
            assert!(now == &expected[..now.len()], "other bytes came back, somewhere from byte {read} on");
            (read, rest) = (read + now.len(), later);
        }
    }
    assert_eq!(read, PATTERN * TIMES);

    let (Some(before), Some(after)) = (before, peak()) else {
        writeln!(io::stderr(), "skipped: the peak of memory: only Linux tells it").unwrap();
        return;
    };
    let grown = after - before;
    assert!(grown <= ALLOWANCE, "the process grew by {grown} bytes");
}
