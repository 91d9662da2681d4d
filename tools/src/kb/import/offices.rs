//! Descriptions of offices in the words of news, and the prominence of their holders, from the names in the
//! sources.

use gloss::internal::kb::Class;

use super::countries::Country;

/// Departments with the short form that English news uses, as in "foreign minister".
const DEPARTMENTS: &[(&str, &str)] = &[
    ("foreign affairs and cooperation", "foreign"),
    ("foreign affairs and international cooperation", "foreign"),
    ("foreign affairs and trade", "foreign"),
    ("external affairs", "external affairs"),
    ("foreign affairs", "foreign"),
    ("foreign relations", "foreign"),
    ("national defence", "defense"),
    ("national defense", "defense"),
    ("defence", "defense"),
    ("defense", "defense"),
    ("internal affairs", "interior"),
    ("the interior", "interior"),
    ("interior", "interior"),
    ("home affairs", "home affairs"),
    ("finance", "finance"),
    ("justice", "justice"),
    ("health", "health"),
    ("public health", "health"),
    ("education", "education"),
    ("national education", "education"),
    ("agriculture", "agriculture"),
    ("culture", "culture"),
    ("energy", "energy"),
    ("transport", "transport"),
    ("economy", "economy"),
    ("the economy", "economy"),
    ("environment", "environment"),
    ("the environment", "environment"),
    ("labour", "labor"),
    ("labor", "labor"),
    ("trade", "trade"),
    ("tourism", "tourism"),
    ("oil", "oil"),
    ("industry", "industry"),
    ("information", "information"),
    ("communications", "communications"),
];

/// An office in the words of news, with placeholders for the country, and the class of its holder.
pub struct Description {
    /// "%A foreign minister".
    pub what: String,
    /// Leader, minister, legislator or official.
    pub class: Class,
    /// Prominence of the holders, before the country is taken into account.
    pub rank: u8,
}

/// Describes an office of `country`.
pub fn describe(position: &str, country: Option<&Country>) -> Description {
    let position = super::super::table::clean(position);
    let low = position.to_lowercase();
    let names_country = country.is_some_and(|c| {
        position.contains(&c.label)
            || (!c.adjective.is_empty() && position.contains(&c.adjective))
            || (c.label == "United Kingdom"
                && ["UK", "Great Britain", "England", "Scotland", "Wales"]
                    .iter()
                    .any(|w| position.contains(w)))
    });
    let of_country = |what: &str| if names_country { what.to_owned() } else { format!("{what} of %C") };
    if let Some(department) = low.strip_prefix("minister of ").or_else(|| low.strip_prefix("minister for ")) {
        let department =
            department.split(" (").next().unwrap_or(department).trim_end_matches(" of the").trim();
        let rank =
            if department.starts_with("foreign") || department.starts_with("external") { 112 } else { 88 };
        if let Some((_, short)) = DEPARTMENTS.iter().find(|(name, _)| *name == department) {
            return Description { what: format!("%A {short} minister"), class: Class::Minister, rank };
        }
        let tail = position.get("minister of ".len()..).unwrap_or("");
        let tail = tail.trim_start_matches(' ');
        let what = if low.starts_with("minister for") {
            format!("minister for {tail}")
        } else {
            format!("minister of {tail}")
        };
        let what = if names_country { what } else { format!("%A {what}") };
        return Description { what, class: Class::Minister, rank };
    }
    if is_any(
        &low,
        &["president", "king", "queen", "emperor", "supreme leader", "federal president", "monarch"],
    ) || low.starts_with("president of the republic")
        || country.is_some_and(|c| low == format!("president of {}", c.phrase.to_lowercase()))
    {
        let what = low.split(" of the republic").next().unwrap_or("president");
        let what = if names_country { position.clone() } else { format!("{what} of %C") };
        return Description { what: lower_first(&what), class: Class::Leader, rank: 150 };
    }
    if is_any(
        &low,
        &[
            "prime minister",
            "chancellor",
            "premier",
            "federal chancellor",
            "taoiseach",
            "president of the government",
        ],
    ) || country.is_some_and(|c| low == format!("prime minister of {}", c.phrase.to_lowercase()))
    {
        let what = if low.starts_with("president") { "prime minister".to_owned() } else { low.clone() };
        return Description { what: of_country(&what), class: Class::Leader, rank: 146 };
    }
    if low.starts_with("vice president") || low.contains("deputy prime minister") || low == "vice premier" {
        return Description { what: of_country(&lower_first(&position)), class: Class::Minister, rank: 100 };
    }
    if let Some(to) =
        low.find("ambassador to ").filter(|&at| at == 0).and_then(|_| position.get("ambassador to ".len()..))
    {
        return Description { what: format!("%A ambassador to {to}"), class: Class::Official, rank: 58 };
    }
    let legislator =
        ["member of ", "substitute member of ", "deputy member of ", "representative of the parliamentary"];
    if legislator.iter().any(|start| low.starts_with(start))
        || ["knesset member", "federal deputy", "deputy", "teachta dála", "senator"].contains(&low.as_str())
        || low.starts_with("people's deputy")
        || low.starts_with("senator")
        || low.starts_with("united states representative")
        || low.starts_with("united states senator")
    {
        let rank = if low.contains("united states senator") { 100 } else { 66 };
        let what = without_ordinal(&lower_first(&position));
        let generic = [
            "member of parliament",
            "member of the national assembly",
            "member of the senate",
            "member of the house of representatives",
            "member of the chamber of deputies",
            "member of the parliament",
            "member of the house of commons",
            "member of the house of lords",
            "member of the national council",
        ];
        let low = what.to_lowercase();
        let what = if low == "deputy" || low == "federal deputy" || low == "teachta dála" {
            "%A member of parliament".to_owned()
        } else if generic.contains(&low.as_str()) && !names_country {
            format!("{what} of %C")
        } else {
            what
        };
        return Description { what, class: Class::Legislator, rank };
    }
    let rank = match () {
        () if low.contains("governor of the") && low.contains("bank") => 96,
        () if low.starts_with("secretary of") || low.contains("united states secretary of") => 112,
        () if low.contains("speaker") => 92,
        () if low.contains("chief of") || low.contains("attorney") || low.contains("prosecutor") => 80,
        () if low.contains("minister") => 84,
        () if low.contains("mayor") || low.contains("governor") => 80,
        () => 62,
    };
    let class = if low.contains("minister")
        || low.starts_with("secretary of")
        || low.starts_with("united states secretary")
    {
        Class::Minister
    } else {
        Class::Official
    };
    let what = if names_country || low.starts_with("united states") {
        position.clone()
    } else {
        format!("%A {}", lower_first(&position))
    };
    Description { what, class, rank }
}

