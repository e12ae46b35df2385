//! Creates a stage with two participant tokens, lists stages page by page, handles one error, and deletes the stage.
//!
//! ```text
//! cargo run -p tinsmith-tests --example stages -- --local
//! ```
//!
//! With `--local` it calls a small server in this very process (`local.rs`), which answers as the service does; that
//! needs no account and no network. Without it, it calls AWS, and needs the region and the keys of an account in the
//! environment.

mod local;

use std::error::Error;
use std::process::ExitCode;

use ivsrealtime::Client;
use ivsrealtime::config::{Builder, Config, Credentials, Region};
use ivsrealtime::error::ProvideErrorMetadata;
use ivsrealtime::types::{ParticipantToken, ParticipantTokenCapability, ParticipantTokenConfiguration};

use local::LocalService;

const USAGE: &str = "\
Usage: stages [--local | --endpoint-url URL]

  --local             call a server in this process: no account, no network
  --endpoint-url URL  call this URL, e.g. http://localhost:8000, instead of AWS

Without --local, the environment gives AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary keys,
AWS_SESSION_TOKEN.";

/// The server to call.
#[derive(Debug, PartialEq)]
enum Target {
    Local,
    Url(String),
    Aws,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.iter().any(|arg| arg == "--help" || arg == "-h") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let Some(target) = target(&args) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match call(target).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line says which operation failed, with the code, the message and the request id of the service.
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line; `None` if it makes no sense.
fn target(args: &[String]) -> Option<Target> {
    match args {
        [] => Some(Target::Aws),
        [local] if local == "--local" => Some(Target::Local),
        [flag, url] if flag == "--endpoint-url" => Some(Target::Url(url.clone())),
        _ => None,
    }
}

async fn call(target: Target) -> Result<(), Box<dyn Error>> {
    match target {
        Target::Local => {
            // Runs until it is dropped.
            let service = LocalService::start().await?;
            println!("The local service listens on {}.\n", service.url());
            run(&local_client(&service)).await?;
            println!("\nThe local service answered {} calls.", service.calls().len());
            Ok(())
        }
        // `from_env` starts with region and keys from environment variables. Making a client does not fail: what is
        // missing is reported by the first call.
        Target::Url(url) => run(&Client::from_conf(Builder::from_env().endpoint_url(url).build())).await,
        Target::Aws => run(&Client::from_conf(Config::from_env())).await,
    }
}

/// A client of the local service. It takes any keys, but refuses requests that are not signed.
fn local_client(service: &LocalService) -> Client {
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "example"))
        .endpoint_url(service.url())
        .build();
    Client::from_conf(config)
}

/// The tour. Whatever happens in the middle, the stage is deleted at the end.
async fn run(client: &Client) -> Result<(), Box<dyn Error>> {
    let arn = create(client).await?;
    let shown = show(client, &arn).await;
    client.delete_stage().arn(&arn).send().await?;
    println!("Deleted {arn}.");
    shown
}

async fn show(client: &Client, arn: &str) -> Result<(), Box<dyn Error>> {
    list(client).await?;
    get_missing(client, arn).await
}

/// Creates a stage for a host, who may send and receive, and a guest, who may only receive.
async fn create(client: &Client) -> Result<String, Box<dyn Error>> {
    let host = ParticipantTokenConfiguration::builder()
        .user_id("host")
        .capabilities(ParticipantTokenCapability::Publish)
        .capabilities(ParticipantTokenCapability::Subscribe);
    let guest = ParticipantTokenConfiguration::builder()
        .user_id("guest")
        .duration(60)
        .capabilities(ParticipantTokenCapability::Subscribe);

    // Setters of lists add an element, setters of maps an entry.
    let output = client
        .create_stage()
        .name("tinsmith-example")
        .participant_token_configurations(host.build())
        .participant_token_configurations(guest.build())
        .tags("purpose", "example")
        .send()
        .await?;

    let stage = output.stage().ok_or("CreateStage returned no stage")?;
    println!("Created {} with tokens for:", stage.arn());
    output.participant_tokens().iter().for_each(print_token);
    println!();
    Ok(stage.arn().to_owned())
}

/// Prints what a token allows. The token itself is a secret: `Debug` of the whole structure does not show it either.
fn print_token(token: &ParticipantToken) {
    let capabilities: Vec<_> = token.capabilities().iter().map(|capability| capability.as_str()).collect();
    let (user, minutes) = (token.user_id().unwrap_or("nobody"), token.duration().unwrap_or_default());
    println!("  {user}: {} for {minutes} minutes", capabilities.join(" and "));
}

/// Lists the stages of the account, two to a page. Each page is requested when the loop asks for it.
async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut pages = client.list_stages().into_paginator().page_size(2).send();
    let mut number = 0;
    while let Some(page) = pages.try_next().await? {
        number += 1;
        let names: Vec<_> = page.stages().iter().map(|stage| stage.name().unwrap_or("(no name)")).collect();
        println!("Page {number} of the stages: {}", names.join(", "));
    }
    println!();
    Ok(())
}

/// Asks for a stage that does not exist, and handles the error that says so.
async fn get_missing(client: &Client, arn: &str) -> Result<(), Box<dyn Error>> {
    let (account, _) = arn.rsplit_once('/').ok_or("the ARN of a stage has a slash")?;
    let error = match client.get_stage().arn(format!("{account}/doesNotExist")).send().await {
        Ok(_) => return Err("there is a stage named doesNotExist".into()),
        Err(error) => error,
    };
    match error.as_service_error() {
        Some(refusal) if refusal.is_resource_not_found_exception() => {
            println!("GetStage refused, as expected:");
            println!("  code:       {}", refusal.code().unwrap_or("none"));
            println!("  message:    {}", refusal.message().unwrap_or("none"));
            println!("  request id: {}\n", error.request_id().unwrap_or("none"));
            Ok(())
        }
        // Any other refusal, or no answer at all.
        _ => Err(error.into()),
    }
}

#[cfg(test)]
mod tests;
