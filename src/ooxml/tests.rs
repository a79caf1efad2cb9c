//! What Word writes, and the text that is read of it.

use super::docx::docx_text_within;
use super::testing::{document_xml, docx, package, relationships};
use super::*;
use proptest::prelude::*;
use std::io::Write;

/// A paragraph of one run.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn cell(inside: &str) -> String {
    format!("<w:tc>{inside}</w:tc>")
}

fn table(rows: &[&[String]]) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|cells| format!("<w:tr>{}</w:tr>", cells.concat()))
        .collect();
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

#[track_caller]
fn reads(body: &str, text: &str) {
    assert_eq!(docx_text(&docx(body)).as_deref(), Ok(text), "{body}");
}

/// No two figures become one because of what stands between them or where they stand.
#[test]
fn figures_stay_apart() {
    let run = |level: &str, text: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val=\"{level}\"/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    let plain = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (above, below) = (
        |text: &str| run("superscript", text),
        |text: &str| run("subscript", text),
    );
    for (body, text) in [
        (plain("10") + &above("4") + &plain("人"), "10^4人"),
        (
            plain("10") + &above("-") + &above("4") + &plain("5"),
            "10^-4 5",
        ),
        (plain("CO") + &below("2"), "CO_2"),
        (plain("10") + &run("baseline", "4"), "104"),
        (plain("10") + &above(" ") + &plain("4"), "104"),
        (
            plain("1万m") + &above("2") + &plain("和3km") + &above("3"),
            "1万m²和3km³",
        ),
        (
            "<w:r><w:t>5</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/><w:t>0</w:t></w:r>"
                .to_owned(),
            "5 0",
        ),
    ] {
        reads(&format!("<w:p>{body}</w:p>"), &format!("{text}\n"));
    }
}

#[test]
fn what_stands_in_a_paragraph() {
    let cases = [
        (
            "<w:r><w:t>托位</w:t></w:r><w:r><w:t>4.5个</w:t></w:r>",
            "托位4.5个",
        ),
        ("", ""),
        // Spaces count where that is said, and line ends of the file never.
        ("<w:r><w:t> a </w:t></w:r><w:r><w:t>b</w:t></w:r>", "ab"),
        (
            "<w:r><w:t xml:space=\"preserve\"> a </w:t></w:r><w:r><w:t>b</w:t></w:r>",
            " a b",
        ),
        ("<w:r>\n  <w:t>a\nb</w:t>\n</w:r>\n", "a b"),
        ("<w:r><w:t>a\tb</w:t></w:r>", "a b"),
        (
            "<w:r><w:t>1 &lt; 2 &amp; &#20048;&#x5C71;</w:t></w:r>",
            "1 < 2 & 乐山",
        ),
        ("<w:r><w:t><![CDATA[a<b]]></w:t></w:r>", "a<b"),
        // Signs that are elements.
        (
            "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:tab/><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/></w:r>",
            " a b ",
        ),
        (
            "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>",
            "a\nb\nc",
        ),
        (
            "<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t><w:softHyphen/></w:r>",
            "2021-2025",
        ),
        (
            "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/><w:t>a</w:t><w:lastRenderedPageBreak/></w:r>",
            " a",
        ),
        // Changes tracked.
        (
            "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>",
            "新",
        ),
        (
            "<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>",
            "新",
        ),
        (
            "<w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:ins>",
            "",
        ),
        (
            "<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>a</w:t></w:r>",
            "a",
        ),
        (
            "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>",
            "a",
        ),
        // What is not printed.
        (
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>",
            "b",
        ),
        (
            "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>",
            "a",
        ),
        // Notes and their marks.
        (
            "<w:r><w:t>4.5</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"3\"/><w:commentReference w:id=\"4\"/></w:r>",
            "4.5",
        ),
        // What text stands in without being of it.
        (
            "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:smartTag><w:smartTagPr/><w:r><w:t>b</w:t></w:r></w:smartTag>",
            "ab",
        ),
        (
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>",
            "a",
        ),
        (
            "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>le</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>乐</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "乐",
        ),
        (
            "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r>",
            "a",
        ),
        // Formulas in one line.
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
            "1/2",
        ),
        (
            "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>",
            "10^4",
        ),
    ];
    for (inside, text) in cases {
        reads(&format!("<w:p>{inside}</w:p>"), &format!("{text}\n"));
    }
}

