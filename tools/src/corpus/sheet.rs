//! The sheet that an annotator fills in: the text with its names and references marked, then the other layers.
//!
//! Every sentence is a numbered line; a blank line parts paragraphs. `<Imran Khan|khan>` marks a name,
//! `<Moscow|moscow!>` a place that stands for its government, `{he|khan}` a reference. Marks may stand inside
//! marks. `data/news/GUIDE.md` describes the sections.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail, ensure};

use super::annotation::{Annotation, Claim, Entity, Name, Place, Reference, SentenceNote, Value, referents};

/// The characters of marks, and those that stand for them in the text of a sheet.
const STAND_INS: [(char, char); 5] = [('<', '‹'), ('>', '›'), ('{', '⦃'), ('}', '⦄'), ('|', '¦')];

/// The sections after the text.
const SECTIONS: [&str; 4] = ["entities", "claims", "values", "sentences"];

/// Returns the empty sheet of an article.
pub fn empty(id: &str, published: Option<&str>, text: &str, sentences: &[Place]) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut out = format!("# {id}\npublished: {}\n\n## text\n", published.unwrap_or("unknown"));
    for (number, place) in sentences.iter().enumerate() {
        if number > 0 {
            let gap = &characters[sentences[number - 1].end..place.start];
            if gap.iter().filter(|&&c| c == '\n').count() > 0 {
                out.push('\n');
            }
        }
        let shown: String = place.of(&characters).chars().map(shown).collect();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "{} {shown}", number + 1);
    }
    for section in SECTIONS {
        let _ = write!(out, "\n## {section}\n");
    }
    out
}

