//! Plans on disk: finding a plan's folder, reading its files, writing files whole.

use super::args::Options;
use super::output;
use super::words::filled;
use crate::data::{self, DataFile, MANIFEST, REPORTS};
use crate::diag::{Diagnostics, Lang};
use crate::text::{Sources, Unread, is_reserved};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// A plan's folder with the files that its manifest names.
pub(super) struct Folder {
    pub sources: Sources,
    root: PathBuf,
    /// The files that were read or that the manifest names, by where they are on this system.
    own: BTreeSet<PathBuf>,
}

impl Folder {
    /// Whether what somebody named, from here or from the plan's folder, is the file of a path of
    /// the plan. A file elsewhere of the same name is not.
    pub fn is_file(&self, named: &Path, path: &str) -> bool {
        let file = resolved(&self.root.join(path));
        resolved(named) == file || resolved(&self.root.join(named)) == file
    }

    /// The path within the plan of a file that somebody names; `None` where it lies elsewhere.
    pub fn path_of(&self, named: &Path) -> Option<String> {
        let file = resolved(named);
        let within = file.strip_prefix(resolved(&self.root)).ok()?;
        let parts: Option<Vec<&str>> = within
            .components()
            .map(|part| part.as_os_str().to_str())
            .collect();
        Some(parts?.join("/"))
    }

    /// Where a file of the plan is on this system.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The same of one that is to be written; `None` where a link leads out of the plan's folder.
    pub fn within(&self, path: &str) -> Option<PathBuf> {
        let whole = self.path(path);
        resolved(&whole)
            .starts_with(resolved(&self.root))
            .then_some(whole)
    }

    /// Why nothing may be written to a path: it is a file of the plan, by whatever spelling, or
    /// lies among the plan's templates and would be taken for one.
    pub fn refuses(&self, path: &Path, lang: Lang) -> Option<String> {
        let goal = resolved(path);
        let key = if self.own.contains(&goal) {
            "error.own_file"
        } else if goal.starts_with(resolved(&self.root.join(REPORTS))) {
            "error.own_reports"
        } else {
            return None;
        };
        Some(filled(lang, key, &[("file", shown(path))]))
    }
}

/// Whether two paths lead to the same file.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    resolved(one) == resolved(other)
}

/// Where a path leads, links and `..` followed; of what is not there yet, as far as it is.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(whole) = fs::canonicalize(path) {
        return whole;
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (path.parent(), path.components().next_back()) {
        (Some(parent), Some(Component::ParentDir)) => {
            let parent = resolved(parent);
            parent.parent().map(Path::to_owned).unwrap_or(parent)
        }
        (Some(parent), Some(last)) => resolved(parent).join(last),
        _ => path,
    }
}

/// Finds and reads the plan that a command is about; the sentence of why it cannot.
pub(super) fn open(options: &Options) -> Result<Folder, String> {
    let root =
        find(options.plan.as_deref()).map_err(|candidates| not_found(options, &candidates))?;
    let mut sources = Sources::new();
    load(&root, MANIFEST, &mut sources)
        .map_err(|error| unreadable(options, &root, MANIFEST, &error))?;
    // The manifest is read here only for the names of the files; what is wrong with it is said
    // when the plan is opened.
    let mut own = BTreeSet::new();
    if let Some(manifest) = crate::data::read_manifest(&sources, &mut Diagnostics::new()) {
        let data = |path: &str| manifest.data.iter().find(|data| data.file.path == path);
        for listed in manifest.listed_files() {
            own.insert(resolved(&root.join(&listed.path)));
            let loaded = match data(&listed.path) {
                Some(file) => load_data(&root, file, &mut sources),
                None => load(&root, &listed.path, &mut sources),
            };
            // What cannot be read is a finding at the line that names it.
            if let Err(error) = loaded
                && let Some(why) = unread(&root.join(&listed.path), &error)
            {
                // The paths of the manifest are clean.
                let _ = sources.note_unread(&listed.path, why);
            }
        }
    }
    for path in templates(&root) {
        load(&root, &path, &mut sources)
            .map_err(|error| unreadable(options, &root, &path, &error))?;
    }
    own.extend(
        sources
            .iter()
            .map(|(_, source)| resolved(&root.join(source.path()))),
    );
    Ok(Folder { sources, root, own })
}