#[test]
fn fields_show_what_they_show() {
    let mark = |kind| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let told = |what| format!("<w:r><w:instrText>{what}</w:instrText></w:r>");
    let run = |text| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    for (inside, text) in [
        (
            format!(
                "{}{begin}{}{separate}{}{end}{}",
                run("a"),
                told("PAGE"),
                run("3"),
                run("b")
            ),
            "a3b",
        ),
        (format!("{begin}{}{end}{}", told("SET x 1"), run("b")), "b"),
        // A field within what another is told: only the outer one shows something.
        (
            format!(
                "{begin}{}{begin}{}{separate}{}{end}{separate}{}{end}",
                told("IF"),
                told("X"),
                run("9"),
                run("b")
            ),
            "b",
        ),
        // One that never ends takes nothing with it, whatever it is.
        (format!("{begin}{}{separate}{}", told("TOC"), run("b")), "b"),
        (format!("{end}{separate}{}", run("b")), "b"),
        (
            format!("<w:fldSimple w:instr=\" DATE \">{}</w:fldSimple>", run("b")),
            "b",
        ),
        (
            format!("<w:fldSimple w:instr=\" TOC \">{}</w:fldSimple>", run("b")),
            "",
        ),
    ] {
        reads(&format!("<w:p>{inside}</w:p>"), &format!("{text}\n"));
    }
    // Over several paragraphs.
    let (one, two) = (run("一 1"), run("二 2"));
    let body = format!(
        "<w:p>{}{begin}{}{separate}{one}</w:p><w:p>{two}{end}{}</w:p>{}",
        run("前"),
        told("TOC \\o"),
        run("后"),
        p("正文"),
    );
    reads(&body, "前后\n正文\n");
    let body = format!(
        "<w:p>{begin}{}{separate}{one}</w:p><w:p>{two}{end}</w:p>",
        told("INCLUDETEXT x")
    );
    reads(&body, "一 1\n二 2\n");
    // One that ends in another cell than it began in.
    let row = [
        cell(&format!("<w:p>{begin}{}{separate}{one}</w:p>", told("TOC"))),
        cell(&format!("<w:p>{two}{end}</w:p>")),
    ];
    reads(&table(&[&row]), "\t一 1\n\t二 2\n\n\n");
}

#[test]
fn paragraphs_are_lines() {
    reads(
        &format!("{}<w:p/>{}<w:sectPr/>", p("一"), p("二")),
        "一\n\n二\n",
    );
    // The end of the first was struck out.
    let struck =
        "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>";
    reads(&format!("{struck}{}", p("二")), "一二\n");
    reads(&table(&[&[cell(struck)]]), "\t一\n\n\n");
    reads(
        &format!(
            "<w:ins>{}</w:ins><w:customXml><w:customXmlPr/>{}</w:customXml>",
            p("一"),
            p("二")
        ),
        "一\n二\n",
    );
    reads(
        &format!(
            "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("一")
        ),
        "一\n",
    );
}

