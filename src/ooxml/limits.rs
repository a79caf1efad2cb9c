//! How much of a package is read. What a header says of sizes is not believed: bytes are counted.

/// The most that is taken of one package.
///
/// A plan of five hundred pages has some 20 MB of XML. The limits leave room for more of it than
/// anybody writes, and none for a file that is small only while it is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Parts in the package; pictures are parts.
    pub parts: usize,
    /// Unpacked bytes of one part that is read.
    pub part: u64,
    /// Unpacked bytes of all parts that are read. Pictures are not read and do not count.
    pub all: u64,
    /// Elements within each other. A table in a table in a text box needs some sixty.
    pub depth: usize,
}

impl Limits {
    /// The limits that hold.
    pub const USUAL: Self = Self {
        parts: 10_000,
        part: 64 << 20,
        all: 80 << 20,
        depth: 256,
    };
}
