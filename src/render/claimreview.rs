//! Drafts of schema.org `ClaimReview`, one for each claim that states something: who said what, where, when.
//!
//! A rating is never in them: whoever checks the claim writes it. What is demanded, asked or not commented on is
//! left out, and so is what no source is named for. A denial says that it is one, so that nobody is given words that they denied.

use serde::Serialize;

use crate::document::{Claim, CueKind, Document, EntityKind, Polarity};
use crate::render::{Choices, escape, json, words};

#[derive(Serialize)]
struct Graph<'d> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    reviews: Vec<Review<'d>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review<'d> {
    #[serde(rename = "@type")]
    kind: &'static str,
    creative_work_status: &'static str,
    claim_reviewed: String,
    item_reviewed: Item<'d>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'d> {
    #[serde(rename = "@type")]
    kind: &'static str,
    author: Author<'d>,
    appearance: Work,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Author<'d> {
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    name: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The drafts for an article.
pub(crate) fn render(document: &Document, text: &str, choices: &Choices) -> String {
    let work = Work {
        kind: "NewsArticle",
        headline: words::headline(text),
        date_published: document.published.map(|day| day.to_string()),
        url: choices.address.clone(),
    };
    let claims: Vec<_> = document
        .claims
        .iter()
        .filter(|claim| claim.source.is_some() && states(claim))
        .map(|claim| (claim, words::speaker_name(document, text, claim)))
        .collect();
    let reviews = claims.iter().map(|(claim, name)| {
        let entity = words::speaker(document, claim);
        let person = entity.is_some_and(|e| e.kind == EntityKind::Person);
        Review {
            kind: "ClaimReview",
            creative_work_status: "Draft",
            claim_reviewed: reviewed(claim, name, text),
            item_reviewed: Item {
                kind: "Claim",
                author: Author {
                    kind: entity.map(|_| if person { "Person" } else { "Organization" }),
                    name,
                    job_title: words::role(entity).filter(|_| person),
                    same_as: entity.and_then(|e| e.link.as_deref()).and_then(words::reference),
                },
                appearance: work.clone(),
            },
        }
    });
    json::pretty(&Graph { context: "https://schema.org", reviews: reviews.collect() })
}

fn states(claim: &Claim) -> bool {
    let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
    !matches!(kind, CueKind::Asks | CueKind::Declines | CueKind::Demands)
}

/// The claim in words that can stand alone.
fn reviewed(claim: &Claim, speaker: &str, text: &str) -> String {
    let content = words::statement(text, claim);
    let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
    if claim.polarity == Polarity::Affirms && matches!(kind, CueKind::Says | CueKind::Reports) {
        return content;
    }
    format!("{} {}: {content}", escape::line(speaker), words::cue(text, claim))
}
