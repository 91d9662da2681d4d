//! The difference between two documents, so that after an edit only changes cross the boundary.
//!
//! Spans after the edit are shifted, and indices of entities, values and claims are renumbered, before items
//! are compared. An item that is then equal has not changed. Never decides how changes are serialised.

use crate::document::{Claim, Document, Entity, Mention, SentenceNote, UnnamedReferent, Value};
use crate::text::Span;

/// The replacement of one span of a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The removed span of the old text.
    pub removed: Span,
    /// The inserted span of the new text.
    pub inserted: Span,
}

/// Number of bytes compared at once.
const RUN: usize = 64;

impl Edit {
    /// Computes the shortest single replacement that turns `before` into `after`.
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
        Self { removed: to_end(before), inserted: to_end(after) }
    }

    /// Maps a span of the old text to the new text. A span that ends at the start of the edit keeps its end;
    /// a span that starts at the end of the edit moves with the following text.
    fn map_span(self, Span { start, end }: Span) -> Span {
        let shifted = |place: u32| place - self.removed.end + self.inserted.end;
        Span {
            start: if start >= self.removed.end { shifted(start) } else { start },
            end: if end > self.removed.start && end >= self.removed.end { shifted(end) } else { end },
        }
    }
}

/// The change of a list: a run of items is replaced, and some of the other items have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splice {
    /// Index of the first removed and of the first inserted item.
    pub at: usize,
    /// Number of removed items.
    pub removed: usize,
    /// Number of inserted items.
    pub inserted: usize,
    /// Indices, in the new list, of the other items that have changed.
    pub changed: Vec<usize>,
}

impl Splice {
    /// Returns the change from an empty list to one of `len` items.
    fn all(len: usize) -> Self {
        Self { inserted: len, ..Self::default() }
    }

    /// Aligns two lists: keeps as many items at each end as lie before and after the edit in both.
    fn of<T>(before: &[T], after: &[T], edit: Edit, place: impl Fn(&T) -> Span) -> Self {
        let front = |list: &[T], edit: Span| list.iter().take_while(|x| place(x).end <= edit.start).count();
        let back =
            |list: &[T], edit: Span| list.iter().rev().take_while(|x| place(x).start >= edit.end).count();
        let shorter = before.len().min(after.len());
        let at = front(before, edit.removed).min(front(after, edit.inserted));
        let rest = back(before, edit.removed).min(back(after, edit.inserted)).min(shorter - at);
        Self { at, removed: before.len() - at - rest, inserted: after.len() - at - rest, changed: Vec::new() }
    }

    /// Returns the index in the new list of an item of the old one; `usize::MAX` if it was removed.
    fn new_index(&self, index: usize) -> usize {
        match index.checked_sub(self.at) {
            None => index,
            Some(after) if after < self.removed => usize::MAX,
            Some(_) => index - self.removed + self.inserted,
        }
    }

    fn renumber(&self, indices: &mut [usize]) {
        if self.removed != self.inserted {
            indices.iter_mut().for_each(|index| *index = self.new_index(*index));
        }
    }

    /// Records the items that differ. `before` must already have the spans and indices of the new text.
    fn compare<T: PartialEq>(&mut self, before: &[T], after: &[T]) {
        let kept = (0..self.at).chain(self.at + self.removed..before.len());
        let differs = |&old: &usize| {
            let new = self.new_index(old);
            before.get(old) != after.get(new)
        };
        self.changed = kept.filter(differs).map(|old| self.new_index(old)).collect();
    }
}

/// The changes from one document to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The edit of the text.
    pub edit: Edit,
    /// Sentences, in order of place.
    pub sentences: Splice,
    /// Entities, in order of first mention.
    pub entities: Splice,
    /// Those without a name, in order of first mention.
    pub unnamed: Splice,
    /// Values, in order of place.
    pub values: Splice,
    /// Claims, in order of place.
    pub claims: Splice,
    /// Credit lines, in order of place.
    pub credits: Splice,
}

impl Changes {
    /// Returns the changes from an empty document.
    pub fn all(document: &Document) -> Self {
        Self {
            edit: Edit { removed: Span::default(), inserted: Span::default() },
            sentences: Splice::all(document.sentences.len()),
            entities: Splice::all(document.entities.len()),
            unnamed: Splice::all(document.unnamed.len()),
            values: Splice::all(document.values.len()),
            claims: Splice::all(document.claims.len()),
            credits: Splice::all(document.credits.len()),
        }
    }

