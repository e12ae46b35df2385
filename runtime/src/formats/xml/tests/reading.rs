//! Documents that are read, documents that are refused, and the errors.

use aws_smithy_types::DateTime;

use super::shapes::{Choice, Kinds};
use crate::formats::xml;

fn read(text: &str) -> Kinds {
    xml::read::<Kinds>(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The members in a root.
fn members(text: &str) -> Kinds {
    read(&format!("<Kinds>{text}</Kinds>"))
}

fn refuse(text: impl AsRef<[u8]>) -> String {
    match xml::read::<Kinds>(text.as_ref()) {
        Ok(kinds) => panic!("{} was read as {kinds:?}", String::from_utf8_lossy(text.as_ref())),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_no_member_is_skipped() {
    for text in [
        "",
        " \n",
        "<Kinds/>",
        "<n:Kinds xmlns:n='http://x' a=\"<>/\" ></n:Kinds >",
        "\u{feff}<?xml version = \"1.0\" encoding=\"UTF-8\"?>\n<!-- c --><?pi?><Kinds> text <!-- > --><![CDATA[<a>]]></Kinds>\n<!--->-->",
        "<Kinds><unknown a='>' b=\"'/>\"><string>no</string><c/><!--</unknown>--><![CDATA[</unknown>]]><?</unknown>?></unknown></Kinds>",
    ] {
        assert_eq!(read(text), Kinds::default(), "{text}");
    }
}

#[test]
fn a_root_of_another_name_must_hold_a_member() {
    for text in
        ["<Any><byte>1</byte></Any>", "<Any><other/><byte>1</byte></Any>", "<Any flag='true'/>", "<a:Any flag='true'/>"]
    {
        assert_ne!(read(text), Kinds::default(), "{text}");
    }
    for text in ["<Any/>", "<Any>", "<Any><other/>", "<html><br></html>", "<a:Any>byte</a:Any>", "<Any other='byte'/>"]
    {
        let error = xml::read::<Kinds>(text.as_bytes()).unwrap_err().to_string();
        let found = text[1..].split([' ', '/', '>']).next().unwrap();
        assert_eq!(error, format!("expected the element `Kinds`, found `{found}`"), "{text}");
    }
}

#[test]
fn members_are_found_in_any_order_and_whatever_their_prefix() {
    let kinds =
        members("\n <a:string xmlns:a='x'> a </a:string><byte\n>-5</byte ><DoubleDribble> 1.5\n</DoubleDribble> ");
    assert_eq!((kinds.string.as_deref(), kinds.byte, kinds.double), (Some(" a "), Some(-5), Some(1.5)));
    assert_eq!(members("<byte>1</byte><byte>2</byte>").byte, Some(2), "the last of duplicates wins");
    assert_eq!(members("<nested><byte>1</byte></nested><byte>2</byte>").nested.unwrap().byte, Some(1));
    let prefixed = read("<x:Kinds xmlns:x='x'><x:nested><x:nested/></x:nested></x:Kinds>");
    assert_eq!(prefixed.nested.unwrap().nested, Some(Box::default()));
}

#[test]
fn attributes() {
    for text in [
        "<Kinds xmlns:xsi='http://x' xsi:type='a' flag=\"true\"/>",
        "<Kinds flag = 'true'\n type='a'></Kinds>",
        "<Kinds type='a' type2='' other=\"\" xmlns:type='no' flag=' true '><kind>no</kind><flag>false</flag></Kinds>",
    ] {
        let expected = Kinds { kind: Some("a".into()), flag: Some(true), ..Kinds::default() };
        assert_eq!(read(text), expected, "{text}");
    }
    let kinds = read("<Kinds type='&lt;a&amp;&#x41;\"\r\n\t>' ><byte>1</byte></Kinds>");
    assert_eq!((kinds.kind.as_deref(), kinds.byte), (Some("<a&A\"  >"), Some(1)));
    for tag in ["a", "a=", "a=b", "a='", "='x'", "a='x", "type='&x;'", "/ "] {
        refuse(format!("<Kinds {tag}></Kinds>"));
    }
}

#[test]
fn texts() {
    for (text, value) in [
        ("", ""),
        ("plain text that is longer than a word", "plain text that is longer than a word"),
        (" \n kept ", " \n kept "),
        ("&lt;&gt;&amp;&quot;&apos;&#65;&#x20AC;&#x1F600;&#0000000065;", "<>&\"'A€😀A"),
        ("a<![CDATA[<b>&amp;\r\n]]]>c", "a<b>&amp;\n]c"),
        ("a<!-- <b> -->b<?p <c> ?>c", "abc"),
        ("a\r\nb\rc&#13;d", "a\nb\nc\rd"),
        ("&#x1;]]>", "\u{1}]]>"),
        ("é😀", "é😀"),
    ] {
        assert_eq!(members(&format!("<string>{text}</string>")).string.as_deref(), Some(value), "{text}");
    }
    assert_eq!(members("<string/>").string.as_deref(), Some(""));
    assert_eq!(members("<string a='b' />").string.as_deref(), Some(""));
    for text in
        ["&", "&;", "&nbsp;", "&#;", "&#x;", "&#xD800;", "&#x110000;", "&#-1;", "&#x00000000000041;", "<b/>", "<!b>"]
    {
        refuse(format!("<Kinds><string>{text}</string></Kinds>"));
    }
    refuse(b"<Kinds><string>\xff</string></Kinds>");
}

#[test]
fn numbers_and_booleans() {
    let kinds = members(
        "<long>9223372036854775807</long><byte>\n-128 </byte><float>1e-2</float><DoubleDribble>-5</DoubleDribble>\
         <boolean>false</boolean><bigInteger>123456789012345678901234567890</bigInteger><bigDecimal>-1.50e400</bigDecimal>",
    );
    assert_eq!((kinds.long, kinds.byte, kinds.boolean), (Some(i64::MAX), Some(-128), Some(false)));
    assert_eq!((kinds.float, kinds.double), (Some(0.01), Some(-5.0)));
    assert_eq!(kinds.big_integer.unwrap().as_ref(), "123456789012345678901234567890");
    assert_eq!(kinds.big_decimal.unwrap().as_ref(), "-1.50e400");
    for (member, values) in [
        ("byte", &["128", "1.5", "", "true", "0x1"][..]),
        ("long", &["9223372036854775808", "1e1"]),
        ("DoubleDribble", &["1e400", "nan", "inf", "infinity", "0x1", ""]),
        ("boolean", &["1", "True", ""]),
        ("blob", &["dmFsdWU", "?"]),
        ("dateTime", &["1398796238", "2014-04-29"]),
        ("epoch", &["2014-04-29T18:30:38Z"]),
    ] {
        for value in values {
            refuse(format!("<Kinds><{member}>{value}</{member}></Kinds>"));
        }
    }
    let kinds = members("<float>-Infinity</float><DoubleDribble>NaN</DoubleDribble>");
    assert_eq!(kinds.float, Some(f32::NEG_INFINITY));
    assert!(kinds.double.is_some_and(f64::is_nan));
}

#[test]
fn timestamps_and_blobs() {
    let kinds = members(
        "<epoch>1398796238.5</epoch><dateTime>2014-04-29T20:30:38+02:00</dateTime>\
         <httpDate>Tue, 29 Apr 2014 18:30:38 GMT</httpDate><blob> dmFsdWU=\n</blob>",
    );
    let time = DateTime::from_secs(1_398_796_238);
    assert_eq!(kinds.epoch, Some(DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000)));
    assert_eq!((kinds.date_time, kinds.http_date), (Some(time), Some(time)));
    assert_eq!(kinds.blob.unwrap().as_ref(), b"value");
    assert_eq!(members("<blob/>").blob.unwrap().as_ref(), b"");
}

#[test]
fn lists() {
    let kinds = members(
        "<list> <member>a</member>\n<other>b</other><member/></list>\
         <renamed><row><member>1</member></row><row/><member><member>2</member></member></renamed><sparse/>",
    );
    assert_eq!(kinds.list, Some(vec!["a".to_owned(), String::new()]));
    assert_eq!(kinds.renamed, Some(vec![vec![1], vec![]]));
    assert_eq!(kinds.sparse, Some(vec![]));
}

#[test]
fn flattened_collections_may_lie_apart() {
    let kinds = members(
        "<n>1</n><structures><n>5</n></structures><n>2</n><KVP><K>a</K><V>1</V></KVP><string>x</string><n>3</n>\
         <structures/><KVP><other/><V>2</V><K>b</K></KVP>",
    );
    assert_eq!(kinds.numbers, Some(vec![1, 2, 3]));
    let five = Kinds { numbers: Some(vec![5]), ..Kinds::default() };
    assert_eq!(kinds.structures, Some(vec![five, Kinds::default()]));
    assert_eq!(kinds.flat_map, Some([("a".to_owned(), "1".to_owned()), ("b".to_owned(), "2".to_owned())].into()));
    assert_eq!(kinds.string.as_deref(), Some("x"));
}

#[test]
fn maps() {
    let entry = "<entry><key>a&amp;b</key><value><member>1</member></value></entry>";
    let kinds = members(&format!("<map>{entry}<other/><entry> <value/> <key>c</key></entry></map>"));
    assert_eq!(kinds.map, Some([("a&b".to_owned(), vec![1]), ("c".to_owned(), vec![])].into()));
    assert_eq!(members("<map/>").map, Some([].into()));
    for entry in ["<entry/>", "<entry><key>a</key></entry>", "<entry><value/></entry>"] {
        refuse(format!("<Kinds><map>{entry}</map></Kinds>"));
    }
}

#[test]
fn unions() {
    let choice = |text: &str| members(&format!("<choice>{text}</choice>")).choice;
    assert_eq!(choice("<text>a</text>"), Some(Choice::Text("a".into())));
    assert_eq!(choice(" <!-- c --> <number> 1 </number>\n"), Some(Choice::Number(1)));
    assert_eq!(choice("<nested><byte>1</byte></nested>"), Some(Choice::Nested(Box::new(members("<byte>1</byte>")))));
    assert_eq!(choice("<new><deep/></new>"), Some(Choice::Unknown));
    refuse("<Kinds><choice/></Kinds>");
    let error = refuse("<Kinds><choice><text>a</text><number>1</number></choice></Kinds>");
    assert!(error.starts_with("a union must hold one variant, found a second"), "{error}");
    refuse("<Kinds><choice><new/><newer/></choice></Kinds>");
}

#[test]
fn the_entries_of_a_flattened_collection_are_one_variant() {
    let choice = |text: &str| members(&format!("<choice>{text}</choice><byte>1</byte>")).choice;
    let flat = |items: &[&str]| Some(Choice::Flat(items.iter().map(ToString::to_string).collect()));
    assert_eq!(choice("<Flat>a</Flat>"), flat(&["a"]));
    assert_eq!(choice("<Flat>a</Flat><Flat>b</Flat><Flat>c</Flat>"), flat(&["a", "b", "c"]));
    assert_eq!(choice("\n <p:Flat x='y'>a</p:Flat>\n <!-- c --> <Flat/>\n"), flat(&["a", ""]));
    let entry = |key: &str, value: i32| format!("<flatMap><key>{key}</key><value>{value}</value></flatMap>");
    let map = Some(Choice::FlatMap([("a".to_owned(), 1), ("b".to_owned(), 2)].into()));
    assert_eq!(choice(&(entry("a", 1) + &entry("b", 2))), map);
    for second in ["<text>b</text>", "<new/>", "<text>b</text><Flat>c</Flat>", "<new/><Flat>c</Flat>"] {
        let error = refuse(format!("<Kinds><choice><Flat>a</Flat>{second}</choice></Kinds>"));
        assert!(error.starts_with("a union must hold one variant, found a second"), "{error}");
    }
    let error = refuse("<Kinds><choice><Flat>a</Flat><Flat>");
    assert!(error.starts_with("the input ends within `Flat`"), "{error}");
}

#[test]
fn broken_texts() {
    for text in [
        "x",
        "{}",
        "<",
        "<Kinds",
        "<Kinds>",
        "<Kinds><string>",
        "<Kinds><string>a",
        "<Kinds></",
        "<Kinds></Kinds",
        "<Kinds><byte>1</string></Kinds>",
        "<Kinds><a></b></Kinds",
        "<Kinds></Kinds><Kinds/>",
        "</Kinds>",
        "<Kinds/>x",
        "<Kinds/><!a>",
        "<Kinds><!-- </Kinds>",
        "<Kinds><![CDATA[ </Kinds>",
        "<Kinds><?a </Kinds>",
        "<Kinds><a b='></a></Kinds>",
        "<Kinds><unknown><a></unknown></Kinds>",
        "< Kinds/>",
        "<Kinds><!a></Kinds>",
        "<!DOCTYPE Kinds [<!ENTITY a 'b'>]><Kinds><string>&a;</string></Kinds>",
    ] {
        refuse(text);
    }
}

#[test]
fn the_end_tag_of_the_root_may_have_another_name() {
    assert_eq!(read("<Kinds><byte>1</byte></Kind>").byte, Some(1));
}

#[test]
fn nesting_is_limited() {
    let deep = |levels: usize| format!("{}{}", "<nested>".repeat(levels), "</nested>".repeat(levels));
    read(&deep(128));
    assert!(refuse(deep(129)).starts_with("the text is nested too deeply at byte"));
    assert!(refuse("<nested>".repeat(100_000)).starts_with("the text is nested too deeply at byte"));
    let skipped = format!("<Kinds>{}{}</Kinds>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(&skipped), Kinds::default());
}

#[test]
fn errors_say_where() {
    let error = refuse("<Kinds><nested><structures><byte>x</byte></structures></nested></Kinds>");
    assert_eq!(error, "expected an integer of 64 bits, found `x` at byte 32 in `nested.structures.byte`");
    assert_eq!(refuse("<Kinds><string>a</Kinds>"), "`string` is open, but `Kinds` is closed at byte 16 in `string`");
    assert_eq!(refuse("<Kinds><list><member>a"), "the input ends within `member` at byte 22 in `list`");
}