#[test]
fn cells_are_lines_that_begin_with_a_tab() {
    let c = |text| cell(&p(text));
    let with = |properties, text| cell(&format!("<w:tcPr>{properties}</w:tcPr>{}", p(text)));
    let one = |cells: &[String], text: &str| reads(&table(&[cells]), text);
    reads(
        &format!(
            "{}{}{}",
            p("上"),
            table(&[&[c("领域"), c("主要指标")], &[c("人口总量"), c("户籍人口")]]),
            p("下")
        ),
        "上\n\t领域\n\t主要指标\n\n\t人口总量\n\t户籍人口\n\n\n下\n",
    );
    one(&[c("一"), cell("<w:p/>"), c("三")], "\t一\n\t\n\t三\n\n\n");
    // Several paragraphs, and breaks in one.
    one(
        &[cell(&(p("一") + &p("二"))), c("三")],
        "\t一\n\n二\n\t三\n\n\n",
    );
    one(
        &[cell(&("<w:p/>".to_owned() + &p("二") + "<w:p/>"))],
        "\t二\n\n\n",
    );
    one(
        &[cell(
            "<w:p><w:r><w:t>2020年</w:t><w:br/><w:t>基期</w:t></w:r></w:p>",
        )],
        "\t2020年\n\n基期\n\n\n",
    );
    one(
        &[cell("<w:p><w:r><w:tab/><w:t>一</w:t></w:r></w:p>")],
        "\t 一\n\n\n",
    );
    // Merged cells.
    one(
        &[with("<w:vMerge w:val=\"restart\"/>", "一"), c("二")],
        "\t一\n\t二\n\n\n",
    );
    one(&[with("<w:vMerge/>", "隐"), c("二")], "\t\n\t二\n\n\n");
    one(
        &[with("<w:vMerge w:val=\"continue\"/>", ""), c("二")],
        "\t\n\t二\n\n\n",
    );
    one(
        &[with("<w:gridSpan w:val=\"2\"/>", "一"), c("三")],
        "\t一\n\t三\n\n\n",
    );
    one(
        &[
            with("<w:hMerge w:val=\"restart\"/>", "一"),
            with("<w:hMerge/>", ""),
            c("三"),
        ],
        "\t一\n\t三\n\n\n",
    );
    // What was struck out.
    one(&[with("<w:cellDel/>", "旧"), c("新")], "\t新\n\n\n");
    reads(
        &table(&[
            &["<w:trPr><w:del/></w:trPr>".to_owned(), c("旧")],
            &[c("新")],
        ]),
        "\t新\n\n\n",
    );
    reads(
        &table(&[&["<w:trPr><w:ins/></w:trPr>".to_owned(), c("新")]]),
        "\t新\n\n\n",
    );
    // Within something else.
    let wrapped = format!(
        "<w:tbl><w:sdt><w:sdtPr/><w:sdtContent><w:tr><w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl>",
        c("一")
    );
    reads(&wrapped, "\t一\n\n\n");
    let inner = table(&[&[c("甲"), c("乙")], &[c("丙"), cell("<w:p/>")]]);
    one(
        &[cell(&(p("一") + &inner + &p("二"))), c("三")],
        "\t一\n\n甲\n\n乙\n\n丙\n\n二\n\t三\n\n\n",
    );
    reads(&table(&[]), "");
}

#[test]
fn text_boxes_follow_their_paragraph_once() {
    let inside = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(text));
    let drawing = format!(
        "<w:drawing><wps:txbx>{}</wps:txbx></w:drawing>",
        inside("框")
    );
    let old = format!("<w:pict><v:textbox>{}</v:textbox></w:pict>", inside("框"));
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\">{drawing}</mc:Choice><mc:Choice Requires=\"x\">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    );
    for shape in [&both, &drawing, &old] {
        let body = format!(
            "<w:p><w:r><w:t>前</w:t>{shape}<w:t>后</w:t></w:r></w:p>{}",
            p("二")
        );
        reads(&body, "前后\n框\n二\n");
    }
    let body = format!("<w:p><w:r>{both}</w:r></w:p>");
    reads(
        &table(&[&[cell(&body), cell(&p("二"))]]),
        "\t框\n\t二\n\n\n",
    );
    let fallback = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    reads(&fallback, "\n框\n");
    // A table in a text box, and a text box in that.
    let boxed = table(&[&[cell(&body)]]);
    let body = format!(
        "<w:p><w:r><w:t>外</w:t><w:pict><w:txbxContent>{boxed}</w:txbxContent></w:pict></w:r></w:p>"
    );
    reads(&body, "外\n\t框\n\n\n");
}

