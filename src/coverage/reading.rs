//! From the bytes of the plan's document to its text. What a file is, its bytes say; its name
//! only tells what it was meant to be.

use crate::diag::{Code, Diagnostic, Value};
use crate::ooxml::{Fault, Instead, Limit, Why, docx_text, is_compound, is_package};
use crate::text::{NoPlanText, Place, Source, SourceId, Span, plan_text};

/// Why there is no text of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it, or only white space.
    Empty {
        /// Whether it is a Word document, whose pages may be pictures.
        of_word: bool,
    },
    /// It is no text in an encoding that is known.
    NoText(NoPlanText),
    /// It is a file of a kind that holds no plain text.
    OfKind(FileKind),
    /// It is an office file, and there is no text in it that can be read.
    Document(Fault),
}

/// A kind of file that holds no plain text, the office's own aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.pdf`.
    Pdf,
    /// `.rtf`.
    Rtf,
    /// A page of the web, or a document that Word saved as one.
    Web,
    /// A picture.
    Picture,
    /// Files packed together.
    Archive,
}

/// The text of the plan's document in the file of `path`: of a `.docx`, or of text in UTF-8,
/// GB18030 or UTF-16.
pub fn read_plan_text(path: &str, bytes: &[u8]) -> Result<String, Unreadable> {
    if is_package(bytes) || is_compound(bytes) {
        return not_empty(docx_text(bytes).map_err(Unreadable::Document)?, true);
    }
    if let Some(kind) = known_kind(bytes) {
        return Err(Unreadable::OfKind(kind));
    }
    let of_word = path.to_ascii_lowercase().ends_with(".docx");
    match plan_text(bytes) {
        Ok(text) => not_empty(text.into_owned(), of_word),
        // It was meant to be a document and is neither one nor text.
        Err(_) if of_word => Err(Unreadable::Document(Fault::NotAPackage)),
        Err(no_text) => Err(Unreadable::NoText(no_text)),
    }
}

fn not_empty(text: String, of_word: bool) -> Result<String, Unreadable> {
    if text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        Err(Unreadable::Empty { of_word })
    } else {
        Ok(text)
    }
}

/// What the first bytes say. Some of these are written in plain letters and would pass for text.
fn known_kind(bytes: &[u8]) -> Option<FileKind> {
    const STARTS: [(&[u8], FileKind); 15] = [
        (b"%PDF-", FileKind::Pdf),
        (b"{\\rtf", FileKind::Rtf),
        (b"<!doctype html", FileKind::Web),
        (b"<html", FileKind::Web),
        (b"<?xml", FileKind::Web),
        (b"mime-version:", FileKind::Web),
        (b"\x89PNG", FileKind::Picture),
        (b"\xFF\xD8\xFF", FileKind::Picture),
        (b"GIF8", FileKind::Picture),
        (b"II*\0", FileKind::Picture),
        (b"MM\0*", FileKind::Picture),
        (b"RIFF", FileKind::Picture),
        (b"Rar!", FileKind::Archive),
        (b"7z\xBC\xAF", FileKind::Archive),
        (b"\x1F\x8B", FileKind::Archive),
    ];
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    let body = body.trim_ascii_start();
    let begins = |start: &[u8]| {
        let first = body.get(..start.len());
        first.is_some_and(|first| first.eq_ignore_ascii_case(start))
    };
    STARTS
        .into_iter()
        .find(|(start, _)| begins(start))
        .map(|(_, kind)| kind)
}

