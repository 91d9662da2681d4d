//! Writes the corpus as NDJSON: texts, annotation, references.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::{Value as Json, json};

use super::annotation::{Annotation, Place, Referent};
use super::check::is_pronoun;
use super::store::{ANNOTATIONS, Store};

/// Writes three files into a folder.
pub fn run(store: &Store, folder: &Path, split: Option<&str>) -> Result<()> {
    let (mut texts, mut gold, mut refs) = (String::new(), String::new(), String::new());
    let mut articles = 0;
    for article in store.articles.iter().filter(|a| split.is_none_or(|s| a.split == s)) {
        let text = store.text(article)?;
        let annotation = store.annotation(article, ANNOTATIONS)?;
        let mut line = json!({ "id": article.id, "text": text });
        if let Some(published) = &article.published {
            line["published"] = published.as_str().into();
        }
        texts += &format!("{line}\n");
        let names = unique_names(&annotation);
        let mut line = layers(&annotation, &names);
        line["id"] = article.id.as_str().into();
        line["sha256"] = article.sha256.as_str().into();
        gold += &format!("{line}\n");
        let characters: Vec<char> = text.chars().collect();
        let references = references(&annotation, &names, &characters);
        refs += &format!("{}\n", json!({ "id": article.id, "refs": references }));
        articles += 1;
    }
    fs::create_dir_all(folder)?;
    fs::write(folder.join("texts.ndjson"), texts)?;
    fs::write(folder.join("gold.ndjson"), gold)?;
    fs::write(folder.join("refs.ndjson"), refs)?;
    println!("{articles} articles");
    Ok(())
}

fn span(place: Place) -> Json {
    json!({ "start": place.start, "end": place.end })
}

fn spans(places: &[Place]) -> Json {
    places.iter().copied().map(span).collect()
}

/// Returns a name for each key; entities with the same name differ by their kind, and then by their key.
fn unique_names(annotation: &Annotation) -> BTreeMap<&str, String> {
    let mut names = BTreeMap::new();
    for e in &annotation.entities {
        let taken = |name: &String| names.values().any(|n| n == name);
        let by_kind = format!("{} ({})", e.name, e.kind);
        let name = [e.name.clone(), by_kind].into_iter().find(|n| !taken(n));
        let name = name.unwrap_or_else(|| format!("{} ({})", e.name, e.key));
        names.insert(e.key.as_str(), name);
    }
    names
}

fn layers(annotation: &Annotation, names: &BTreeMap<&str, String>) -> Json {
    let entities = annotation.entities.iter().map(|e| {
        let mentions = annotation.names.iter().filter(|n| n.entity == e.key);
        let metonyms = mentions.clone().filter(|n| n.government).map(|n| n.place);
        json!({
            "name": names[e.key.as_str()], "type": e.kind, "link": e.link, "roles": spans(&e.roles),
            "mentions": mentions.map(|n| span(n.place)).collect::<Json>(),
            "metonyms": metonyms.map(span).collect::<Json>(),
        })
    });
    let claims = annotation.claims.iter().map(|c| {
        let who: Vec<&String> = c.speakers.iter().filter_map(|r| key(r).and_then(|k| names.get(k))).collect();
        let parent = c.parent.and_then(|p| annotation.claims.iter().position(|o| o.number == p));
        json!({
            "source": c.source.map(span), "cue": spans(&c.cue), "content": spans(&c.content),
            "entities": if who.is_empty() { Json::Null } else { json!(who) },
            "kind": c.kind, "quote": c.quote, "denies": c.denies, "anonymous": c.anonymous, "hedged": c.hedged,
            "parent": parent,
        })
    });
    let values = annotation
        .values
        .iter()
        .map(|v| json!({ "start": v.place.start, "end": v.place.end, "kind": v.kind, "iso": v.iso }));
    let sentences = annotation
        .sentences
        .iter()
        .map(|s| json!({ "start": s.place.start, "end": s.place.end, "voice": s.voice, "checks": s.checks }));
    json!({
        "id": "", "sha256": "", "entities": entities.collect::<Json>(), "claims": claims.collect::<Json>(),
        "values": values.collect::<Json>(), "sentences": sentences.collect::<Json>(),
    })
}

fn key(referent: &Referent) -> Option<&str> {
    match referent {
        Referent::Entity(key) => Some(key),
        Referent::Unnamed(_) => None,
    }
}

fn references(annotation: &Annotation, names: &BTreeMap<&str, String>, characters: &[char]) -> Json {
    let references = annotation.references.iter().map(|r| {
        let named: Vec<&String> = r.referents.iter().filter_map(|r| key(r).and_then(|k| names.get(k))).collect();
        let unnamed: Vec<&String> = r.referents.iter().filter_map(|r| match r {
            Referent::Unnamed(description) => Some(description),
            Referent::Entity(_) => None,
        }).collect();
        let kind = if is_pronoun(&r.place.of(characters)) { "P" } else { "N" };
        json!({ "start": r.place.start, "end": r.place.end, "kind": kind, "names": named, "unnamed": unnamed })
    });
    references.collect()
}
