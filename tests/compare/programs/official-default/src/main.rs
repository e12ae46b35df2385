//! A small program with the default features of the official crate: static credentials, one call.

use aws_sdk_ivsrealtime::config::{BehaviorVersion, Config, Credentials, Region};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "SECRET", None, None, "program"));
    config.set_endpoint_url(std::env::args().nth(1));
    let output = aws_sdk_ivsrealtime::Client::from_conf(config.build()).create_stage().name("lobby").send().await?;
    println!("{:?}", output.stage().map(|stage| stage.arn()));
    Ok(())
}
