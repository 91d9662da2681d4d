//! Fuzz targets: functions of bytes that panic when an invariant is broken. `cargo xtask fuzz` searches for
//! such bytes; the replay test runs the committed seeds.

#[path = "../invariants/mod.rs"]
mod invariants;

#[path = "../read_back/mod.rs"]
mod read_back;

mod exports;
mod model_files;

use std::sync::LazyLock;

use gloss::corrections;
use gloss::document::Document;
use gloss::internal::document::delta::Changes;
use gloss::internal::text::utf16_to_byte;
use gloss::text::Positions;
use gloss::text::Unit;
use gloss::{Annotator, EditCache, Options};

pub use exports::exports;
pub use model_files::{knowledge_base, models};

/// Splits the input at 0xFF, a byte that never occurs in UTF-8; missing parts are empty.
fn parts<const N: usize>(data: &[u8]) -> [String; N] {
    let mut parts = data.split(|&b| b == 0xFF);
    std::array::from_fn(|_| String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned())
}

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::embedded().unwrap());

/// Annotates any text with any publication date and any corrections: a dictionary, or corrections as the page
/// sends them.
pub fn article(data: &[u8]) {
    let [text, json, day] = parts(data);
    let given = match serde_json::from_str(&json) {
        Ok(given) => gloss::internal::corrections::corrections(given, |unit| utf16_to_byte(&text, unit)),
        Err(_) => corrections::dictionary(&json),
    };
    if let Err(why) = &given {
        assert!(!why.to_string().is_empty());
    }
    let corrections = given.unwrap_or_default();
    let options = Options { published: day.parse().ok(), corrections: &corrections };
    let document = ANNOTATOR.annotate(&text, &options);
    invariants::corrections_hold(&text, &corrections, &document);
    invariants::check(&text, &document);
}

/// Annotates three texts incrementally with one cache.
pub fn edits(data: &[u8]) {
    let mut cache = EditCache::new();
    let mut last = (String::new(), Document::default());
    for text in parts::<3>(data) {
        let incremental = ANNOTATOR.annotate_incremental(&text, &Options::default(), &mut cache);
        assert_eq!(incremental, ANNOTATOR.annotate(&text, &Options::default()), "{text:?}");
        let [before, now] = [&last.1, &incremental].map(lengths);
        let changes = Changes::between(&last.0, last.1, &text, &incremental);
        let Changes { sentences, entities, values, claims, credits, .. } = &changes;
        for ((splice, before), now) in
            [sentences, entities, values, claims, credits].into_iter().zip(before).zip(now)
        {
            let fits = splice.at + splice.removed <= before && splice.at + splice.inserted <= now;
            assert!(
                fits && before - splice.removed == now - splice.inserted,
                "{splice:?} of {before} and {now}"
            );
            assert!(splice.changed.iter().all(|&number| number < now), "{splice:?} of {now}");
        }
        last = (text, incremental);
    }
}

/// Lengths of the lists of a document.
fn lengths(document: &Document) -> [usize; 5] {
    let Document { sentences, entities, values, claims, credits, .. } = document;
    [sentences.len(), entities.len(), values.len(), claims.len(), credits.len()]
}

/// Converts every offset of a text between bytes, code points and UTF-16 units.
pub fn offsets(data: &[u8]) {
    let [text] = parts(data);
    let (points, units) = (Positions::new(&text, Unit::CodePoint), Positions::new(&text, Unit::Utf16));
    let (mut point, mut unit) = (0, 0);
    for (at, c) in text.char_indices() {
        assert_eq!((points.offset(at as u32), units.offset(at as u32)), (point, unit), "{at} in {text:?}");
        assert_eq!(utf16_to_byte(&text, unit), at as u32, "{unit} in {text:?}");
        assert_eq!([points.byte(point), units.byte(unit)], [at as u32; 2], "{unit} in {text:?}");
        point += 1;
        unit += c.len_utf16() as u32;
    }
    assert_eq!(
        (points.offset(text.len() as u32), units.offset(text.len() as u32)),
        (point, unit),
        "{text:?}"
    );
    assert_eq!(
        [utf16_to_byte(&text, unit), utf16_to_byte(&text, unit + 1)],
        [text.len() as u32; 2],
        "{text:?}"
    );
}
