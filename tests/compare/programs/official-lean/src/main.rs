//! A small program with the leanest official crate that makes calls: static credentials, one call.

use aws_sdk_ivsrealtime::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tls = Provider::Rustls(CryptoMode::Ring);
    let mut config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().tls_provider(tls).build_https())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "SECRET", None, None, "program"));
    config.set_endpoint_url(std::env::args().nth(1));
    let output = aws_sdk_ivsrealtime::Client::from_conf(config.build()).create_stage().name("lobby").send().await?;
    println!("{:?}", output.stage().map(|stage| stage.arn()));
    Ok(())
}
