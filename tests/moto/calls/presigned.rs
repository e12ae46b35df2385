//! Presigned requests: those of S3 as the official crate makes them, and the server takes them from curl and from Python.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use flows::config;
use s3::Client;
use s3::config::{Builder, Config, Credentials, Region};
use s3::presigning::{PresignedRequest, PresigningConfig};

/// An interceptor that changes nothing.
#[derive(Debug)]
struct Looks;

impl s3::config::Intercept for Looks {
    fn name(&self) -> &'static str {
        "Looks"
    }
}

/// A client of S3 itself, with the keys of the official tests.
fn official() -> Builder {
    let keys = Credentials::new(
        "ANOTREAL",
        "notrealrnrELgWzOk3IfjzDKtFBhDby",
        Some("notarealsessiontoken".into()),
        None,
        "test",
    );
    Config::builder().region(Region::new("us-east-1")).credentials_provider(keys)
}

fn at_a_time() -> PresigningConfig {
    let config = PresigningConfig::builder().start_time(UNIX_EPOCH + Duration::from_secs(1_234_567_891));
    config.expires_in(Duration::from_secs(30)).build().unwrap()
}

/// The URL that the official tests expect, from its end: host, parameters before the signature, scope, signed headers, and
/// the signature.
fn url(target: &str, scope: &str, headers: &str, signature: &str) -> String {
    let (target, separator) = (target, if target.contains('?') { '&' } else { '?' });
    format!(
        "https://{target}{separator}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ANOTREAL%2F20090213%2F{scope}%2F\
         aws4_request&X-Amz-Date=20090213T233131Z&X-Amz-Expires=30&X-Amz-SignedHeaders={headers}&X-Amz-Signature={signature}&\
         X-Amz-Security-Token=notarealsessiontoken"
    )
}

fn headers(presigned: &PresignedRequest) -> Vec<(&str, &str)> {
    let mut headers: Vec<_> = presigned.headers().collect();
    headers.sort_unstable();
    headers
}

/// The cases are those of `aws-sdk-s3`, `tests/presigning.rs`.
#[tokio::test]
async fn requests_are_those_of_the_official_crate() {
    for config in [official(), official().interceptor(Looks)] {
        are_those_of_the_official_crate(Client::from_conf(config.build())).await;
    }
}

async fn are_those_of_the_official_crate(s3: Client) {
    let get = s3.get_object().bucket("test-bucket").key("test-key").presigned(at_a_time()).await.unwrap();
    let signature = "758353318739033a850182c7b3435076eebbbd095f8dcf311383a6a1e124c4cb";
    let target = "test-bucket.s3.us-east-1.amazonaws.com/test-key?x-id=GetObject";
    assert_eq!((get.method(), get.uri()), ("GET", &*url(target, "us-east-1%2Fs3", "host", signature)));
    assert_eq!(get.headers().count(), 0);

    let put =
        s3.put_object().bucket("test-bucket").key("test-key").content_length(12345).content_type("application/x-test");
    let put = put.presigned(at_a_time()).await.unwrap();
    let signature = "be1d41dc392f7019750e4f5e577234fb9059dd20d15f6a99734196becce55e52";
    let target = "test-bucket.s3.us-east-1.amazonaws.com/test-key?x-id=PutObject";
    let names = "content-length%3Bcontent-type%3Bhost";
    assert_eq!((put.method(), put.uri()), ("PUT", &*url(target, "us-east-1%2Fs3", names, signature)));
    assert_eq!(headers(&put), [("content-length", "12345"), ("content-type", "application/x-test")]);

    let part = s3.upload_part().content_length(12345).bucket("bucket").key("key").part_number(0).upload_id("upload-id");
    let part = part.presigned(at_a_time()).await.unwrap();
    let signature = "a702867244f0bd1fb4d161e2a062520dcbefae3b9992d2e5366bcd61a60c6ddd";
    let target = "bucket.s3.us-east-1.amazonaws.com/key?x-id=UploadPart&partNumber=0&uploadId=upload-id";
    assert_eq!(part.uri(), url(target, "us-east-1%2Fs3", "content-length%3Bhost", signature));

    let lambda = "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint:my-banner-ap-name";
    let lambda = s3.get_object().bucket(lambda).key("test2.txt").presigned(at_a_time()).await.unwrap();
    let signature = "027976453050b6f9cca7af80a59c05ee572b462e0fc1ef564c59412b903fcdf2";
    let target = "my-banner-ap-name-123456789012.s3-object-lambda.us-west-2.amazonaws.com/test2.txt?x-id=GetObject";
    assert_eq!(lambda.uri(), url(target, "us-west-2%2Fs3-object-lambda", "host", signature));

    let head = s3.head_object().bucket("bucket").key("key").presigned(at_a_time()).await.unwrap();
    let signature = "6b97012e70d5ee3528b5591e0e90c0f45e0fa303506f854eff50ff922751a193";
    let target = "bucket.s3.us-east-1.amazonaws.com/key";
    assert_eq!((head.method(), head.uri()), ("HEAD", &*url(target, "us-east-1%2Fs3", "host", signature)));
}

