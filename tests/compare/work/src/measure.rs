//! Measuring: CPU time of this process, after a warm-up.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Bytes per CPU time, in MB/s.
pub fn throughput(bytes: usize, ns: f64) -> f64 {
    bytes as f64 * 1e3 / ns
}

/// The CPU time of a measurement, and of the warm-up before it.
const SPAN: Duration = Duration::from_millis(300);
const WARM_UP: Duration = Duration::from_millis(100);
/// Batches are so long that reading the clock costs nothing, and so short that the median of them says something.
const BATCH: Duration = Duration::from_millis(10);
/// The CPU time that this process has used.
pub fn cpu() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

/// Prints a figure for `cargo xtask compare`.
pub fn print(name: &str, value: f64) {
    println!("{name} {value}");
}

/// The CPU time in ns that `work` takes for one: the median of batches. `work` gets the size of a batch, and
/// gives the time that the batch took, without preparations.
pub fn each(mut work: impl FnMut(usize) -> Duration) -> f64 {
    let mut batch = 1;
    let begin = cpu();
    while cpu() - begin < WARM_UP {
        if work(batch) < BATCH {
            batch *= 2;
        }
    }
    let mut samples = Vec::new();
    let begin = cpu();
    while cpu() - begin < SPAN || samples.len() < 5 {
        samples.push(work(batch).as_nanos() as f64 / batch as f64);
    }
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

/// The CPU time that `work` takes.
pub fn timed(work: impl FnOnce()) -> Duration {
    let begin = cpu();
    work();
    cpu() - begin
}

/// The CPU time in ns that `work` takes for one.
pub fn repeated<T>(mut work: impl FnMut() -> T) -> f64 {
    each(|batch| {
        timed(|| {
            for _ in 0..batch {
                std::hint::black_box(work());
            }
        })
    })
}

/// The CPU time in ns that `work` takes for an input that it consumes; making inputs is not counted. So few are made at a
/// time that they are still in the cache.
pub fn consuming<I, T>(at_a_time: usize, mut input: impl FnMut() -> I, mut work: impl FnMut(I) -> T) -> f64 {
    let mut some = |count: usize| {
        let inputs: Vec<I> = (0..count).map(|_| input()).collect();
        timed(|| {
            for input in inputs {
                std::hint::black_box(work(input));
            }
        })
    };
    each(|batch| (0..batch).step_by(at_a_time).map(|done| some(at_a_time.min(batch - done))).sum())
}

/// The most memory in MB that this process has had resident.
pub fn peak_resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("/proc is mounted");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the kernel tells VmHWM");
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().expect("VmHWM is a number");
    kilobytes * 1024.0 / 1e6
}