#[test]
fn a_table_of_contents_is_left_out() {
    let entry = |style: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>一、总则 3</w:t></w:r></w:p>"
        )
    };
    let rest = p("一、总则");
    for style in ["TOC1", "TOCHeading", "目录 1"] {
        reads(&(entry(style) + &rest), "一、总则\n");
    }
    reads(&(entry("11") + &rest), "一、总则 3\n一、总则\n");
    let block = |gallery: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"{gallery}\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("目")
        )
    };
    reads(&(block("Table of Contents") + &rest), "一、总则\n");
    reads(&(block("Cover Pages") + &rest), "目\n一、总则\n");

    // Word in Chinese numbers its styles.
    let styles = document_xml("").replace("w:document", "w:styles").replace(
        "<w:body></w:body>",
        "<w:style w:type=\"paragraph\" w:styleId=\"11\"><w:name w:val=\"toc 1\"/></w:style><w:style w:styleId=\"TOC9\"><w:name w:val=\"正文\"/></w:style>",
    );
    let bytes = package(&[
        (
            "word/document.xml",
            document_xml(&(entry("11") + &entry("TOC9") + &rest)).as_bytes(),
        ),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    assert_eq!(docx_text(&bytes).unwrap(), "一、总则 3\n一、总则\n");
}

#[test]
fn a_document_is_found_however_it_is_packed() {
    let xml = document_xml(&p("托位"));
    let strict = xml
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace("w:", "x:")
        .replace("xmlns:w=", "xmlns:x=");
    let marked = format!("\u{FEFF}{xml}");
    let wide = |big: bool, mark: bool| -> Vec<u8> {
        let text = xml.replace("UTF-8", "UTF-16");
        let text = if mark {
            format!("\u{FEFF}{text}")
        } else {
            text
        };
        let pair = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(pair).collect()
    };
    let usual = relationships("word/document.xml");
    for (rels, name, bytes) in [
        (&usual, "word/document.xml", xml.as_bytes().to_vec()),
        (&usual, "word/document.xml", strict.into_bytes()),
        (&usual, "word/document.xml", marked.into_bytes()),
        (&usual, "word/document.xml", wide(false, true)),
        (&usual, "word/document.xml", wide(true, true)),
        (&usual, "word/document.xml", wide(false, false)),
        (&usual, "word/document.xml", wide(true, false)),
        (&usual, "word\\Document.xml", xml.as_bytes().to_vec()),
        (
            &relationships("/word/document2.xml"),
            "word/document2.xml",
            xml.as_bytes().to_vec(),
        ),
        (
            &relationships("document.xml"),
            "document.xml",
            xml.as_bytes().to_vec(),
        ),
    ] {
        let packed = package(&[("_rels/.rels", rels.as_bytes()), (name, &bytes)]);
        assert_eq!(docx_text(&packed).as_deref(), Ok("托位\n"), "{name}");
    }
    let bare = package(&[("word/document.xml", xml.as_bytes())]);
    assert_eq!(docx_text(&bare).as_deref(), Ok("托位\n"));
}

#[test]
fn what_is_no_document_is_named() {
    let compound = [
        &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..],
        &[0; 512],
    ]
    .concat();
    let name: Vec<_> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let locked = [&compound[..], &name].concat();
    let instead = |parts: &[(&str, &[u8])]| docx_text(&package(parts));
    let no = |instead| Err(Fault::NoDocument { instead });
    assert_eq!(docx_text(b""), Err(Fault::NotAPackage));
    assert_eq!(docx_text("托位".as_bytes()), Err(Fault::NotAPackage));
    assert_eq!(docx_text(&compound), Err(Fault::Old));
    assert_eq!(docx_text(&locked), Err(Fault::Encrypted));
    assert_eq!(docx_text(b"PK\x03\x04 and so on"), Err(Fault::Torn));
    assert_eq!(instead(&[("a.txt", b"a")]), no(Instead::Archive));
    assert_eq!(instead(&[]), no(Instead::Archive));
    assert_eq!(instead(&[("OFD.xml", b"<a/>")]), no(Instead::Ofd));
    assert_eq!(
        instead(&[("mimetype", b"x"), ("content.xml", b"<a/>")]),
        no(Instead::OpenDocument)
    );
    for (part, kind) in [
        ("xl/workbook.xml", Instead::Workbook),
        ("ppt/presentation.xml", Instead::Slides),
    ] {
        assert_eq!(
            instead(&[
                ("_rels/.rels", relationships(part).as_bytes()),
                (part, b"<a/>")
            ]),
            no(kind)
        );
    }
}

