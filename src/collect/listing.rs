//! The line of `plan.yaml` that names the file of what offices gave.

use super::COLLECTED;
use crate::data::{Cube, DataFile, MANIFEST, Manifest, with_entry};
use crate::text::Sources;

/// What becomes of `plan.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listing {
    /// It names the file already.
    There,
    /// It does so with this text, which is all of the file.
    Added(String),
    /// Where the line belongs cannot be told for certain; this is the line.
    ByHand(String),
}

/// Names the file in `plan.yaml`: what offices say goes before figures that are not final and after
/// all that are.
pub fn list_collected(manifest: &Manifest, cube: &Cube, sources: &Sources) -> Listing {
    if manifest.data.iter().any(|data| data.file.path == COLLECTED) {
        return Listing::There;
    }
    let Some(source) = sources.find(MANIFEST) else {
        return Listing::ByHand(format!("- {COLLECTED}"));
    };
    let text = sources.get(source).text_or_empty();
    let before = first_doubtful(manifest, cube, sources);
    // With trust in the file, the place in the list says nothing.
    let trust = before
        .or_else(|| manifest.data.last())
        .map(|data| data.trust);
    let in_order = (1..)
        .zip(&manifest.data)
        .all(|(place, data)| data.trust == place);
    let plain = format!("- {COLLECTED}");
    let mut ways = Vec::new();
    if let Some(trust) = trust {
        let more = u32::from(before.is_none());
        let trusted = format!("- {{file: {COLLECTED}, trust: {}}}", trust + more);
        // Where the others say how far they are trusted, so does this one.
        let says = text.contains("trust:");
        ways = match (in_order, says) {
            (true, false) => vec![plain.clone(), trusted],
            (true, true) | (false, _) => vec![trusted],
        };
    }
    if manifest.data.is_empty() {
        ways.push(plain.clone());
    }
    let mut good = ways
        .iter()
        .filter_map(|entry| with_entry(sources, manifest, COLLECTED, entry, before));
    good.next().map_or_else(
        || Listing::ByHand(ways.last().unwrap_or(&plain).clone()),
        Listing::Added,
    )
}

/// The most trusted file with figures that are not final.
fn first_doubtful<'m>(
    manifest: &'m Manifest,
    cube: &Cube,
    sources: &Sources,
) -> Option<&'m DataFile> {
    let is_doubtful = |data: &&DataFile| {
        let id = sources.find(&data.file.path);
        let mut files = cube.files();
        files.any(|(source, counts)| {
            let doubtful = counts.provisional + counts.estimated + counts.demonstration;
            Some(source) == id && doubtful > 0
        })
    };
    manifest.data.iter().find(is_doubtful)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::open::open;

    /// What a list of data files becomes. `p.csv` holds final figures, `d.csv` made-up ones.
    fn listed(data: &str) -> String {
        let head = "id: x\nyears: 2021..2025\nbase: 2020\nregions: r.yaml\nrules: [a.rules]\n";
        let files = [
            ("plan.yaml", format!("{head}{data}")),
            (
                "r.yaml",
                "regions:\n  - {code: '511100', name: 乐山市, level: city}\n".to_owned(),
            ),
            (
                "a.rules",
                "indicator x\n    unit %\n\nx >= 9 by 2025\n".to_owned(),
            ),
            ("p.csv", "indicator,year,value\nx,2020,5\n".to_owned()),
            (
                "d.csv",
                "indicator,year,value,status\nx,2021,6,D\n".to_owned(),
            ),
        ];
        let mut sources = Sources::new();
        for (path, text) in files {
            sources.insert(path, text.as_bytes()).unwrap();
        }
        let opened = open(&sources, &mut Diagnostics::new()).unwrap();
        match list_collected(&opened.manifest, &opened.cube, &sources) {
            Listing::There => "there".to_owned(),
            Listing::Added(text) => text.strip_prefix(head).unwrap().to_owned(),
            Listing::ByHand(line) => format!("by hand {line}"),
        }
    }

    #[test]
    fn the_file_is_named_before_what_is_not_final() {
        for (data, wanted) in [
            ("", "data:\n  - data/collected.csv\n"),
            (
                "data:\n  - p.csv\n",
                "data:\n  - p.csv\n  - data/collected.csv\n",
            ),
            ("data:\n- p.csv", "data:\n- p.csv\n- data/collected.csv\n"),
            (
                "data: # 次序\n  - p.csv\n  # 演示\n  - d.csv # 只填空\n# 完\n",
                "data: # 次序\n  - p.csv\n  - data/collected.csv\n  # 演示\n  - d.csv # 只填空\n# 完\n",
            ),
            (
                "data:\n  - {file: d.csv, trust: 2}\n  - {file: p.csv, trust: 1}\n",
                "data:\n  - {file: data/collected.csv, trust: 2}\n  - {file: d.csv, trust: 2}\n  - {file: p.csv, trust: 1}\n",
            ),
            (
                "data:\n  - file: p.csv\n    source: 年鉴\n  - status: D\n    file: d.csv\ntitle: t\n",
                "data:\n  - file: p.csv\n    source: 年鉴\n  - data/collected.csv\n  - status: D\n    file: d.csv\ntitle: t\n",
            ),
            (
                "data:\n  - file: p.csv\n    source: 年鉴\n\ntitle: t\n",
                "data:\n  - file: p.csv\n    source: 年鉴\n  - data/collected.csv\n\ntitle: t\n",
            ),
            (
                "data:\r\n  - p.csv\r\n  - d.csv\r\n",
                "data:\r\n  - p.csv\r\n  - data/collected.csv\r\n  - d.csv\r\n",
            ),
            (
                "data: [p.csv, d.csv]\n",
                "by hand - {file: data/collected.csv, trust: 2}",
            ),
            ("data: [p.csv, data/collected.csv]\n", "there"),
        ] {
            assert_eq!(listed(data), wanted, "{data}");
        }
    }
}