#[tokio::test]
async fn checksums_are_those_that_are_given() {
    let s3 = Client::from_conf(official().build());
    let put = s3.put_object().checksum_crc64_nvme("NotARealChecksum").bucket("test-bucket").key("test-key");
    let put = put.presigned(at_a_time()).await.unwrap();
    let signature = "40e6ea102769a53f440db587be0b6898893d9a0f8268d2f8d2315ca0abc42fee";
    let target = "test-bucket.s3.us-east-1.amazonaws.com/test-key?x-id=PutObject";
    assert_eq!(put.uri(), url(target, "us-east-1%2Fs3", "host%3Bx-amz-checksum-crc64nvme", signature));
    assert_eq!(headers(&put), [("x-amz-checksum-crc64nvme", "NotARealChecksum")]);
}

fn for_a_minute() -> PresigningConfig {
    PresigningConfig::expires_in(Duration::from_secs(60)).unwrap()
}

/// Runs a program with a text as its input, and returns what it prints.
fn run(program: &mut Command, input: &str) -> Option<String> {
    let mut process = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    process.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{program:?}: {output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Sends a request with curl.
fn curl(presigned: &PresignedRequest, body: &str) -> Option<String> {
    let mut program = Command::new("curl");
    program.args(["--silent", "--show-error", "--fail", "--max-time", "60", "--request", presigned.method()]);
    for (name, value) in presigned.headers() {
        program.arg("--header").arg(format!("{name}: {value}"));
    }
    if !body.is_empty() {
        program.args(["--data-binary", "@-"]);
    }
    let sent = run(program.arg(presigned.uri()), body);
    if sent.is_none() {
        writeln!(std::io::stderr(), "skipped: presigned requests sent by curl: it is not there").unwrap();
    }
    sent
}

/// Sends a request with what Python has of its own.
const URLLIB: &str = "
import sys, urllib.request
request = urllib.request.Request(sys.argv[2], method=sys.argv[1], data=sys.stdin.buffer.read() or None)
for header in sys.argv[3:]:
    request.add_header(*header.split(': ', 1))
sys.stdout.write(urllib.request.urlopen(request, timeout=60).read().decode())
";

fn python(presigned: &PresignedRequest, body: &str) -> String {
    python_to("s3", presigned, body)
}

/// Moto knows the service by a header that presigned requests do not have, and takes all others for those of S3.
fn python_to(service: &str, presigned: &PresignedRequest, body: &str) -> String {
    let mut program = Command::new("python3");
    program.args(["-c", URLLIB, presigned.method(), presigned.uri()]);
    if service != "s3" {
        program.arg(format!("Authorization: to Credential=key/day/us-east-1/{service}/aws4_request"));
    }
    program.args(presigned.headers().map(|(name, value)| format!("{name}: {value}")));
    run(&mut program, body).expect("the server is of Python")
}

#[tokio::test]
async fn objects_are_put_and_read_by_those_who_have_no_keys() {
    let s3 = Client::from_conf(config().build());
    s3.create_bucket().bucket("presigned").send().await.unwrap();
    let key = "a dir/é+ü&=/x";
    let put = s3.put_object().bucket("presigned").key(key).metadata("color", "blue").content_type("text/plain");
    let put = put.presigned(for_a_minute()).await.unwrap();
    let get = s3.get_object().bucket("presigned").key(key).presigned(for_a_minute()).await.unwrap();
    python(&put, "by Python");
    assert_eq!(python(&get, ""), "by Python");
    let head = s3.head_object().bucket("presigned").key(key).send().await.unwrap();
    assert_eq!((head.content_type(), &*head.metadata().unwrap()["color"]), (Some("text/plain"), "blue"));
    if curl(&put, "by curl").is_some() {
        assert_eq!(curl(&get, "").as_deref(), Some("by curl"));
        let attachment =
            s3.get_object().bucket("presigned").key(key).response_content_disposition("attachment; filename=\"x\"");
        let attachment = attachment.presigned(for_a_minute()).await.unwrap();
        assert_eq!(curl(&attachment, "").as_deref(), Some("by curl"));
    }
    let delete = s3.delete_object().bucket("presigned").key(key).presigned(for_a_minute()).await.unwrap();
    python(&delete, "");
    assert!(s3.get_object().bucket("presigned").key(key).send().await.is_err());
}

fn tag() -> s3::types::Tag {
    s3::types::Tag::builder().key("a").value("<&>").build().unwrap()
}

/// The tags of a bucket, whose document has a checksum.
async fn tags(s3: &Client) -> PresignedRequest {
    let tags = s3::types::Tagging::builder().tag_set(tag()).build().unwrap();
    let put = s3.put_bucket_tagging().bucket("documents-presigned").tagging(tags);
    put.presigned(at_a_time()).await.unwrap()
}

#[tokio::test]
async fn documents_come_with_the_request() {
    let s3 = Client::from_conf(config().build());
    s3.create_bucket().bucket("documents-presigned").send().await.unwrap();
    let hooked = Client::from_conf(config().interceptor(Looks).build());
    let (plain, hooked) = (tags(&s3).await, tags(&hooked).await);
    assert_eq!((plain.uri(), plain.body()), (hooked.uri(), hooked.body()));
    let put = plain;
    let content_type = put.headers().find(|(name, _)| *name == "content-type");
    assert_eq!(content_type, Some(("content-type", "application/xml")));
    python(&put, std::str::from_utf8(put.body()).unwrap());
    let tags = s3.get_bucket_tagging().bucket("documents-presigned").send().await.unwrap();
    assert_eq!(tags.tag_set(), [tag()]);

    let dynamodb = dynamodb::Client::from_conf(config().build());
    let list = dynamodb.list_tables().limit(10).presigned(for_a_minute()).await.unwrap();
    let names: Vec<_> = headers(&list).into_iter().map(|(name, _)| name).collect();
    assert_eq!((list.body(), &*names), (&b"{\"Limit\":10}"[..], &["content-type", "x-amz-target"][..]));
    assert!(python_to("dynamodb", &list, "{\"Limit\":10}").contains("TableNames"));
}

/// The address of the query protocols says everything.
#[tokio::test]
async fn forms_are_queries() {
    let sts = sts::Client::from_conf(config().build());
    let identity = sts.get_caller_identity().presigned(for_a_minute()).await.unwrap();
    assert_eq!((identity.method(), identity.headers().count(), identity.body()), ("GET", 0, &b""[..]));
    assert!(identity.uri().contains("/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm="));
    let answer = python_to("sts", &identity, "");
    assert!(answer.contains("<GetCallerIdentityResult>"), "{answer}");
}

/// The address of speech says which, as that of the official crate and of other SDKs.
#[tokio::test]
async fn speech_is_a_link() {
    use polly::types::{OutputFormat, VoiceId};

    let polly = polly::Client::from_conf(config().build());
    let speech = polly.synthesize_speech().text("All Gaul & <three> parts").voice_id(VoiceId::Joanna);
    let speech = speech.output_format(OutputFormat::Mp3).lexicon_names("a").lexicon_names("b");
    let speech = speech.presigned(for_a_minute()).await.unwrap();
    assert_eq!((speech.method(), speech.headers().count(), speech.body()), ("GET", 0, &b""[..]));
    let query = "/v1/speech?LexiconNames=a&LexiconNames=b&OutputFormat=mp3&Text=All%20Gaul%20%26%20%3Cthree%3E%20parts&\
                 VoiceId=Joanna&X-Amz-Algorithm=";
    assert!(speech.uri().contains(query), "{}", speech.uri());
}
