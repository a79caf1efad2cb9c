//! An entry of `data` put into `plan.yaml` as text: everything else in the file, comments and a
//! byte-order mark included, stays as it is.

use super::{DataFile, MANIFEST, Manifest, read_manifest};
use crate::data::yaml::{self, Budget, Item, Node};
use crate::diag::Diagnostics;
use crate::text::{SourceId, Sources};
use std::ops::Range;

/// The whole of `plan.yaml` with the entry of a file: in the place of the one that names the file
/// by nothing but its path, or else above the one of `before`, or else below all others. The entry
/// begins with its dash and has no indentation. `None` where its place cannot be told for certain.
pub fn with_entry(
    sources: &Sources,
    manifest: &Manifest,
    path: &str,
    entry: &str,
    before: Option<&DataFile>,
) -> Option<String> {
    let source = sources.get(sources.find(MANIFEST)?);
    let text = source.text().ok()?;
    let new_line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let listed = manifest.data.iter().find(|data| data.file.path == path);
    let last = manifest.data.iter().max_by_key(|own| own.file.place.start);
    let (range, indent) = match (listed, before, last) {
        (Some(own), _, _) => {
            let (rows, indent) = rows_of(text, &lines, own)?;
            // What else is said of the file would be lost.
            if rows.len() > 1 || lines.get(rows.start)?.contains(['{', '#']) {
                return None;
            }
            (rows, indent)
        }
        (None, Some(before), _) => {
            let (rows, indent) = rows_of(text, &lines, before)?;
            // Comments above an entry stay with it.
            let above = lines.get(..rows.start)?.iter().rev();
            let comments = above.take_while(|line| line.trim_start().starts_with('#'));
            let at = rows.start - comments.count();
            (at..at, indent)
        }
        (None, None, Some(last)) => {
            let (rows, indent) = rows_of(text, &lines, last)?;
            (rows.end..rows.end, indent)
        }
        (None, None, None) => (lines.len()..lines.len(), 2),
    };
    let mut new: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    if let Some(above) = range.start.checked_sub(1).and_then(|at| new.get_mut(at))
        && !above.ends_with('\n')
    {
        above.push_str(new_line);
    }
    let head = last.is_none().then(|| format!("data:{new_line}"));
    let own = entry
        .lines()
        .map(|line| format!("{}{line}{new_line}", " ".repeat(indent)));
    new.splice(range, head.into_iter().chain(own));
    let new = new.concat();
    if !is_as_meant(text, &new, manifest, path, entry, before) {
        return None;
    }
    let [mark, _] = source.original()?;
    Some(format!("{}{new}", std::str::from_utf8(mark).ok()?))
}

/// The lines of an entry, and how far its dash is indented.
fn rows_of(text: &str, lines: &[&str], of: &DataFile) -> Option<(Range<usize>, usize)> {
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let before = text.get(..of.file.place.start as usize)?;
    let at = before.matches('\n').count();
    // The line with the dash, which may stand above the one with the path.
    let has_dash = |at: &usize| {
        let line = lines.get(*at);
        line.is_some_and(|line| line.trim_start().starts_with("- "))
    };
    let dash = (0..=at).rev().find(has_dash)?;
    let indent = indent_of(lines.get(dash)?);
    let rest = lines.get(dash + 1..)?.iter();
    let belongs = |line: &&&str| indent_of(line) > indent && !line.trim().is_empty();
    Some((dash..dash + 1 + rest.take_while(belongs).count(), indent))
}

/// Whether a new text says of everything else what the old one does, and of the file what its entry
/// does, and the file is trusted as its place in the list says.
fn is_as_meant(
    old: &str,
    new: &str,
    manifest: &Manifest,
    path: &str,
    entry: &str,
    before: Option<&DataFile>,
) -> bool {
    let tree = |text: &str| -> Option<Item> {
        let nobody = &mut Diagnostics::new();
        yaml::read(SourceId::default(), text, Budget::Manifest, nobody)
    };
    let trees = || -> Option<[Item; 3]> { Some([tree(old)?, tree(new)?, tree(entry)?]) };
    let said = trees().is_some_and(|[old, new, entry]| is_put_in(old, &new, entry));
    said && is_in_order(new, manifest, path, before).unwrap_or(false)
}

