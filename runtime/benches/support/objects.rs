//! A page of S3's `ListObjectsV2`: its shapes as tinsmith emits them, two other ways to read it, and the text.

use std::fmt::Write as _;

use aws_smithy_types::DateTime;
use aws_smithy_types::error::operation::BuildError;
use tinsmith::emitted::inner::{Member, Schema, Xml};
use tinsmith::emitted::inner::{Shape, ShapeReader, ShapeWriter, Value, ValueReader, ValueWriter, Walk};
use tinsmith::internals::walk::ReadError;

/// `ObjectStorageClass`.
#[derive(Debug, Clone, PartialEq)]
pub enum StorageClass {
    Standard,
    Glacier,
    Unknown(String),
}

impl From<&str> for StorageClass {
    fn from(text: &str) -> Self {
        match text {
            "STANDARD" => Self::Standard,
            "GLACIER" => Self::Glacier,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

impl Value for StorageClass {
    #[inline]
    fn write<W: ValueWriter>(&self, member: &'static Member, w: &mut W) -> Result<(), BuildError> {
        w.string(
            member,
            match self {
                Self::Standard => "STANDARD",
                Self::Glacier => "GLACIER",
                Self::Unknown(other) => other,
            },
        )
    }

    #[inline]
    fn read<R: ValueReader>(member: &'static Member, r: &mut R) -> Result<Self, ReadError> {
        r.string(member, |text| Self::from(&*text))
    }
}

/// A structure of optional members, in the form that the generator emits.
macro_rules! structure {
    ($(#[$docs:meta])* $name:ident = $schema:expr, { $($index:literal $field:ident: $ty:ty,)* }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name {
            $(pub $field: Option<$ty>,)*
        }

        impl Shape for $name {
            const SCHEMA: &'static Schema = &$schema;

            fn write<W: ShapeWriter>(&self, w: &mut W) -> Result<(), BuildError> {
                let m = Self::SCHEMA.members;
                $(w.member(&m[$index], &self.$field)?;)*
                Ok(())
            }

            fn read<R: ShapeReader>(r: &mut R) -> Result<Self, ReadError> {
                let m = Self::SCHEMA.members;
                let mut read = Self::default();
                let mut walk = Walk::structure(Self::SCHEMA);
                r.enter(&mut walk)?;
                while let Some(index) = r.next(&mut walk)? {
                    match index {
                        $($index => r.member(&m[$index], &mut read.$field)?,)*
                        _ => {}
                    }
                }
                Ok(read)
            }
        }
    };
}

structure!(
    /// `Owner`.
    Owner = Schema::new("Owner", &[Member::new("DisplayName"), Member::new("ID")]),
    { 0 display_name: String, 1 id: String, }
);

structure!(
    /// `Object`.
    Object = Schema::new(
        "Object",
        &[
            Member::new("Key"),
            Member::new("LastModified"),
            Member::new("ETag"),
            Member::new("ChecksumAlgorithm").xml(&Xml::new().flattened()),
            Member::new("Size"),
            Member::new("StorageClass"),
            Member::new("Owner"),
        ],
    ),
    {
        0 key: String,
        1 last_modified: DateTime,
        2 e_tag: String,
        3 checksum_algorithm: Vec<String>,
        4 size: i64,
        5 storage_class: StorageClass,
        6 owner: Owner,
    }
);

structure!(
    /// `ListObjectsV2Output`.
    Page = Schema::new(
        "ListObjectsV2Output",
        &[
            Member::new("IsTruncated"),
            Member::new("Contents").xml(&Xml::new().flattened()),
            Member::new("Name"),
            Member::new("Prefix"),
            Member::new("MaxKeys"),
            Member::new("KeyCount"),
            Member::new("NextContinuationToken"),
        ],
    )
    .xml(&Xml::new().name("ListBucketResult").namespace("http://s3.amazonaws.com/doc/2006-03-01/")),
    {
        0 is_truncated: bool,
        1 contents: Vec<Object>,
        2 name: String,
        3 prefix: String,
        4 max_keys: i32,
        5 key_count: i32,
        6 next_continuation_token: String,
    }
);

/// A page of 1000 objects, about 275 KB.
pub fn page() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
         <Name>bucket-of-the-customer</Name><Prefix></Prefix>\
         <NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>\
         <KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>true</IsTruncated>",
    );
    for number in 0..1000u64 {
        let (day, tag) = (number % 28 + 1, u128::from(number) * 0x1234_5678_9abc_def0_1234_5678_9abc);
        let _ = write!(
            text,
            "<Contents><Key>some/prefix/of/the/customer/2024-05-{day:02}/object-{number:06}.parquet</Key>\
             <LastModified>2024-05-{day:02}T10:11:12.000Z</LastModified><ETag>&quot;{tag:032x}&quot;</ETag>\
             <Size>{}</Size><StorageClass>STANDARD</StorageClass></Contents>",
            number * 7919,
        );
    }
    text.push_str("</ListBucketResult>");
    text
}

/// The page as the official crates read it: `aws-smithy-xml`, in the form that smithy-rs emits.
pub mod official {
    use aws_smithy_types::DateTime;
    use aws_smithy_types::date_time::Format;
    use aws_smithy_types::primitive::Parse as _;
    use aws_smithy_xml::decode::{Document, ScopedDecoder, XmlDecodeError, try_data};

    use super::{Object, Page, StorageClass};

    type Result<T> = std::result::Result<T, XmlDecodeError>;

    fn number<T: aws_smithy_types::primitive::Parse>(tag: &mut ScopedDecoder<'_, '_>) -> Result<T> {
        T::parse_smithy_primitive(&try_data(tag)?).map_err(|_| XmlDecodeError::custom("expected a number"))
    }