/// Returns the sheet of an annotation.
pub fn filled(id: &str, published: Option<&str>, text: &str, annotation: &Annotation) -> String {
    let characters: Vec<char> = text.chars().collect();
    let words = |place: Place| {
        let shown: String = place.of(&characters).chars().map(shown).collect();
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let all = |places: &[Place]| match places {
        [] => "-".to_owned(),
        _ => places.iter().map(|p| words(*p)).collect::<Vec<_>>().join(" // "),
    };
    let sentence = |place: Place| {
        1 + annotation.sentences.iter().rposition(|s| s.place.start <= place.start).unwrap_or_default()
    };
    let mut out = format!("# {id}\npublished: {}\n\n## text\n", published.unwrap_or("unknown"));
    for (number, note) in annotation.sentences.iter().enumerate() {
        let gap = number.checked_sub(1).map(|n| annotation.sentences[n].place.end..note.place.start);
        if gap.is_some_and(|gap| characters[gap].contains(&'\n')) {
            out.push('\n');
        }
        let _ = writeln!(out, "{} {}", number + 1, marked(note.place, &characters, annotation));
    }
    out.push_str("\n## entities\n");
    for e in &annotation.entities {
        let roles: Vec<String> = e.roles.iter().map(|r| format!("{} @{}", words(*r), sentence(*r))).collect();
        let _ = writeln!(out, "{} | {} | {} | {} | {}", e.key, e.kind, e.name, e.link, roles.join("; "));
    }
    out.push_str("\n## claims\n");
    for c in &annotation.claims {
        let places = || c.source.iter().chain(&c.cue).chain(&c.content).copied();
        let (first, last) =
            (places().map(sentence).min().unwrap_or(1), places().map(sentence).max().unwrap_or(1));
        let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
        let (source, cue, content) = (all(c.source.as_slice()), all(&c.cue), all(&c.content));
        let (who, flags) = (super::annotation::join(&c.speakers), c.flags());
        let _ = writeln!(
            out,
            "{} | {range} | {source} | {cue} | {content} | {} | {who} | {flags}",
            c.number, c.kind
        );
    }
    out.push_str("\n## values\n");
    for v in &annotation.values {
        let iso = v.iso.as_deref().unwrap_or("-");
        let _ = writeln!(out, "{} | {} | {} | {iso}", sentence(v.place), v.kind, words(v.place));
    }
    out.push_str("\n## sentences\n");
    for (number, s) in annotation.sentences.iter().enumerate() {
        let checks = if s.checks.is_empty() { "-".into() } else { s.checks.join(",") };
        let _ = writeln!(out, "{} {} {checks}", number + 1, s.voice);
    }
    out
}

/// Returns a sentence with its names and references marked.
fn marked(sentence: Place, characters: &[char], annotation: &Annotation) -> String {
    let names = annotation.names.iter().map(|n| {
        let government = if n.government { "!" } else { "" };
        (n.place, '<', format!("|{}{government}>", n.entity))
    });
    let references = annotation.references.iter();
    let references =
        references.map(|r| (r.place, '{', format!("|{}}}", super::annotation::join(&r.referents))));
    let inside = |place: &Place| sentence.start <= place.start && place.end <= sentence.end;
    let mut marks: Vec<_> = names.chain(references).filter(|m| inside(&m.0)).collect();
    // The outer of two marks first.
    marks.sort_by_key(|m| (m.0.start, std::cmp::Reverse(m.0.end)));
    let mut out = String::new();
    let mut open: Vec<&(Place, char, String)> = Vec::new();
    let mut next = marks.iter().peekable();
    for at in sentence.start..=sentence.end {
        while let Some(mark) = open.pop_if(|m| m.0.end == at) {
            out.push_str(&mark.2);
        }
        while let Some(mark) = next.next_if(|m| m.0.start == at) {
            out.push(mark.1);
            open.push(mark);
        }
        if at < sentence.end {
            let c = shown(characters[at]);
            if c != ' ' || at == sentence.start || shown(characters[at - 1]) != ' ' {
                out.push(c);
            }
        }
    }
    out
}

/// Returns the character that a sheet shows for one of the text.
fn shown(c: char) -> char {
    if c.is_whitespace() {
        return ' ';
    }
    STAND_INS.iter().find(|(mark, _)| *mark == c).map_or(c, |(_, stand_in)| *stand_in)
}

/// Reads a sheet; returns its annotation and all faults that it has.
pub fn read(sheet: &str, text: &str, sentences: &[Place]) -> (Annotation, Vec<String>) {
    let mut reader = Reader {
        characters: text.chars().collect(),
        sentences,
        annotation: Annotation::default(),
        faults: Vec::new(),
    };
    let mut section = "";
    for line in sheet.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            section = name.trim();
            continue;
        }
        if line.trim().is_empty() || section.is_empty() {
            continue;
        }
        let read = match section {
            "text" => reader.sentence(line),
            "entities" => reader.entity(line),
            "claims" => reader.claim(line),
            "values" => reader.value(line),
            "sentences" => reader.note(line),
            _ => Err(anyhow::anyhow!("there is no section {section:?}")),
        };
        if let Err(fault) = read {
            let start: String = line.chars().take(60).collect();
            reader.faults.push(format!("{section}: {fault:#} (in: {start}…)"));
        }
    }
    reader.annotation.names.sort_by_key(|n| n.place);
    reader.annotation.references.sort_by_key(|r| r.place);
    reader.annotation.values.sort_by_key(|v| v.place);
    (reader.annotation, reader.faults)
}

struct Reader<'a> {
    characters: Vec<char>,
    sentences: &'a [Place],
    annotation: Annotation,
    faults: Vec<String>,
}

