//! Responses so large that they are read in pieces, each given up once it has been read.

use ivsrealtime::error::SdkError;
use ivsrealtime::operation::list_participants::{ListParticipantsError, ListParticipantsOutput};
use serde_json::json;
use tinsmith_tests::client::client;
use tinsmith_tests::server::{self, Server};

/// About 4 MB.
const PARTICIPANTS: usize = 40_000;

fn page() -> String {
    let participant = |number: usize| json!({"participantId": format!("p{number}"), "userId": "é".repeat(number % 50)});
    let participants: Vec<_> = (0..PARTICIPANTS).map(participant).collect();
    json!({"participants": participants, "nextToken": "next"}).to_string()
}

async fn list(body: String) -> Result<ListParticipantsOutput, SdkError<ListParticipantsError>> {
    let server = Server::script([server::json(200, body)]).await;
    client(server.url()).list_participants().stage_arn("arn").session_id("st-1").send().await
}

#[tokio::test]
async fn all_of_it_is_read() {
    let output = list(page()).await.unwrap();
    assert_eq!(output.next_token(), Some("next"));
    assert_eq!(output.participants().len(), PARTICIPANTS);
    for (number, participant) in output.participants().iter().enumerate() {
        assert_eq!(participant.participant_id(), Some(&*format!("p{number}")));
        assert_eq!(participant.user_id(), Some(&*"é".repeat(number % 50)));
    }
}

#[tokio::test]
async fn what_does_not_fit_is_told_with_its_place() {
    let right = format!("\"p{}\"", PARTICIPANTS - 2);
    let at = page().find(&right).unwrap();
    let error = list(page().replace(&right, "5")).await.unwrap_err();
    let text = error.to_string();
    let why = format!("expected a string, found `5` at byte {at} in `participants.participantId`");
    assert!(text.contains(&why), "{text} without {why}");
    let raw = error.raw_response().expect("there was a response");
    assert_eq!((raw.status().as_u16(), raw.body().bytes()), (200, None), "most of the body is gone");
}

#[tokio::test]
async fn what_is_cut_short_is_told() {
    let mut page = page();
    page.truncate(page.len() - 20);
    let text = list(page).await.unwrap_err().to_string();
    assert!(text.contains("the response could not be read"), "{text}");
}
