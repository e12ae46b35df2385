//! The documentation of the crate's root: a first call, pages, an error, a test without the service, no engine at all.

use super::tokens::ident;
use crate::ir::{Auth, Crate, Operation};
use crate::markdown;

/// The lines under the name of the service.
pub(super) fn emit(krate: &Crate) -> Vec<String> {
    let mut docs = vec![format!("A client of {}.", markdown::text(&krate.title)), String::new()];
    if !krate.docs.is_empty() {
        docs.extend(krate.docs.iter().cloned());
        docs.push(String::new());
    }
    let Some(first) = krate.operations.iter().find(|it| it.paginator.is_some()).or(krate.operations.first()) else {
        return docs;
    };
    docs.extend(call(krate, first));
    docs.extend(krate.operations.iter().find(|it| it.paginator.is_some()).into_iter().flat_map(|it| pages(krate, it)));
    docs.extend(error(krate, krate.operations.iter().find(|it| !it.errors.is_empty()).unwrap_or(first)));
    docs.extend(test(krate, first));
    docs.extend(sans_io(krate, first));
    docs
}

/// Whether calls are signed, as those of AWS are.
fn is_aws(krate: &Crate) -> bool {
    krate.operations.iter().any(|operation| operation.auth.contains(&Auth::SigV4))
}

/// A chapter whose example is compiled inside of a function with these parameters.
fn chapter(title: &str, text: &[&str], name: &str, parameters: &str, code: Vec<String>) -> Vec<String> {
    let mut lines = vec![format!("# {title}"), String::new()];
    lines.extend(text.iter().map(|line| (*line).to_owned()));
    lines.extend((!text.is_empty()).then(String::new));
    lines.push("```no_run".to_owned());
    lines.push(format!("# async fn example({parameters}) -> Result<(), {name}::Error> {{"));
    lines.extend(code);
    lines.extend(["# Ok(())", "# }", "```", ""].map(str::to_owned));
    lines
}

fn call(krate: &Crate, Operation { method, .. }: &Operation) -> Vec<String> {
    // `r#try`, for one.
    let (name, method) = (&krate.library, ident(method));
    let (parameters, client) = if is_aws(krate) {
        let client = [
            "// From `aws-config`: profiles, environment, containers; or `Client::from_conf` with a `Config`."
                .to_owned(),
            format!("let client = {name}::Client::new(sdk_config);"),
        ];
        (format!("sdk_config: &{name}::config::SdkConfig"), client)
    } else {
        let client = [
            format!("let config = {name}::Config::builder().endpoint_url(\"https://service.example.com\").build();"),
            format!("let client = {name}::Client::from_conf(config);"),
        ];
        (String::new(), client)
    };
    let mut code = Vec::from(client);
    code.push(format!("let output = client.{method}().send().await?;"));
    code.push("println!(\"{output:?}\");".to_owned());
    chapter("A call", &[], name, &parameters, code)
}

fn pages(krate: &Crate, Operation { method, .. }: &Operation) -> Vec<String> {
    let (name, method) = (&krate.library, ident(method));
    let code = vec![
        format!("let mut pages = client.{method}().into_paginator().send();"),
        "while let Some(page) = pages.next().await {".to_owned(),
        "    println!(\"{:?}\", page?);".to_owned(),
        "}".to_owned(),
    ];
    chapter("Pages", &[], name, &format!("client: {name}::Client"), code)
}

fn error(krate: &Crate, Operation { method, errors, .. }: &Operation) -> Vec<String> {
    let (name, method) = (&krate.library, ident(method));
    let mut code = vec![
        format!("match client.{method}().send().await {{"),
        "    Ok(output) => println!(\"{output:?}\"),".to_owned(),
    ];
    if let Some(error) = errors.first() {
        code.push(format!(
            "    Err(error) if error.as_service_error().is_some_and(|it| it.is_{}()) => {{",
            error.method
        ));
        code.push("        println!(\"a modeled error: {error}\");".to_owned());
        code.push("    }".to_owned());
    }
    code.push("    Err(error) => return Err(error.into()),".to_owned());
    code.push("}".to_owned());
    let text = "An error displays the operation, the code, the message and the request id.";
    chapter("An error", &[text], name, &format!("client: {name}::Client"), code)
}

fn test(krate: &Crate, Operation { method, .. }: &Operation) -> Vec<String> {
    let (name, method) = (&krate.library, ident(method));
    let (title, imports, settings) = if is_aws(krate) {
        let settings = [
            "    .region(Region::new(\"us-east-1\"))",
            "    .credentials_provider(Credentials::new(\"AKID\", \"SECRET\", None, None, \"test\"))",
        ];
        ("A test without AWS", "{Config, Credentials, Region}", settings.to_vec())
    } else {
        ("A test without the service", "Config", vec!["    .endpoint_url(\"https://service.example.com\")"])
    };
    let mut code = vec![
        format!("use {name}::config::{imports};"),
        format!("use {name}::test::replay;"),
        String::new(),
        "let http = replay([http::Response::new(\"{}\")]);".to_owned(),
        "let config = Config::builder()".to_owned(),
    ];
    code.extend(settings.into_iter().map(str::to_owned));
    code.push("    .http_client(http.clone())".to_owned());
    code.push("    .build();".to_owned());
    code.push(format!("let output = {name}::Client::from_conf(config).{method}().send().await?;"));
    code.push("assert_eq!(http.requests().len(), 1);".to_owned());
    chapter(title, &["[`test`](mod@test) has an HTTP client that answers from memory."], name, "", code)
}

fn sans_io(krate: &Crate, Operation { method, name: operation, input, .. }: &Operation) -> Vec<String> {
    let (name, method, input) = (&krate.library, ident(method), &input.ty.name);
    let lines = [
        "# Without the engine",
        "",
        "An operation turns its input into an `http::Request` and an `http::Response` into its output or error, with no",
        "socket, clock or async runtime in sight; see [`Operation`]. Signing and sending the request is up to the caller.",
        "",
        "```",
    ];
    let mut docs: Vec<_> = lines.map(str::to_owned).into();
    docs.extend([
        format!("use {name}::Operation;"),
        format!("use {name}::operation::{method}::{{{operation}, {input}}};"),
        String::new(),
        format!("let input = {input}::builder().build()?;"),
        format!("match {operation}::http_request(input, \"https://service.example.com\") {{"),
        "    Ok(request) => println!(\"{} {}\", request.method(), request.uri()),".to_owned(),
        "    Err(error) => println!(\"the input is not complete: {error}\"),".to_owned(),
        "}".to_owned(),
        format!("match {operation}::http_response(&http::Response::builder().status(500).body(\"\")?) {{"),
        "    Ok(output) => println!(\"{output:?}\"),".to_owned(),
        "    Err(error) => println!(\"{error}\"),".to_owned(),
        "}".to_owned(),
        "# Ok::<(), Box<dyn std::error::Error>>(())".to_owned(),
        "```".to_owned(),
    ]);
    docs
}
