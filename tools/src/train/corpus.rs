//! Reads the corpora and projects their annotation onto our own tokens.
//!
//! The corpora give offsets in code points and have their own tokenisation; the models see our tokens. A span
//! becomes the tokens that it overlaps; a tag of a treebank goes to the token with the same span.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gloss::internal::sentences;
use gloss::internal::sentences::Sentence;
use gloss::internal::tokens;
use gloss::internal::tokens::Token;
use gloss::internal::tokens::words;
use gloss::internal::tokens::words::Spellings;
use gloss::internal::tokens::words::Word;
use gloss::text::{Positions, Span, Unit};
use serde::Deserialize;

/// The default folder of the corpora.
pub const CORPORA: &str = "../shared/corpora";

/// Returns the path of a corpus file, or an error that names the missing file and the option for another
/// folder.
pub fn path(folder: &Path, file: &str) -> Result<PathBuf> {
    let path = folder.join(file);
    anyhow::ensure!(
        path.is_file(),
        "{} is missing from the corpora in {} (name another folder with --corpora)",
        file,
        folder.display()
    );
    Ok(path)
}

/// A text with its tokens and sentences, as the pipeline reads it.
pub struct Text {
    /// The text.
    pub text: String,
    /// The tokens.
    pub tokens: Vec<Token>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The words.
    pub words: Vec<Word>,
    /// The spellings of the words.
    pub spellings: Spellings,
}

impl Text {
    /// Reads a text as the pipeline does.
    pub fn read(text: String) -> Self {
        let tokens = tokens::tokenize(&text);
        let sentences = sentences::split(&text, &tokens);
        let (words, spellings) = words::hash_words(&text, &tokens);
        Self { text, tokens, sentences, words, spellings }
    }

    /// Returns the tokens that overlap a span.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }
}

/// The byte offsets of the code points of a text.
pub struct CodePoints(Vec<u32>);

impl CodePoints {
    /// Indexes a text.
    pub fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect())
    }

    /// Returns the span between two code points; positions past the end of the text become its end.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let at = |point: usize| self.0.get(point).or(self.0.last()).copied().unwrap_or(0);
        Span::new(at(start), at(end))
    }
}

/// A document with its gold names.
pub struct Named {
    /// The id in the corpus.
    pub id: String,
    /// The text.
    pub text: Text,
    /// The names: span in bytes and label of the corpus, in order.
    pub names: Vec<(Span, String)>,
}

impl Named {
    /// Makes a document from names with offsets in code points.
    pub fn new(id: String, text: String, names: Vec<(usize, usize, String)>) -> Self {
        let points = CodePoints::new(&text);
        let mut names: Vec<(Span, String)> =
            names.into_iter().map(|(start, end, kind)| (points.span(start, end), kind)).collect();
        names.sort_by_key(|(s, _)| (s.start, std::cmp::Reverse(s.end)));
        Self { id, text: Text::read(text), names }
    }

    /// Returns the place of each token in code points.
    pub fn points(&self) -> impl Iterator<Item = (u32, u32)> {
        let points = Positions::new(&self.text.text, Unit::CodePoint);
        self.text.tokens.iter().map(move |t| points.span(t.span))
    }

    /// Returns the document in capitals or in lower case, as in headlines and careless typing.
    pub fn recased(&self, upper: bool) -> Self {
        let old = &self.text.text;
        let mut text = String::with_capacity(old.len());
        // The new offset of each byte of the old text; some letters change their length with their case.
        let mut moved = vec![0u32; old.len() + 1];
        for (at, c) in old.char_indices() {
            moved[at] = text.len() as u32;
            if upper {
                text.extend(c.to_uppercase());
            } else {
                text.extend(c.to_lowercase());
            }
        }
        moved[old.len()] = text.len() as u32;
        let span = |s: &Span| Span::new(moved[s.start as usize], moved[s.end as usize]);
        let names = self.names.iter().map(|(s, kind)| (span(s), kind.clone())).collect();
        Self { id: self.id.clone(), text: Text::read(text), names }
    }
}

#[derive(Deserialize)]
struct NamedLine {
    id: String,
    text: String,
    #[serde(default)]
    entities: Vec<NameLine>,
}

