//! One call of `CreateStage`: what the service answers, and what a client sends.

use std::fmt::Write as _;

/// The ARN of the stage that is created.
pub const ARN: &str = "arn:aws:ivs:us-east-1:123456789012:stage/abcdABCDefgh";

/// The body of the response, about 1 KB.
pub fn answer() -> String {
    let mut tokens = String::new();
    for number in 0..2 {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            tokens,
            "{comma}{{\"participantId\":\"pArTiCiPaNt{number}\",\"token\":\"{}\",\"userId\":\"user-{number}\",\
             \"attributes\":{{\"role\":\"host\"}},\"duration\":720,\"capabilities\":[\"PUBLISH\",\"SUBSCRIBE\"],\
             \"expirationTime\":\"2026-01-01T12:00:00Z\"}}",
            "eyJhbGciOiJLTVMiLCJ0eXAiOiJKV1QifQ".repeat(6),
        );
    }
    format!(
        "{{\"stage\":{{\"arn\":\"{ARN}\",\"name\":\"lobby\",\"activeSessionId\":\"st-1234567890\",\
         \"tags\":{{\"team\":\"video\"}},\"endpoints\":{{\"events\":\"wss://global.events.live-video.net\",\
         \"whip\":\"https://global.whip.live-video.net\",\"rtmp\":\"rtmp://global.rtmp.live-video.net\",\
         \"rtmps\":\"rtmps://global.rtmps.live-video.net\"}}}},\"participantTokens\":[{tokens}]}}"
    )
}

/// The headers of the response besides `content-length`.
pub const ANSWER_HEADERS: [(&str, &str); 2] =
    [("content-type", "application/json"), ("x-amzn-requestid", "3f0d9a6e-7f3a-4a9b-8a55-0d1c2b3a4f5e")];

/// The path of the request.
pub const PATH: &str = "/CreateStage";

/// The body of the request.
pub const REQUEST: &str = "{\"name\":\"lobby\",\"participantTokenConfigurations\":[{\"duration\":720,\"userId\":\"user-0\",\
    \"attributes\":{\"role\":\"host\"},\"capabilities\":[\"PUBLISH\",\"SUBSCRIBE\"]}],\"tags\":{\"team\":\"video\"}}";

/// The headers of the request besides `host`. `ours` checks that its client sends these.
pub const REQUEST_HEADERS: [(&str, &str); 8] = [
    ("content-type", "application/json"),
    ("content-length", "178"),
    ("amz-sdk-invocation-id", "0a92f802-b008-45fe-be9a-1dc54ad8b7cd"),
    ("amz-sdk-request", "attempt=1; max=3"),
    ("user-agent", AGENT),
    ("x-amz-user-agent", AGENT),
    ("x-amz-date", "20261122T182202Z"),
    (
        "authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/ivs/aws4_request, SignedHeaders=amz-sdk-invocation-id;\
         amz-sdk-request;content-length;content-type;host;x-amz-date;x-amz-user-agent, \
         Signature=f269bdb7c68e37499007eb33eeb98bea406706e7d9500b6a8bee5e02e4c6529f",
    ),
];

const AGENT: &str = "tinsmith/0.1.0 ua/2.1 api/ivs_realtime#0.1.0 os/linux lang/rust";
