//! Random and mutated XML.

use super::shapes::Kinds;
use crate::formats::xml;
use crate::formats::xml::tree;
use crate::formats::xml::tree::Element;
use crate::test_support::fuzz::fuzz;

/// Texts to begin with: members of all kinds, and things that mutations rarely come up with.
const SEEDS: &[&str] = &[
    "<?xml version=\"1.0\"?>\n<Kinds><boolean>true</boolean><byte>1</byte><long>-2</long><float>5.5</float></Kinds>",
    "<Kinds xmlns:xsi='http://x' xsi:type='a&lt;b' flag=\"true\"><string>a&amp;&#233;&#x1F600;\r\n</string></Kinds>",
    "<Kinds><blob>dmFsdWU=</blob><epoch>1398796238.125</epoch><dateTime>2014-04-29T18:30:38.5Z</dateTime></Kinds>",
    "<Kinds><list><member>a</member><member/></list><renamed><row><member>1</member></row></renamed></Kinds>",
    "<Kinds><n>1</n><structures><n>2</n></structures><n>3</n><KVP><K>a</K><V>b</V></KVP><KVP><V/><K/></KVP></Kinds>",
    "<Kinds><map><entry><key>a</key><value><member>1</member></value></entry></map><choice><text>x</text></choice></Kinds>",
    "<Kinds><choice><Flat>a</Flat> <Flat>b</Flat></choice><nested><choice><flatMap><key>a</key><value>1</value></flatMap></choice></nested></Kinds>",
    "<Kinds><nested><nested><choice><new><a b='>'/></new></choice></nested></nested><DoubleDribble>NaN</DoubleDribble></Kinds>",
    "<x:Kinds><!-- a <b> --><string><![CDATA[<a>]]>b<!--c--><?d e?></string><unknown><![CDATA[</unknown>]]></unknown></x:Kinds>",
    "<ErrorResponse><Error><Code>A</Code><Message>B &amp; C</Message></Error><RequestId>d</RequestId></ErrorResponse>",
];

/// Pieces that mutations put in.
const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "&",
    ";",
    "&lt;",
    "&#",
    "&#x0;",
    "&#13;",
    "\"",
    "'",
    "=",
    " a='b'",
    " xmlns='c'",
    " xsi:type=\"t\"",
    "\r\n",
    "\r",
    "\u{0}",
    "é",
    "<a>",
    "</a>",
    "<string>",
    "</string>",
    "<n>",
    "</n>",
    "<!DOCTYPE a>",
    "99999999999",
    "\u{feff}",
    "x:",
    "<nested><nested><nested>",
];

#[test]
fn whatever_comes_is_survived() {
    fuzz(SEEDS, PIECES, check);
}

/// Reads the text in every way; what roxmltree says of it is what the tree says.
fn check(text: &[u8]) {
    let shown = String::from_utf8_lossy(text);
    let _ = (xml::read_error_body(text, |name| name == "nested"), xml::root(text));
    if let Ok(Ok(written)) = xml::read::<Kinds>(text).map(|kinds| xml::write(&kinds)) {
        assert!(xml::read::<Kinds>(&written).is_ok(), "{shown} was written and not read back");
    }
    let tree = tree::read(text);
    let Ok(document) =
        std::str::from_utf8(text).map_err(drop).and_then(|text| roxmltree::Document::parse(text).map_err(drop))
    else {
        return;
    };
    // The other parser takes `:a` for the name `a`, and makes U+FFFD of references to what is no character.
    let is_odd = ["<:", "/:", " :", "\n:", "'\":"].iter().any(|odd| shown.contains(odd));
    if is_odd || document.descendants().any(|node| node.text().is_some_and(|text| text.contains('\u{fffd}'))) {
        return;
    }
    match tree {
        Ok(tree) => assert_eq!(without_namespaces(tree), element(document.root_element()), "{shown}"),
        Err(error) => panic!("{shown} was refused: {error}"),
    }
}

/// The tree as a parser gives it that resolves namespaces, and leaves a carriage return at the end of a text.
fn without_namespaces(element: Element) -> Element {
    let local = |name: &str| name.split(':').next_back().unwrap_or_default().to_owned();
    let declares = |name: &str| name == "xmlns" || name.starts_with("xmlns:");
    let attributes = element.attributes.into_iter().filter(|(name, _)| !declares(name));
    let mut attributes: Vec<_> = attributes.map(|(name, value)| (local(&name), value)).collect();
    attributes.sort();
    let children = element.children.into_iter().map(without_namespaces).collect();
    Element { name: local(&element.name), attributes, children, text: element.text.replace('\r', "\n") }
}

/// The tree of another parser in our form.
fn element(node: roxmltree::Node<'_, '_>) -> Element {
    let children: Vec<_> = node.children().filter(roxmltree::Node::is_element).map(element).collect();
    let text = match children.is_empty() {
        true => node
            .children()
            .filter(roxmltree::Node::is_text)
            .filter_map(|it| it.text())
            .collect::<String>()
            .replace('\r', "\n"),
        false => String::new(),
    };
    let mut attributes: Vec<_> = node.attributes().map(|it| (it.name().to_owned(), it.value().to_owned())).collect();
    attributes.sort();
    Element { name: node.tag_name().name().to_owned(), attributes, text, children }
}