#[derive(Deserialize)]
struct NameLine {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads a corpus of names, or of texts without annotation (NDJSON, offsets in code points).
pub fn named(path: &Path) -> Result<Vec<Named>> {
    read_lines(path, |line: NamedLine| {
        let names = line.entities.into_iter().map(|e| (e.start, e.end, e.kind)).collect();
        Named::new(line.id, line.text, names)
    })
}

/// A coreference chain of a corpus.
#[derive(Deserialize)]
pub struct Chain {
    /// The kind, in corpora that give one.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The tags, coarse and fine, in corpora that give several.
    #[serde(default)]
    pub tags: Vec<String>,
    mentions: Vec<MentionLine>,
}

#[derive(Deserialize)]
struct MentionLine {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct ChainedLine {
    id: String,
    text: String,
    chains: Vec<Chain>,
}

/// Reads a corpus of coreference chains as one of names; `label` returns the label of a chain, or `None` to
/// skip it.
pub fn chained(path: &Path, label: impl Fn(&Chain) -> Option<String>) -> Result<Vec<Named>> {
    read_lines(path, |line: ChainedLine| {
        let kinds = line.chains.iter().filter_map(|c| Some((c, label(c)?)));
        let names =
            kinds.flat_map(|(c, kind)| c.mentions.iter().map(move |m| (m.start, m.end, kind.clone())));
        Named::new(line.id, line.text, names.collect())
    })
}

/// Reads a file with one record per line and maps each record.
pub fn read_lines<L: serde::de::DeserializeOwned, T>(path: &Path, each: impl Fn(L) -> T) -> Result<Vec<T>> {
    let lines = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let lines = lines.lines().filter(|l| !l.trim().is_empty());
    lines
        .map(|line| Ok(each(serde_json::from_str(line).with_context(|| path.display().to_string())?)))
        .collect()
}

/// Writes a file with one JSON value per line.
pub fn write_lines(path: &Path, lines: impl Iterator<Item = serde_json::Value>) -> Result<()> {
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    fs::write(path, lines).with_context(|| format!("writing {}", path.display()))
}

/// Writes numbers of four bytes, little-endian.
pub fn write_numbers(file: &mut impl Write, numbers: impl IntoIterator<Item = u32>) -> Result<()> {
    numbers.into_iter().try_for_each(|x| file.write_all(&x.to_le_bytes()))?;
    Ok(())
}

/// A document of a treebank.
pub struct Tagged {
    /// The id in the treebank, which starts with the genre.
    pub id: String,
    /// The tokens of the treebank.
    pub gold_tokens: Vec<Span>,
    /// The sentences of the treebank.
    pub gold_sentences: Vec<Span>,
    /// The text.
    pub text: Text,
    /// The universal tag and the Penn tag of each of our tokens; `None` where the tokenisations disagree.
    pub tags: Vec<Option<(String, String)>>,
    /// The head of each of our tokens and its relation to the head; `None` where the tokenisations disagree.
    pub arcs: Vec<Option<Arc>>,
}

/// A dependency of a treebank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The head, one of our tokens; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// The relation, such as "nsubj:pass".
    pub relation: String,
}

/// Reads a treebank in CoNLL-U.
pub fn treebank(path: &Path) -> Result<Vec<Tagged>> {
    let lines = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let mut documents = Vec::new();
    let mut open = Treebank::default();
    for line in lines.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            documents.extend(std::mem::take(&mut open).close());
            open.id = id.to_owned();
        } else if line.starts_with("# newpar") {
            open.paragraph = true;
        } else if line.starts_with("# sent_id") {
            open.sentence();
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            open.word(line);
        }
    }
    documents.extend(open.close());
    Ok(documents)
}

/// A treebank document under construction.
#[derive(Default)]
struct Treebank {
    id: String,
    text: String,
    /// The start of each sentence.
    sentences: Vec<u32>,
    tags: Vec<(Span, String, String)>,
    /// The sentence of each word, the number of its head there, and its relation.
    heads: Vec<(usize, u32, String)>,
    /// The words by sentence and number.
    numbers: HashMap<(usize, u32), usize>,
    /// Whether a new paragraph starts with the next sentence.
    paragraph: bool,
    /// A contraction whose text has been added: the number of its last word, and the offset of the next one.
    contraction: Option<(u32, usize)>,
}

impl Treebank {
    fn sentence(&mut self) {
        self.contraction = None;
        if !self.text.is_empty() {
            let end = self.text.trim_end().len();
            self.text.truncate(end);
            self.text.push_str(if self.paragraph { "\n\n" } else { " " });
        }
        self.paragraph = false;
        self.sentences.push(self.text.len() as u32);
    }

