//! Drafts of schema.org `ClaimReview`, one for each claim that states something: who said what, where and
//! when.
//!
//! Demands, questions and refusals to comment are left out, and so are claims without a source. A denial is
//! written as one, so that nobody is said to have claimed what they denied. Never contains a rating, which
//! the fact-checker adds.

use serde::Serialize;

use crate::document::{Claim, CueKind, Document, EntityKind, Polarity};
use crate::render::{ExportOptions, escape, json, phrases};

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

/// Renders the drafts for an article.
pub(crate) fn render(document: &Document, text: &str, options: &ExportOptions) -> String {
    let work = Work {
        kind: "NewsArticle",
        headline: phrases::headline(text),
        date_published: document.published.map(|day| day.to_string()),
        url: options.url.clone(),
    };
    let claims: Vec<_> = document
        .claims
        .iter()
        .filter(|claim| claim.source.is_some() && states(claim))
        .map(|claim| (claim, phrases::speaker_name(document, text, claim)))
        .collect();
    let reviews = claims.iter().map(|(claim, name)| {
        let entity = phrases::speaker(document, claim);
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
                    job_title: phrases::role(entity).filter(|_| person),
                    same_as: entity.and_then(|e| e.link.as_deref()).and_then(phrases::reference_url),
                },
                appearance: work.clone(),
            },
        }
    });
    json::pretty(&Graph { context: "https://schema.org", reviews: reviews.collect() })
}

/// Whether a claim states something that can be checked.
fn states(claim: &Claim) -> bool {
    let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
    !matches!(kind, CueKind::Asks | CueKind::Declines | CueKind::Demands)
}

/// Returns the claim as an independent statement.
fn reviewed(claim: &Claim, speaker: &str, text: &str) -> String {
    let content = phrases::statement(text, claim);
    let kind = claim.cue.as_ref().map_or(CueKind::Says, |cue| cue.kind);
    if claim.polarity == Polarity::Affirms && matches!(kind, CueKind::Says | CueKind::Reports) {
        return content;
    }
    format!("{} {}: {content}", escape::line(speaker), phrases::cue(text, claim))
}