#[test]
fn what_is_broken_is_said() {
    let why = |xml: &[u8]| match docx_text(&package(&[("word/document.xml", xml)])) {
        Err(Fault::Broken { part, why }) => {
            assert_eq!(part, "word/document.xml");
            why
        }
        other => panic!("{other:?}"),
    };
    let whole = document_xml(&p("托位"));
    let cut = whole.split_once("</w:t>").unwrap().0;
    assert_eq!(why(cut.as_bytes()), Why::Cut);
    assert_eq!(why(&whole.as_bytes()[..whole.len() - 4]), Why::Cut);
    assert_eq!(why(b""), Why::Cut);
    assert_eq!(why(b"no markup"), Why::Cut);
    assert_eq!(why(b"<html><body>4.5</body></html>"), Why::Foreign);
    assert_eq!(why(b"<w:document><w:p/></w:document>"), Why::Xml { at: 0 });
    assert_eq!(
        why(&whole.replace("托位", "\u{1}").into_bytes()),
        Why::Xml {
            at: whole.find("托位").unwrap() as u64
        }
    );
    for wrong in [
        "&unknown;",
        "&#0;",
        "&#1;",
        "</w:r>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    ] {
        let why = why(&whole.replace("托位", wrong).into_bytes());
        assert!(matches!(why, Why::Xml { .. }), "{wrong} {why:?}");
    }
    let gbk = [
        b"<?xml version=\"1.0\" encoding=\"GBK\"?><a>".to_vec(),
        vec![0xCD, 0xD0],
    ]
    .concat();
    assert_eq!(why(&gbk), Why::Encoding);
    for elsewhere in ["<w:altChunk/>", "<w:p><w:subDoc/></w:p>"] {
        assert_eq!(why(document_xml(elsewhere).as_bytes()), Why::Elsewhere);
    }
    // A part that does not unpack: one byte of its packed form is another.
    let mut bytes = docx(&p("托位"));
    let at = bytes
        .windows(17)
        .rposition(|w| w == b"word/document.xml")
        .unwrap();
    let first = bytes
        .windows(17)
        .position(|w| w == b"word/document.xml")
        .unwrap();
    assert!(first < at);
    bytes[first + 17 + 20] ^= 0xFF;
    assert!(matches!(
        docx_text(&bytes),
        Err(Fault::Broken {
            why: Why::Packing,
            ..
        })
    ));
    let outside = package(&[("word/../../x", b"a")]);
    assert!(matches!(
        docx_text(&outside),
        Err(Fault::Broken { why: Why::Path, .. })
    ));
}

