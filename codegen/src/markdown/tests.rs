//! Whole documents, hostile ones among them.

use super::{Items, Links};

fn to_markdown(html: &str) -> Vec<String> {
    let none = Items::none();
    super::to_markdown(html, Links { items: &none, members: &none, own: "" })
}

fn summary(html: &str) -> Vec<String> {
    let none = Items::none();
    super::summary(html, Links { items: &none, members: &none, own: "" })
}

fn markdown(html: &str) -> String {
    to_markdown(html).join("\n")
}

fn first(html: &str) -> String {
    summary(html).join("\n")
}

#[test]
fn paragraphs_and_inline_elements() {
    assert_eq!(
        markdown(
            "<p>The <code>Name</code> of\n   the <b>stage</b>, see <i>Guide</i>.</p>\n<p>Use <a>CreateStage</a>.</p>"
        ),
        "The `Name` of the **stage**, see *Guide*.\n\nUse `CreateStage`."
    );
    assert_eq!(markdown("<p></p> <p> \n</p><!-- x --><note></note>"), "");
}

#[test]
fn code_is_verbatim() {
    assert_eq!(
        markdown("<p><code>arn:aws:<i>region</i>:<region>:*</code>, <code>a&lt;b`c</code>.</p>"),
        "`arn:aws:region:<region>:*`, ``a<b`c``."
    );
    assert_eq!(
        markdown("<p>Use <code>VOLUME </code>to, an<code> x</code> <code></code>or <code>a</code><code>b</code></p>"),
        "Use `VOLUME` to, an `x` or `a` `b`"
    );
    assert_eq!(
        markdown("<p>For example: <code>{\n    \"A\": 1,\n\n    \"B\": 2\n  }</code>.</p>"),
        "For example:\n\n```text\n{\n  \"A\": 1,\n\n  \"B\": 2\n}\n```"
    );
    assert_eq!(markdown("<pre>\n  a <b>\n    c</pre>"), "```text\na\n  c\n```");
}

#[test]
fn links() {
    assert_eq!(
        markdown("<p>See <a href=\" https://x.org/a_(b) \"> the [x] <i>Guide</i></a>.</p>"),
        r"See [the \[x\] *Guide*](https://x.org/a_%28b%29)."
    );
    assert_eq!(markdown("<p><a href='#top'>top</a>!<a href=\"http://y.org\">y</a></p>"), r"top\![y](http://y.org)");
    assert_eq!(markdown("<p><a href=\"https://x.org\">https://x.org</a></p>"), "<https://x.org>");
    assert_eq!(markdown("<p><code><a href=\"https://x.org\">X</a></code></p>"), "[`X`](https://x.org)");
    assert_eq!(
        markdown("<p>At https://x.org/a_b?c=1. Or (http://y.org), https://{id}.x.org.</p>"),
        "At <https://x.org/a_b?c=1>. Or (<http://y.org>), `https://{id}.x.org`."
    );
}

#[test]
fn lists_nest() {
    assert_eq!(
        markdown("<p>A:</p><ul><li><p>a</p><ol><li>b</li><li>c</li></ol></li><li>d</ul><p>e</p>"),
        "A:\n\n- a\n  1. b\n  2. c\n- d\n\ne"
    );
    assert_eq!(markdown("<ul><li><p>a</p><p>b</p></li><li></li><li>c</li></ul>"), "- a\n\n  b\n\n- c");
    assert_eq!(markdown("<ol><li>a</li></ol><ol><li>b</li></ol>"), "1. a\n\n1) b");
    assert_eq!(markdown("<ul><li><ul><li>a</li><li>b</li></ul></li></ul>"), "- - a\n  - b");
    assert_eq!(markdown("<dl><dt>A</dt>\n <dd>\n<p>one</p></dd><dt>B:<dd>two</dd></dl>"), "- **A**: one\n- **B:** two");
    assert_eq!(
        markdown("<table><tr><th>k</th><th>v</th></tr><tr><td><p>a</p></td><td>b</td></tr></table>"),
        "- k – v\n- a – b"
    );
}

#[test]
fn notes_and_titles() {
    assert_eq!(
        markdown("<fullname>Stages</fullname><p>x</p><note><p>a</p><p>b</p></note><important>c</important><h2>T</h2>d"),
        "**Stages**\n\nx\n\n**Note:** a\n\nb\n\n**Important:** c\n\n## T\n\nd"
    );
}

#[test]
fn text_means_itself() {
    assert_eq!(
        markdown("<p>[a](b) *c* _d_ `e` `f g` &lt;b&gt; <region> <*> #1 a|b x_y 2 < 3</p>"),
        r"\[a\](b) \*c\* \_d\_ `e` \`f g\` \<b> \<region> <\*> #1 a\|b x_y 2 < 3"
    );
    assert_eq!(markdown("<p>- a</p><p># b</p><p>1. c</p><p>---</p>"), "\\- a\n\n\\# b\n\n1\\. c\n\n\\---");
    let wrapped = markdown(&format!("<p>{} - x</p>", "y".repeat(109)));
    assert!(wrapped.ends_with("\n\\- x"), "{wrapped}");
}

#[test]
fn emphasis_that_markdown_would_miss_is_dropped() {
    assert_eq!(markdown("<p>x<b>y</b>z <i> a </i>b <i></i><b>c</b><i>d</i></p>"), "xyz *a* b cd");
    assert_eq!(markdown("<p><b><i>a <b>b</b></b> c</i></p>"), "***a b*** c");
}

