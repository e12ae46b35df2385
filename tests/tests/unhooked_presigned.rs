//! A program that presigns and has no hooks is not linked with the path that runs them. This test is such a program.

mod symbols;

use std::time::Duration;

use ivsrealtime::presigning::PresigningConfig;
use tinsmith_tests::client::client;

#[tokio::test]
async fn a_program_that_presigns_has_no_code_of_hooks() {
    let a_minute = PresigningConfig::expires_in(Duration::from_secs(60)).expect("a minute is less than a week");
    client("http://localhost:1").get_stage().arn("a").presigned(a_minute).await.expect("nothing is sent");
    assert_eq!(symbols::linked(&symbols::HOOKED), [""; 0]);
    assert_eq!(symbols::linked(&symbols::PRESIGNING), symbols::PRESIGNING);
}
