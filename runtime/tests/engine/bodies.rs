//! Bodies: streams, limits, compression, and hashes that headers promise.

use super::*;

#[tokio::test]
async fn streams_are_handed_on() {
    let http = replay([ok()]);
    let output = client(&http).send::<EchoStream>(hello()).await.unwrap();
    assert_eq!(output.text, None);
    assert_eq!(output.stream.unwrap().collect().await.unwrap().into_bytes(), "text=hi");
    assert_eq!(header(&http.requests()[0], "x-amz-content-sha256"), Some("UNSIGNED-PAYLOAD"));
}

#[tokio::test]
async fn too_much_of_an_error_is_not_kept() {
    let http = replay([Response::builder().status(400).body("x".repeat(100)).unwrap()]);
    let engine = engine(config().http_client(http.clone()).max_error_body(10));
    let error = engine.send::<Echo>(hello()).await.unwrap_err();
    assert_eq!(error.raw_response().unwrap().body().bytes(), Some(&b"xxxxxxxxxx"[..]));
}

#[cfg(feature = "compression")]
#[tokio::test]
async fn bodies_are_compressed_as_the_settings_say() {
    use support::EchoCompressed;
    let sent = async |config: tinsmith::config::Builder, length: usize| {
        let http = replay([ok()]);
        let input = support::Input { name: Some("x".repeat(length)), ..hello() };
        engine(config.http_client(http.clone())).send::<EchoCompressed>(input).await.unwrap();
        let request = http.requests().remove(0);
        let compressed = request.headers().get("content-encoding").is_some_and(|encoding| encoding == "gzip");
        let length: usize = request.headers()["content-length"].to_str().unwrap().parse().unwrap();
        assert_eq!(length, request.body().len());
        assert_eq!(compressed, request.body().starts_with(&[0x1f, 0x8b]));
        compressed
    };
    for (config, small, large) in [
        (config(), false, true),
        (config().disable_request_compression(true), false, false),
        (config().disable_request_compression(false), false, true),
        (config().request_min_compression_size_bytes(1), true, true),
        (config().request_min_compression_size_bytes(1).disable_request_compression(true), false, false),
        (config().request_min_compression_size_bytes(10_485_760), false, false),
    ] {
        assert_eq!((sent(config.clone(), 100).await, sent(config, 20_000).await), (small, large));
    }
}

#[tokio::test]
async fn too_much_of_an_answer_is_an_error_that_is_not_asked_for_again() {
    for (body, allowed) in [("text=hi", 7), ("text=hi", 6)] {
        let http = replay([Response::new(body)]);
        let outcome = engine(config().http_client(http.clone()).max_body(allowed)).send::<Echo>(hello()).await;
        match outcome {
            Ok(_) => assert!(body.len() <= allowed),
            Err(error) => {
                let text = "Echo failed: the response could not be read: the body has more than 6 bytes; \
                            config::Builder::max_body allows more (status 200)";
                assert_eq!((error.to_string().as_str(), allowed), (text, 6));
            }
        }
        assert_eq!(http.requests().len(), 1);
    }
    let http = replay([Response::new("text=hi")]);
    let output = engine(config().http_client(http).max_body(1)).send::<EchoStream>(hello()).await.unwrap();
    assert_eq!(output.stream.unwrap().collect().await.unwrap().into_bytes(), "text=hi", "streams have no limit");
}

/// Each header that promises a hash, set before the body is changed: it must be changed, too, or taken out.
#[tokio::test]
async fn a_promised_hash_is_not_that_of_another_body() {
    for name in ["content-md5", "x-amz-sha256-tree-hash", "x-amz-content-sha256", "x-amz-checksum-crc64nvme", "x-other"]
    {
        let call = async |header: Option<&'static str>, body: Option<&'static str>| {
            let http = replay([ok()]);
            let input = Input { name: Some(format!("hash={name}")), ..Input::default() };
            let operation = CustomizableOperation::<Echo>::new(client(&http), Ok(input));
            let change = operation.mutate_request(move |request| {
                match header {
                    Some("") => _ = request.headers_mut().remove(name),
                    Some(header) => _ = request.headers_mut().insert(name, header),
                    None => {}
                }
                if let Some(body) = body {
                    *request.body_mut() = SdkBody::from(body);
                    request.headers_mut().insert("content-length", body.len().to_string());
                }
            });
            change.send().await.map_err(|error| error.to_string())
        };
        assert!(call(None, None).await.is_ok() && call(Some("new"), Some("other")).await.is_ok(), "{name}");
        assert!(call(Some(""), Some("other")).await.is_ok(), "{name}");
        match call(None, Some("other")).await {
            Ok(_) => assert_eq!(name, "x-other"),
            Err(text) => assert!(text.contains(&format!("`{name}` is still the hash")), "{text}"),
        }
    }
}
