//! Invariants of the document of any text, shared by the property tests and the fuzz targets.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use gloss::corrections::Correction;
use gloss::document::Document;
use gloss::document::MentionKind;
use gloss::internal::document::segments;
use gloss::internal::render::wire;
use gloss::text::Span;
use gloss::text::Unit;
use serde_json::Value;

/// Every span of a document, with a description.
fn spans(d: &Document) -> Vec<(&'static str, Span)> {
    let mut all = Vec::new();
    for s in &d.sentences {
        all.push(("sentence", s.span));
        all.extend(s.reasons.iter().map(|r| ("reason of a sentence", r.span)));
    }
    for e in &d.entities {
        all.extend(e.roles.iter().map(|r| ("role", r.span)));
        all.extend(e.mentions.iter().map(|m| ("mention", m.span)));
    }
    all.extend(d.unnamed.iter().flat_map(|u| u.mentions.iter().map(|m| ("unnamed mention", m.span))));
    all.extend(d.values.iter().map(|v| ("value", v.span)));
    for c in &d.claims {
        all.push(("claim", c.span));
        all.extend(c.source.iter().map(|s| ("source", s.span)));
        all.extend(c.cue.iter().map(|cue| ("cue", cue.span)));
        all.extend(c.content.iter().map(|&s| ("content", s)));
        all.extend(c.hedges.iter().map(|&s| ("hedge", s)));
        all.extend(c.reasons.iter().map(|r| ("reason of a claim", r.span)));
    }
    all.extend(d.credits.iter().map(|&s| ("credit", s)));
    all
}

/// Checks every invariant of the document of a text.
pub fn check(text: &str, d: &Document) {
    for (what, span) in spans(d) {
        assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()), "{what} {span:?} in {text:?}");
    }
    order(text, d);
    references(text, d);
    segments_make_the_text(text, d);
    units_agree(text, d);
}

/// Checks that a correction of one place applies at most once, and that every place has words.
pub fn corrections_hold(text: &str, corrections: &[Correction], d: &Document) {
    assert_eq!(d.corrected.len(), corrections.len());
    for (correction, places) in corrections.iter().zip(&d.corrected) {
        assert!(correction.anchor.is_none() || places.len() < 2, "{correction:?} in {text:?}");
        let words = |place: &Span| text.get(place.range()).is_some_and(|words| !words.is_empty());
        assert!(places.iter().all(words), "{correction:?} in {text:?}");
    }
}

fn order(text: &str, d: &Document) {
    let apart = |spans: &[Span]| spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
    let rising = |spans: &[Span]| spans.is_sorted_by_key(|s| s.start);
    let list = |of: &dyn Fn(&Document) -> Vec<Span>| of(d);
    assert!(apart(&list(&|d| d.sentences.iter().map(|s| s.span).collect())), "sentences of {text:?}");
    assert!(apart(&list(&|d| d.values.iter().map(|v| v.span).collect())), "values of {text:?}");
    // Claims are sorted by cue: the source of a claim may precede the cue of the claim before it.
    let cues = list(&|d| d.claims.iter().map(|c| c.cue.as_ref().map_or(c.span, |cue| cue.span)).collect());
    assert!(rising(&cues), "claims of {text:?}");
    assert!(apart(&d.credits), "credits of {text:?}");
    let firsts = list(&|d| d.entities.iter().filter_map(|e| Some(e.mentions.first()?.span)).collect());
    assert_eq!(firsts.len(), d.entities.len(), "an entity without a mention in {text:?}");
    assert!(rising(&firsts), "entities of {text:?}");
    for e in &d.entities {
        assert!(apart(&e.mentions.iter().map(|m| m.span).collect::<Vec<_>>()), "mentions in {text:?}");
        assert!(
            e.mentions.iter().any(|m| m.kind == MentionKind::Name),
            "an entity without a name in {text:?}"
        );
    }
    let firsts = list(&|d| d.unnamed.iter().filter_map(|u| Some(u.mentions.first()?.span)).collect());
    assert_eq!(firsts.len(), d.unnamed.len(), "an unnamed referent without a mention in {text:?}");
    assert!(rising(&firsts), "unnamed referents of {text:?}");
    for u in &d.unnamed {
        assert!(apart(&u.mentions.iter().map(|m| m.span).collect::<Vec<_>>()), "mentions in {text:?}");
        assert!(u.mentions.iter().all(|m| m.kind != MentionKind::Name), "a name of {u:?} in {text:?}");
    }
    for c in &d.claims {
        assert!(apart(&c.content), "content in {text:?}");
        let inside = c.source.iter().map(|s| s.span).chain(c.cue.iter().map(|cue| cue.span));
        for part in inside.chain(c.content.iter().copied()) {
            assert!(c.span.contains(part), "{part:?} outside of its claim {:?} in {text:?}", c.span);
        }
    }
}

