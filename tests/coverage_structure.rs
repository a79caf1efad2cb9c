//! How much is done with a plan's own document, which somebody may make as large as they like.

use std::io::Write;
use yardstick::coverage::read_plan_text;

/// A Word document with this in its body.
fn docx(body: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("word/document.xml", options).unwrap();
    write!(
        writer,
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    )
    .unwrap();
    writer.finish().unwrap().into_inner()
}

/// A field that goes on over the end of its paragraph carries what stands in front of it along.
/// Many of them one behind another take memory in proportion.
#[test]
fn fields_carry_their_beginning_along_once() {
    let bytes_of = |paragraphs: usize| {
        let paragraph = r#"<w:p><w:r><w:fldChar w:fldCharType="end"/><w:t>甲</w:t><w:fldChar w:fldCharType="begin"/></w:r></w:p>"#;
        let document = docx(&paragraph.repeat(paragraphs));
        let info = allocation_counter::measure(|| {
            assert!(
                read_plan_text("plan.docx", &document)
                    .unwrap()
                    .contains("甲甲")
            );
        });
        info.bytes_total
    };
    let (some, twice) = (bytes_of(2000), bytes_of(4000));
    assert!(twice < some * 3, "{some} bytes, then {twice}");
}
