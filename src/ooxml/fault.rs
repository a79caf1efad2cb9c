//! Why there is nothing to read in a file that should be an office file.

/// Why a document or a workbook could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is no package at all: it does not begin as one.
    NotAPackage,
    /// An office file of the time before packages: `.doc`, `.xls`, `.wps`.
    Old,
    /// It wants a password.
    Encrypted,
    /// It begins as a package, and the list of its parts is not there: it was cut, mostly.
    Torn,
    /// A package of something else than is wanted.
    NoDocument {
        /// Of what.
        instead: Instead,
    },
    /// There is more of something than is read.
    TooLarge {
        /// Of what.
        limit: Limit,
    },
    /// A part does not hold what it should.
    Broken {
        /// The name of the part within the package.
        part: String,
        /// What is wrong with it.
        why: Why,
    },
}

/// What a package is of, where it is not of what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// A Word document: `.docx`, where a workbook is wanted.
    Document,
    /// A workbook: `.xlsx`.
    Workbook,
    /// Slides: `.pptx`.
    Slides,
    /// An OpenDocument file: `.odt`.
    OpenDocument,
    /// A page description after GB/T 33190: `.ofd`.
    Ofd,
    /// Files packed together.
    Archive,
}

/// A limit that was passed. All sizes are those after unpacking, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// More parts than this.
    Parts(usize),
    /// A part larger than this.
    Part {
        /// Which.
        part: String,
        /// The most that is read.
        bytes: u64,
    },
    /// All parts together larger than this.
    All(u64),
    /// Elements deeper within each other than this.
    Depth(usize),
}

/// What is wrong with a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It does not unpack, or what unpacks is not what was packed.
    Packing,
    /// Its name leads out of the package.
    Path,
    /// It is not text in UTF-8 or UTF-16.
    Encoding,
    /// It is no XML from this byte on.
    Xml {
        /// Offset in the unpacked part.
        at: u64,
    },
    /// It ends in the middle.
    Cut,
    /// It is XML, and not a document of Word's.
    Foreign,
    /// Its text stands in another file, which it only names or holds packed.
    Elsewhere,
}
