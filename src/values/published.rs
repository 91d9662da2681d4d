//! Reads the day an article was published from its first lines.
//!
//! Counts are a full date that stands alone on its line, in a byline or a stamp ("By Ada Bell | Apr. 16, 2025",
//! "Updated: 16 April 2025"), or in a dateline ("PARIS, April 16, 2025 (AP) —"). A full date in running prose is
//! not the article's own, and a date without its year is not full: the year is never guessed.

use super::Reader;
use super::dates;
use crate::document::Date;

/// Only so many sentences at the top are looked at.
const LINES: usize = 12;

/// The date that the first lines state.
pub fn read(r: &Reader) -> Option<Date> {
    let mut updated = None;
    for sentence in r.article.sentences.iter().take(LINES) {
        let tokens = sentence.tokens.clone();
        let Some((at, end, date)) =
            tokens.clone().take(40).find_map(|i| dates::full(r, i).map(|(end, d)| (i, end, d)))
        else {
            continue;
        };
        let stamp = tokens.len() <= 14 && !reads_on(r, tokens.end);
        let opener = at - tokens.start <= 8
            && r.is(end, &["(", "-", "–", "—", "--", "|", "/"])
            && !ends_clause(r, tokens.start, at);
        if stamp || opener {
            if !tokens.take(20).any(|i| r.is(i, &["updated", "modified"])) {
                return Some(date);
            }
            updated = updated.or(Some(date));
        }
    }
    updated
}

/// Whether the token before `end` closes a sentence of prose.
fn reads_on(r: &Reader, end: usize) -> bool {
    r.is(end.wrapping_sub(1), &[".", "!", "?"])
}

/// Whether the words before the date are prose: a lower-case word other than those of a byline or dateline.
fn ends_clause(r: &Reader, start: usize, at: usize) -> bool {
    (start..at).any(|i| {
        r.word(i).starts_with(char::is_lowercase)
            && !r.is(i, &["by", "and", "of", "de", "on", "updated", "published", "posted"])
    })
}

#[cfg(test)]
mod tests {
    use super::super::calendar;
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    fn check(text: &str, expected: Option<&str>) {
        let article = Article::read(text, &Resources::embedded());
        let found = read(&Reader::new(&article, None)).map(calendar::iso);
        assert_eq!(found.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn the_first_lines_tell_the_date() {
        let rest = "\n\nThe council met in the town hall.";
        for (head, expected) in [
            ("A headline\nBy Ada Bell | Apr. 16, 2025", Some("2025-04-16")),
            ("Talks open\n\n16 April 2025", Some("2025-04-16")),
            ("2025-04-16", Some("2025-04-16")),
            ("Updated: Wednesday, April 16, 2025 10:30 GMT", Some("2025-04-16")),
            ("Updated 17 April 2025\nPublished 16 April 2025", Some("2025-04-16")),
            ("PARIS, April 16, 2025 (AP) — Envoys met.", Some("2025-04-16")),
            ("LISBON, 27 January - Envoys met.", None),
            ("PARIS (AP) — Envoys met on March 3, 2021, in Rome.", None),
            ("On March 3, 2021, envoys met in Rome.", None),
        ] {
            check(&format!("{head}{rest}"), expected);
        }
    }
}
