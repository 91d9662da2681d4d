//! What kind of speech act a cue is: a table from the lemma of its head.
//!
//! The table holds the heads of cues that the training corpus shows and their near relatives. A lemma that it does
//! not hold says. Nothing here looks at the sentence around the cue.

use crate::document::CueKind;
use crate::lexicon;
use CueKind::{Accuses, Asks, Believes, Declines, Demands, Denies, Predicts, Promises, Reports, Says};

/// The kind of a cue with this head.
pub fn of(lemma: &str) -> CueKind {
    known(lemma).unwrap_or(Says)
}

/// The kind of a cue with this head, when the table holds it.
pub fn known(lemma: &str) -> Option<CueKind> {
    lexicon::look_up(KINDS, lemma)
}

/// Lemma and kind, by lemma.
#[rustfmt::skip]
const KINDS: &[(&str, CueKind)] = &[
    ("abstain", Declines), ("accept", Believes), ("acceptance", Believes), ("according", Says),
    ("account", Says), ("accusation", Accuses), ("accuse", Accuses), ("acknowledge", Says),
    ("acknowledgement", Says), ("acknowledgment", Says), ("adamant", Believes), ("add", Says),
    ("address", Says), ("admire", Believes), ("admission", Says), ("admit", Says), ("admonish", Says),
    ("advice", Demands), ("advise", Demands), ("advocate", Says), ("affirm", Says), ("afraid", Believes),
    ("agitate", Demands), ("agree", Believes), ("agreement", Believes), ("aim", Believes), ("air", Says),
    ("allegation", Accuses), ("allege", Accuses), ("allegedly", Reports), ("allude", Says),
    ("allusion", Says), ("analysis", Reports), ("angry", Believes), ("announce", Says),
    ("announcement", Says), ("answer", Says), ("anticipate", Predicts), ("apologise", Says),
    ("apologize", Says), ("apology", Says), ("apparently", Reports), ("appeal", Demands),
    ("appear", Believes), ("applaud", Says), ("applause", Says), ("appreciate", Believes), ("argue", Says),
    ("argument", Says), ("articulate", Says), ("ask", Asks), ("assail", Says), ("assert", Says),
    ("assertion", Says), ("assess", Reports), ("assessment", Reports), ("assume", Believes),
    ("assumption", Believes), ("assurance", Promises), ("assure", Says), ("attack", Says),
    ("attempt", Believes), ("attest", Says), ("attribute", Says), ("augur", Predicts), ("aver", Says),
    ("avoid", Declines), ("avow", Says), ("aware", Believes), ("back", Says), ("balk", Declines),
    ("bash", Says), ("beg", Demands), ("belief", Believes), ("believe", Believes), ("belittle", Says),
    ("bemoan", Says), ("berate", Says), ("beseech", Demands), ("bet", Predicts), ("bid", Demands),
    ("blame", Accuses), ("blast", Says), ("blister", Says), ("blog", Says), ("boast", Says), ("brag", Says),
    ("brand", Says), ("brief", Says), ("broach", Says), ("broadcast", Says), ("calculate", Reports),
    ("call", Says), ("carry", Reports), ("cast", Says), ("castigate", Says), ("caution", Predicts),
    ("celebrate", Says), ("censure", Accuses), ("certain", Believes), ("certify", Reports),
    ("challenge", Asks), ("champion", Says), ("chant", Says), ("characterise", Says),
    ("characterization", Says), ("characterize", Says), ("charge", Accuses), ("cheer", Says), ("chide", Says),
    ("choose", Believes), ("cite", Says), ("claim", Says), ("clamor", Demands), ("clamour", Demands),
    ("clarify", Says), ("clear", Believes), ("comfortable", Believes), ("command", Demands),
    ("commend", Says), ("comment", Says), ("commit", Promises), ("commitment", Promises),
    ("communicate", Says), ("compare", Says), ("compel", Demands), ("complain", Says), ("complaint", Says),
    ("concede", Says), ("conceive", Believes), ("concern", Believes), ("conclude", Says),
    ("conclusion", Says), ("condemn", Says), ("condemnation", Says), ("confess", Says),
    ("confidence", Believes), ("confident", Believes), ("confirm", Says), ("congratulate", Says),
    ("consider", Believes), ("contemplate", Believes), ("contend", Says), ("contest", Denies),
    ("continue", Says), ("contradict", Denies), ("convey", Says), ("conviction", Believes),
    ("convinced", Believes), ("counsel", Demands), ("count", Reports), ("counter", Says), ("cover", Reports),
    ("crave", Believes), ("credit", Says), ("critical", Believes), ("criticise", Says), ("criticism", Says),
    ("criticize", Says), ("crow", Says), ("data", Reports), ("deadpan", Says), ("debate", Says),
    ("decide", Believes), ("decision", Believes), ("declaration", Says), ("declare", Says),
    ("decline", Declines), ("decry", Says), ("dedicate", Promises), ("deem", Believes), ("defend", Says),
    ("deflect", Denies), ("demand", Demands), ("demonstrate", Reports), ("demur", Declines),
    ("denial", Denies), ("denounce", Says), ("denunciation", Says), ("deny", Denies), ("depict", Says),
    ("deride", Says), ("describe", Says), ("description", Says), ("desire", Believes), ("detail", Says),
    ("detect", Reports), ("determine", Reports), ("devote", Promises), ("dictate", Demands),
    ("direct", Demands), ("disagree", Denies), ("disagreement", Denies), ("disavow", Denies),
    ("disclaim", Denies), ("disclose", Says), ("discount", Denies), ("discover", Reports), ("discuss", Says),
    ("dislike", Believes), ("dismiss", Denies), ("disown", Denies), ("disparage", Says), ("dispute", Denies),
    ("distrust", Believes), ("divulge", Says), ("document", Reports), ("dodge", Declines),
    ("doubt", Believes), ("downplay", Says), ("dream", Believes), ("dub", Says), ("duck", Declines),
    ("eager", Believes), ("elaborate", Says), ("email", Says), ("embrace", Believes), ("emphasise", Says),
    ("emphasize", Says), ("encourage", Demands), ("endorse", Says), ("endorsement", Says),
    ("enjoin", Demands), ("enquire", Asks), ("ensure", Promises), ("entreat", Demands),
    ("envisage", Believes), ("envision", Believes), ("espouse", Says), ("estimate", Reports),
    ("estimation", Reports), ("evade", Declines), ("evaluate", Reports), ("evidence", Reports),
    ("exaggerate", Says), ("exclaim", Says), ("exhort", Demands), ("expect", Predicts),
    ("expectation", Predicts), ("explain", Says), ("explanation", Says), ("express", Says), ("extol", Says),
    ("fault", Accuses), ("favor", Believes), ("favour", Believes), ("fear", Believes), ("feel", Believes),
    ("feeling", Believes), ("figure", Believes), ("find", Reports), ("finding", Reports), ("finger", Accuses),
    ("focus", Believes), ("fond", Believes), ("forecast", Predicts), ("foresee", Predicts),
    ("foretell", Predicts), ("forewarn", Predicts), ("frame", Says), ("fume", Says), ("gainsay", Denies),
    ("glad", Believes), ("gloat", Says), ("go", Says), ("goad", Demands), ("goal", Believes), ("grill", Asks),
    ("guarantee", Promises), ("guess", Believes), ("gush", Says), ("hail", Says), ("happy", Believes),
    ("harangue", Says), ("hate", Believes), ("headline", Says), ("hear", Believes), ("hesitate", Declines),
    ("highlight", Says), ("hint", Says), ("hit", Says), ("hold", Believes), ("hope", Believes),
    ("hopeful", Believes), ("idea", Believes), ("identify", Says), ("illustrate", Reports),
    ("imagine", Believes), ("implicate", Accuses), ("implication", Says), ("implore", Demands),
    ("imply", Says), ("impugn", Accuses), ("incriminate", Accuses), ("indicate", Says), ("indication", Says),
    ("indict", Accuses), ("inform", Says), ("inquire", Asks), ("inquiry", Asks), ("insinuate", Says),
    ("insist", Says), ("insistence", Says), ("instruct", Demands), ("intend", Believes),
    ("intention", Believes), ("interest", Believes), ("interested", Believes), ("interject", Says),
    ("interpret", Believes), ("interrogate", Asks), ("interrupt", Says), ("interview", Says),
    ("intimate", Says), ("investigate", Reports), ("invite", Demands), ("joke", Says), ("judge", Believes),
    ("justify", Says), ("knock", Says), ("know", Believes), ("known", Reports), ("label", Says),
    ("lambast", Says), ("lambaste", Says), ("lament", Says), ("lash", Says), ("laud", Says), ("laugh", Says),
    ("leak", Reports), ("learn", Believes), ("like", Believes), ("likely", Predicts), ("liken", Says),
    ("list", Says), ("listen", Says), ("lobby", Demands), ("long", Believes), ("look", Believes),
    ("love", Believes), ("maintain", Says), ("make", Says), ("mandate", Demands), ("mean", Believes),
    ("measure", Reports), ("mention", Says), ("message", Says), ("mind", Believes), ("mindset", Believes),
    ("misunderstand", Believes), ("mock", Says), ("murmur", Says), ("muse", Says), ("mutter", Says),
    ("name", Says), ("narrate", Says), ("need", Believes), ("negate", Denies), ("nervous", Believes),
    ("news", Reports), ("note", Says), ("notify", Says), ("nudge", Demands), ("oath", Promises),
    ("object", Denies), ("objection", Denies), ("observe", Says), ("obvious", Believes), ("offer", Promises),
    ("opine", Says), ("opinion", Believes), ("oppose", Denies), ("opposition", Denies), ("opt", Believes),
    ("optimistic", Believes), ("order", Demands), ("outline", Says), ("pact", Promises), ("paint", Says),
    ("pan", Says), ("pen", Says), ("perceive", Believes), ("perception", Believes), ("pessimistic", Believes),
    ("petition", Demands), ("philosophize", Says), ("pipe", Says), ("pitch", Demands), ("plan", Believes),
    ("plea", Demands), ("plead", Demands), ("pledge", Promises), ("point", Says), ("poll", Reports),
    ("portend", Predicts), ("portray", Says), ("posit", Says), ("position", Believes), ("post", Says),
    ("praise", Says), ("preach", Says), ("predict", Predicts), ("prediction", Predicts), ("prefer", Believes),
    ("preference", Believes), ("prescribe", Demands), ("press", Demands), ("pressure", Demands),
    ("print", Says), ("probe", Asks), ("proclaim", Says), ("prod", Demands), ("prognosticate", Predicts),
    ("project", Predicts), ("projection", Predicts), ("promise", Promises), ("pronounce", Says),
    ("prophesy", Predicts), ("proposal", Demands), ("propose", Demands), ("prosecute", Accuses),
    ("protest", Denies), ("proud", Believes), ("prove", Reports), ("publish", Says), ("purport", Reports),
    ("purportedly", Reports), ("push", Demands), ("put", Says), ("query", Asks), ("question", Asks),
    ("quip", Says), ("quiz", Asks), ("quote", Says), ("rail", Says), ("raise", Says), ("rank", Reports),
    ("rant", Says), ("rate", Believes), ("rave", Says), ("read", Says), ("ready", Believes),
    ("reaffirm", Says), ("realise", Believes), ("realize", Believes), ("reassure", Says), ("rebuff", Denies),
    ("rebuke", Says), ("rebut", Denies), ("recall", Says), ("recap", Says), ("recite", Says),
    ("reckon", Believes), ("recognise", Believes), ("recognize", Believes), ("recommend", Demands),
    ("recommendation", Demands), ("record", Reports), ("recount", Says), ("refer", Says), ("reference", Says),
    ("reflect", Reports), ("refrain", Declines), ("refusal", Denies), ("refuse", Declines),
    ("refute", Denies), ("regard", Believes), ("regret", Believes), ("reiterate", Says),
    ("reiteration", Says), ("reject", Denies), ("rejection", Denies), ("rejoin", Says), ("relate", Says),
    ("release", Says), ("relish", Believes), ("reluctant", Believes), ("remark", Says), ("remember", Says),
    ("renounce", Denies), ("repeat", Says), ("reply", Says), ("report", Reports), ("reportedly", Reports),
    ("reproach", Accuses), ("repudiate", Denies), ("request", Demands), ("require", Demands),
    ("research", Reports), ("resent", Believes), ("resist", Denies), ("resolve", Believes),
    ("respect", Believes), ("respond", Says), ("response", Says), ("retort", Says), ("retweet", Says),
    ("reveal", Says), ("review", Reports), ("rhapsodize", Says), ("rhetoric", Says), ("ridicule", Says),
    ("rip", Says), ("rubbish", Denies), ("rule", Says), ("ruling", Says), ("rumor", Reports),
    ("rumour", Reports), ("run", Reports), ("salute", Says), ("savage", Says), ("say", Says),
    ("sceptical", Believes), ("scoff", Says), ("scold", Says), ("scream", Says), ("see", Believes),
    ("seek", Demands), ("seem", Believes), ("seemingly", Reports), ("sentiment", Believes), ("shout", Says),
    ("show", Reports), ("shrug", Says), ("sidestep", Declines), ("sigh", Says), ("signal", Says),
    ("sing", Says), ("skeptical", Believes), ("skepticism", Believes), ("skewer", Says), ("slam", Says),
    ("snap", Says), ("snark", Says), ("sneer", Says), ("sound", Says), ("speak", Says), ("specify", Says),
    ("speculate", Predicts), ("speculation", Predicts), ("speech", Says), ("spurn", Denies),
    ("stance", Believes), ("state", Says), ("statement", Says), ("stipulate", Says), ("story", Reports),
    ("strategy", Believes), ("stress", Says), ("strive", Believes), ("study", Reports), ("submit", Says),
    ("sue", Accuses), ("suggest", Says), ("suggestion", Says), ("sum", Says), ("summarise", Says),
    ("summarize", Says), ("summon", Demands), ("support", Says), ("supportive", Believes),
    ("suppose", Believes), ("supposedly", Reports), ("sure", Believes), ("surprised", Believes),
    ("survey", Reports), ("suspect", Believes), ("swear", Promises), ("sympathise", Believes),
    ("sympathize", Believes), ("talk", Says), ("tally", Reports), ("tease", Says), ("tell", Says),
    ("tend", Believes), ("term", Says), ("testify", Says), ("testimony", Says), ("text", Says),
    ("thank", Says), ("think", Believes), ("thought", Believes), ("threat", Promises), ("threaten", Promises),
    ("title", Says), ("tout", Says), ("trash", Says), ("trust", Believes), ("try", Believes), ("tweet", Says),
    ("ultimatum", Demands), ("unaware", Believes), ("unclear", Believes), ("uncomfortable", Believes),
    ("uncover", Reports), ("underline", Says), ("underplay", Says), ("underscore", Says),
    ("understand", Believes), ("undertake", Promises), ("unhappy", Believes), ("unveil", Says),
    ("unwilling", Believes), ("upset", Believes), ("urge", Demands), ("utter", Says), ("vent", Says),
    ("veto", Denies), ("view", Believes), ("voice", Says), ("volunteer", Promises), ("vouch", Says),
    ("vow", Promises), ("wager", Predicts), ("want", Believes), ("warn", Predicts), ("warning", Predicts),
    ("wary", Believes), ("weigh", Says), ("welcome", Says), ("whisper", Says), ("willing", Believes),
    ("wish", Believes), ("wonder", Asks), ("word", Says), ("worried", Believes), ("worry", Believes),
    ("write", Says), ("yearn", Believes), ("yell", Says),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_answers() {
        assert!(KINDS.windows(2).all(|w| w[0].0 < w[1].0));
        assert_eq!((of("deny"), of("vow"), of("grumble")), (Denies, Promises, Says));
    }
}
