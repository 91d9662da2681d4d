//! What an edit changes of a document, so that only that need be handed over.
//!
//! Places behind the edit move by its length, and numbers of entities, values and claims by how many come and go. What
//! is the same but for that has not changed. Nothing here decides how the rest is written down.

use crate::document::{Claim, Document, Entity, SentenceNote, Value};
use crate::text::Span;

/// What was put in the place of what, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What went, in the text before.
    pub gone: Span,
    /// What came, in the text after.
    pub come: Span,
}

/// How many bytes are compared together.
const RUN: usize = 64;

impl Edit {
    /// The shortest edit that makes one text of another.
    pub fn between<'a>(before: &'a str, after: &'a str) -> Self {
        let (a, b) = (before.as_bytes(), after.as_bytes());
        let runs = a.chunks_exact(RUN).zip(b.chunks_exact(RUN)).take_while(|(a, b)| a == b).count() * RUN;
        let rest = a[runs..].iter().zip(&b[runs..]).take_while(|(a, b)| a == b).count();
        let mut start = runs + rest;
        while !(before.is_char_boundary(start) && after.is_char_boundary(start)) {
            start -= 1;
        }
        let (a, b) = (&a[start..], &b[start..]);
        let runs = a.rchunks_exact(RUN).zip(b.rchunks_exact(RUN)).take_while(|(a, b)| a == b).count() * RUN;
        let rest = |bytes: &'a [u8]| bytes[..bytes.len() - runs].iter().rev();
        let mut same = runs + rest(a).zip(rest(b)).take_while(|(a, b)| a == b).count();
        while !before.is_char_boundary(before.len() - same) || !after.is_char_boundary(after.len() - same) {
            same -= 1;
        }
        let to_end = |text: &str| Span::new(start as u32, (text.len() - same) as u32);
        Self { gone: to_end(before), come: to_end(after) }
    }

    /// Where a stretch of the text before is in the text after. What ends where the edit begins ends there still, and what
    /// begins where it ends goes with what follows.
    fn moved(self, Span { start, end }: Span) -> Span {
        let on = |place: u32| place - self.gone.end + self.come.end;
        Span {
            start: if start >= self.gone.end { on(start) } else { start },
            end: if end > self.gone.start && end >= self.gone.end { on(end) } else { end },
        }
    }
}

/// What became of a list: some of its items made way for others, and of the rest some have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splice {
    /// The first item that went, and the first that came.
    pub at: usize,
    /// How many went.
    pub gone: usize,
    /// How many came.
    pub come: usize,
    /// Which of the others are not what they were, as indices into the new list.
    pub changed: Vec<usize>,
}

impl Splice {
    /// A list that was empty.
    fn all(len: usize) -> Self {
        Self { come: len, ..Self::default() }
    }

    /// Lays the lists side by side: as many from either end as lie before and behind the edit in both.
    fn of<T>(before: &[T], after: &[T], edit: Edit, place: impl Fn(&T) -> Span) -> Self {
        let front = |list: &[T], edit: Span| list.iter().take_while(|x| place(x).end <= edit.start).count();
        let back =
            |list: &[T], edit: Span| list.iter().rev().take_while(|x| place(x).start >= edit.end).count();
        let shorter = before.len().min(after.len());
        let at = front(before, edit.gone).min(front(after, edit.come));
        let rest = back(before, edit.gone).min(back(after, edit.come)).min(shorter - at);
        Self { at, gone: before.len() - at - rest, come: after.len() - at - rest, changed: Vec::new() }
    }

    /// The number in the new list of the item with this one; none where it went.
    fn renumbered(&self, number: usize) -> usize {
        match number.checked_sub(self.at) {
            None => number,
            Some(behind) if behind < self.gone => usize::MAX,
            Some(_) => number - self.gone + self.come,
        }
    }

    fn renumber(&self, numbers: &mut [usize]) {
        if self.gone != self.come {
            numbers.iter_mut().for_each(|number| *number = self.renumbered(*number));
        }
    }

    /// Notes what differs of two lists whose places and numbers are those of the text after.
    fn compare<T: PartialEq>(&mut self, before: &[T], after: &[T]) {
        let kept = (0..self.at).chain(self.at + self.gone..before.len());
        let differs = |&old: &usize| {
            let new = self.renumbered(old);
            before.get(old) != after.get(new)
        };
        self.changed = kept.filter(differs).map(|old| self.renumbered(old)).collect();
    }
}