/// Why a file that is there could not be read; `None` where there is none.
fn unread(path: &Path, error: &io::Error) -> Option<Unread> {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
            None
        }
        _ if output::is_outside(error) => Some(Unread::Outside),
        // Windows calls reading a folder not permitted.
        _ if path.is_dir() => Some(Unread::Folder),
        _ if output::is_denied(error) => Some(Unread::Denied),
        _ => Some(Unread::Other(error.to_string())),
    }
}

fn unreadable(options: &Options, root: &Path, path: &str, error: &io::Error) -> String {
    let file = shown(&root.join(path));
    let why = output::why(options.lang, error);
    filled(options.lang, "error.read", &[("file", file), ("why", why)])
}

/// The folder: the one that is named, the nearest one upwards, or the only one under `rules`.
fn find(named: Option<&Path>) -> Result<PathBuf, Vec<PathBuf>> {
    if let Some(named) = named {
        let folder = if named.file_name().is_some_and(|name| name == MANIFEST) {
            named.parent().unwrap_or(named)
        } else {
            named
        };
        return if folder.join(MANIFEST).is_file() {
            Ok(folder.to_owned())
        } else {
            Err(Vec::new())
        };
    }
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    if let Some(folder) = here
        .ancestors()
        .find(|folder| folder.join(MANIFEST).is_file())
    {
        return Ok(folder.to_owned());
    }
    let mut plans: Vec<_> = fs::read_dir(here.join("rules"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.join(MANIFEST).is_file())
        .collect();
    plans.sort();
    match plans.as_slice() {
        [only] => Ok(only.clone()),
        _ => Err(plans),
    }
}

fn not_found(options: &Options, candidates: &[PathBuf]) -> String {
    let lang = options.lang;
    if let Some(named) = &options.plan {
        filled(lang, "error.no_plan_there", &[("folder", shown(named))])
    } else if candidates.is_empty() {
        filled(lang, "error.no_plan", &[])
    } else {
        let plans: Vec<_> = candidates.iter().map(|path| shown(path)).collect();
        filled(lang, "error.many_plans", &[("plans", plans.join(" "))])
    }
}

/// The bytes of a file of the plan's folder. Links may lead about in the folder, not out of it. The
/// manifest itself may be one: whoever names it has chosen it.
fn read_within(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let file = root.join(path);
    if path == MANIFEST {
        return fs::read(file);
    }
    // The folder of `--plan plan.yaml` has no name.
    let root = match root.as_os_str().is_empty() {
        true => Path::new("."),
        false => root,
    };
    let (root, file) = (fs::canonicalize(root)?, fs::canonicalize(file)?);
    match file.starts_with(root) {
        true => fs::read(file),
        false => Err(output::outside()),
    }
}

fn load(root: &Path, path: &str, sources: &mut Sources) -> io::Result<()> {
    let no_name = |_| io::Error::from(io::ErrorKind::InvalidFilename);
    let clean = crate::text::clean_path(path).map_err(no_name)?;
    let bytes = read_within(root, &clean)?;
    sources.insert(&clean, &bytes).map_err(no_name)?;
    Ok(())
}

/// Reads a data file, in whatever form and encoding an office keeps it.
fn load_data(root: &Path, file: &DataFile, sources: &mut Sources) -> io::Result<()> {
    let bytes = read_within(root, &file.file.path)?;
    let no_name = |_| io::Error::from(io::ErrorKind::InvalidFilename);
    data::take_in(sources, file, &bytes).map_err(no_name)?;
    Ok(())
}

/// The templates and words of a plan's own, with the parts that templates include, in the order of
/// their paths.
fn templates(root: &Path) -> Vec<String> {
    let mut all = Vec::new();
    gather(root, REPORTS, DEEP, &mut all);
    all.sort();
    all
}

/// How many folders below them are looked into.
const DEEP: usize = 4;

fn gather(root: &Path, folder: &str, deep: usize, all: &mut Vec<String>) {
    let entries = fs::read_dir(root.join(folder)).into_iter().flatten();
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        // What editors and systems leave beside a template is none.
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{folder}{name}");
        if entry.path().is_dir() {
            if deep > 0 {
                gather(root, &format!("{path}/"), deep - 1, all);
            }
        } else if name.ends_with(".md") || name.ends_with(".words") {
            all.push(path);
        }
    }
}

