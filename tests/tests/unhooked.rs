//! A program that only calls is linked neither with the path that runs hooks nor with presigning. This test is such a program.

mod symbols;

use tinsmith_tests::client::client;
use tinsmith_tests::server::Server;

#[tokio::test]
async fn a_program_that_only_calls_has_no_code_of_hooks_and_presigning() {
    let server = Server::always("{}").await;
    client(server.url()).get_stage().arn("a").send().await.expect("the call succeeds");
    assert_eq!(symbols::linked(&symbols::HOOKED), [""; 0]);
    assert_eq!(symbols::linked(&symbols::PRESIGNING), [""; 0]);
}
