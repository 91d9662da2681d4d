//! Escaping, with one function for each context that text is written to.
//!
//! Renderers pass everything that they did not write themselves through one of these. Never drops a visible
//! character.

use std::fmt::Write;

/// Escapes text for HTML, between tags or in a quoted attribute.
pub(crate) fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\0' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}

/// Escapes text for a line of Markdown (CommonMark, GitHub, and dialects with formulas).
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '\0' => out.push('\u{FFFD}'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '=' | '^'
            | '!' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// Escapes the start of a Markdown paragraph that would otherwise begin a list or a rule.
pub(crate) fn markdown_start(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &line[digits..];
    let at = if digits > 0 && rest.starts_with(['.', ')']) {
        digits
    } else if digits == 0 && rest.starts_with(['-', '+']) {
        0
    } else {
        return line.to_owned();
    };
    format!("{}\\{}", &line[..at], &line[at..])
}

/// Prepares a table cell for spreadsheets: one line, never a formula.
fn cell(text: &str) -> String {
    let line = line(text);
    let formula = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'];
    if line.starts_with(formula) { format!("'{line}") } else { line }
}

/// Prepares a table cell and quotes it if necessary. Readers of tab-separated values also take a leading
/// quotation mark for a quoted cell.
pub(crate) fn quoted(text: &str, comma: char) -> String {
    let cell = cell(text);
    if cell.contains(['"', comma]) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// Puts text on one line: white space and control characters are collapsed to single spaces.
pub(crate) fn line(text: &str) -> String {
    let blank = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text.split(blank).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Percent-encodes a segment of a URL.
pub(crate) fn url_segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~' | b',' | b':') {
            out.push(char::from(b));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{b:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_context_has_its_own_escapes() {
        assert_eq!(html("a<b> & \"c\" 'd'\0"), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\u{FFFD}");
        assert_eq!(markdown("*a* [b](c) $3 <i>"), "\\*a\\* \\[b\\](c) \\$3 \\<i\\>");
        assert_eq!(quoted("a, \"b\"", ','), "\"a, \"\"b\"\"\"");
        assert_eq!([quoted("a, b", '\t'), quoted("\"a", '\t')], ["a, b", "\"\"\"a\""]);
        assert_eq!(line(" a\r\n\tb\u{2028}c\u{1c}d "), "a b c d");
        assert_eq!(url_segment("Rénè (x)/y"), "R%C3%A9n%C3%A8%20%28x%29%2Fy");
    }

    #[test]
    fn cells_are_never_formulas() {
        for (given, safe) in [
            ("=1+1", "'=1+1"),
            ("\t=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-3", "'-3"),
            ("＝1", "'＝1"),
            ("3-4", "3-4"),
            ("", ""),
        ] {
            assert_eq!(cell(given), safe);
        }
        assert_eq!(quoted("=HYPERLINK(\"x\",1)", ','), "\"'=HYPERLINK(\"\"x\"\",1)\"");
    }

    #[test]
    fn markdown_paragraphs_do_not_become_lists() {
        for (given, safe) in [
            ("- no", "\\- no"),
            ("12. yes", "12\\. yes"),
            ("+", "\\+"),
            ("3.5 km", "3\\.5 km"),
            ("A-b", "A-b"),
        ] {
            assert_eq!(markdown_start(given), safe);
        }
    }
}
