//! A program without hooks is not linked with the path that runs them. This test is such a program.

use std::fs;

use object::{File, Object, ObjectSymbol};
use tinsmith_tests::client::client;
use tinsmith_tests::server::Server;

/// Parts of names of functions that only calls with hooks run.
const HOOKED: [&str; 3] = ["modify_before_retry_loop", "finish_attempt", "take_back"];

#[tokio::test]
async fn a_program_without_hooks_has_none_of_their_code() {
    let server = Server::always("{}").await;
    client(server.url()).get_stage().arn("a").send().await.expect("the call succeeds");

    let program = fs::read(std::env::current_exe().expect("the test is a file")).expect("the test can be read");
    let program = File::parse(&*program).expect("the test is an object");
    let symbols: Vec<_> = program.symbols().filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect();
    let of_engine = |symbol: &&String| symbol.contains("tinsmith") && symbol.contains("engine");
    assert!(symbols.iter().filter(of_engine).count() > 20, "the names of functions are there");
    let linked = symbols.iter().filter(|symbol| HOOKED.iter().any(|part| symbol.contains(part)));
    let linked: Vec<_> = linked.filter(of_engine).collect();
    assert!(linked.is_empty(), "{linked:#?}");
}
