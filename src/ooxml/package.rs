//! The package: from bytes to named parts.

use super::{Fault, Instead, Limit, Limits, Why};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What stands before each entry of a zip's list of contents.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A name longer than this is no name that a program gave.
const LONGEST_NAME: usize = 1024;

/// Whether bytes begin as a package does.
pub fn is_package(bytes: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"]
        .iter()
        .any(|start| bytes.starts_with(*start))
}

/// Whether bytes begin as a compound file does: an old `.doc`, or a package under a password.
pub fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// The parts of a package, read one by one, each counted.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    limits: Limits,
    left: u64,
}

impl<'a> Package<'a> {
    /// The package of `bytes`. Only its list of contents is read here.
    pub(super) fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, Fault> {
        if is_compound(bytes) {
            return Err(of_compound(bytes));
        }
        if !is_package(bytes) {
            return Err(Fault::NotAPackage);
        }
        // The list is counted before it is read: what its own header says of its length is not
        // believed, and each entry takes ten times its bytes in memory.
        let entries = bytes.windows(ENTRY.len()).filter(|four| *four == ENTRY);
        if entries.take(limits.parts + 1).count() > limits.parts {
            return Err(Fault::TooLarge {
                limit: Limit::Parts(limits.parts),
            });
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Torn)?;
        let names = archive
            .file_names()
            .map(|name| part_name(&name.map_err(|_| Fault::Torn)?))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            archive,
            names,
            limits,
            left: limits.all,
        })
    }

    /// Whether there is a part whose name begins so.
    pub(super) fn has(&self, start: &str) -> bool {
        self.names.iter().any(|name| name.starts_with(start))
    }

    /// What the package is of, if it has no Word document.
    pub(super) fn instead(&self) -> Instead {
        let kinds = [
            ("xl/", Instead::Workbook),
            ("ppt/", Instead::Slides),
            ("OFD.xml", Instead::Ofd),
            ("content.xml", Instead::OpenDocument),
        ];
        kinds
            .into_iter()
            .find(|(start, _)| self.has(start))
            .map_or(Instead::Archive, |(_, kind)| kind)
    }

    /// The bytes of a part; `None` if there is none of that name. Names are compared as the
    /// standard has it, without regard to the case of Latin letters.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let same = |known: &String| known.eq_ignore_ascii_case(name);
        let Some(index) = self.names.iter().position(same) else {
            return Ok(None);
        };
        let broken = || Fault::Broken {
            part: name.to_owned(),
            why: Why::Packing,
        };
        if let Ok(entry) = self.archive.by_index_data(index)
            && entry.encrypted()
        {
            return Err(Fault::Encrypted);
        }
        let entry = self.archive.by_index(index).map_err(|_| broken())?;
        let most = self.limits.part.min(self.left);
        let too_large = || Fault::TooLarge {
            limit: if most < self.limits.part {
                Limit::All(self.limits.all)
            } else {
                Limit::Part {
                    part: name.to_owned(),
                    bytes: self.limits.part,
                }
            },
        };
        // A header that owns up saves the unpacking; one that does not is found out on the way.
        if entry.size() > most {
            return Err(too_large());
        }
        let bytes = counted(entry, most).map_err(|_| broken())?;
        let bytes = bytes.ok_or_else(too_large)?;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        Ok(Some(bytes))
    }
}

/// All that there is to read, or `None` if that is more than `most` bytes: no more are kept.
fn counted(from: impl Read, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// The name of a part as the rest of the package writes it. Some programs write `\` between.
fn part_name(name: &str) -> Result<String, Fault> {
    let name = name.replace('\\', "/");
    if name.len() > LONGEST_NAME || name.split('/').any(|step| step == "..") {
        return Err(Fault::Broken {
            part: name.chars().take(80).collect(),
            why: Why::Path,
        });
    }
    Ok(name.trim_start_matches('/').to_owned())
}

/// A compound file is an old document, or the wrapping of one with a password: that has a stream
/// of this name, which its directory holds in UTF-16.
fn of_compound(bytes: &[u8]) -> Fault {
    if is_locked(bytes) {
        Fault::Encrypted
    } else {
        Fault::Old
    }
}

/// Whether a compound file is the wrapping of a package with a password.
pub fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<_> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_not_read_to_its_end() {
        assert_eq!(counted(std::io::repeat(b' '), 1000).unwrap(), None);
        assert_eq!(counted(&b"abc"[..], 3).unwrap(), Some(b"abc".to_vec()));
        assert_eq!(counted(&b"abc"[..], 2).unwrap(), None);
    }
}
