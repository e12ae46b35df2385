//! Reading a page of `ListObjectsV2`.

use bytes::Bytes;
use compare_work::measure::{repeated, throughput};
use compare_work::objects::{self, OBJECTS};
use s3::operation::list_objects_v2::ListObjectsV2Output;

use crate::side;

/// The speed of reading a page of objects, in MB/s.
pub fn list() -> f64 {
    let text = Bytes::from(objects::page());
    let response = side::response(text.clone());
    let read = side::list_objects();
    check(&read(&response));
    throughput(text.len(), repeated(|| read(&response)))
}

fn check(output: &ListObjectsV2Output) {
    assert_eq!((output.name(), output.key_count(), output.is_truncated()), (Some("bucket"), Some(1000), Some(true)));
    assert_eq!(output.next_continuation_token(), Some(objects::TOKEN));
    assert_eq!(output.contents().len(), OBJECTS);
    for (number, object) in output.contents().iter().enumerate() {
        assert_eq!(object.key(), Some(&*objects::key(number)));
        assert_eq!(object.e_tag(), Some(&*objects::etag(number)));
        assert_eq!(object.size(), Some(objects::size(number)));
        assert_eq!(object.last_modified().map(|time| time.secs()), Some(objects::modified(number)));
        assert_eq!(object.storage_class().map(|class| class.as_str()), Some("STANDARD"));
        let owner = object.owner().expect("it has an owner");
        assert_eq!((owner.id(), owner.display_name()), (Some(objects::OWNER), Some("team & friends")));
    }
}
