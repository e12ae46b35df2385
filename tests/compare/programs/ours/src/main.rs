//! A small program with this project's crate: static credentials, one call.

use ivsrealtime::config::{Config, Credentials, Region};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut config = Config::builder().region(Region::new("us-east-1")).credentials_provider(Credentials::new(
        "AKIDEXAMPLE",
        "SECRET",
        None,
        None,
        "program",
    ));
    config.set_endpoint_url(std::env::args().nth(1));
    let output = ivsrealtime::Client::from_conf(config.build()).create_stage().name("lobby").send().await?;
    println!("{:?}", output.stage().map(|stage| stage.arn()));
    Ok(())
}