/// Writes a file whole or not at all: beside its place first, then moved there. Where a link stands
/// in its place, the file that it leads to is written, and the link stays; what is no file (a device,
/// a pipe) is never replaced by one. Neither the file nor a folder that is made for it gets a name
/// that Windows takes for something else.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.ancestors().skip(1).take_while(|one| !one.exists());
    let mut names = std::iter::once(path).chain(new).filter_map(Path::file_name);
    if names.any(|name| is_reserved(&name.to_string_lossy())) {
        return Err(io::Error::from(io::ErrorKind::InvalidFilename));
    }
    if path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator) {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let linked = match path.symlink_metadata() {
        Ok(there) if there.is_symlink() => Some(path.canonicalize()?),
        Ok(_) | Err(_) => None,
    };
    let path = linked.as_deref().unwrap_or(path);
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::from(io::ErrorKind::Unsupported));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let (beside, mut file) = new_beside(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let written = written.and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file, in which another is written before it is moved to its place. Nobody's own file of
/// such a name is touched.
fn new_beside(path: &Path) -> io::Result<(PathBuf, fs::File)> {
    /// So many are left behind only by a machine that was switched off as often.
    const MOST: u32 = 100;
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MOST {
        let mut beside = path.as_os_str().to_owned();
        match number {
            0 => beside.push(".part"),
            _ => beside.push(format!(".{number}.part")),
        }
        match fs::File::create_new(&beside) {
            Ok(file) => return Ok((PathBuf::from(beside), file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// A path as a person writes it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Why a file cannot be written.
pub(super) fn cannot_write(lang: Lang, path: &Path, error: &io::Error) -> String {
    let why = output::why(lang, error);
    filled(lang, "error.write", &[("file", shown(path)), ("why", why)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_absent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("报告").join("甲.html");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        let names: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(names.len(), 1);
        // A file of the user's own that is called like ours stays.
        let own = folder.path().join("报告").join("甲.html.part");
        fs::write(&own, b"own").unwrap();
        write_whole(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read(&own).unwrap(), b"own");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 2);
        // What a link leads to is written, and the link stays.
        #[cfg(unix)]
        {
            let link = folder.path().join("链接");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            write_whole(&link, b"four").unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"four");
            assert!(link.is_symlink());
            fs::remove_file(&link).unwrap();
            std::os::unix::fs::symlink(folder.path().join("无"), &link).unwrap();
            assert!(write_whole(&link, b"five").is_err());
            assert!(link.is_symlink());
            // A socket is no file, and stays what it is; so do devices and pipes.
            let socket = folder.path().join("口");
            let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
            let error = write_whole(&socket, b"six").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::Unsupported);
            assert!(!socket.is_file());
        }
        // On Windows these would be devices, or files of another name.
        for name in ["con", "nul.csv", "x.", "x ", "aux/甲.html", "x./甲.html"] {
            let error = write_whole(&folder.path().join(name), b"one").unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidFilename, "{name}");
        }
        assert!(!folder.path().join("aux").is_dir());
        // A folder stands where the file should go.
        let taken = folder.path().join("乙");
        fs::create_dir_all(taken.join("x")).unwrap();
        assert!(write_whole(&taken, b"one").is_err());
        assert!(!folder.path().join("乙.part").exists());
    }
}