#[test]
fn commonmark_survives() {
    assert_eq!(
        markdown("A `code [x]` and [y](https://y.org), **b** [z].\nMore\n\n* one\n  two\n* three\n    - four\n\nEnd"),
        "A `code [x]` and [y](https://y.org), **b** \\[z\\]. More\n\n- one two\n- three\n  - four\n\nEnd"
    );
    assert_eq!(markdown("# T\nx\n```json\n  a\n    b\n\n```\ny"), "# T\n\nx\n\n```text\na\n  b\n```\n\ny");
    assert_eq!(markdown("a < b\n    and <region>"), r"a < b and \<region>");
}

#[test]
fn summaries_are_one_sentence() {
    let cases = [
        ("<p>Creates a stage. Then more.</p>", "Creates a stage."),
        (
            "<p>Use e.g. Foo, i.e. Bar, etc. and <code>A. B</code>. More.</p>",
            "Use e.g. Foo, i.e. Bar, etc. and `A. B`.",
        ),
        ("<p>Version 1.2 of x.y. More</p>", "Version 1.2 of x.y."),
        ("<p>See <a href=\"http://x.org\">A. B.</a> More.</p>", "See [A. B.](http://x.org)"),
        ("<p><b>Is bold. Still</b> bold.</p>", "**Is bold.**"),
        ("<p>Optional. The name. More.</p>", "Optional. The name."),
        ("<note><p>A note.</p><p>More.</p></note><p>The text. More.</p>", "The text."),
        ("<note>A note. More.</note>", "**Note:** A note."),
        ("<p>In the U.S. East (\"now.\") Later.</p>", "In the U.S. East (\"now.\")"),
        ("<fullname>T</fullname><p>The service. More.</p>", "The service."),
        ("<fullname>T</fullname>", "**T**"),
        ("No end", "No end"),
        ("", ""),
    ];
    for (html, expected) in cases {
        assert_eq!(first(html), expected, "{html}");
    }
}

/// A small deterministic generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// The parts of hostile text.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<note>",
    "</note>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a>",
    "</a>",
    "<a href=\"http://x.org\">",
    "<a href=\"",
    "<br/>",
    "<h1>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<x>",
    "</x>",
    "<!--",
    "-->",
    "<fullname>",
    "`",
    "```",
    "**",
    "[",
    "](http://y.org)",
    "http://",
    "https://z.org/é",
    "&lt;",
    "&#0;",
    "&",
    "<",
    ">",
    " ",
    "\n",
    "\n\n",
    "\t",
    "- ",
    "1. ",
    "# ",
    "word",
    "e.g. ",
    "Über. ",
    "。",
    "\u{a0}",
    "\u{202e}",
    "\\",
    "|",
    "!",
    "_",
];

#[test]
fn hostile_text_keeps_the_lines_in_shape() {
    let mut random = Random(0x5eed);
    for _ in 0..4000 {
        let text: String = (0..random.below(40)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        for lines in [to_markdown(&text), summary(&text)] {
            assert!(lines.iter().all(|line| line.trim_end() == line && !line.contains(['\n', '\t'])), "{text:?}");
            let blank = |line: Option<&String>| line.is_some_and(String::is_empty);
            assert!(!blank(lines.first()) && !blank(lines.last()), "{text:?} gives {lines:?}");
        }
    }
}

#[test]
fn length_and_depth_are_no_problem() {
    const REPEATED: &[&str] = &[
        "<ul><li>",
        "<b>",
        "<i></i>",
        "</i>",
        "<a href=\"http://x.org\">",
        "<a href=\"",
        "<!--",
        "<x ",
        "&",
        "`",
        "` ``",
        "``a",
        "http://",
        "[",
        "[x](",
        "**",
        "**a",
        "<dl><dt>",
        "</ul>",
        "<note>",
        "- - ",
        "- a\n  ",
        "<code>",
        "a. ",
        ".",
        "<table><tr>",
        "<b>x<i>",
    ];
    for piece in REPEATED {
        let text = piece.repeat(5_000);
        to_markdown(&text);
        summary(&format!("<p>{text}"));
    }
}

#[test]
fn names_link_to_items() {
    let (mut items, mut members) = (Items::none(), Items::none());
    items.add("CreateStage", "crate::operation::create_stage::CreateStage".to_owned());
    items.add("Stage", "crate::types::Stage".to_owned());
    items.add("arn", "crate::types::Arn".to_owned());
    items.add("Twice", "crate::types::Twice".to_owned());
    items.add("Twice", "crate::operation::twice::Twice".to_owned());
    members.add("arn", "method@Self::arn".to_owned());
    members.add("stageName", "method@Self::stage_name".to_owned());
    let links = Links { items: &items, members: &members, own: "stageName" };
    for (html, expected) in [
        ("<p>See <a>CreateStage</a>.</p>", "See [`CreateStage`](crate::operation::create_stage::CreateStage)."),
        ("<p>A CreateStage call.</p>", "A [`CreateStage`](crate::operation::create_stage::CreateStage) call."),
        ("<p>Stage of a <code>Stage</code></p>", "Stage of a [`Stage`](crate::types::Stage)"),
        ("<p><code>arn</code>, <code>Twice</code>, <code>stageName</code></p>", "`arn`, `Twice`, `stageName`"),
        ("<p>CreateStages, ivs:CreateStage, a/CreateStage_b</p>", "CreateStages, ivs:CreateStage, a/CreateStage_b"),
        ("<p><a href=\"https://a.b\">CreateStage</a></p>", "[CreateStage](https://a.b)"),
    ] {
        assert_eq!(super::to_markdown(html, links).join("\n"), expected, "{html}");
    }
    let links = Links { own: "", ..links };
    let expected = "Like [`stageName`](method@Self::stage_name).";
    assert_eq!(super::summary("<p>Like <code>stageName</code>. Or not.</p>", links), [expected]);
}
