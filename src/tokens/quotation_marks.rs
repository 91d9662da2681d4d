//! Quotation marks: which pair with which, and the side that each opens or closes by its shape.

/// Marks that pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// “”, "", „“, ``''.
    Double,
    /// ‘’, '', ‚‘.
    Single,
    /// «», »«, ‹›.
    Angle,
    /// 「」, 『』.
    Corner,
}

/// The direction in which a mark faces by its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Opens,
    Closes,
    /// Straight marks: the white space around them decides.
    Either,
}

/// Returns family and side of a quotation mark; `None` for any other word.
pub(crate) fn mark(word: &str) -> Option<(Family, Side)> {
    // The first byte excludes most words.
    if !matches!(word.as_bytes().first(), Some(b'"' | b'\'' | b'`' | 0xC2..)) {
        return None;
    }
    Some(match word {
        "“" | "„" | "‟" | "``" => (Family::Double, Side::Opens),
        "”" => (Family::Double, Side::Closes),
        "\"" | "''" | "＂" | "″" => (Family::Double, Side::Either),
        "‘" | "‚" | "‛" => (Family::Single, Side::Opens),
        "’" => (Family::Single, Side::Closes),
        "'" => (Family::Single, Side::Either),
        "«" | "‹" => (Family::Angle, Side::Opens),
        "»" | "›" => (Family::Angle, Side::Closes),
        "「" | "『" => (Family::Corner, Side::Opens),
        "」" | "』" => (Family::Corner, Side::Closes),
        _ => return None,
    })
}

/// Whether `word` is a quotation mark or an apostrophe by itself.
pub(crate) fn is_mark(word: &str) -> bool {
    mark(word).is_some()
}