impl Unreadable {
    /// The finding, at the file that could not be read. Places in it are told in words: what is
    /// no text has no lines to draw.
    pub fn diagnostic(&self, id: SourceId, file: &Source) -> Diagnostic {
        let finding = |code| Diagnostic::new(code, Span::new(id, 0..0)).with("file", file.path());
        // People and editors count bytes from one.
        let placed = |code, at: Place| {
            finding(code)
                .with("byte", at.offset + 1)
                .with("line", at.line)
        };
        let kind = |kind| finding(Code::PlanTextBinary).with("kind", Value::Phrase(kind));
        match self {
            Self::Empty { of_word: false } => finding(Code::PlanTextEmpty),
            Self::Empty { of_word: true } => finding(Code::PlanTextEmpty).help(Some("word")),
            Self::NoText(NoPlanText::Binary { at }) => placed(Code::PlanTextBinary, *at)
                .with("kind", Value::Phrase("Y0903.other"))
                .primary("byte"),
            Self::NoText(NoPlanText::Cut { at, encoding }) => placed(Code::PlanTextEncoding, *at)
                .with("encoding", encoding.name())
                .primary("cut")
                .help(Some("whole")),
            Self::NoText(NoPlanText::Unknown { at, encoding }) => {
                placed(Code::PlanTextEncoding, *at).with("encoding", encoding.name())
            }
            Self::OfKind(of_kind) => match of_kind {
                FileKind::Pdf => kind("Y0903.pdf").help(Some("pages")),
                FileKind::Rtf => kind("Y0903.rtf").help(Some("save")),
                FileKind::Web => kind("Y0903.web").help(Some("save")),
                FileKind::Picture => kind("Y0903.picture").help(Some("picture_help")),
                FileKind::Archive => kind("Y0903.archive").help(Some("unpack")),
            },
            Self::Document(fault) => of_fault(fault, &finding),
        }
    }
}