    /// Computes the changes from the document of `text` to the document `new` of `after`.
    pub fn between(text: &str, mut document: Document, after: &str, new: &Document) -> Self {
        let edit = Edit::between(text, after);
        let first = |mentions: &[Mention]| mentions.first().map_or(Span::default(), |m| m.span);
        let mut changes = Self {
            edit,
            sentences: Splice::of(&document.sentences, &new.sentences, edit, |s: &SentenceNote| s.span),
            entities: Splice::of(&document.entities, &new.entities, edit, |e: &Entity| first(&e.mentions)),
            unnamed: Splice::of(&document.unnamed, &new.unnamed, edit, |u: &UnnamedReferent| {
                first(&u.mentions)
            }),
            values: Splice::of(&document.values, &new.values, edit, |v: &Value| v.span),
            claims: Splice::of(&document.claims, &new.claims, edit, |c: &Claim| c.span),
            credits: Splice::of(&document.credits, &new.credits, edit, |&c| c),
        };
        changes.apply(&mut document);
        changes.sentences.compare(&document.sentences, &new.sentences);
        changes.entities.compare(&document.entities, &new.entities);
        changes.unnamed.compare(&document.unnamed, &new.unnamed);
        changes.values.compare(&document.values, &new.values);
        changes.claims.compare(&document.claims, &new.claims);
        changes.credits.compare(&document.credits, &new.credits);
        changes
    }

    /// Maps the spans of an old document to the new text and renumbers its indices.
    fn apply(&self, document: &mut Document) {
        document.spans().for_each(|span| *span = self.edit.map_span(*span));
        for role in document.entities.iter_mut().flat_map(|e| &mut e.roles) {
            self.entities.renumber(&mut role.of);
        }
        for referent in &mut document.unnamed {
            referent.named.iter_mut().for_each(|entity| *entity = self.entities.new_index(*entity));
        }
        for claim in &mut document.claims {
            self.entities.renumber(&mut claim.entities);
            self.values.renumber(&mut claim.values);
            claim.parent.iter_mut().for_each(|parent| *parent = self.claims.new_index(*parent));
            if let Some(source) = &mut claim.source {
                self.entities.renumber(&mut source.entities);
                self.entities.renumber(&mut source.candidates);
                source.unnamed.iter_mut().for_each(|number| *number = self.unnamed.new_index(*number));
                source.entity.iter_mut().for_each(|entity| *entity = self.entities.new_index(*entity));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edit_is_minimal_and_respects_character_boundaries() {
        let of = |before: &str, after: &str| {
            let Edit { removed, inserted } = Edit::between(before, after);
            (removed.start, removed.of(before).to_owned(), inserted.of(after).to_owned())
        };
        let owned = |at, removed: &str, inserted: &str| (at, removed.to_owned(), inserted.to_owned());
        assert_eq!(of("abc", "abXc"), owned(2, "", "X"));
        assert_eq!(of("abc", "abc"), owned(3, "", ""));
        assert_eq!(of("aaa", "aa"), owned(2, "a", ""));
        assert_eq!(of("xéy", "xèy"), owned(1, "é", "è"));
        assert_eq!(of("", "é"), owned(0, "", "é"));
        // The last byte of both is the same.
        assert_eq!(of("é", "ũ"), owned(0, "é", "ũ"));
    }

    #[test]
    fn spans_that_touch_the_edit_stay_on_their_side() {
        let edit = Edit::between("ab cd", "ab x cd");
        let map_span = |start, end| edit.map_span(Span::new(start, end));
        assert_eq!(map_span(0, 2), Span::new(0, 2));
        assert_eq!(map_span(3, 5), Span::new(5, 7));
        assert_eq!(map_span(0, 5), Span::new(0, 7));
    }

    #[test]
    fn replaced_items_renumber_the_rest() {
        let splice = Splice { at: 2, removed: 1, inserted: 3, changed: Vec::new() };
        assert_eq!([0, 1, 2, 3].map(|n| splice.new_index(n)), [0, 1, usize::MAX, 5]);
        let edit = Edit::between("a b c d", "a b X c D");
        let before = [0, 2, 4, 6].map(|at| Span::new(at, at + 1));
        let after = [0, 2, 4, 6, 8].map(|at| Span::new(at, at + 1));
        let mut splice = Splice::of(&before, &after, edit, |&s| s);
        assert_eq!((splice.at, splice.removed, splice.inserted), (2, 2, 3));
        splice.compare(&before.map(|s| edit.map_span(s)), &after);
        assert_eq!(splice.changed, Vec::<usize>::new());
    }
}