impl Reader<'_> {
    /// Reads a numbered line of the text with its marks.
    fn sentence(&mut self, line: &str) -> Result<()> {
        let (number, marked) = line.split_once(' ').context("a line of the text starts with its number")?;
        let place = self.numbered(number)?;
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut at = place.start;
        let mut rest = marked.trim_end().chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '<' | '{' => open.push((c, at)),
                '|' => {
                    let (bracket, start) = open.pop().context("`|` outside a mark")?;
                    let close = if bracket == '<' { '>' } else { '}' };
                    let mut meant = String::new();
                    loop {
                        match rest.next() {
                            Some(c) if c == close => break,
                            Some('<' | '>' | '{' | '}') | None => {
                                bail!("the mark that starts before {meant:?} is not closed by {close}")
                            }
                            Some(c) => meant.push(c),
                        }
                    }
                    ensure!(start < at, "an empty mark before {meant:?}");
                    self.mark(bracket, Place { start, end: at }, meant.trim());
                }
                '>' | '}' => bail!("`{c}` without `|` and what it means"),
                _ => {
                    let there = self.characters.get(at).copied().filter(|_| at < place.end).map(shown);
                    if there != Some(c) {
                        let near: String =
                            self.characters[at.saturating_sub(15)..(at + 25).min(place.end)].iter().collect();
                        bail!("the text differs: {c:?} where the article has {there:?}, near {near:?}");
                    }
                    at += 1;
                    while c == ' ' && at < place.end && self.characters[at].is_whitespace() {
                        at += 1;
                    }
                }
            }
        }
        ensure!(open.is_empty(), "a mark is not closed");
        ensure!(at == place.end, "the sentence ends early");
        Ok(())
    }

    fn mark(&mut self, bracket: char, place: Place, meant: &str) {
        if bracket == '{' {
            self.annotation.references.push(Reference { place, referents: referents(meant) });
        } else {
            let government = meant.ends_with('!');
            let entity = meant.trim_end_matches('!').trim().to_owned();
            self.annotation.names.push(Name { place, entity, government });
        }
    }

    fn numbered(&self, number: &str) -> Result<Place> {
        let number: usize = number.trim().parse().with_context(|| format!("{number:?} is no sentence"))?;
        let place = number.checked_sub(1).and_then(|n| self.sentences.get(n));
        place.copied().with_context(|| format!("there is no sentence {number}"))
    }

    /// Returns the place from one sentence to another, "3" or "3-5".
    fn range(&self, numbers: &str) -> Result<Place> {
        let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
        let (first, last) = (self.numbered(first)?, self.numbered(last)?);
        ensure!(first.start <= last.start, "the sentences {numbers} are in the wrong order");
        Ok(Place { start: first.start, end: last.end })
    }

    /// `key | KIND | name | link | role @sentence; role`
    fn entity(&mut self, line: &str) -> Result<()> {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [key, kind, name, link, ref roles @ ..] = fields[..] else {
            bail!("an entity is: key | KIND | name | link | roles")
        };
        let mut found = Vec::new();
        for role in
            roles.iter().flat_map(|r| r.split(';')).map(str::trim).filter(|r| !r.is_empty() && *r != "-")
        {
            let (words, within) = match role.rsplit_once('@') {
                Some((words, number)) => (words.trim(), self.range(number)?),
                None => (role, Place { start: 0, end: self.characters.len() }),
            };
            let (words, nth) = numbered_occurrence(words);
            let all = self.occurrences(words, within);
            let place = all.get(nth.unwrap_or(1) - 1);
            found.push(*place.with_context(|| format!("the role {words:?} is not in the text there"))?);
        }
        let (key, kind, name, link) = (key.into(), kind.into(), name.into(), link.replace(' ', "_"));
        self.annotation.entities.push(Entity { key, kind, name, link, roles: found });
        Ok(())
    }

    /// `sentence | KIND | words | iso`
    fn value(&mut self, line: &str) -> Result<()> {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, kind, words, ref iso @ ..] = fields[..] else {
            bail!("a value is: sentence | KIND | words | iso")
        };
        let within = self.range(number)?;
        let (words, nth) = numbered_occurrence(words);
        let mut all = self.occurrences(words, within);
        if nth.is_none() {
            all.retain(|p| self.annotation.values.iter().all(|v| !v.place.overlaps(*p)));
        }
        let place = all.get(nth.unwrap_or(1) - 1);
        let place = *place.with_context(|| format!("{words:?} is not (again) in that sentence"))?;
        let iso = iso.first().filter(|iso| !iso.is_empty() && **iso != "-").map(|iso| (*iso).to_owned());
        self.annotation.values.push(Value { place, kind: kind.into(), iso });
        Ok(())
    }

    /// `number voice checks`
    fn note(&mut self, line: &str) -> Result<()> {
        let mut words = line.split_whitespace();
        let place = self.numbered(words.next().unwrap_or_default())?;
        let voice = words.next().context("a sentence needs its voice")?.to_owned();
        let checks = words.next().filter(|w| *w != "-").unwrap_or_default();
        let checks = checks.split(',').filter(|c| !c.is_empty()).map(Into::into).collect();
        self.annotation.sentences.push(SentenceNote { place, voice, checks });
        Ok(())
    }

    /// `number | sentences | source | cue | content | kind | who | flags`
    fn claim(&mut self, line: &str) -> Result<()> {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [number, sentences, source, cue, content, kind, who, flags] = fields[..] else {
            bail!("a claim has eight fields parted by |, this has {}", fields.len())
        };
        let within = self.range(sentences)?;
        let content = self.parts(content, within, &[], &[])?;
        ensure!(!content.is_empty(), "the claim has no content");
        let cue = self.parts(cue, within, &content, &content)?;
        let near = if cue.is_empty() { &content } else { &cue };
        let taken: Vec<Place> = content.iter().chain(&cue).copied().collect();
        let source = self.parts(source, within, near, &taken)?;
        ensure!(source.len() <= 1, "a source is one phrase");
        let parts = (source.first().copied(), cue, content);
        self.annotation.claims.push(Claim::new(number, parts, kind, who, flags)?);
        Ok(())
    }

    /// Finds the parts `a … // b ~ c`: for each the occurrence asked for, or the one that overlaps nothing in
    /// `taken` and is nearest to `near`, or the first.
    fn parts(&self, field: &str, within: Place, near: &[Place], taken: &[Place]) -> Result<Vec<Place>> {
        if field == "-" || field.is_empty() {
            return Ok(Vec::new());
        }
        let mut parts: Vec<Place> = Vec::new();
        for part in field.split("//").map(str::trim) {
            let (first, last) = match part.split_once('~') {
                Some((first, last)) => (first.trim(), Some(last.trim())),
                None => (part, None),
            };
            let (words, nth) = numbered_occurrence(first);
            let all = self.occurrences(words, within);
            let distance = |p: &Place| {
                let gap = |q: &Place| {
                    if p.end <= q.start { q.start - p.end } else { p.start.saturating_sub(q.end) }
                };
                near.iter().map(gap).min().unwrap_or(0)
            };
            let place = match nth {
                Some(nth) => all.get(nth - 1),
                None => {
                    let free = all.iter().filter(|p| taken.iter().chain(&parts).all(|t| !t.overlaps(**p)));
                    free.min_by_key(|p| distance(p)).or_else(|| all.iter().min_by_key(|p| distance(p)))
                }
            };
            let mut place = *place.with_context(|| format!("{words:?} is not in those sentences"))?;
            if let Some(last) = last {
                let (words, nth) = numbered_occurrence(last);
                let after = Place { start: place.end, end: within.end };
                let all = self.occurrences(words, after);
                let end = all.get(nth.unwrap_or(1) - 1);
                place.end = end
                    .with_context(|| format!("{words:?} does not follow {first:?} in those sentences"))?
                    .end;
            }
            parts.push(place);
        }
        parts.sort();
        Ok(parts)
    }

    /// Returns the places of words in a part of the text; words stand whole, white space may differ.
    fn occurrences(&self, words: &str, within: Place) -> Vec<Place> {
        let wanted: Vec<char> = words.chars().map(shown).collect();
        let word = |at: usize| self.characters.get(at).is_some_and(|c| c.is_alphanumeric());
        let matched = |start: usize| {
            let mut at = start;
            for &c in &wanted {
                if at >= within.end || shown(self.characters[at]) != c {
                    return None;
                }
                at += 1;
                while c == ' ' && at < within.end && self.characters[at].is_whitespace() {
                    at += 1;
                }
            }
            Some(at)
        };
        let whole = |place: &Place| {
            let cut_before = place.start > 0 && word(place.start - 1) && word(place.start);
            !(cut_before || word(place.end - 1) && word(place.end))
        };
        if wanted.is_empty() {
            return Vec::new();
        }
        let places =
            (within.start..within.end).filter_map(|start| Some(Place { start, end: matched(start)? }));
        places.filter(whole).collect()
    }
}