fn of_fault(fault: &Fault, finding: &impl Fn(Code) -> Diagnostic) -> Diagnostic {
    const MEGABYTE: u64 = 1 << 20;
    let kind = |kind, help| {
        finding(Code::PlanTextBinary)
            .with("kind", Value::Phrase(kind))
            .help(Some(help))
    };
    let broken = |key| finding(Code::DocxBroken).primary(key);
    let large = |key| finding(Code::DocxTooLarge).primary(key);
    match fault {
        Fault::Old => kind("Y0903.old_word", "save"),
        Fault::Encrypted => kind("Y0903.locked", "unlock"),
        Fault::NoDocument { instead } => match instead {
            Instead::Workbook => kind("Y0903.workbook", "help"),
            Instead::Slides => kind("Y0903.slides", "help"),
            Instead::OpenDocument => kind("Y0903.open_document", "save"),
            Instead::Ofd => kind("Y0903.ofd", "pages"),
            Instead::Document | Instead::Archive => kind("Y0903.archive", "unpack"),
        },
        Fault::NotAPackage => broken("other").help(Some("again")),
        Fault::Torn => broken("torn").help(Some("again")),
        Fault::Broken { part, why } => match why {
            Why::Packing => broken("packing").help(Some("again")),
            Why::Path => broken("path"),
            Why::Encoding => broken("encoding"),
            Why::Xml { at } => broken("xml").with("byte", at + 1),
            Why::Cut => broken("cut").help(Some("again")),
            Why::Foreign => broken("foreign"),
            Why::Elsewhere => broken("elsewhere"),
        }
        .with("part", part),
        Fault::TooLarge { limit } => match limit {
            Limit::Parts(most) => large("parts").with("most", most),
            Limit::Part { part, bytes } => large("part")
                .with("part", part)
                .with("most", bytes / MEGABYTE),
            Limit::All(bytes) => large("all").with("most", bytes / MEGABYTE),
            Limit::Depth(most) => large("depth").with("most", most),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Lang, phrase};
    use crate::ooxml::testing::{docx, package, relationships};
    use crate::text::Sources;
    use proptest::prelude::*;

    const PARAGRAPH: &str = "<w:p><w:r><w:t>托位4.5个</w:t></w:r></w:p>";

    #[test]
    fn what_a_file_is_its_bytes_say() {
        let document = docx(PARAGRAPH);
        for (path, bytes, text) in [
            ("plan.docx", &document[..], "托位4.5个\n"),
            ("plan.txt", &document, "托位4.5个\n"),
            ("plan.txt", "托位4.5个".as_bytes(), "托位4.5个"),
            ("plan.docx", "托位4.5个".as_bytes(), "托位4.5个"),
            ("plan.txt", b"\xCD\xD0\xCE\xBB", "托位"),
            ("plan.txt", b"PK 4.5", "PK 4.5"),
        ] {
            assert_eq!(read_plan_text(path, bytes).as_deref(), Ok(text), "{path}");
        }
    }

    /// The code, and the message, the place and the help in Chinese.
    fn told(path: &str, bytes: &[u8]) -> (&'static str, String) {
        let unreadable = read_plan_text(path, bytes).unwrap_err();
        let mut sources = Sources::new();
        let id = sources.insert(path, bytes).unwrap();
        let finding = unreadable.diagnostic(id, sources.get(id));
        for lang in Lang::ALL {
            let said = [
                finding.message(lang),
                finding.label_text(lang, &finding.labels[0]).unwrap(),
                finding.help_text(lang).unwrap(),
            ]
            .join(" | ");
            assert!(!said.contains(['{', '}']), "{said}");
            if lang == Lang::Zh {
                return (finding.code.id(), said);
            }
        }
        unreachable!()
    }

    #[test]
    fn what_cannot_be_read_is_told_with_what_to_do() {
        let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        let locked: Vec<_> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let locked = [&compound[..], &locked].concat();
        let rels = relationships("xl/workbook.xml");
        let workbook = package(&[
            ("_rels/.rels", rels.as_bytes()),
            ("xl/workbook.xml", b"<a/>"),
        ]);
        let document = docx(PARAGRAPH);
        let deep = docx(&"<w:tbl><w:tr><w:tc>".repeat(100));
        let cut = b"\xCD\xD0\n\xCE\xBB\xCA";
        for (path, bytes, code, word) in [
            ("a.txt", &b""[..], "Y0901", "存进这个文件"),
            (
                "a.txt",
                " \u{3000}\n\u{FEFF}".as_bytes(),
                "Y0901",
                "存进这个文件",
            ),
            ("a.txt", b"\xFF\xFE", "Y0901", "存进这个文件"),
            ("a.docx", &docx("<w:p/>"), "Y0901", "扫描"),
            ("a.docx", b"", "Y0901", "扫描"),
            (
                "a.txt",
                cut,
                "Y0902",
                "第 2 行，全文第 6 个字节起：文件到此为止，最后一个字（GBK）",
            ),
            (
                "a.txt",
                b"ab\n\xFF\xFF c",
                "Y0902",
                "第 2 行，全文第 4 个字节起不是 UTF-8",
            ),
            (
                "a.txt",
                b"%PDF-1.7\n\xFF\0",
                "Y0903",
                "是一份 PDF，不是可读的文字",
            ),
            ("a.docx", b"%PDF-1.7\n", "Y0903", "另存为 .txt 或 .docx"),
            ("a.txt", b"\x89PNG\r\n\x1A\n\0", "Y0903", "图片"),
            ("a.doc", &compound, "Y0903", "老格式的 Word 或 WPS"),
            ("a.docx", &locked, "Y0903", "去掉密码"),
            ("a.doc", b"{\\rtf1\\ansi 4.5}", "Y0903", "RTF"),
            ("a.doc", b"\xEF\xBB\xBF\n<HTML><body>", "Y0903", "网页"),
            ("a.xlsx", &workbook, "Y0903", "电子表格"),
            ("a.zip", &package(&[("a.txt", b"4.5")]), "Y0903", "先解压"),
            ("a.txt", b"ab\n\0", "Y0903", "第 2 行，全文第 4 个字节"),
            ("a.docx", b"ab\n\0", "Y0904", "内容却不是 Word 文档"),
            (
                "a.docx",
                &document[..document.len() / 2],
                "Y0904",
                "没有下载完",
            ),
            (
                "a.docx",
                &docx("<w:altChunk/>"),
                "Y0904",
                "`word/document.xml` 把正文放在",
            ),
            ("a.docx", &docx("<w:p>&x;</w:p>"), "Y0904", "不合 XML"),
            ("a.docx", &deep, "Y0905", "超过 256 层"),
        ] {
            let (seen, said) = told(path, bytes);
            assert_eq!(seen, code, "{said}");
            assert!(said.contains(word), "{said}");
        }
    }

    #[test]
    fn every_fault_has_its_words() {
        let part = || "word/document.xml".to_owned();
        let whys = [
            Why::Packing,
            Why::Path,
            Why::Encoding,
            Why::Xml { at: 6 },
            Why::Cut,
            Why::Foreign,
            Why::Elsewhere,
        ];
        let insteads = [
            Instead::Workbook,
            Instead::Slides,
            Instead::OpenDocument,
            Instead::Ofd,
            Instead::Archive,
        ];
        let limits = [
            Limit::Parts(10_000),
            Limit::Part {
                part: part(),
                bytes: 64 << 20,
            },
            Limit::All(80 << 20),
            Limit::Depth(256),
        ];
        let faults = [
            Fault::NotAPackage,
            Fault::Old,
            Fault::Encrypted,
            Fault::Torn,
        ]
        .into_iter()
        .chain(insteads.map(|instead| Fault::NoDocument { instead }))
        .chain(whys.map(|why| Fault::Broken { part: part(), why }))
        .chain(limits.map(|limit| Fault::TooLarge { limit }));
        let mut sources = Sources::new();
        let id = sources.insert("plan.docx", b"").unwrap();
        let mut said = std::collections::BTreeSet::new();
        let mut count = 0;
        for fault in faults {
            count += 1;
            let finding = Unreadable::Document(fault.clone()).diagnostic(id, sources.get(id));
            for lang in Lang::ALL {
                let label = finding.label_text(lang, &finding.labels[0]);
                let parts = [Some(finding.message(lang)), label, finding.help_text(lang)];
                let text = parts.map(|part| part.unwrap_or_else(|| panic!("{fault:?}")));
                let text = text.join(" | ");
                assert!(
                    !text.contains(['{', '}']) && !text.contains("Y09"),
                    "{text}"
                );
                said.insert(text);
            }
        }
        assert_eq!(said.len(), 2 * count, "each says something of its own");
    }

    /// No wording of this block is there in vain.
    #[test]
    fn every_wording_is_used() {
        let (code, _) = include_str!("reading.rs")
            .split_once("#[cfg(test)]")
            .unwrap();
        let words = include_str!("../diag/words/zh.words");
        for (key, _) in crate::diag::entries(words).filter(|(key, _)| key.starts_with("Y090")) {
            let Some((_, last)) = key.split_once('.') else {
                continue;
            };
            let usual = matches!(last, "here" | "help");
            let named = [format!("\"{last}\""), format!("\"{key}\"")];
            assert!(
                usual || named.iter().any(|name| code.contains(name)),
                "{key}"
            );
            assert!(phrase(Lang::En, key).is_some());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_told(path in "a\\.(txt|docx)", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            match read_plan_text(&path, &bytes) {
                Ok(text) => prop_assert!(!text.contains(char::REPLACEMENT_CHARACTER) && !text.trim().is_empty()),
                Err(_) => prop_assert!(told(&path, &bytes).0.starts_with("Y09")),
            }
        }

        /// Text that somebody wrote comes back as it was, whatever it is saved in.
        #[test]
        fn any_text_comes_back(text in "[a-z0-9.%\u{4E00}-\u{9FA5}\n，。]{1,40}") {
            prop_assume!(!text.trim().is_empty());
            let wide: Vec<_> = format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert_eq!(read_plan_text("a.txt", text.as_bytes()).unwrap(), text.clone());
            prop_assert_eq!(read_plan_text("a.txt", &wide).unwrap(), text);
        }
    }
}
