//! x
use std::time::Instant;
fn main() {
    let mut tot = 0.0;
    for f in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&f).unwrap();
        let n: usize = std::env::var("N").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
        let mut best = f64::MAX;
        for _ in 1..n {
            let t = Instant::now();
            let r = tinsmith_model::load(
                &tinsmith_model::Source { name: &f, text: &text },
                &tinsmith_model::Options { protocols: &["aws.protocols#awsJson1_1"], ..Default::default() },
            );
            best = best.min(t.elapsed().as_secs_f64() * 1000.0);
            drop(r);
        }
        if n > 1 {
            println!("best {best:.1}");
        }
        let t = Instant::now();
        let r = tinsmith_model::load(
            &tinsmith_model::Source { name: &f, text: &text },
            &tinsmith_model::Options {
                protocols: &[
                    "smithy.protocols#rpcv2Cbor",
                    "smithy.protocols#rpcv2Json",
                    "aws.protocols#restJson1",
                    "aws.protocols#restXml",
                    "aws.protocols#awsJson1_0",
                    "aws.protocols#awsJson1_1",
                    "aws.protocols#awsQuery",
                    "aws.protocols#ec2Query",
                ],
                ..Default::default()
            },
        );
        let d = t.elapsed().as_secs_f64() * 1000.0;
        tot += d;
        match r {
            Ok(m) => {
                if std::env::var("V").is_ok() {
                    println!(
                        "{f}: {} ops {} shapes {d:.1} ms {} KB",
                        m.operations().len(),
                        m.shapes().count(),
                        text.len() / 1024
                    )
                }
            }
            Err(e) => println!("{e}"),
        }
    }
    println!("total {tot:.0} ms");
}
