//! Checksums among the features in the user agent.

use super::*;
use crate::config::{RequestChecksumCalculation, ResponseChecksumValidation};

/// The ids of features in the user agent of a call's first request.
async fn features<O: Operation<Input = Input, Error = Oops>>(
    input: Input,
    settings: impl FnOnce(Builder) -> Builder,
) -> String {
    let [request, _] = sent::<O>(input, settings).await.unwrap();
    let agent = request.headers()["user-agent"].to_str().expect("it is text");
    agent.split(' ').find_map(|word| word.strip_prefix("m/")).expect("there are features").to_owned()
}

#[tokio::test(start_paused = true)]
async fn the_algorithm_and_the_settings_are_named() {
    for (name, ids) in
        [("CRC32", "E,U,Z"), ("CRC32C", "E,V,Z"), ("CRC64NVME", "E,W,Z"), ("SHA1", "E,X,Z"), ("SHA256", "E,Y,Z")]
    {
        assert_eq!(features::<Chosen>(input(Some(name), memory()), |it| it).await, ids, "{name}");
    }
    let required = |it: Builder| it.request_checksum_calculation(RequestChecksumCalculation::WhenRequired);
    assert_eq!(features::<Chosen>(input(None, memory()), required).await, "E,a");
    assert_eq!(features::<Compared>(Input::default(), |it| it).await, "E,b");
    let required = |it: Builder| it.response_checksum_validation(ResponseChecksumValidation::WhenRequired);
    assert_eq!(features::<Compared>(Input::default(), required).await, "E,c");
}
