//! Holidays whose day follows from the year: fixed ones, Easter and its days, Thanksgiving.

/// How a holiday's day is worked out.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The fourth Thursday of November.
    Thanksgiving,
}

/// The words of each holiday, longest first where one starts like another.
pub(crate) const HOLIDAYS: &[(&[&str], Rule)] = &[
    (&["christmas", "eve"], Rule::Fixed(12, 24)),
    (&["christmas", "day"], Rule::Fixed(12, 25)),
    (&["christmas"], Rule::Fixed(12, 25)),
    (&["boxing", "day"], Rule::Fixed(12, 26)),
    (&["new", "year", "'s", "eve"], Rule::Fixed(12, 31)),
    (&["new", "year", "’s", "eve"], Rule::Fixed(12, 31)),
    (&["new", "year", "'s", "day"], Rule::Fixed(1, 1)),
    (&["new", "year", "’s", "day"], Rule::Fixed(1, 1)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter"], Rule::Easter(0)),
    (&["halloween"], Rule::Fixed(10, 31)),
    (&["thanksgiving", "day"], Rule::Thanksgiving),
    (&["thanksgiving"], Rule::Thanksgiving),
];

/// Returns whether these words are the name of a holiday, and nothing else.
pub(crate) fn is_holiday<'t>(words: impl ExactSizeIterator<Item = &'t str> + Clone) -> bool {
    HOLIDAYS.iter().any(|(holiday, _)| {
        holiday.len() == words.len() && words.clone().zip(*holiday).all(|(a, b)| a.eq_ignore_ascii_case(b))
    })
}
