//! Closed word classes of news English that several stages consult: abbreviations, titles, function words.
//!
//! Only what is closed and stable stands here. Open classes (names, verbs of saying, places) are learnt or come
//! from the knowledge base.

pub(crate) mod given_names;
pub(crate) mod holidays;
pub(crate) mod lists;
pub(crate) mod metonymy;
pub mod speech_acts;

/// Grammatical gender of a person, as far as a pronoun shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
}

/// What a table that is sorted by the bytes of its words says of a word.
pub(crate) fn look_up<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    // Byte by byte: nearly all words that are compared differ in their first letters, before a call of `memcmp` were made.
    let at = table.binary_search_by(|(known, _)| known.bytes().cmp(word.bytes())).ok()?;
    table.get(at).map(|&(_, what)| what)
}

/// Units that are written glued to a number: "3.5bn", "5pm", "80km".
pub(crate) const UNITS: &[&str] = &[
    "bn", "tn", "mn", "m", "k", "b", "am", "pm", "km", "kg", "cm", "mm", "mph", "kph", "kmh", "kw", "mw",
    "gw", "kwh", "gb", "mb", "tb", "ft", "lb", "lbs", "oz", "hz", "mhz", "ghz", "pc", "bps", "p", "min",
    "hrs", "c", "f",
];

/// Abbreviations that keep their full stop, without it, and that a name or number follows: never a sentence end.
const BEFORE_NAME: &[&str] = &[
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Rev", "Hon", "Gov", "Sen", "Sens", "Rep", "Reps", "Gen", "Col", "Lt",
    "Sgt", "Capt", "Cpl", "Cmdr", "Adm", "Maj", "Brig", "Pvt", "Pres", "Supt", "Insp", "Det", "Msgr", "Fr",
    "Sr", "St", "Mt", "Ft", "Messrs", "Mme", "Mlle", "Dep", "Asst", "Atty", "Amb", "Sec", "Spc", "vs", "No",
    "Nos", "Fig", "Art", "cf", "approx", "ca", "al", "e.g", "i.e", "v", "c", "pop", "pp", "vol", "est",
];

/// Abbreviations that keep their full stop, without it, and that may also end a sentence.
const ANYWHERE: &[&str] = &[
    "Inc", "Ltd", "Corp", "Co", "Cos", "Bros", "Jr", "Esq", "etc", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
    "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Ave", "Blvd", "Rd", "Dept", "Univ", "Assn", "Intl", "Ala",
    "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md",
    "Mich", "Minn", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash",
    "Wis", "Wyo", "Ont", "Que", "Alta", "Ph.D", "M.D",
];

/// Whether `word`, written without its full stop, is an abbreviation that keeps it.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    BEFORE_NAME.contains(&word) || ANYWHERE.contains(&word)
}

/// Whether `token`, with its full stop, is an abbreviation that something always follows ("Mr.", "Gen.").
pub(crate) fn leads_on(token: &str) -> bool {
    token.strip_suffix('.').is_some_and(|word| BEFORE_NAME.contains(&word))
}

/// Titles, offices and ranks that stand before a person's name and are no part of it, in lower case without full stop.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "madam",
    "madame",
    "mme",
    "president",
    "minister",
    "chancellor",
    "senator",
    "sen",
    "rep",
    "gov",
    "governor",
    "gen",
    "general",
    "col",
    "colonel",
    "capt",
    "captain",
    "sgt",
    "lt",
    "maj",
    "major",
    "lieutenant",
    "sergeant",
    "corporal",
    "cpl",
    "brigadier",
    "brigadiers",
    "brig",
    "marshal",
    "commodore",
    "commander",
    "cmdr",
    "adm",
    "admiral",
    "inspector",
    "superintendent",
    "constable",
    "detective",
    "det",
    "mk",
    "hon",
    "engr",
    "barrister",
    "rev",
    "father",
    "sister",
    "brother",
    "pastor",
    "bishop",
    "archbishop",
    "cardinal",
    "rabbi",
    "mufti",
    "maulana",
    "swami",
    "shri",
    "pope",
    "king",
    "queen",
    "prince",
    "princess",
    "sultan",
    "emir",
    "sheikh",
    "sheik",
    "imam",
    "ayatollah",
    "mullah",
    "saint",
    "judge",
    "justice",
    "mayor",
    "secretary",
    "comrade",
    "dato",
    "datuk",
];

/// Whether `word`, in lower case without a full stop, is a title that stands before a person's name.
pub(crate) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// Words that commonly open an English sentence and are rarely part of a name.
pub(crate) fn opens_sentence(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "A",
        "After",
        "All",
        "Also",
        "Although",
        "An",
        "And",
        "Another",
        "Any",
        "As",
        "At",
        "Because",
        "Before",
        "Both",
        "But",
        "By",
        "Despite",
        "During",
        "Each",
        "Even",
        "Few",
        "For",
        "From",
        "He",
        "Her",
        "Here",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "Instead",
        "It",
        "Its",
        "Last",
        "Many",
        "Meanwhile",
        "More",
        "Most",
        "My",
        "No",
        "None",
        "Nor",
        "Not",
        "Now",
        "On",
        "Once",
        "One",
        "Only",
        "Or",
        "Other",
        "Others",
        "Our",
        "Over",
        "She",
        "Since",
        "So",
        "Some",
        "Still",
        "Such",
        "That",
        "The",
        "Their",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "To",
        "Two",
        "Under",
        "Until",
        "We",
        "What",
        "When",
        "Where",
        "Whether",
        "Which",
        "While",
        "Who",
        "Why",
        "With",
        "Yet",
        "You",
    ];
    WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_answer() {
        assert!(opens_sentence("The") && opens_sentence("You") && !opens_sentence("Rubio"));
        assert!(leads_on("Mr.") && !leads_on("Inc.") && is_abbreviation("Inc"));
    }
}
