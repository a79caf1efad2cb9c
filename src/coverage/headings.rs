//! Headings of a plan's text: chapters, sections, boxes.

use super::squeezed::is_space;
use crate::value::numeral;

/// How far up a heading stands. Invariant: in the order of the outline, for what is below another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// 第三章, 前言
    Chapter,
    /// 第一节
    Section,
    /// 一、 as a heading, where a plan has no chapters
    Numbered,
    /// （一） below it
    Bracketed,
    /// 专栏3
    Box,
}

impl Rank {
    /// Whether it is a place only in plans without chapters.
    pub fn is_numbered(self) -> bool {
        matches!(self, Self::Numbered | Self::Bracketed)
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub rank: Rank,
    /// What a path calls it: 第三章, 专栏3.
    pub step: String,
}

/// A line of a text.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Where it begins, in bytes of the text.
    pub at: usize,
    /// With its end.
    pub text: &'t str,
    /// The heading that it is.
    pub heading: Option<Heading>,
}

/// The lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |text| {
        let at = start;
        start += str::len(text);
        Line {
            at,
            text,
            heading: heading(text),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Longer than any heading, so that a sentence which begins with 第三章 is none.
const LONGEST: usize = 60;

/// The heading that a line is. A line of a table of contents, which ends with a page number, is
/// one too: it opens a place in which nothing stands.
fn heading(line: &str) -> Option<Heading> {
    let line = line.trim_matches(is_space);
    let is_sentence = |c: char| matches!(c, '。' | '；' | '！' | '？');
    if line.contains(is_sentence) || line.chars().count() > LONGEST {
        return None;
    }
    let tight: String = line.chars().filter(|c| !is_space(*c)).collect();
    if matches!(tight.as_str(), "前言" | "引言" | "序言") {
        return Some(Heading {
            rank: Rank::Chapter,
            step: tight,
        });
    }
    counted(line)
}

/// 第三章 title, 第一节 title, 专栏3 title, 一、title, （一）title
fn counted(line: &str) -> Option<Heading> {
    if let Some(rest) = line.strip_prefix('第') {
        let (number, rest) = split_number(rest.trim_start_matches(is_space))?;
        let mut rest = rest.trim_start_matches(is_space).chars();
        let sign = rest.next()?;
        let rank = match sign {
            '章' => Rank::Chapter,
            '节' => Rank::Section,
            _ => return None,
        };
        return may_be_title(rest.as_str()).then(|| Heading {
            rank,
            step: format!("第{number}{sign}"),
        });
    }
    if let Some(rest) = line.strip_prefix("专栏") {
        let (number, rest) = split_number(rest.trim_start_matches(is_space))?;
        return may_be_title(rest).then(|| Heading {
            rank: Rank::Box,
            step: format!("专栏{number}"),
        });
    }
    if let Some((number, rest)) = line.strip_prefix('（').and_then(split_number) {
        let title = rest.strip_prefix('）')?;
        return may_be_title(title).then(|| Heading {
            rank: Rank::Bracketed,
            step: format!("（{number}）"),
        });
    }
    let (number, rest) = split_number(line)?;
    let title = rest.strip_prefix('、')?;
    let is_chinese = number.chars().all(|c| !c.is_ascii_digit());
    (is_chinese && may_be_title(title)).then(|| Heading {
        rank: Rank::Numbered,
        step: number.to_owned(),
    })
}

/// Whether a line is the note that stands below a table.
pub(super) fn is_note(line: &str) -> bool {
    const NOTES: [&str; 6] = ["注：", "注:", "注1", "说明：", "资料来源", "数据来源"];
    let line = line.trim_start();
    NOTES.iter().any(|word| line.starts_with(word))
}

/// Whether what stands behind a number can be the title of it: a sentence goes on with a comma or
/// with what is said of the chapter (第三章提出, 专栏8的合计).
fn may_be_title(rest: &str) -> bool {
    const GOES_ON: [&str; 26] = [
        "，",
        ",",
        "、",
        "）",
        ")",
        "”",
        "》",
        "的",
        "和第",
        "及第",
        "与第",
        "至第",
        "和专栏",
        "中，",
        "中的",
        "中提",
        "中所",
        "中列",
        "所提",
        "所述",
        "所列",
        "所示",
        "所说",
        "提出",
        "明确了",
        "规定",
    ];
    !GOES_ON.iter().any(|word| rest.starts_with(word))
}

/// A number in any digits in front of the rest.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| !numeral::is_numeral(c))
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// A step of a path with its number in ASCII digits and no white space: 专栏2 is 专栏 ２ and 专栏二.
pub(super) fn normal(step: &str) -> String {
    let mut out = String::new();
    let mut rest = step;
    while let Some(c) = rest.chars().next() {
        match split_number(rest) {
            Some((number, behind)) => {
                match numeral::number(number) {
                    Some((value, "")) => out.push_str(&value.to_string()),
                    _ => out.push_str(number),
                }
                rest = behind;
            }
            None => {
                if !is_space(c) {
                    out.push(c);
                }
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_sentences() {
        for (line, wanted) in [
            (" 前  言", Some("前言")),
            ("第三章  保持人口规模适度增长", Some("第三章")),
            ("第十二章规划实施", Some("第十二章")),
            ("第一节\u{3000}人口现状\r\n", Some("第一节")),
            ("专栏2\u{3000}主要指标", Some("专栏2")),
            ("\t专栏 10  重点工程", Some("专栏10")),
            ("专栏四：工程", Some("专栏四")),
            ("第三章提出，到2025年托位数达到4.5个。", None),
            ("第三章的目标", None),
            ("第三章所列指标完成较好", None),
            ("第三章中提出的任务", None),
            ("第三章和第四章", None),
            (" 第 二 章  任务", Some("第二章")),
            ("第二章和谐社会", Some("第二章")),
            ("第三章中心城区扩容提质", Some("第三章")),
            ("第四章所有人的健康", Some("第四章")),
            ("专栏8中心城区建设", Some("专栏8")),
            ("专栏8的合计", None),
            ("第七次全国人口普查", None),
            ("一、问题与挑战", Some("一")),
            ("（一）拥有区位优势", Some("（一）")),
            ("一是育龄妇女减少", None),
            ("1、问题", None),
            ("十四五规划", None),
        ] {
            let step = heading(line).map(|found| found.step);
            assert_eq!(step.as_deref(), wanted, "{line}");
        }
    }

    #[test]
    fn a_number_is_the_same_in_any_digits() {
        for (one, other, same) in [
            ("专栏2", "专栏 ２", true),
            ("专栏二", "专栏2", true),
            ("第十二章", "第12章", true),
            ("第三章", "第四章", false),
            ("专栏1", "专栏11", false),
        ] {
            assert_eq!(normal(one) == normal(other), same, "{one} {other}");
        }
    }
}
