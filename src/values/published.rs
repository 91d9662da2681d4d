//! Reads the publication date of an article from its first lines.
//!
//! Accepted are a full date alone on its line, in a byline or a stamp ("By Ada Bell | Apr. 16, 2025",
//! "Updated: 16 April 2025"), or in a dateline ("PARIS, April 16, 2025 (AP) —"), and otherwise a date in the
//! path of a URL at the top. A full date in running prose is not the article's own. Never guesses a year.

use std::ops::Range;

use crate::document::Date;
use crate::lexicon::Flag;
use crate::tokens::TokenKind;
use crate::values::{TokenView, calendar, dates};

/// Number of sentences at the top that are searched.
const MAX_SENTENCES: usize = 12;

/// Returns the date stated by the first lines.
pub(crate) fn read(r: &TokenView) -> Option<Date> {
    let (mut updated, mut address) = (None, None);
    for sentence in r.article.sentences.iter().take(MAX_SENTENCES) {
        let tokens = sentence.tokens.clone();
        let link = |i: &usize| r.kind(*i) == Some(TokenKind::Link);
        address = address.or_else(|| tokens.clone().take(40).filter(link).find_map(|i| in_address(r.low(i))));
        let Some((at, end, date)) =
            tokens.clone().take(40).find_map(|i| dates::full(r, i).map(|(end, d)| (i, end, d)))
        else {
            continue;
        };
        let stamp = tokens.len() <= 20 && is_stamp(r, tokens.start..at) && is_stamp(r, end..tokens.end);
        let opener = at - tokens.start <= 8
            && r.is(end, &["(", "-", "–", "—", "--", "|", "/", ":"])
            && is_stamp(r, tokens.start..at);
        if stamp || opener {
            if !tokens.take(20).any(|i| r.is(i, &["updated", "modified"])) {
                return Some(date);
            }
            updated = updated.or(Some(date));
        }
    }
    updated.or(address)
}

/// Whether tokens belong to a stamp, byline or dateline: names, numbers and punctuation, and few other words.
fn is_stamp(r: &TokenView, tokens: Range<usize>) -> bool {
    tokens.clone().all(|i| !r.word(i).starts_with(char::is_lowercase) || r.has(i, Flag::StampWord))
        && !r.is(tokens.end.wrapping_sub(1), &[".", "!", "?"])
}

/// Finds a date in the path of a URL: "/2025/04/16/", "/2025-04-16/".
fn in_address(link: &str) -> Option<Date> {
    let mut fields = link.split(['/', '-']).skip(2).take(60);
    let mut last = (None, None);
    fields.find_map(|field| {
        let number = field.parse::<i32>().ok();
        let found = match last {
            (Some(year), Some(month)) if (1990..2100).contains(&year) => number
                .and_then(|day| calendar::date(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)),
            _ => None,
        };
        last = (last.1, number);
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::resources::Resources;

    fn check(text: &str, expected: Option<&str>) {
        let article = Article::read(text, &Resources::embedded().unwrap().parser);
        let found = read(&TokenView::new(&article, None)).map(|day| day.to_string());
        assert_eq!(found.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn date_is_read_from_stamps_datelines_and_urls() {
        let rest = "\n\nThe council met in the town hall.";
        for (head, expected) in [
            ("A headline\nBy Ada Bell | Apr. 16, 2025", Some("2025-04-16")),
            ("Talks open\n\n16 April 2025", Some("2025-04-16")),
            ("2025-04-16", Some("2025-04-16")),
            ("Updated: Wednesday, April 16, 2025 10:30 GMT", Some("2025-04-16")),
            ("Updated 17 April 2025\nPublished 16 April 2025", Some("2025-04-16")),
            ("PARIS, April 16, 2025 (AP) — Envoys met.", Some("2025-04-16")),
            ("LISBON – 16 April 2025: Envoys met.", Some("2025-04-16")),
            ("https://news.example.org/world/2025/04/16/ferries", Some("2025-04-16")),
            ("https://news.example.org/2025-04-16-ferries.html", Some("2025-04-16")),
            ("https://news.example.org/2025/13/44/ferries", None),
            ("Trial over 14 July 2016 ferry fire opens", None),
            ("LISBON, 27 January - Envoys met.", None),
            ("PARIS (AP) — Envoys met on March 3, 2021, in Rome.", None),
            ("On March 3, 2021, envoys met in Rome.", None),
        ] {
            check(&format!("{head}{rest}"), expected);
        }
    }
}
