//! A program that has hooks and never presigns is not linked with presigning. This test is such a program.

mod symbols;

use ivsrealtime::Client;
use ivsrealtime::config::Intercept;
use tinsmith_tests::client::config;
use tinsmith_tests::server::Server;

#[derive(Debug)]
struct Looks;

impl Intercept for Looks {
    fn name(&self) -> &'static str {
        "Looks"
    }
}

#[tokio::test]
async fn a_program_with_hooks_has_no_code_of_presigning() {
    let server = Server::always("{}").await;
    let client = Client::from_conf(config(server.url()).interceptor(Looks).build());
    client.get_stage().arn("a").send().await.expect("the call succeeds");
    assert_eq!(symbols::linked(&symbols::HOOKED), symbols::HOOKED);
    assert_eq!(symbols::linked(&symbols::PRESIGNING), [""; 0]);
}