/// What has changed from one document to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Of the text.
    pub edit: Edit,
    /// Of the document's lists, one by one.
    pub sentences: Splice,
    /// By order of first mention.
    pub entities: Splice,
    /// By place.
    pub values: Splice,
    /// By place.
    pub claims: Splice,
    /// By place.
    pub credits: Splice,
}

impl Changes {
    /// A document of which nothing was known.
    pub fn all(document: &Document) -> Self {
        Self {
            edit: Edit { gone: Span::default(), come: Span::default() },
            sentences: Splice::all(document.sentences.len()),
            entities: Splice::all(document.entities.len()),
            values: Splice::all(document.values.len()),
            claims: Splice::all(document.claims.len()),
            credits: Splice::all(document.credits.len()),
        }
    }

    /// What is to be changed of the document of one text to make it that of another.
    pub fn between(text: &str, mut document: Document, after: &str, new: &Document) -> Self {
        let edit = Edit::between(text, after);
        let first = |e: &Entity| e.mentions.first().map_or(Span::default(), |m| m.span);
        let mut changes = Self {
            edit,
            sentences: Splice::of(&document.sentences, &new.sentences, edit, |s: &SentenceNote| s.span),
            entities: Splice::of(&document.entities, &new.entities, edit, first),
            values: Splice::of(&document.values, &new.values, edit, |v: &Value| v.span),
            claims: Splice::of(&document.claims, &new.claims, edit, |c: &Claim| c.span),
            credits: Splice::of(&document.credits, &new.credits, edit, |&c| c),
        };
        changes.lay(&mut document);
        changes.sentences.compare(&document.sentences, &new.sentences);
        changes.entities.compare(&document.entities, &new.entities);
        changes.values.compare(&document.values, &new.values);
        changes.claims.compare(&document.claims, &new.claims);
        changes.credits.compare(&document.credits, &new.credits);
        changes
    }

    /// Moves the places of a document and numbers anew what it names.
    fn lay(&self, document: &mut Document) {
        document.spans().for_each(|span| *span = self.edit.moved(*span));
        for role in document.entities.iter_mut().flat_map(|e| &mut e.roles) {
            self.entities.renumber(&mut role.of);
        }
        for claim in &mut document.claims {
            self.entities.renumber(&mut claim.entities);
            self.values.renumber(&mut claim.values);
            claim.parent.iter_mut().for_each(|parent| *parent = self.claims.renumbered(*parent));
            if let Some(source) = &mut claim.source {
                self.entities.renumber(&mut source.entities);
                source.entity.iter_mut().for_each(|entity| *entity = self.entities.renumbered(*entity));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_as_short_as_can_be_and_cuts_no_character() {
        let of = |before: &str, after: &str| {
            let Edit { gone, come } = Edit::between(before, after);
            (gone.start, gone.of(before).to_owned(), come.of(after).to_owned())
        };
        let owned = |at, gone: &str, come: &str| (at, gone.to_owned(), come.to_owned());
        assert_eq!(of("abc", "abXc"), owned(2, "", "X"));
        assert_eq!(of("abc", "abc"), owned(3, "", ""));
        assert_eq!(of("aaa", "aa"), owned(2, "a", ""));
        assert_eq!(of("xéy", "xèy"), owned(1, "é", "è"));
        assert_eq!(of("", "é"), owned(0, "", "é"));
        // The last byte of both is the same.
        assert_eq!(of("é", "ũ"), owned(0, "é", "ũ"));
    }

    #[test]
    fn what_touches_the_edit_stays_on_its_side() {
        let edit = Edit::between("ab cd", "ab x cd");
        let moved = |start, end| edit.moved(Span::new(start, end));
        assert_eq!(moved(0, 2), Span::new(0, 2));
        assert_eq!(moved(3, 5), Span::new(5, 7));
        assert_eq!(moved(0, 5), Span::new(0, 7));
    }

    #[test]
    fn what_comes_and_goes_numbers_the_rest_anew() {
        let splice = Splice { at: 2, gone: 1, come: 3, changed: Vec::new() };
        assert_eq!([0, 1, 2, 3].map(|n| splice.renumbered(n)), [0, 1, usize::MAX, 5]);
        let edit = Edit::between("a b c d", "a b X c D");
        let before = [0, 2, 4, 6].map(|at| Span::new(at, at + 1));
        let after = [0, 2, 4, 6, 8].map(|at| Span::new(at, at + 1));
        let mut splice = Splice::of(&before, &after, edit, |&s| s);
        assert_eq!((splice.at, splice.gone, splice.come), (2, 2, 3));
        splice.compare(&before.map(|s| edit.moved(s)), &after);
        assert_eq!(splice.changed, Vec::<usize>::new());
    }
}
