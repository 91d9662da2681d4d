//! Properties of the document of any text.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod invariants;

use std::sync::LazyLock;

use gloss::corrections::Anchor;
use gloss::corrections::CorrectedKind;
use gloss::corrections::CorrectedLink;
use gloss::corrections::Correction;
use gloss::document::Document;
use gloss::document::EntityKind;
use gloss::text::Span;
use gloss::{Annotator, Options};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

/// Pieces of news text, and pieces that are hard to parse.
const PIECES: [&str; 48] = [
    "Marta Vieira",
    "Vieira",
    "Mr. Silva",
    "U.S.",
    "the European Commission",
    "LISBON (AP) —",
    "Portugal’s",
    "she",
    "he",
    "the minister",
    "officials",
    "according to",
    "said",
    "denied that",
    "told reporters",
    "accused",
    "asked whether",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    ",",
    ".",
    "...",
    "—",
    "(",
    ")",
    "\n",
    "\n\n",
    "\r\n",
    "\u{2028}",
    "\t",
    "March 3, 2025",
    "on Tuesday",
    "$3.5bn",
    "40%",
    "10 km",
    "third",
    "- ",
    "\u{301}",
    "\u{200D}",
    "🇵🇹",
    "\u{0}",
    "東京",
];

fn news() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let piece = (piece, prop_oneof![3 => Just(" "), 1 => Just("")]).prop_map(|(piece, gap)| piece + gap);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    let any = proptest::collection::vec(any::<char>(), 0..80).prop_map(String::from_iter);
    prop_oneof![1 => any, 3 => news()]
}

fn read(text: &str) -> Document {
    corrected(text, &[])
}

fn corrected(text: &str, corrections: &[Correction]) -> Document {
    static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::embedded().unwrap());
    ANNOTATOR.annotate(text, &Options { published: None, corrections })
}

/// Likely and unlikely corrections of words from [`PIECES`].
fn corrections() -> impl Strategy<Value = Vec<Correction>> {
    let words = proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned);
    let kinds = [EntityKind::Person, EntityKind::Organization, EntityKind::Gpe, EntityKind::Norp];
    let kind = prop_oneof![
        3 => proptest::sample::select(kinds.to_vec()).prop_map(|kind| Some(CorrectedKind::Name(kind))),
        1 => Just(Some(CorrectedKind::NotAName)),
        1 => Just(None),
    ];
    // An anchor without context matches the only occurrence.
    let anchor = prop_oneof![
        Just(None),
        (0..400u32, news()).prop_map(|(start, before)| Some(Anchor {
            start,
            before: before.chars().rev().take(20).collect(),
            after: String::new(),
        })),
        Just(Some(Anchor::default()))
    ];
    let name = proptest::option::of(words.clone());
    let link = proptest::option::of(Just(CorrectedLink::Unlinked));
    let one = (proptest::collection::vec(words, 1..3), anchor, kind, name, link)
        .prop_map(|(words, anchor, kind, name, link)| Correction { words, anchor, kind, name, link });
    proptest::collection::vec(one, 0..8)
}

/// Checks the invariants of the document of a text.
fn check(text: &str) {
    invariants::check(text, &read(text));
}

proptest! {
    // A fixed seed gives the same texts in every run, so that a failure is due to a change of the code.
    // PROPTEST_CASES=100000 tries more texts.
    #![proptest_config(Config { rng_seed: RngSeed::Fixed(20250303), failure_persistence: None, ..Config::default() })]

    #[test]
    fn document_of_any_text_keeps_its_invariants(text in text()) {
        check(&text);
    }

    #[test]
    fn document_with_any_corrections_keeps_its_invariants(text in text(), corrections in corrections()) {
        let d = corrected(&text, &corrections);
        invariants::corrections_hold(&text, &corrections, &d);
        invariants::check(&text, &d);
    }

    #[test]
    fn correction_survives_edits_elsewhere(before in news(), after in news()) {
        let (start, line) = (28, "The harbour board said that Zibel had closed the lamp pier.");
        let anchor = Anchor { start, before: line[..28].to_owned(), after: line[33..].to_owned() };
        let kind = Some(CorrectedKind::Name(EntityKind::Organization));
        let given = Correction { words: vec!["Zibel".to_owned()], anchor: Some(anchor), kind, ..Correction::default() };
        let text = format!("{before}\n\n{line}\n\n{after}");
        let d = corrected(&text, &[given]);
        let place = (before.len() + 2) as u32 + start;
        prop_assert_eq!(&d.corrected, &[vec![Span::new(place, place + 5)]]);
        let named = d.entities.iter().find(|e| e.mentions.iter().any(|m| m.span.start == place));
        prop_assert_eq!(named.map(|e| e.kind), Some(EntityKind::Organization));
    }

    #[test]
    fn annotation_is_deterministic(text in news()) {
        prop_assert_eq!(read(&text), read(&text));
    }
}

#[test]
fn documents_of_unusual_texts_keep_their_invariants() {
    for text in [
        "",
        " ",
        "\n\n\n",
        "word",
        ".",
        "“",
        "“”\"\"''«»‘’",
        "\u{FEFF}Vieira said.",
        "“““““ said Vieira ”””””",
        "Ο πρωθυπουργός είπε ότι «δεν υπάρχει χρόνος».",
        "قال رئيس الوزراء: «لا وقت لدينا».",
        "首相は「時間がない」と述べた。",
        "\u{0}\u{1}\u{2}PNG\r\n\u{1A}\n\u{7F}\u{80}\u{FFFD}\u{FFFD}IHDR",
        "said said said said according to according to",
    ] {
        check(text);
    }
    check(&"“".repeat(2_000));
    check(&"a\u{301}".repeat(2_000));
}

/// Texts that nest, repeat or have no line break, at a size where quadratic work would take minutes.
#[test]
fn long_unusual_texts_are_annotated_in_linear_time() {
    let n = 200_000;
    for piece in [
        "“",
        "\" ",
        "Vieira ",
        "said ",
        "Vieira said “",
        "a, ",
        "he said that ",
        "(",
        "3 ",
        "U.S. ",
        "\n",
        "…",
        "é",
    ] {
        let text = piece.repeat(n / piece.len());
        let d = read(&text);
        invariants::segments_make_the_text(&text, &d);
    }
}
