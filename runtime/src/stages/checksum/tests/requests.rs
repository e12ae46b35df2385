//! Checksums before the body.

use std::error::Error as _;

use super::*;
use crate::config::RequestChecksumCalculation::WhenRequired;
use crate::operation::Protocol;
use crate::stages::checksum::before::ONE_SHOT;
use crate::stages::{self, NOT_IN_MEMORY};

fn plain(builder: Builder) -> Builder {
    builder
}

/// The request that is not sent.
fn written<O: Operation<Input = Input>>(input: Input) -> Result<HeaderMap, String> {
    let told = |error: BuildError| error.source().map_or_else(|| error.to_string(), ToString::to_string);
    O::http_request(input, "https://example.com").map(|request| request.headers().clone()).map_err(told)
}

#[tokio::test(start_paused = true)]
async fn every_algorithm_gives_its_checksum() {
    for (name, header, value) in VALUES {
        for name in [name.to_owned(), name.to_ascii_lowercase()] {
            let mut expected = vec![(header, value), (NAMED_IN, &name)];
            expected.sort_unstable();
            let input = || input(Some(&name), memory());
            assert_eq!(checksums(&written::<Chosen>(input()).unwrap()), expected);
            assert_eq!(checksums(&written::<Needed>(input()).unwrap()), expected);
            let [request, _] = sent::<Chosen>(input(), plain).await.unwrap();
            assert_eq!((checksums(request.headers()), &request.body()[..]), (expected.clone(), TEXT));
            let [request, _] =
                sent::<Chosen>(input(), |it| it.request_checksum_calculation(WhenRequired)).await.unwrap();
            assert_eq!(checksums(request.headers()), expected, "what was chosen is computed");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn checksums_are_by_crc32_unless_another_is_chosen() {
    let crc32 = ("x-amz-checksum-crc32", "y/Q5Jg==");
    let named = [crc32, (NAMED_IN, "CRC32")];
    let when_required = |builder: Builder| builder.request_checksum_calculation(WhenRequired);
    let input = || input(None, memory());
    for settings in [plain, when_required] {
        let [needed, _] = sent::<Needed>(input(), settings).await.unwrap();
        assert_eq!(checksums(needed.headers()), named);
        let [unnamed, _] = sent::<NeededUnnamed>(input(), settings).await.unwrap();
        assert_eq!(checksums(unnamed.headers()), [crc32]);
    }
    let [supported, _] = sent::<Chosen>(input(), plain).await.unwrap();
    assert_eq!(checksums(supported.headers()), named);
    let [refused, _] = sent::<Chosen>(input(), when_required).await.unwrap();
    assert_eq!(checksums(refused.headers()), []);
    let of_nothing = written::<Needed>(Input::default()).unwrap();
    assert_eq!(checksums(&of_nothing), [("x-amz-checksum-crc32", "AAAAAA=="), (NAMED_IN, "CRC32")]);
}

#[tokio::test(start_paused = true)]
async fn headers_have_the_hash_of_a_body_that_is_read_for_it() {
    for body in [memory, file] {
        let [md5, _] = sent::<Md5>(input(None, body()), plain).await.unwrap();
        assert_eq!(checksums(md5.headers()), [("content-md5", "JfnnlDI7RTiF9RgfG2JNCw==")]);
        // Of less than a mebibyte, the tree is the whole. It is what is signed, of a file too.
        let hash = "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";
        let [archive, _] = sent::<Archive>(input(None, body()), plain).await.unwrap();
        assert_eq!(checksums(archive.headers()), [("x-amz-content-sha256", hash), ("x-amz-sha256-tree-hash", hash)]);
        assert!(archive.headers()["authorization"].to_str().unwrap().contains(";x-amz-content-sha256;"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_callers_own_checksum_wins() {
    for (algorithm, body) in [(None, memory()), (Some("CRC32C"), memory()), (Some("ODD"), file()), (None, one_shot())] {
        let input = Input { sha256: Some("mine".to_owned()), ..input(algorithm, body) };
        let named = algorithm.map(|algorithm| (NAMED_IN, algorithm));
        let expected: Vec<_> = [("x-amz-checksum-sha256", "mine")].into_iter().chain(named).collect();
        assert_eq!(checksums(&written::<Needed>(input).unwrap()), expected);
    }
}

/// A program may change body and headers of each attempt: the checksum is that of what goes out.
#[tokio::test(start_paused = true)]
async fn the_checksum_is_that_of_the_changed_body() {
    use crate::client::customize::CustomizableOperation;
    let call = async |change: fn(&mut crate::config::http::HttpRequest)| {
        let http = replay([Response::new("")]);
        let engine = Engine::new(Chosen::META.service, config(&http).build());
        let call = CustomizableOperation::<Chosen>::new(engine, Ok(input(None, one_shot())));
        call.mutate_request(change).send().await.unwrap();
        http.requests().remove(0)
    };
    let changed = call(|request| *request.body_mut() = SdkBody::from("")).await;
    assert_eq!(checksums(changed.headers()), [("x-amz-checksum-crc32", "AAAAAA=="), (NAMED_IN, "CRC32")]);
    let given = call(|request| {
        *request.body_mut() = SdkBody::from("");
        request.headers_mut().insert("x-amz-checksum-sha1", "mine");
    });
    assert_eq!(checksums(given.await.headers()), [("x-amz-checksum-sha1", "mine")]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_computed_is_reported_before_anything_is_sent() {
    let odd = || input(Some("XXHASH64"), memory());
    let told = "checksums by \"XXHASH64\" are not computed here; choose one of CRC64NVME, CRC32C, CRC32, SHA1, SHA256, or \
                give the checksum itself";
    assert!(sent::<Chosen>(odd(), plain).await.unwrap_err().contains(told));
    assert!(written::<Chosen>(odd()).unwrap_err().contains(told));
    assert!(sent::<Md5>(input(None, one_shot()), plain).await.unwrap_err().contains(ONE_SHOT));
    assert!(sent::<Archive>(input(None, one_shot()), plain).await.unwrap_err().contains(ONE_SHOT));
    // Nothing is read where nothing is sent, not even a file.
    for body in [file(), one_shot()] {
        assert!(written::<Md5>(input(None, body)).unwrap_err().contains(NOT_IN_MEMORY));
    }
}

/// A file of more than a mebibyte has the hashes of the same bytes in memory.
#[cfg(feature = "files")]
#[tokio::test]
async fn files_are_read_for_their_tree_hash() {
    let bytes: Vec<u8> = (0..2_500_000_u32).map(|number| (number / 1000) as u8).collect();
    let path = std::env::temp_dir().join(format!("tinsmith-tree-hash-{}", std::process::id()));
    std::fs::write(&path, &bytes).unwrap();
    let memory = written::<Archive>(input(None, ByteStream::from(bytes))).unwrap();
    let mut input = input(None, ByteStream::from_path(&path).await.unwrap());
    let mut request = RestJson1::request::<Archive>(&mut input).unwrap();
    assert!(request.pass_in_memory(Archive::META).is_err(), "it is not in memory");
    request.pass(Archive::META, &stages::Context::new("Put")).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(checksums(&request.headers), checksums(&memory));
    assert_eq!(checksums(&memory).len(), 2);
}