/// A package with 200 MB of spaces in its document.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file(
            "word/document.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
    let spaces = vec![b' '; 1 << 20];
    for _ in 0..200 {
        writer.write_all(&spaces).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn what_is_small_only_while_packed_is_refused() {
    let part = |bytes| {
        Err(Fault::TooLarge {
            limit: Limit::Part {
                part: "word/document.xml".to_owned(),
                bytes,
            },
        })
    };
    let mut bytes = bomb();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(docx_text(&bytes), part(64 << 20));
    // With a header that says it is small, both times that it says so: 24 bytes behind the start
    // of its entry in the list of contents, and 22 behind the start of the part.
    let entry = bytes
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap();
    for at in [entry + 24, 22] {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let why = Why::Packing;
    let part = "word/document.xml".to_owned();
    assert_eq!(docx_text(&bytes), Err(Fault::Broken { part, why }));
}

#[test]
fn limits_hold_at_their_edge() {
    let limits = Limits::USUAL;
    let xml = document_xml(&p("托位"));
    let bytes = docx(&p("托位"));
    let length = xml.len() as u64;
    let rels = relationships("word/document.xml").len() as u64;
    let ok = Ok("托位\n".to_owned());
    let too_large = |limit| Err(Fault::TooLarge { limit });
    let document = || "word/document.xml".to_owned();
    assert_eq!(
        docx_text_within(
            &bytes,
            Limits {
                part: length,
                ..limits
            }
        ),
        ok
    );
    assert_eq!(
        docx_text_within(
            &bytes,
            Limits {
                part: length - 1,
                ..limits
            }
        ),
        too_large(Limit::Part {
            part: document(),
            bytes: length - 1
        })
    );
    assert_eq!(
        docx_text_within(
            &bytes,
            Limits {
                all: length + rels,
                ..limits
            }
        ),
        ok
    );
    assert_eq!(
        docx_text_within(
            &bytes,
            Limits {
                all: length + rels - 1,
                ..limits
            }
        ),
        too_large(Limit::All(length + rels - 1))
    );
    assert_eq!(docx_text_within(&bytes, Limits { parts: 2, ..limits }), ok);
    assert_eq!(
        docx_text_within(&bytes, Limits { parts: 1, ..limits }),
        too_large(Limit::Parts(1))
    );
    // document, body, p, r, t
    assert_eq!(docx_text_within(&bytes, Limits { depth: 5, ..limits }), ok);
    assert_eq!(
        docx_text_within(&bytes, Limits { depth: 4, ..limits }),
        too_large(Limit::Depth(4))
    );
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert_eq!(docx_text(&docx(&deep)), too_large(Limit::Depth(256)));
    // Pictures are not unpacked and do not count.
    let picture = vec![0; 4096];
    let with_picture = package(&[
        ("word/document.xml", xml.as_bytes()),
        ("word/media/image1.png", &picture),
    ]);
    assert_eq!(
        docx_text_within(
            &with_picture,
            Limits {
                part: length,
                all: length,
                ..limits
            }
        ),
        ok
    );
    // Prefixes without end, in one element or one behind the other.
    let many: String = (0..600).map(|n| format!(" xmlns:p{n}=\"x\"")).collect();
    assert!(docx_text(&docx(&format!("<w:p{many}/>"))).is_err());
}

/// A document with a little of everything.
fn small() -> Vec<u8> {
    docx(&(p("托位 4.5 个") + &table(&[&[cell(&p("一")), cell("<w:p/>")]])))
}

#[test]
fn a_document_cut_anywhere_is_a_fault() {
    let whole = small();
    for length in 0..whole.len() {
        assert!(docx_text(&whole[..length]).is_err(), "{length}");
    }
    let xml = document_xml(&(p("托位 4.5 个") + &table(&[&[cell(&p("一"))]])));
    for length in 0..xml.len() {
        let bytes = package(&[("word/document.xml", &xml.as_bytes()[..length])]);
        assert!(docx_text(&bytes).is_err(), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn noise_is_never_a_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..400), zip: bool) {
        if zip {
            bytes.splice(0..0, *b"PK\x03\x04");
        }
        let _ = docx_text(&bytes);
    }

    #[test]
    fn a_flipped_document_is_never_a_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 1..6)) {
        let mut bytes = small();
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        let limits = Limits { part: 4096, all: 8192, ..Limits::USUAL };
        if let Ok(text) = docx_text_within(&bytes, limits) {
            prop_assert!(text.len() < 8192);
        }
    }

    /// Any order of elements, well formed and else without sense.
    #[test]
    fn a_senseless_document_is_never_a_panic(steps in prop::collection::vec(0_usize..26, 0..80)) {
        const NAMES: [&str; 22] = [
            "w:p", "w:r", "w:t", "w:tab", "w:br", "w:tbl", "w:tr", "w:tc", "w:pPr", "w:rPr",
            "w:tcPr", "w:vMerge", "w:txbxContent", "w:sdt", "w:sdtContent", "w:ins", "w:vanish",
            "w:del", "w:trPr", "mc:AlternateContent", "mc:Choice", "w:instrText",
        ];
        let mut body = String::new();
        let mut open = Vec::new();
        for step in steps {
            match NAMES.get(step) {
                Some(name) => {
                    body.push_str(&format!("<{name}>"));
                    open.push(*name);
                }
                None if step == 22 => body.push_str("托位"),
                None if step == 23 => {
                    let kinds = ["begin", "separate", "end"];
                    let kind = kinds[body.len() % 3];
                    body.push_str(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
                }
                None => {
                    if let Some(name) = open.pop() {
                        body.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
        while let Some(name) = open.pop() {
            body.push_str(&format!("</{name}>"));
        }
        let text = docx_text(&docx(&body));
        prop_assert!(text.is_ok(), "{:?} {}", text, body);
        prop_assert!(!text.unwrap().contains('\r'));
    }
}
