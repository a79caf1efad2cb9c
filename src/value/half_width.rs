//! Full-width forms of digits and of the signs that stand among them.

/// A full-width digit, or a sign of numbers and units, as the half-width one: `２` is `2`, `％` is
/// `%`. Everything else stays, brackets too: full-width brackets are a part of names.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '％' => '%',
        '／' => '/',
        '＝' => '=',
        '．' => '.',
        '－' => '-',
        '＋' => '+',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::half_width;

    #[test]
    fn digits_and_their_signs_become_narrow_and_nothing_else() {
        let narrow: String = "－３．２０％／（人）＝＋，Ａ"
            .chars()
            .map(half_width)
            .collect();
        assert_eq!(narrow, "-3.20%/（人）=+，Ａ");
    }
}
