//! What two spellings of a name have in common: words in lower case, without diacritics, dots or possessive.
//!
//! "J.D. Vance’s" and "JD Vance" have the same words, so do "Jean-Noël Barrot" and "Jean Noel Barrot".
//! Nothing here knows other names of the article.

/// The words of a name as names are compared, without a leading "the".
pub(crate) fn words(surface: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    each_word(surface, &mut String::new(), |word, goes_on| {
        match words.last_mut().filter(|_| goes_on) {
            Some(last) => last.push_str(word),
            None => words.push(word.to_owned()),
        }
        true
    });
    words
}

/// Gives `each` the words of a name in order, and whether they go on the word before ("J. D." is one word, as "J.D." and
/// "JD" are), until it returns false. `room` is for use between.
pub(crate) fn each_word(surface: &str, room: &mut String, mut each: impl FnMut(&str, bool) -> bool) {
    let (mut first, mut initials) = (true, false);
    for piece in trim(surface).split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '‑' | '/' | ','))
    {
        room.clear();
        fold_into(piece, room);
        if room.is_empty() || (first && room == "the") {
            continue;
        }
        let initial = piece.ends_with('.') && room.chars().count() == 1;
        if !each(room, initial && initials) {
            return;
        }
        (first, initials) = (false, initial);
    }
}

/// A name without its possessive, a leading article, and marks at its ends.
pub(crate) fn trim(surface: &str) -> &str {
    let s = surface.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | ',' | '(' | ')' | ';' | ':')
    });
    let s = ["'s", "’s", "'", "’"].iter().find_map(|end| s.strip_suffix(end)).unwrap_or(s);
    ["the ", "The "].iter().find_map(|start| s.strip_prefix(start)).unwrap_or(s)
}

/// A text with white space evened out: one space between words, none at the ends.
pub(crate) fn evened(text: &str) -> String {
    let odd = |c: char| c.is_whitespace() && c != ' ';
    if !text.contains(odd) && !text.contains("  ") && text.trim_matches(' ').len() == text.len() {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word in lower case without diacritics; anything but letters, digits and "&" falls away.
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
        match plain(lower) {
            Some(letters) => folded.push_str(letters),
            // Combining diacritics fall away; other scripts stay as they are.
            None if ('\u{300}'..='\u{36F}').contains(&lower) => {}
            None if lower.is_alphanumeric() => folded.push(lower),
            None => {}
        }
    }
}

/// The ASCII letters of a Latin letter with a diacritic, in lower case.
fn plain(c: char) -> Option<&'static str> {
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

/// Whether two words differ by one letter at most: one added, dropped, changed, or two neighbours swapped.
pub(crate) fn nearly(a: &str, b: &str) -> bool {
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

/// Whether a name looks like an acronym: one word, mostly capitals ("NATO", "U.S.", "BfV").
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
    fn spellings_of_one_name_have_the_same_words() {
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
    fn one_slip_is_near_and_two_are_not() {
        assert!(nearly("witkoff", "witkof") && nearly("araghchi", "araghhci") && nearly("barot", "barut"));
        assert!(!nearly("barrot", "baret") && nearly("same", "same") && nearly("", "a") && !nearly("", "ab"));
    }

    #[test]
    fn acronyms_are_told_from_words() {
        assert!(["NATO", "U.S.", "AP", "BfV", "AT&T"].iter().all(|s| is_acronym(s)));
        assert!(!["Nato", "Rubio", "United States", "J", ""].iter().any(|s| is_acronym(s)));
    }
}