fn is_any(low: &str, offices: &[&str]) -> bool {
    offices.contains(&low)
}

/// Removes ordinals: "Member of the 57th Parliament" becomes "Member of the Parliament".
fn without_ordinal(what: &str) -> String {
    let ordinal = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_digit())
            && (w.ends_with("th") || w.ends_with("st") || w.ends_with("nd") || w.ends_with("rd"))
    };
    what.split(' ').filter(|w| !ordinal(w)).collect::<Vec<_>>().join(" ")
}

/// Lowers the first letter if the first word is a known word of offices, not a name.
pub fn lower_first(text: &str) -> String {
    const PLAIN: &[&str] = &[
        "Member",
        "President",
        "Prime",
        "Minister",
        "Deputy",
        "Vice",
        "Chief",
        "Speaker",
        "Governor",
        "Secretary",
        "State",
        "First",
        "Second",
        "Chairman",
        "Chair",
        "Leader",
        "Attorney",
        "Justice",
        "Judge",
        "Head",
        "Director",
        "Commander",
        "Mayor",
        "Senator",
        "Ambassador",
        "Permanent",
        "Undersecretary",
        "Under",
        "General",
        "Prosecutor",
        "Solicitor",
        "Lord",
        "King",
        "Queen",
        "Emperor",
        "Substitute",
        "Representative",
        "Federal",
        "Supreme",
        "Assistant",
        "Administrator",
        "Acting",
        "Treasurer",
        "Inspector",
    ];
    let first = text.split(' ').next().unwrap_or("");
    if PLAIN.contains(&first) {
        let mut chars = text.chars();
        return chars
            .next()
            .map(|c| c.to_lowercase().collect::<String>() + chars.as_str())
            .unwrap_or_default();
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_described_in_the_words_of_news() {
        let france = Country {
            label: "France".into(),
            phrase: "France".into(),
            adjective: "French".into(),
            capitals: Vec::new(),
            rank: 200,
            independent: true,
        };
        for (position, what) in [
            ("Minister of Foreign Affairs", "%A foreign minister"),
            ("Prime Minister", "prime minister of %C"),
            ("President", "president of %C"),
            ("member of the French National Assembly", "member of the French National Assembly"),
            ("Member of the National Assembly", "member of the National Assembly of %C"),
            ("Member of the 5th Parliament of France", "member of the Parliament of France"),
            ("ambassador to Chile", "%A ambassador to Chile"),
            ("Governor of the Central Bank", "%A governor of the Central Bank"),
        ] {
            assert_eq!(describe(position, Some(&france)).what, what);
        }
    }
}
