//! Responses of `ListObjectsV2`.

use std::fmt::Write as _;

/// The number of objects of a page.
pub const OBJECTS: usize = 1000;
/// The token of the next page.
pub const TOKEN: &str = "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=";
/// The owner of all objects.
pub const OWNER: &str = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

/// A page of 1000 objects with their owner, about 390 KB.
pub fn page() -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name><Prefix>photos/</Prefix>\
         <NextContinuationToken>{TOKEN}</NextContinuationToken><KeyCount>{OBJECTS}</KeyCount><MaxKeys>{OBJECTS}</MaxKeys>\
         <IsTruncated>true</IsTruncated>"
    );
    (0..OBJECTS).for_each(|number| object(&mut text, number));
    text.push_str("</ListBucketResult>");
    text
}

fn object(text: &mut String, number: usize) {
    let (key, etag, size) = (key(number), etag(number).replace('"', "&quot;"), size(number));
    let (day, minute, second) = (number % 28 + 1, number % 60, number % 59);
    let _ = write!(
        text,
        "<Contents><Key>{key}</Key><LastModified>2023-10-{day:02}T12:{minute:02}:{second:02}.000Z</LastModified>\
         <ETag>{etag}</ETag><Size>{size}</Size>\
         <Owner><ID>{OWNER}</ID><DisplayName>team &amp; friends</DisplayName></Owner>\
         <StorageClass>STANDARD</StorageClass></Contents>"
    );
}

/// The key of an object.
pub fn key(number: usize) -> String {
    format!("photos/2023/10/{number:07}/a-picture-from-the-holidays.jpg")
}

/// The entity tag of an object, with its quotes.
pub fn etag(number: usize) -> String {
    format!("\"{number:032x}\"")
}

/// The size of an object in bytes.
pub fn size(number: usize) -> i64 {
    number as i64 * 65_537 + 434_234
}

/// The seconds since 1970 at which an object was written.
pub fn modified(number: usize) -> i64 {
    // 2023-10-01T12:00:00Z and what `object` adds to it.
    let (days, minutes, seconds) = (number % 28, number % 60, number % 59);
    1_696_161_600 + (days * 86_400 + minutes * 60 + seconds) as i64
}
