//! Joins names around a nickname in quotation marks: "Bernard “Stretch” Malone", "Dwayne "The Rock" Johnson".

use std::ops::Range;

use crate::article::Article;
use crate::document::EntityKind;
use crate::recognizer::kinds::{NameCandidate, bit};
use crate::tokens::quotation_marks::is_mark;
use crate::tokens::shape::{self, Case};

/// Maximum number of words of a nickname.
const MAX_WORDS: usize = 3;

/// Joins the parts of people's names within a block. `names` are in order, without overlaps.
pub(crate) fn join(article: &Article, within: Range<usize>, names: &mut Vec<NameCandidate>) {
    let wholes: Vec<Range<usize>> =
        within.clone().filter_map(|open| whole_name(article, &within, names, open)).collect();
    let mut wholes = wholes.into_iter().peekable();
    let mut joined: Vec<NameCandidate> = Vec::with_capacity(names.len());
    for mut name in names.drain(..) {
        while wholes.next_if(|whole| whole.end <= name.tokens.start).is_some() {}
        match wholes.peek().filter(|whole| whole.contains(&name.tokens.start)) {
            Some(whole) if joined.last().is_some_and(|last| last.tokens == *whole) => {}
            Some(whole) => {
                name.tokens = whole.clone();
                name.set_kind(EntityKind::Person);
                joined.push(name);
            }
            None => joined.push(name),
        }
    }
    *names = joined;
}

/// The tokens of the name around the nickname that the mark at token `open` opens.
fn whole_name(
    article: &Article,
    within: &Range<usize>,
    names: &[NameCandidate],
    open: usize,
) -> Option<Range<usize>> {
    if open == within.start || !is_mark(article.word(open)) {
        return None;
    }
    let capital = |i: usize| matches!(shape::case(article.word(i)), Case::Title | Case::Upper);
    let is_attached = |i: usize| article.tokens.get(i).is_some_and(|token| !token.spaced);
    let close = (open + 1..within.end.min(open + MAX_WORDS + 2)).find(|&i| is_mark(article.word(i)))?;
    let nickname = open + 1..close;
    let is_plain = !nickname.is_empty() && nickname.clone().all(capital) && !is_attached(open);
    let follows = close + 1 < within.end && capital(close + 1) && !is_attached(close + 1);
    let name_at = |token: usize| {
        let at = names.partition_point(|name| name.tokens.end <= token);
        names.get(at).filter(|name| name.tokens.contains(&token))
    };
    let (first, behind) = (name_at(open - 1)?, name_at(close + 1));
    let is_person = |name: &NameCandidate| name.possible & bit(EntityKind::Person) != 0;
    let of_person = is_person(first) || behind.is_some_and(is_person);
    (is_plain && follows && of_person)
        .then(|| first.tokens.start..behind.map_or(close + 2, |name| name.tokens.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    fn people(text: &str) -> Vec<String> {
        let resources = Resources::embedded().unwrap();
        let article = Article::read(text, &resources.parser);
        let names = crate::recognizer::find(&article, &resources.recognizer);
        let people = names.iter().filter(|name| name.kind == EntityKind::Person);
        people.map(|name| name.span.of(text).to_owned()).collect()
    }

    #[test]
    fn name_around_a_nickname_is_one() {
        for (text, name) in [
            ("“I saw him,” said Bernard “Stretch” Malone, 54.", "Bernard “Stretch” Malone"),
            ("Dwayne \"The Rock\" Johnson said he would run.", "Dwayne \"The Rock\" Johnson"),
            ("The guitarist, Maria “Mimi” Lopez, left.", "Maria “Mimi” Lopez"),
        ] {
            assert_eq!(people(text), [name], "{text}");
        }
        let text = "Bernard Malone sang “Stretch” and left.";
        assert_eq!(people(text), ["Bernard Malone"]);
    }
}