/// Splits "said#2" into the words and the number of the occurrence.
fn numbered_occurrence(words: &str) -> (&str, Option<usize>) {
    match words.rsplit_once('#') {
        Some((before, nth)) => match nth.trim().parse() {
            Ok(nth) if nth > 0 => (before.trim(), Some(nth)),
            _ => (words, None),
        },
        None => (words, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::annotation::Referent;
    use crate::corpus::check::faults;

    const TEXT: &str = "Mayor Ann Hale [left] spoke.\n\nShe said a nurse had  warned Moscow: “No.”";

    const SHEET: &str = "# a-1\npublished: 2025-04-16\n\n## text\n\
        1 Mayor <Ann Hale|hale> [left] spoke.\n\n\
        2 {She|hale} said {a nurse|?nurse} had warned <Moscow|moscow!>: “No.”\n\n\
        ## entities\nhale | PERSON | Ann Hale | NIL | Mayor @1\nmoscow | GPE | Moscow | Moscow | \n\n\
        ## claims\n1 | 2 | She | said | a nurse ~ “No.” | says | hale | mixed\n\
        2 | 2 | a nurse | had warned | Moscow: “No.” | says | ?nurse | mixed,anonymous,parent=1\n\n\
        ## values\n\n## sentences\n1 fact -\n2 reported quotation\n";

    fn sentences() -> Vec<Place> {
        crate::corpus::store::split_sentences(TEXT)
    }

    #[test]
    fn sheet_is_read_and_written_again() {
        let (annotation, found) = read(SHEET, TEXT, &sentences());
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(faults(&annotation, TEXT, &sentences()), Vec::<String>::new());
        assert!(annotation.names[1].government);
        assert_eq!(annotation.references[1].referents, [Referent::Unnamed("nurse".into())]);
        let characters: Vec<char> = TEXT.chars().collect();
        assert_eq!(annotation.claims[1].cue[0].of(&characters), "had  warned");
        let again = filled("a-1", Some("2025-04-16"), TEXT, &annotation);
        let (same, found) = read(&again, TEXT, &sentences());
        assert_eq!((same, found), (annotation, Vec::new()));
    }

    #[test]
    fn saved_annotation_is_read_back() {
        let (annotation, _) = read(SHEET, TEXT, &sentences());
        assert_eq!(Annotation::parse(&annotation.write()).unwrap(), annotation);
    }

    #[test]
    fn faults_are_named() {
        let fault = |from: &str, to: &str| {
            assert!(SHEET.contains(from), "{from}");
            let sheet = SHEET.replacen(from, to, 1);
            let (annotation, mut found) = read(&sheet, TEXT, &sentences());
            found.extend(faults(&annotation, TEXT, &sentences()));
            found.join("\n")
        };
        assert!(fault("[left] spoke", "[right] spoke").contains("the text differs"));
        assert!(fault("{She|hale}", "She").contains("the pronoun \"She\" is not marked"));
        assert!(fault("<Ann Hale|hale>", "<Ann Hale|hall>").contains("no entity \"hall\""));
        assert!(fault("| said |", "| says |").contains("\"says\" is not in those sentences"));
        assert!(fault("parent=1", "parent=7").contains("parent 7"));
        assert!(fault("2 reported quotation", "").contains("sentence 2 has 0 lines"));
        assert!(fault("PERSON", "HUMAN").contains("HUMAN is no kind of name"));
        assert!(fault("mixed,anonymous", "anonymous").contains("lack one of direct"));
        assert!(fault("Mayor @1", "Mayor @2").contains("the role \"Mayor\""));
    }
}
