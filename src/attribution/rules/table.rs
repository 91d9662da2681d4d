//! The rules in the order in which they run, each with its reason and two examples.
//!
//! The tests run every example. `cargo xtask rules` prints how often each rule does something on the articles
//! for development, and the scores without it.

use crate::attribution::content;
use crate::attribution::rules::rule::{Action, Phase, Rule, example};
use crate::attribution::rules::{
    anonymity_clauses, as_per, colon_speakers, conjoined_verbs, contact_clause, content_bounds, cue_bounds,
    deeds, denied_appositions, headlines, inversion, nested, parenthetical, passives, quote_continuation,
    quoted_by, quoted_subject, rejections, reporting_nouns, signature, source_bounds, spoken_clause, subject,
    subject_phrase,
};

/// All rules, in order.
pub static RULES: &[Rule] = &[
    Rule::new(
        Phase::Repair,
        "part of a compound",
        "The first part of a hyphenated word says nothing.",
        Action::Reject(|c, r| rejections::is_part_of_compound(c.article, r.head)),
        [
            example(
                "The port signed a tide-warning pact with Oslo.",
                &["The port | warning | pact with Oslo"],
                &[],
            ),
            example(
                "The port is warning of a flood.",
                &["The port | is warning | of a flood"],
                &["The port | is warning | of a flood"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "attributive participle",
        "A participle before a noun describes it.",
        Action::Reject(|c, r| rejections::is_attributive_participle(c.article, r)),
        [
            example("Another promising example came from Oslo.", &["Another | promising | example"], &[]),
            example(
                "The mayor is promising a bridge.",
                &["The mayor | is promising | a bridge"],
                &["The mayor | is promising | a bridge"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "accused person",
        "A participle behind a noun tells who is accused, not who accuses.",
        Action::Reject(|c, r| rejections::is_accusation_behind_noun(c.article, r)),
        [
            example(
                "The man accused of murdering Ida Brook has admitted the charge.",
                &["The man | accused | of murdering Ida Brook"],
                &[],
            ),
            example(
                "The mayor accused the port of fraud.",
                &["The mayor | accused | the port of fraud"],
                &["The mayor | accused | the port of fraud"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "owner of a noun",
        "A noun of saying belongs to its source.",
        Action::Change(|c, r| reporting_nouns::take_owner_as_source(c.article, r)),
        [
            example(
                "The port dismissed her claim that the pier was shut.",
                &[" | claim | that the pier was shut"],
                &["her | claim | that the pier was shut"],
            ),
            example(
                "The port said that the pier was shut.",
                &[" | said | that the pier was shut"],
                &[" | said | that the pier was shut"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "adverb of the cue",
        "An adverb before the verb is part of the cue.",
        Action::Change(|c, r| cue_bounds::take_words_from_source(c.article, r)),
        [
            example(
                "Copenhagen flatly rejects the plan.",
                &["Copenhagen flatly | rejects | the plan"],
                &["Copenhagen | flatly rejects | the plan"],
            ),
            example(
                "Copenhagen rejects the plan.",
                &["Copenhagen | rejects | the plan"],
                &["Copenhagen | rejects | the plan"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "subject of \"is said to\"",
        "Whoever is said to do something does not say so.",
        Action::Change(|c, r| passives::move_subject_of_infinitive_passive(c.article, r)),
        [
            example(
                "The owner is reported to have left.",
                &["The owner | is reported | to have left"],
                &[" | is reported | The owner | to have left"],
            ),
            example(
                "The owner said he had left.",
                &["The owner | said | he had left"],
                &["The owner | said | he had left"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "names before the verb",
        "Names right before an active verb are its subject.",
        Action::Change(|c, r| source_bounds::take_names_before_verb(c.article, r)),
        [
            example(
                "Kenya and Portugal said they would build it.",
                &[" | said | Kenya and Portugal | they would build it"],
                &["Kenya and Portugal | said | they would build it"],
            ),
            example(
                "The plan was denied by the port.",
                &[" | was denied | The plan"],
                &[" | was denied | The plan"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "clause of a noun",
        "The clause of a noun of saying ends before the passive behind it.",
        Action::Change(|c, r| passives::end_noun_clause(c.article, r)),
        [
            example(
                "The claim that the bridge was unsafe was rejected by the ministry.",
                &[" | claim | that the bridge was unsafe was rejected by the ministry"],
                &[" | claim | that the bridge was unsafe"],
            ),
            example(
                "The claim that the bridge was unsafe surprised nobody.",
                &[" | claim | that the bridge was unsafe"],
                &[" | claim | that the bridge was unsafe"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "impossible source",
        "\"It\" of a passive and a phrase that ends in a conjunction are no sources.",
        Action::Change(|c, r| source_bounds::drop_impossible(c.article, r)),
        [
            example(
                "It was also reported that the pier was shut.",
                &["It | was also reported | that the pier was shut"],
                &[" | was also reported | that the pier was shut"],
            ),
            example(
                "It reported that the pier was shut.",
                &["It | reported | that the pier was shut"],
                &["It | reported | that the pier was shut"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "bounds of the source",
        "A source has its article, and the aside before its verb.",
        Action::Change(|c, r| source_bounds::correct_source(c.article, r)),
        [
            example(
                "The Finance Ministry said it had paid.",
                &["Finance Ministry | said | it had paid"],
                &["The Finance Ministry | said | it had paid"],
            ),
            example(
                "A nurse, in the hall, said it leaked.",
                &["A nurse | said | it leaked"],
                &["A nurse | said | it leaked"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "infinitive of the content",
        "The \"to\" of an infinitive is part of the content.",
        Action::Change(|c, r| cue_bounds::leave_infinitive(c.article, r)),
        [
            example(
                "The mayor promised to leave.",
                &["The mayor | promised to | leave"],
                &["The mayor | promised | to leave"],
            ),
            example(
                "The mayor said to leave was wrong.",
                &["The mayor | said | to leave was wrong"],
                &["The mayor | said | to leave was wrong"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "\"it\" of the cue",
        "The \"it\" of a passive is no part of the cue.",
        Action::Change(|c, r| r.cue = cue_bounds::without_leading_it(c.article, r.cue.clone(), r.head)),
        [
            example(
                "It was also reported that the pier was shut.",
                &[" | It was also reported | that the pier was shut"],
                &[" | was also reported | that the pier was shut"],
            ),
            example(
                "The port reported that the pier was shut.",
                &["The port | reported | that the pier was shut"],
                &["The port | reported | that the pier was shut"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "\"as … by\"",
        "\"As noted by\" is one cue.",
        Action::Change(|c, r| r.cue = cue_bounds::with_as_and_by(c.article, r.cue.clone())),
        [
            example(
                "As noted by the council, the pier is shut.",
                &["the council | noted | the pier is shut"],
                &["the council | As noted by | the pier is shut"],
            ),
            example(
                "The plan was noted by the council.",
                &["the council | was noted | The plan"],
                &["the council | was noted | The plan"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "day of the cue",
        "The day on which something was said is no part of the cue.",
        Action::Change(|c, r| r.cue = cue_bounds::without_day(c.article, r.cue.clone(), r.head)),
        [
            example(
                "The port stated on Wednesday that the pier is shut.",
                &["The port | stated on Wednesday | that the pier is shut"],
                &["The port | stated | that the pier is shut"],
            ),
            example(
                "The port commented on the pier.",
                &["The port | commented on | the pier"],
                &["The port | commented on | the pier"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "ends of the content",
        "A content has both its quotation marks, and no comma at its ends.",
        Action::Change(|c, r| content::trim_all(c.article, c.quotes, r)),
        [
            example(
                "Hale said, “the dam leaked”.",
                &["Hale | said | , “the dam leaked"],
                &["Hale | said | “the dam leaked”"],
            ),
            example(
                "Hale said the dam leaked.",
                &["Hale | said | the dam leaked"],
                &["Hale | said | the dam leaked"],
            ),
        ],
    ),
    Rule::new(
        Phase::Repair,
        "dash behind a noun clause",
        "What stands behind a dash does not belong to the clause of a noun.",
        Action::Change(|c, r| content_bounds::end_clause_at_dash(c.article, r)),
        [
            example(
                "Ruritania's demand that the pass be opened — a red line — was heard.",
                &["Ruritania's | demand | the pass be opened — a red line"],
                &["Ruritania's | demand | the pass be opened"],
            ),
            example(
                "Ruritania said the pass was open — for now.",
                &["Ruritania | said | the pass was open — for now"],
                &["Ruritania | said | the pass was open — for now"],
            ),
        ],
    ),
    Rule::new(
        Phase::Share,
        "shared subject",
        "Verbs joined by \"and\" share their subject.",
        Action::Rewrite(|c, all| conjoined_verbs::share_sources(c.article, all)),
        [
            example(
                "Okafor promised to leave by noon and warned that the dam would break.",
                &["Okafor | promised | to leave by noon", " | warned | that the dam would break"],
                &["Okafor | promised | to leave by noon", "Okafor | warned | that the dam would break"],
            ),
            example(
                "Okafor promised to leave. The port warned that the dam would break.",
                &["Okafor | promised | to leave", " | warned | that the dam would break"],
                &["Okafor | promised | to leave", " | warned | that the dam would break"],
            ),
        ],
    ),
    Rule::new(
        Phase::Share,
        "contents of joined verbs",
        "The content of a verb ends before the verb that it is joined with.",
        Action::Rewrite(|c, all| conjoined_verbs::split_contents(c.article, all)),
        [
            example(
                "Okafor promised to leave by noon and warned that the dam would break.",
                &[
                    "Okafor | promised | to leave by noon and warned that the dam would break",
                    "Okafor | warned | that the dam would break",
                ],
                &["Okafor | promised | to leave by noon", "Okafor | warned | that the dam would break"],
            ),
            example(
                "Okafor promised to leave by noon.",
                &["Okafor | promised | to leave by noon"],
                &["Okafor | promised | to leave by noon"],
            ),
        ],
    ),
    Rule::new(
        Phase::Correct,
        "subject by syntax",
        "The whole subject of the verb speaks, not a name, a date or an adverbial beside it.",
        Action::Rewrite(|c, all| subject_phrase::correct_all(c.article, all)),
        [
            example(
                "The man accused of murdering Ida Brook has admitted the charge.",
                &["Ida Brook | has admitted | the charge"],
                &["The man accused of murdering Ida Brook | has admitted | the charge"],
            ),
            example(
                "Last night Karim Mahdi said he was worried.",
                &["Last night Karim Mahdi | said | he was worried"],
                &["Karim Mahdi | said | he was worried"],
            ),
        ],
    ),
    Rule::new(
        Phase::Correct,
        "who quotes and who is quoted",
        "\"X quoted Y as saying\" makes two claims.",
        Action::Rewrite(|c, all| quoted_by::separate(c.article, all)),
        [
            example(
                "The Astor Times quoted Ann Hale as saying the dam leaked.",
                &["The Astor Times quoted Ann Hale | as saying | the dam leaked"],
                &["Ann Hale | as saying | the dam leaked", "The Astor Times | quoted | the dam leaked"],
            ),
            example(
                "Ann Hale was quoted by the Astor Times as saying the dam leaked.",
                &["Ann Hale was quoted by the Astor Times | as saying | the dam leaked"],
                &["Ann Hale | as saying | the dam leaked", "the Astor Times | quoted | the dam leaked"],
            ),
        ],
    ),
    Rule::new(
        Phase::Correct,
        "whole names",
        "A source holds whole names and whole lists of names.",
        Action::Rewrite(|c, all| source_bounds::extend_to_names(c.article, c.names, all)),
        [
            example(
                "Norway, Kenya and Portugal said they would build it.",
                &["Kenya and Portugal | said | they would build it"],
                &["Norway, Kenya and Portugal | said | they would build it"],
            ),
            example(
                "The mayor said she would build it.",
                &["The mayor | said | she would build it"],
                &["The mayor | said | she would build it"],
            ),
        ],
    ),
    Rule::new(
        Phase::Correct,
        "name behind the verb",
        "A name right behind a finite verb without a source is its subject.",
        Action::Rewrite(|c, all| source_bounds::take_name_after_verb(c.article, c.names, all)),
        [
            example(
                "“We are dry,” said Ann Hale.",
                &[" | said | “We are dry,”"],
                &["Ann Hale | said | “We are dry,”"],
            ),
            example(
                "“We are dry,” the mayor said.",
                &[" | said | “We are dry,”"],
                &[" | said | “We are dry,”"],
            ),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "name before a colon",
        "A name before a colon says what follows.",
        Action::Propose(|c, _| colon_speakers::find_colon_speakers(c.article, c.names)),
        [
            example(
                "Okafor: no truce before winter\n\nThe talks ended late.",
                &[],
                &["Okafor | : | no truce before winter"],
            ),
            example("Analysis: what the vote means\n\nIt is over.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "signature",
        "A name behind a quotation and a dash is its speaker.",
        Action::Propose(|c, _| signature::find_signatures(c.article, c.names, c.quotes)),
        [
            example(
                "Readers wrote in.\n\n“The dam should have been rebuilt ten years ago.” — Mayor Ruth Adams, in a letter.\n\nIt rained.",
                &[],
                &["Mayor Ruth Adams | — | “The dam should have been rebuilt ten years ago.”"],
            ),
            example(
                "“The dam should have been rebuilt ten years ago.” — Ruth Adams waved it away.",
                &[],
                &[],
            ),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "parenthetical",
        "A clause of saying between commas is about both sides.",
        Action::Propose(|c, _| parenthetical::find_parentheticals(c.article, c.names)),
        [
            example(
                "The alarm, he testified, had been off.",
                &[],
                &["he | testified | The alarm | had been off."],
            ),
            example("The deal was done, she backed out, and it failed.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "headline",
        "Subject and verb of a headline make a claim.",
        Action::Propose(|c, _| headlines::find_headline_claim(c.article).into_iter().collect()),
        [
            example(
                "Ministry blames heat for outage\n\nIt was a long day in the town.",
                &[],
                &["Ministry | blames | heat for outage"],
            ),
            example("Peace talks resume in May\n\nIt was a long day in the town.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "\"as per\"",
        "\"As per\" introduces a source.",
        Action::Propose(|c, _| as_per::find(c.article)),
        [
            example(
                "As per port officials, the ship was empty.",
                &[],
                &["port officials | As per | the ship was empty"],
            ),
            example("They were paid as per the contract.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "clause of saying",
        "A verb of saying with a subject and a clause is a claim.",
        Action::Propose(|c, taken| spoken_clause::find_spoken_clauses(c.article, &taken.in_cue)),
        [
            example(
                "A doctor who asked not to be named said the beds were short.",
                &[],
                &["A doctor who asked not to be named | said | the beds were short"],
            ),
            example("A doctor left the hall.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Propose,
        "subject behind a quotation",
        "The subject behind a quotation that goes on speaks, whatever its verb.",
        Action::Propose(|c, taken| quoted_subject::find(c.article, c.quotes, &taken.in_claim)),
        [
            example(
                "“We cannot pick a judge for them,” Ann Mehta submitted on Friday.",
                &[],
                &["Ann Mehta | submitted | “We cannot pick a judge for them,”"],
            ),
            example("“We cannot pick a judge for them.” Ann Mehta sat down.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Continue,
        "quotation that goes on",
        "A quotation behind the cue continues the statement.",
        Action::Rewrite(|c, all| quote_continuation::continue_quotes(c.article, c.quotes, all)),
        [
            example(
                "“We waited for hours,” she said. “Then the water came in.”",
                &["she | said | “We waited for hours,”"],
                &["she | said | “We waited for hours,” | “Then the water came in.”"],
            ),
            example(
                "“We waited for hours,” she said. The town sleeps.",
                &["she | said | “We waited for hours,”"],
                &["she | said | “We waited for hours,”"],
            ),
        ],
    ),
    Rule::new(
        Phase::Extend,
        "noun of saying",
        "The owner of a noun of saying with a clause makes a claim.",
        Action::Rewrite(|c, all| reporting_nouns::add_noun_claims(c.article, c.quotes, all)),
        [
            example(
                "The port dismissed Moscow's latest demand that the pier be shut.",
                &[],
                &["Moscow | demand | that the pier be shut"],
            ),
            example("Her promise that was made in May was kept.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Extend,
        "passive behind a noun clause",
        "A noun clause and the passive behind it are two claims.",
        Action::Rewrite(|c, all| passives::separate_noun_clauses(c.article, all)),
        [
            example(
                "The claim that the bridge was unsafe was rejected by the ministry.",
                &[" | claim | that the bridge was unsafe was rejected by the ministry"],
                &[
                    " | claim | that the bridge was unsafe",
                    "the ministry | was rejected | The claim that the bridge was unsafe",
                ],
            ),
            example(
                "The claim that the bridge was unsafe surprised nobody.",
                &[" | claim | that the bridge was unsafe"],
                &[" | claim | that the bridge was unsafe"],
            ),
        ],
    ),
    Rule::new(
        Phase::Extend,
        "contact clause",
        "A clause right behind a noun tells who says it: \"a claim Kyiv denies\".",
        Action::Rewrite(|c, all| contact_clause::add_contact_clauses(c.article, c.names, c.quotes, all)),
        [
            example("The report repeats a claim the port denies.", &[], &["the port | denies | a claim"]),
            example("A man Kyiv denies visas spoke.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Extend,
        "inversion",
        "The phrase behind an inverted verb of saying is its subject.",
        Action::Rewrite(|c, all| inversion::add_inversions(c.article, all)),
        [
            example(
                "The sample is tiny, cautioned a chemist who was not involved.",
                &[],
                &["a chemist who was not involved | cautioned | The sample is tiny"],
            ),
            example("The sample is tiny. Caution is needed.", &[], &[]),
        ],
    ),
    Rule::new(
        Phase::Extend,
        "claim inside a claim",
        "A verb of saying with its own subject inside a content makes a claim.",
        Action::Rewrite(|c, all| nested::add_nested_claims(c.article, all)),
        [
            example(
                "Bruce said Kyiv had rejected the plan.",
                &["Bruce | said | Kyiv had rejected the plan"],
                &["Bruce | said | Kyiv had rejected the plan", "Kyiv | had rejected | the plan"],
            ),
            example(
                "Bruce said Kyiv had left the hall.",
                &["Bruce | said | Kyiv had left the hall"],
                &["Bruce | said | Kyiv had left the hall"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "clause about anonymity",
        "A clause about anonymity is part of the source.",
        Action::Change(|c, r| anonymity_clauses::attach_to_source(c.article, r)),
        [
            example(
                "The roof leaked, said a nurse who asked not to be named.",
                &[" | said | The roof leaked | a nurse who asked not to be named"],
                &["a nurse who asked not to be named | said | The roof leaked"],
            ),
            example(
                "The roof leaked, said a nurse.",
                &["a nurse | said | The roof leaked"],
                &["a nurse | said | The roof leaked"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "object before the day",
        "A content that is only a day has lost its object to the cue.",
        Action::Change(|c, r| content_bounds::restore_object(c.article, r)),
        [
            example(
                "The mayor denied the theft Monday.",
                &["The mayor | denied the theft | Monday"],
                &["The mayor | denied | the theft Monday"],
            ),
            example(
                "The mayor denied the theft.",
                &["The mayor | denied | the theft"],
                &["The mayor | denied | the theft"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "one claim per verb",
        "A verb has one claim, the one with a source.",
        Action::Rewrite(|_, all| rejections::keep_one_per_head(all)),
        [
            example(
                "The port said it was shut.",
                &[" | said | it was shut", "The port | said | it was shut"],
                &["The port | said | it was shut"],
            ),
            example(
                "The port said it was shut.",
                &["The port | said | it was shut"],
                &["The port | said | it was shut"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "cue inside a source",
        "A verb inside the source of another claim makes none.",
        Action::Rewrite(|c, all| rejections::reject_inside_sources(c.article, all)),
        [
            example(
                "A nurse who said little told us it leaked.",
                &["who | said | little", "A nurse who said little | told | it leaked"],
                &["A nurse who said little | told | it leaked"],
            ),
            example(
                "A nurse told us it leaked.",
                &["A nurse | told | it leaked"],
                &["A nurse | told | it leaked"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "held event",
        "\"Held talks\" is an event.",
        Action::Reject(|c, r| rejections::is_held_event(c.article, r)),
        [
            example("Hale held talks with Diaz.", &["Hale | held | talks with Diaz"], &[]),
            example(
                "Hale held that the law was void.",
                &["Hale | held | that the law was void"],
                &["Hale | held | that the law was void"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "anonymity alone",
        "\"Who asked not to be named\" is no claim.",
        Action::Reject(|c, r| anonymity_clauses::is_anonymity_clause(c.article, r)),
        [
            example(
                "A nurse who asked not to be named left.",
                &["A nurse who | asked | not to be named"],
                &[],
            ),
            example(
                "A nurse asked for a doctor.",
                &["A nurse | asked | for a doctor"],
                &["A nurse | asked | for a doctor"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "only a date",
        "A content that is only a day or a year is none.",
        Action::Reject(|c, r| rejections::is_only_date(c.article, r)),
        [
            example(
                "The bank cut its forecast on Wednesday.",
                &["The bank | cut its forecast | on Wednesday"],
                &[],
            ),
            example("Diaz said no.", &["Diaz | said | no"], &["Diaz | said | no"]),
        ],
    ),
    Rule::new(
        Phase::Check,
        "deed behind a quotation",
        "A verb that is none of saying, in the sentence behind a quotation, is a deed.",
        Action::Reject(|c, r| rejections::is_deed_after_quotation(c.article, r)),
        [
            example("“It is lost.” Oduya nodded.", &["Oduya | nodded | “It is lost.”"], &[]),
            example(
                "“It is lost.” Oduya said.",
                &["Oduya | said | “It is lost.”"],
                &["Oduya | said | “It is lost.”"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "quoted verb",
        "A quotation that begins with the verb is about its subject.",
        Action::Reject(|c, r| rejections::is_quoted_deed(c.article, r)),
        [
            example("The council “declined to act”, he wrote.", &["The council | “declined | to act"], &[]),
            example(
                "The council declined to act.",
                &["The council | declined | to act"],
                &["The council | declined | to act"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "deed",
        "A decision, a phone call and what somebody could say are no statements.",
        Action::Reject(|c, r| deeds::is_deed(c.article, r)),
        [
            example(
                "Leo Watford called the police at noon.",
                &["Leo Watford | called | the police at noon"],
                &[],
            ),
            example(
                "Leo Watford called the plan a mistake.",
                &["Leo Watford | called | the plan a mistake"],
                &["Leo Watford | called | the plan a mistake"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "content of another cue",
        "A quotation belongs to the cue of its own sentence.",
        Action::Rewrite(|c, all| content_bounds::drop_content_of_others(c.article, all)),
        [
            example(
                "“We waited,” Vieira told them. “It comes,” she added.",
                &["Vieira | told | “We waited,” | “It comes,”", "she | added | “It comes,”"],
                &["Vieira | told | “We waited,”", "she | added | “It comes,”"],
            ),
            example(
                "“We waited,” Vieira told them. “It comes.”",
                &["Vieira | told | “We waited,” | “It comes.”"],
                &["Vieira | told | “We waited,” | “It comes.”"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "dateline",
        "A dateline is no part of the content.",
        Action::Change(|c, r| content_bounds::skip_dateline(c.article, r)),
        [
            example(
                "PORT ELLAN (Harbour Wire) – The ferry is back, the port said.",
                &["the port | said | PORT ELLAN (Harbour Wire) – The ferry is back"],
                &["the port | said | The ferry is back"],
            ),
            example(
                "The ferry is back, the port said.",
                &["the port | said | The ferry is back"],
                &["the port | said | The ferry is back"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "denied apposition",
        "Who denies an apposition denies what it refers to.",
        Action::Rewrite(|c, all| denied_appositions::add_denied_content(c.article, all)),
        [
            example(
                "Moscow demands a new lease — conditions Kyiv rejects.",
                &["Moscow | demands | a new lease", "Kyiv | rejects | conditions"],
                &["Moscow | demands | a new lease", "Kyiv | rejects | a new lease | conditions"],
            ),
            example(
                "Moscow demands a new lease. Kyiv rejects conditions.",
                &["Moscow | demands | a new lease", "Kyiv | rejects | conditions"],
                &["Moscow | demands | a new lease", "Kyiv | rejects | conditions"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "missing source",
        "The subject of a verb, or the agent of a passive, is its source.",
        Action::Rewrite(|c, all| subject::assign_sources(c.article, all)),
        [
            example(
                "The port's director said it was shut.",
                &[" | said | it was shut"],
                &["The port's director | said | it was shut"],
            ),
            example(
                "The plan was rejected by the ministry on Friday.",
                &[" | was rejected | The plan"],
                &["the ministry | was rejected | The plan"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "date as a source",
        "A date does not speak.",
        Action::Rewrite(|c, all| subject_phrase::without_dates(c.article, all)),
        [
            example(
                "On Jan. 11 the palace denied the rumours.",
                &["Jan. 11 | denied | the rumours"],
                &["the palace | denied | the rumours"],
            ),
            example(
                "The palace denied the rumours.",
                &["The palace | denied | the rumours"],
                &["The palace | denied | the rumours"],
            ),
        ],
    ),
    Rule::new(
        Phase::Check,
        "requested speech",
        "Whoever is asked to explain has not explained.",
        Action::Rewrite(|c, all| nested::reject_requested_speech(c.article, all)),
        [
            example(
                "Hale asked the government to explain how it had paid.",
                &["Hale | asked | the government to explain how it had paid", " | explain | how it had paid"],
                &["Hale | asked | the government to explain how it had paid"],
            ),
            example(
                "Hale said the government explained how it had paid.",
                &[
                    "Hale | said | the government explained how it had paid",
                    "the government | explained | how it had paid",
                ],
                &[
                    "Hale | said | the government explained how it had paid",
                    "the government | explained | how it had paid",
                ],
            ),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::article::Article;
    use crate::attribution::candidates::Candidate;
    use crate::attribution::rules::rule::{Context, Example, Taken};
    use crate::attribution::rules::testing::{candidate, read, shown_all};
    use crate::recognizer;
    use crate::resources::Resources;
    use crate::syntax::quotations;

    /// A candidate of an example.
    fn parse(article: &Article, line: &str) -> Candidate {
        let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [source, cue, content @ ..] = parts.as_slice() else { panic!("{line}") };
        candidate(article, source, cue, content)
    }

    #[test]
    fn every_example_of_a_rule_is_right() {
        let resources = Resources::embedded().unwrap();
        let mut wrong = Vec::new();
        for rule in RULES {
            for Example { text, before, after } in &rule.examples {
                let article = read(text);
                let names = recognizer::find(&article, &resources.recognizer);
                let quotes = quotations::find(&article);
                let context = Context { article: &article, names: &names, quotes: &quotes };
                let mut candidates: Vec<Candidate> =
                    before.iter().map(|line| parse(&article, line)).collect();
                let taken = Taken::by(&article, &candidates);
                let proposed = rule.run(&context, &taken, &mut candidates);
                candidates.extend(proposed);
                let found = shown_all(&article, &candidates);
                let expected: Vec<String> = after.iter().map(|line| line.to_string()).collect();
                if found != expected {
                    wrong.push(format!("{}: {text}\n  {found:?}\n  {expected:?}", rule.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn names_of_rules_are_unique_and_phases_are_in_order() {
        let names: HashSet<&str> = RULES.iter().map(|rule| rule.name).collect();
        assert_eq!(names.len(), RULES.len());
        assert!(RULES.is_sorted_by_key(|rule| rule.phase as u8));
    }
}