    fn word(&mut self, line: &str) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, form, _, upos, xpos, _, head, relation, _, misc] = fields[..] else { return };
        let spaced = !misc.contains("SpaceAfter=No");
        if let Some((_, last)) = number.split_once('-') {
            self.contraction = last.parse().ok().map(|last| (last, self.text.len()));
            self.text.push_str(form);
            if spaced {
                self.text.push(' ');
            }
            return;
        }
        let Ok(number) = number.parse::<u32>() else { return };
        let start = match self.contraction {
            Some((last, at)) if number <= last => {
                // Parts of a contraction are tagged only if the contraction is spelt as their concatenation.
                if !self.text[at..].starts_with(form) {
                    return;
                }
                self.contraction = Some((last, at + form.len()));
                at
            }
            _ => {
                let at = self.text.len();
                self.text.push_str(form);
                if spaced {
                    self.text.push(' ');
                }
                at
            }
        };
        let span = Span::new(start as u32, (start + form.len()) as u32);
        self.numbers.insert((self.sentences.len(), number), self.tags.len());
        self.heads.push((self.sentences.len(), head.parse().unwrap_or(0), relation.to_string()));
        self.tags.push((span, upos.to_string(), xpos.to_string()));
    }

    fn close(self) -> Option<Tagged> {
        if self.tags.is_empty() {
            return None;
        }
        let gold_tokens: Vec<Span> = self.tags.iter().map(|(span, _, _)| *span).collect();
        let ends = self.sentences.iter().skip(1).copied().chain([self.text.len() as u32]);
        let sentence = |(start, end): (u32, u32)| {
            let words = Span::new(start, end).of(&self.text);
            Span::new(start, start + words.trim_end().len() as u32)
        };
        let gold_sentences = self.sentences.iter().copied().zip(ends).map(sentence).collect();
        let text = Text::read(self.text);
        let mut at = 0;
        let mut words_of = |t: &Token| {
            while self.tags.get(at).is_some_and(|(s, _, _)| s.end <= t.span.start) {
                at += 1;
            }
            let over = self.tags[at..].iter().take_while(|(s, _, _)| s.start < t.span.end).count();
            at..at + over
        };
        let words: Vec<Range<usize>> = text.tokens.iter().map(&mut words_of).collect();
        let tag = |words: &Range<usize>| {
            let over = &self.tags[words.clone()];
            let (_, upos, xpos) = over.first()?;
            over.iter().all(|(_, u, x)| u == upos && x == xpos).then(|| (upos.clone(), xpos.clone()))
        };
        let tags = words.iter().map(tag).collect();
        // Our token for each word, where there is exactly one for both.
        let single = |word: usize| {
            let i = words.partition_point(|words| words.end <= word);
            words.get(i).filter(|words| **words == (word..word + 1)).map(|_| i)
        };
        let arc = |words: &Range<usize>| {
            let (sentence, number, relation) = self.heads.get(words.start).filter(|_| words.len() == 1)?;
            let head = match number {
                0 => None,
                number => Some(single(*self.numbers.get(&(*sentence, *number))?)?),
            };
            Some(Arc { head, relation: relation.clone() })
        };
        let arcs = words.iter().map(arc).collect();
        Some(Tagged { id: self.id, gold_tokens, gold_sentences, text, tags, arcs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn treebank_tags_and_heads_are_projected_onto_our_tokens() {
        let mut open = Treebank::default();
        for line in [
            "1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_",
            "1\tdo\tdo\tAUX\tVBP\t_\t3\taux\t_\t_",
            "2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_",
            "3\tU.S.\tU.S.\tPROPN\tNNP\t_\t0\troot\t_\tSpaceAfter=No",
            "4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_",
        ] {
            open.word(line);
        }
        let document = open.close().unwrap();
        assert_eq!(document.text.text, "don't U.S.. ");
        let tags: Vec<&str> = document.tags.iter().map(|t| t.as_ref().map_or("-", |t| &t.1)).collect();
        assert_eq!(tags, ["VBP", "RB", "NNP", "."]);
        let heads: Vec<Option<usize>> = document.arcs.iter().flatten().map(|arc| arc.head).collect();
        assert_eq!(heads, [Some(2), Some(2), None, Some(2)]);
    }
}
