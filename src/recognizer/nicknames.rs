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
    let mark = |i: usize| is_mark(article.word(i));
    let capital = |i: usize| matches!(shape::case(article.word(i)), Case::Title | Case::Upper);
    for open in within.clone().filter(|&i| mark(i)) {
        let end = within.end.min(open + MAX_WORDS + 2);
        let Some(close) = (open + 1..end).find(|&i| mark(i)) else { continue };
        let nickname = open + 1..close;
        let is_attached = |i: usize| article.tokens.get(i).is_some_and(|token| !token.spaced);
        let follows = close + 1 < within.end && capital(close + 1) && !is_attached(close + 1);
        let is_plain = !nickname.is_empty() && nickname.clone().all(capital) && !is_attached(open);
        if !is_plain || !follows || open == within.start {
            continue;
        }
        let is_person = |name: &NameCandidate| name.possible & bit(EntityKind::Person) != 0;
        let Some(first) = names.iter().position(|n| n.tokens.contains(&(open - 1))) else { continue };
        let behind = names.iter().find(|n| n.tokens.contains(&(close + 1)));
        if !is_person(&names[first]) && !behind.is_some_and(is_person) {
            continue;
        }
        let end = behind.map_or(close + 2, |name| name.tokens.end);
        let whole = names[first].tokens.start..end;
        names[first].tokens = whole.clone();
        names[first].set_kind(EntityKind::Person);
        let mut at = 0;
        names.retain(|name| {
            at += 1;
            at == first + 1 || name.tokens.end <= whole.start || name.tokens.start >= whole.end
        });
    }
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