/// Whether a manifest is another one with an entry more, or with one in the place of another.
fn is_put_in(mut old: Item, new: &Item, entry: Item) -> bool {
    let is_data = |key: &Item| matches!(&key.node, Node::Text(key) if key == "data");
    let list = |own: &Item| match &own.node {
        Node::Map(keys) => {
            let (_, list) = keys.iter().find(|(key, _)| is_data(key))?;
            match &list.node {
                Node::List(items) => Some(items.clone()),
                Node::Nothing | Node::Text(_) | Node::Map(_) => None,
            }
        }
        Node::Nothing | Node::Text(_) | Node::List(_) => None,
    };
    let (Node::List(entries), Some(after)) = (&entry.node, list(new)) else {
        return false;
    };
    let (Node::Map(keys), [only]) = (&mut old.node, entries.as_slice()) else {
        return false;
    };
    match keys.iter_mut().find(|(key, _)| is_data(key)) {
        Some((_, before)) => {
            let Node::List(before) = &mut before.node else {
                return false;
            };
            let at = after.iter().position(|one| says_the_same(one, only));
            let takes = usize::from(after.len() == before.len());
            match at {
                Some(at) if at + takes <= before.len() => {
                    before.splice(at..at + takes, [only.clone()]);
                }
                _ => return false,
            }
        }
        None => {
            let key = Node::Text("data".to_owned());
            let span = entry.span;
            keys.push((Item { node: key, span }, entry));
        }
    }
    says_the_same(&old, new)
}

/// Whether two nodes say the same, wherever they stand.
fn says_the_same(one: &Item, other: &Item) -> bool {
    match (&one.node, &other.node) {
        (Node::List(one), Node::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| says_the_same(a, b))
        }
        (Node::Map(one), Node::Map(other)) => {
            let same = |((a, b), (c, d)): (&(Item, Item), &(Item, Item))| {
                says_the_same(a, c) && says_the_same(b, d)
            };
            one.len() == other.len() && one.iter().zip(other).all(same)
        }
        (one, other) => one == other,
    }
}

/// Whether the data files are trusted in the order in which they were, and the one of `path` where
/// it was, or before another one, or last.
fn is_in_order(
    new: &str,
    manifest: &Manifest,
    path: &str,
    before: Option<&DataFile>,
) -> Option<bool> {
    let mut sources = Sources::new();
    sources.insert(MANIFEST, new.as_bytes()).ok()?;
    let new = read_manifest(&sources, &mut Diagnostics::new())?;
    let paths = |manifest: &Manifest| -> Vec<String> {
        let all = manifest.data.iter().map(|data| data.file.path.clone());
        all.collect()
    };
    let mut wanted = paths(manifest);
    if !wanted.iter().any(|own| own == path) {
        let of = before.and_then(|before| wanted.iter().position(|own| *own == before.file.path));
        wanted.insert(of.unwrap_or(wanted.len()), path.to_owned());
    }
    Some(paths(&new) == wanted && new.refused_data == manifest.refused_data)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of a list of data files with an entry for `new.csv` before `b.csv`, if there is
    /// one.
    fn put_in(data: &str, entry: &str) -> Option<String> {
        let head = "\u{FEFF}id: x\nyears: 2021\nbase: 2020\nregions: r.csv\n";
        let text = format!("{head}{data}");
        let mut sources = Sources::new();
        sources.insert(MANIFEST, text.as_bytes()).unwrap();
        let manifest = read_manifest(&sources, &mut Diagnostics::new()).unwrap();
        let before = manifest.data.iter().find(|own| own.file.path == "b.csv");
        let new = with_entry(&sources, &manifest, "new.csv", entry, before)?;
        // The mark stays, and so does all above the list.
        Some(new.strip_prefix(head).unwrap().to_owned())
    }

    #[test]
    fn an_entry_goes_where_it_is_meant_to_or_nowhere() {
        let entry = "- {file: new.csv, status: D}";
        for (data, wanted) in [
            ("", Some("data:\n  - {file: new.csv, status: D}\n")),
            (
                "data:\n- a.csv # 甲\n# 乙\n- b.csv\n",
                Some("data:\n- a.csv # 甲\n- {file: new.csv, status: D}\n# 乙\n- b.csv\n"),
            ),
            (
                "data:\n  - a.csv\n  - new.csv\ntitle: t",
                Some("data:\n  - a.csv\n  - {file: new.csv, status: D}\ntitle: t"),
            ),
            // What else is said of the file, or on its line, would be lost.
            ("data:\n  - new.csv # 甲\n", None),
            ("data:\n  - file: new.csv\n    status: P\n", None),
            ("data: [a.csv]\n", None),
            // Its place in the list would not be its place in trust, or others' would change.
            ("data:\n  - {file: a.csv, trust: 5}\n", None),
            (
                "data:\n  - {file: a.csv, trust: 3}\n  - b.csv\n  - c.csv\n",
                None,
            ),
            // A line that looks like one of the list and is part of a text.
            (
                "data:\n  - file: b.csv\n    source: |\n      甲\n      - 乙\n",
                Some(
                    "data:\n  - {file: new.csv, status: D}\n  - file: b.csv\n    source: |\n      甲\n      - 乙\n",
                ),
            ),
            (
                "data:\n  - source: |\n      甲\n      - 乙\n    file: b.csv\n",
                None,
            ),
        ] {
            assert_eq!(put_in(data, entry).as_deref(), wanted, "{data}");
        }
        // Nor is an entry put in that is none.
        assert_eq!(put_in("", "- new.csv\ntitle: 别的"), None);
        assert_eq!(put_in("", "- new.csv\n- b.csv"), None);
    }
}