fn references(text: &str, d: &Document) {
    let entities = |ids: &[usize]| ids.iter().all(|&id| id < d.entities.len());
    for c in &d.claims {
        // The chain of parents ends.
        let mut above = std::iter::successors(c.parent, |&p| d.claims[p].parent);
        assert!(above.nth(d.claims.len()).is_none(), "{c:?} is inside itself in {text:?}");
        let source = c.source.as_ref();
        assert!(source.is_none_or(|s| entities(&s.entities)), "source of {c:?} in {text:?}");
        assert_eq!(source.and_then(|s| s.entity), source.and_then(|s| s.entities.first().copied()), "{c:?}");
        assert!(source.is_none_or(|s| entities(&s.candidates)), "candidates of {c:?} in {text:?}");
        let unnamed = source.and_then(|s| s.unnamed);
        assert!(unnamed.is_none_or(|id| id < d.unnamed.len()), "unnamed source of {c:?} in {text:?}");
        assert!(entities(&c.entities), "entities of {c:?} in {text:?}");
        assert!(c.values.iter().all(|&id| id < d.values.len()), "values of {c:?} in {text:?}");
    }
    assert!(d.unnamed.iter().all(|u| u.named.is_none_or(|id| id < d.entities.len())), "{text:?}");
    let mut roles = d.entities.iter().flat_map(|e| &e.roles);
    assert!(roles.all(|role| entities(&role.of)), "roles in {text:?}");
    let scores =
        d.sentences.iter().map(|s| s.check_worthiness).chain(d.claims.iter().map(|c| c.check_worthiness));
    let scores =
        scores.chain(d.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.score).chain([e.score])));
    let scores = scores.chain(d.unnamed.iter().flat_map(|u| u.mentions.iter().map(|m| m.score)));
    for score in scores {
        assert!((0.0..=1.0).contains(&score), "score {score} in {text:?}");
    }
}

/// Checks that the segments, joined, are the text.
pub fn segments_make_the_text(text: &str, d: &Document) {
    let cut = segments::flatten(d, text);
    let joined: String = cut.iter().map(|(span, _)| span.of(text)).collect();
    assert_eq!(joined, text);
    assert!(cut.bounds.is_sorted_by(|a, b| a < b), "{:?} of {text:?}", cut.bounds);
}

/// Checks that offsets in code points and in UTF-16 units give the same words as byte offsets.
fn units_agree(text: &str, d: &Document) {
    let points: Vec<char> = text.chars().collect();
    let units: Vec<u16> = text.encode_utf16().collect();
    let words = |unit| {
        let json = serde_json::to_value(wire::document(d, text, unit)).unwrap();
        let mut found = Vec::new();
        collect_places(&json, &mut |start, end| {
            found.push(match unit {
                Unit::CodePoint => points[start..end].iter().collect(),
                Unit::Utf16 => String::from_utf16(&units[start..end]).unwrap(),
            });
        });
        found.sort();
        found
    };
    let mut bytes: Vec<String> = spans(d).iter().map(|(_, span)| span.of(text).to_owned()).collect();
    bytes.sort();
    assert_eq!(words(Unit::CodePoint), bytes);
    assert_eq!(words(Unit::Utf16), bytes);
}

fn collect_places(json: &Value, found: &mut impl FnMut(usize, usize)) {
    match json {
        Value::Object(fields) => {
            if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                found(start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
            }
            fields.values().for_each(|inner| collect_places(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| collect_places(inner, found)),
        _ => {}
    }
}
