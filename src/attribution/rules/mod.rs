//! Rules of grammar that propose, correct, complete or reject attribution candidates, where grammar decides
//! better than the models.
//!
//! | phase | file | example |
//! |---|---|---|
//! | repair | [`repair`]: the order of the rules before ranking | |
//! | | [`source_bounds`] | "the \| Finance Ministry", "A nurse\|, who …,\| said" |
//! | | [`cue_bounds`] | "stated \| on Wednesday", "As noted \| by" |
//! | | [`content_bounds`] | "PORT ELLAN – \| The ferry …" |
//! | select | [`conjoined_verbs`] | "X promised to leave and warned that …" |
//! | propose | [`colon_speakers`] | "Diaz: no new taxes" |
//! | | [`signature`] | "“…” — Ruth Adams" |
//! | | [`parenthetical`] | "The alarm, he testified, had been off." |
//! | | [`as_per`] | "As per port officials, the ship was empty." |
//! | | [`headlines`] | "Ministry blames heat for outage" |
//! | | [`reporting_nouns`] | "Moscow's demand that …" |
//! | | [`passives`] | "The minister was slammed by the union." |
//! | | [`contact_clause`] | "a claim Kyiv denies" |
//! | | [`inversion`] | "…, cautioned a chemist" |
//! | | [`spoken_clause`] | "A doctor who asked not to be named said the beds were short" |
//! | | [`quoted_subject`] | "“…,” Mehta, appearing for the agency, submitted" |
//! | | [`quoted_by`] | "The newspaper quoted Ann Hale as saying …" |
//! | | [`nested`] | "Bruce said Kyiv had rejected the plan" |
//! | complete | [`subject_phrase`]: the subject by syntax | "The man accused of murdering Ida Brook \| has admitted" |
//! | | [`deeds`] | "called the police", "the Greens could say" |
//! | | [`rejections`]: partly before ranking | "held talks", "another promising example" |
//! | | [`quote_continuation`] | "“…,” she said. “…”" |
//! | | [`anonymity_clauses`] | "A teacher, who did not want to give her name, said" |
//! | | [`denied_appositions`] | "… — conditions Kyiv rejects" |
//! | | [`subject`]: sources of verbs without one | "Ann Hale confirmed the hit but did not say by whom" |
//!
//! A file is listed under its main phase; `repair` also calls functions of [`reporting_nouns`] and [`passives`].
//! [`attribution`](crate::attribution) calls them in order. Never resolves sources to entities.

pub(crate) mod anonymity_clauses;
pub(crate) mod as_per;
pub(crate) mod colon_speakers;
pub(crate) mod conjoined_verbs;
pub(crate) mod contact_clause;
pub(crate) mod content_bounds;
pub(crate) mod cue_bounds;
pub(crate) mod deeds;
pub(crate) mod denied_appositions;
pub(crate) mod headlines;
pub(crate) mod inversion;
pub(crate) mod nested;
pub(crate) mod parenthetical;
pub(crate) mod passives;
pub(crate) mod quote_continuation;
pub(crate) mod quoted_by;
pub(crate) mod quoted_subject;
pub(crate) mod rejections;
pub(crate) mod repair;
pub(crate) mod reporting_nouns;
pub(crate) mod signature;
pub(crate) mod source_bounds;
pub(crate) mod spoken_clause;
pub(crate) mod subject;
pub(crate) mod subject_phrase;

#[cfg(test)]
mod testing;
