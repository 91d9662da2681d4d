//! The normal form of a name: its words in lower case, without diacritics, dots or possessive.
//!
//! "J.D. Vance’s" and "JD Vance" have the same normal form; so do "Jean-Noël Barrot" and "Jean Noel Barrot".
//! Never looks at other names of the article.

/// Splits a name into its normalised words, without a leading "the".
pub(crate) fn words(surface: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for_each_word(surface, &mut String::new(), |word, continues| {
        match words.last_mut().filter(|_| continues) {
            Some(last) => last.push_str(word),
            None => words.push(word.to_owned()),
        }
        true
    });
    words
}

/// Calls `each` with the normalised words of a name in order until it returns false. The flag is true if the
/// word continues the one before: "J. D." is one word, as "J.D." and "JD" are. `buffer` is reused between
/// calls.
pub(crate) fn for_each_word(surface: &str, buffer: &mut String, mut each: impl FnMut(&str, bool) -> bool) {
    let (mut first, mut initials) = (true, false);
    for piece in trim(surface).split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '‑' | '/' | ','))
    {
        buffer.clear();
        fold_into(piece, buffer);
        if buffer.is_empty() || (first && buffer == "the") {
            continue;
        }
        let initial = piece.ends_with('.') && buffer.chars().count() == 1;
        if !each(buffer, initial && initials) {
            return;
        }
        (first, initials) = (false, initial);
    }
}

/// Trims marks at both ends of a name, its possessive and a leading "the".
pub(crate) fn trim(surface: &str) -> &str {
    let s = surface.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | ',' | '(' | ')' | ';' | ':')
    });
    let s = ["'s", "’s", "'", "’"].iter().find_map(|end| s.strip_suffix(end)).unwrap_or(s);
    ["the ", "The "].iter().find_map(|start| s.strip_prefix(start)).unwrap_or(s)
}

/// Collapses white space: one space between words, none at the ends.
pub(crate) fn collapse_whitespace(text: &str) -> String {
    let other = |c: char| c.is_whitespace() && c != ' ';
    if !text.contains(other) && !text.contains("  ") && text.trim_matches(' ').len() == text.len() {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Folds a word: lower case, no diacritics, only letters, digits and "&".
pub(crate) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

fn fold_into(word: &str, folded: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() || c == '&' {
                folded.push(c.to_ascii_lowercase());
            }
            continue;
        }
        let lower = c.to_lowercase().next().unwrap_or(c);
        match base_letters(lower) {
            Some(letters) => folded.push_str(letters),
            // Combining diacritics are dropped; letters of other scripts are kept.
            None if ('\u{300}'..='\u{36F}').contains(&lower) => {}
            None if lower.is_alphanumeric() => folded.push(lower),
            None => {}
        }
    }
}

/// Returns the ASCII letters for a Latin letter with a diacritic, in lower case.
///
/// The table is written by hand and incomplete: "ḍ", "ṛ" and "ǵ" are missing, for example. A table generated
/// from the Unicode Character Database would join more spellings, and so could change documents.
fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å'
        | 'ā'
        | 'ă'
        | 'ą'
        | 'ǎ'
        | 'ạ'
        | 'ả'
        | 'ấ'
        | 'ầ'
        | 'ẩ'
        | 'ẫ'
        | 'ậ'
        | 'ắ'
        | 'ằ'
        | 'ẳ'
        | 'ẵ'
        | 'ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ə' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' => {
            "e"
        }
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' | 'ỉ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö'
        | 'ø'
        | 'ō'
        | 'ŏ'
        | 'ő'
        | 'ơ'
        | 'ọ'
        | 'ỏ'
        | 'ố'
        | 'ồ'
        | 'ổ'
        | 'ỗ'
        | 'ộ'
        | 'ớ'
        | 'ờ'
        | 'ở'
        | 'ỡ'
        | 'ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' => {
            "u"
        }
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// Whether two words are at most one edit apart: one letter added, dropped or changed, or two neighbours
/// swapped.
pub(crate) fn within_one_edit(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (rest, other) = (&short[head..], &long[head..]);
    if short.len() < long.len() {
        return rest == &other[1..];
    }
    rest.is_empty()
        || rest[1..] == other[1..]
        || (rest.len() > 1 && rest[0] == other[1] && rest[1] == other[0] && rest[2..] == other[2..])
}

/// Whether a name is written like an acronym: one word, mostly capitals ("NATO", "U.S.", "BfV").
pub(crate) fn is_acronym(surface: &str) -> bool {
    let s = trim(surface);
    let capitals = s.chars().filter(|c| c.is_uppercase()).count();
    let letters = s.chars().filter(|c| c.is_alphabetic()).count();
    (2..=8).contains(&capitals)
        && capitals * 2 > letters
        && s.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '&' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_normalise_alike() {
        for (a, b) in [
            ("J.D. Vance’s", "JD Vance"),
            ("J. D. Vance", "J.D. Vance"),
            ("Jean-Noël Barrot", "Jean Noel Barrot"),
            ("the State Department", "State Department's"),
            ("Łukasz Øster", "Lukasz Oster"),
            ("Noe\u{308}l", "Noël"),
        ] {
            assert_eq!(words(a), words(b));
        }
        assert!(words("“…”").is_empty() && words("").is_empty());
    }

    #[test]
    fn one_edit_is_accepted_and_two_are_not() {
        assert!(
            within_one_edit("witkoff", "witkof")
                && within_one_edit("araghchi", "araghhci")
                && within_one_edit("barot", "barut")
        );
        assert!(
            !within_one_edit("barrot", "baret")
                && within_one_edit("same", "same")
                && within_one_edit("", "a")
                && !within_one_edit("", "ab")
        );
    }

    #[test]
    fn acronyms_differ_from_words() {
        assert!(["NATO", "U.S.", "AP", "BfV", "AT&T"].iter().all(|s| is_acronym(s)));
        assert!(!["Nato", "Rubio", "United States", "J", ""].iter().any(|s| is_acronym(s)));
    }
}