    /// `de_list_objects_v2`.
    pub fn page(text: &[u8]) -> Result<Page> {
        let mut doc = Document::try_from(text)?;
        let mut decoder = doc.root_element()?;
        let mut page = Page::default();
        if !decoder.start_el().matches("ListBucketResult") {
            return Err(XmlDecodeError::custom("unexpected root"));
        }
        while let Some(mut tag) = decoder.next_tag() {
            match tag.start_el() {
                s if s.matches("IsTruncated") => {
                    page.is_truncated = Some(
                        bool::parse_smithy_primitive(&try_data(&mut tag)?)
                            .map_err(|_| XmlDecodeError::custom("expected a boolean"))?,
                    );
                }
                s if s.matches("Contents") => {
                    let mut contents = page.contents.take().unwrap_or_default();
                    contents.push(object(&mut tag)?);
                    page.contents = Some(contents);
                }
                s if s.matches("Name") => page.name = Some(try_data(&mut tag)?.into_owned()),
                s if s.matches("Prefix") => page.prefix = Some(try_data(&mut tag)?.into_owned()),
                s if s.matches("MaxKeys") => page.max_keys = Some(number(&mut tag)?),
                s if s.matches("KeyCount") => page.key_count = Some(number(&mut tag)?),
                s if s.matches("NextContinuationToken") => {
                    page.next_continuation_token = Some(try_data(&mut tag)?.into_owned());
                }
                _ => {}
            }
        }
        Ok(page)
    }

    fn object(decoder: &mut ScopedDecoder<'_, '_>) -> Result<Object> {
        let mut object = Object::default();
        while let Some(mut tag) = decoder.next_tag() {
            match tag.start_el() {
                s if s.matches("Key") => object.key = Some(try_data(&mut tag)?.into_owned()),
                s if s.matches("LastModified") => {
                    let text = try_data(&mut tag)?;
                    object.last_modified = Some(
                        DateTime::from_str(&text, Format::DateTimeWithOffset)
                            .map_err(|_| XmlDecodeError::custom("expected a timestamp"))?,
                    );
                }
                s if s.matches("ETag") => object.e_tag = Some(try_data(&mut tag)?.into_owned()),
                s if s.matches("ChecksumAlgorithm") => {
                    let mut list = object.checksum_algorithm.take().unwrap_or_default();
                    list.push(try_data(&mut tag)?.into_owned());
                    object.checksum_algorithm = Some(list);
                }
                s if s.matches("Size") => object.size = Some(number(&mut tag)?),
                s if s.matches("StorageClass") => {
                    object.storage_class = Some(StorageClass::from(&*try_data(&mut tag)?));
                }
                _ => {}
            }
        }
        Ok(object)
    }
}

/// The page read from the events of `quick-xml`, by hand and for this page alone.
pub mod quick {
    use aws_smithy_types::DateTime;
    use aws_smithy_types::date_time::Format;
    use quick_xml::Reader;
    use quick_xml::escape::resolve_predefined_entity;
    use quick_xml::events::Event;

    use super::{Object, Page, StorageClass};

    type Error = Box<dyn std::error::Error>;

    /// The page.
    pub fn page(text: &[u8]) -> Result<Page, Error> {
        let mut reader = Reader::from_str(std::str::from_utf8(text)?);
        let mut page = Page::default();
        loop {
            match reader.read_event()? {
                Event::Start(tag) => match tag.local_name().into_inner() {
                    b"ListBucketResult" => {}
                    b"Contents" => page.contents.get_or_insert_default().push(object(&mut reader)?),
                    b"Name" => page.name = Some(string(&mut reader)?),
                    b"Prefix" => page.prefix = Some(string(&mut reader)?),
                    b"NextContinuationToken" => page.next_continuation_token = Some(string(&mut reader)?),
                    b"KeyCount" => page.key_count = Some(string(&mut reader)?.parse()?),
                    b"MaxKeys" => page.max_keys = Some(string(&mut reader)?.parse()?),
                    b"IsTruncated" => page.is_truncated = Some(string(&mut reader)?.parse()?),
                    _ => drop(string(&mut reader)?),
                },
                Event::Eof => return Ok(page),
                _ => {}
            }
        }
    }

    fn object(reader: &mut Reader<&[u8]>) -> Result<Object, Error> {
        let mut object = Object::default();
        loop {
            match reader.read_event()? {
                Event::Start(tag) => match tag.local_name().into_inner() {
                    b"Key" => object.key = Some(string(reader)?),
                    b"LastModified" => {
                        object.last_modified = Some(DateTime::from_str(&string(reader)?, Format::DateTimeWithOffset)?);
                    }
                    b"ETag" => object.e_tag = Some(string(reader)?),
                    b"ChecksumAlgorithm" => object.checksum_algorithm.get_or_insert_default().push(string(reader)?),
                    b"Size" => object.size = Some(string(reader)?.parse()?),
                    b"StorageClass" => object.storage_class = Some(StorageClass::from(&*string(reader)?)),
                    _ => drop(string(reader)?),
                },
                Event::End(_) => return Ok(object),
                _ => {}
            }
        }
    }

    fn string(reader: &mut Reader<&[u8]>) -> Result<String, Error> {
        let mut text = String::new();
        loop {
            match reader.read_event()? {
                Event::Text(part) => text.push_str(&part.xml_content()?),
                Event::GeneralRef(name) => match resolve_predefined_entity(&name.decode()?) {
                    Some(resolved) => text.push_str(resolved),
                    None => text.extend(name.resolve_char_ref()?),
                },
                Event::End(_) => return Ok(text),
                _ => {}
            }
        }
    }
}
