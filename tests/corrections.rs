//! Effects of a reader's corrections on all stages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use gloss::corrections::Anchor;
use gloss::corrections::CorrectedKind;
use gloss::corrections::Correction;
use gloss::document::Document;
use gloss::document::EntityKind;
use gloss::{Annotator, Options};

fn read(text: &str, corrections: &[Correction]) -> Document {
    Annotator::embedded().unwrap().annotate(text, &Options { published: None, corrections })
}

/// Correction of the occurrence `nth` (from 0) of `words`.
fn at(text: &str, words: &str, nth: usize) -> Correction {
    let (start, _) = text.match_indices(words).nth(nth).unwrap();
    let (before, after) = (text[..start].to_owned(), text[start + words.len()..].to_owned());
    Correction {
        words: vec![words.to_owned()],
        anchor: Some(Anchor { start: start as u32, before, after }),
        ..Correction::default()
    }
}

/// Names of the source entities of every claim; empty where the source has no entity.
fn speakers(document: &Document) -> Vec<Vec<&str>> {
    let names = |ids: &[usize]| ids.iter().map(|&id| document.entities[id].name.as_str()).collect();
    document.claims.iter().map(|c| c.source.as_ref().map_or_else(Vec::new, |s| names(&s.entities))).collect()
}

#[test]
fn corrected_pronoun_makes_its_claim_that_of_the_named_person() {
    let text = "Tom Ettel left. A diplomat said that the pier would close. He added that it was late.";
    assert_eq!(speakers(&read(text, &[])), [Vec::<&str>::new(), Vec::new()]);
    let he = Correction { name: Some("Tom Ettel".to_owned()), ..at(text, "He", 0) };
    let corrected = read(text, &[he]);
    assert_eq!(speakers(&corrected), [vec![], vec!["Tom Ettel"]]);
    assert!(!corrected.claims[1].source.as_ref().unwrap().anonymous);
}

#[test]
fn corrected_boundaries_change_the_name_and_kind_of_the_entity() {
    let text = "The Elm Lamp Board, London said on Monday that the pier would close.";
    let board = Correction {
        kind: Some(CorrectedKind::Name(EntityKind::Organization)),
        ..at(text, "Elm Lamp Board", 0)
    };
    let corrected = read(text, &[board]);
    assert_eq!(corrected.entities[0].name, "Elm Lamp Board");
    assert_eq!(corrected.entities[0].kind, EntityKind::Organization);
    assert_eq!(corrected.corrected[0][0].of(text), "Elm Lamp Board");
}

#[test]
fn dictionary_of_five_thousand_entries_is_applied_to_every_name() {
    let name = |i: usize| {
        let letter = |k: u32| char::from(b'a' + (i / 26usize.pow(k) % 26) as u8);
        format!("Zib{}{}{} Board", letter(0), letter(1), letter(2))
    };
    let dictionary: Vec<Correction> = (0..5_000)
        .map(|i| Correction {
            words: vec![name(i), name(i).to_uppercase()],
            kind: Some(CorrectedKind::Name(EntityKind::Organization)),
            ..Correction::default()
        })
        .collect();
    let text: String = (0..5_000).map(|i| format!("The {} met. ", name(i))).collect();
    let corrected = read(&text, &dictionary);
    assert!(corrected.corrected.iter().all(|places| places.len() == 1));
    assert_eq!(corrected.entities.len(), 5_000);
}
