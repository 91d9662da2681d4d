//! Model, gazetteer and knowledge base files: a damaged file is refused. A wrong file with a matching
//! checksum is refused or gives wrong answers, and never causes a panic.

use std::sync::LazyLock;

use gloss::internal::Resources;
use gloss::internal::article::Article;
use gloss::internal::attribution;
use gloss::internal::attribution::candidates;
use gloss::internal::attribution::network::Inference;
use gloss::internal::attribution::network::Network;
use gloss::internal::gazetteer::Gazetteer;
use gloss::internal::kb::Cache;
use gloss::internal::kb::CachedKb;
use gloss::internal::kb::KnowledgeBase;
use gloss::internal::model::checksum;
use gloss::internal::model::crf::Model;
use gloss::internal::model::crf::viterbi::Decoder;
use gloss::internal::model::features::Rows;
use gloss::internal::parser;
use gloss::internal::syntax::quotations;

/// Files of the attribution network.
const TOKENS: &[u8] = include_bytes!("../../models/attribution-tokens.bin");
const RELATIONS: &[u8] = include_bytes!("../../models/attribution-relations.bin");
const LAYERS: &[u8] = include_bytes!("../../models/attribution-layers.bin");

/// Files of the parser.
const SYNTAX: [&[u8]; 2] =
    [include_bytes!("../../models/syntax-tokens.bin"), include_bytes!("../../models/syntax-layers.bin")];

/// Committed files, the knowledge base last.
const FILES: [&[u8]; 12] = [
    include_bytes!("../../models/names.bin"),
    include_bytes!("../../models/kinds.bin"),
    TOKENS,
    RELATIONS,
    LAYERS,
    include_bytes!("../../models/attribution-rank.bin"),
    include_bytes!("../../models/check-worthiness.bin"),
    include_bytes!("../../models/antecedents.bin"),
    include_bytes!("../../models/lists.bin"),
    SYNTAX[0],
    SYNTAX[1],
    include_bytes!("../../models/kb.bin"),
];

/// Returns a file with some bytes changed and its end cut off.
///
/// Of every four bytes of `damage`, three are a position and the last is the new value. A position with its
/// highest bit set is in the first 64 bytes, which hold the lengths. The bytes left over give the number of
/// bytes to cut.
fn damaged(file: &[u8], damage: &[u8]) -> Vec<u8> {
    let mut bytes = file.to_vec();
    let (changes, cut) = damage.as_chunks::<4>();
    for &[a, b, c, value] in changes {
        let place = u32::from_be_bytes([0, a & 0x7F, b, c]) as usize;
        let reach = if a & 0x80 != 0 { bytes.len().min(64) } else { bytes.len() };
        bytes[place % reach] = value;
    }
    bytes.truncate(bytes.len() - cut.iter().fold(0, |n, &b| n * 256 + usize::from(b)) % bytes.len());
    bytes
}

/// Returns the bytes with a matching checksum.
fn with_checksum(bytes: &[u8]) -> Vec<u8> {
    checksum::append(checksum::strip(bytes).to_vec())
}

/// Loads a damaged model or gazetteer, or arbitrary bytes.
pub fn models(data: &[u8]) {
    let Some((&which, damage)) = data.split_first() else { return };
    let at = usize::from(which) % FILES.len();
    let bytes = if at + 1 == FILES.len() { damage.to_vec() } else { damaged(FILES[at], damage) };
    assert!(Model::load(&bytes).is_err() || bytes == FILES[at]);
    assert!(Gazetteer::load(&bytes).is_err() || bytes == FILES[at]);
    let bytes = with_checksum(&bytes);
    for files in [[&*bytes, RELATIONS, LAYERS], [TOKENS, &bytes, LAYERS], [TOKENS, RELATIONS, &bytes]] {
        if let Ok(network) = Network::load(files[0], files[1], files[2]) {
            read(&network);
        }
    }
    for files in [[&*bytes, SYNTAX[1]], [SYNTAX[0], &bytes]] {
        if let Ok(network) = parser::Network::load(files[0], files[1]) {
            parse(&network);
        }
    }
    match Model::load(&bytes) {
        Ok(model) => run(&model, damage),
        Err(why) => assert!(!why.to_string().is_empty()),
    }
    if let Ok(lists) = Gazetteer::load(&bytes) {
        for word in damage.as_chunks::<4>().0.iter().map(|&w| u32::from_le_bytes(w)) {
            lists.cluster(word);
            lists.sense(word);
            lists.classes(word);
        }
    }
}

/// Labels up to 20 tokens whose features are these bytes.
fn run(model: &Model, features: &[u8]) {
    let mut rows = Rows::default();
    for token in features.chunks(12).take(20) {
        token.as_chunks::<4>().0.iter().for_each(|&f| rows.push(u32::from_le_bytes(f)));
        rows.end_row();
    }
    let mut decoder = Decoder::default();
    let labels = model.labels().len();
    let path = decoder.run(model, &rows, 0..rows.len());
    assert!(path.len() == rows.len() && path.iter().all(|&l| usize::from(l) < labels));
    decoder.compute_posteriors(model);
    // A probability can be NaN when weights are huge: a wrong answer, and no panic.
    decoder.span_probability(model, 0..rows.len());
}

const TEXT: &str = "Mira Holt, the mayor, said on Monday that the dam would hold. “It will,” she added.";
static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::embedded().unwrap());

/// Parses two sentences.
fn parse(network: &parser::Network) {
    let article = Article::read(TEXT, &RESOURCES.parser);
    for sentence in &article.sentences {
        let tokens = sentence.tokens.clone();
        let gazetteer = &RESOURCES.recognizer.gazetteer;
        let parse = parser::parse(network, &article.words, &article.spellings, gazetteer, tokens.clone());
        let heads: Vec<_> =
            parse.dependencies.iter().enumerate().map(|(i, dependency)| dependency.head(i)).collect();
        assert_eq!(heads.iter().filter(|head| head.is_none()).count(), 1);
        assert!(heads.iter().flatten().all(|&head| head < tokens.len()));
    }
}

/// Finds claims in two sentences.
fn read(network: &Network) {
    let article = Article::read(TEXT, &RESOURCES.parser);
    let quotes = quotations::find(&article);
    let mut inference = Inference::new(network);
    let found =
        candidates::candidates(&article, &[], &quotes, &mut inference, &mut attribution::Cache::default());
    assert!(
        found.iter().all(|raw| raw.cue.end <= TEXT.len() && raw.content.iter().all(|c| c.end <= TEXT.len()))
    );
}

/// Looks up a name from the input and some known names in a damaged knowledge base.
pub fn knowledge_base(data: &[u8]) {
    let name = data.split(|&b| b == 0xFF).next().unwrap_or_default();
    let damage = data.get(name.len() + 1..).unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    let bytes = damaged(FILES[FILES.len() - 1], damage);
    assert!(KnowledgeBase::load(&bytes).is_err() || bytes == FILES[FILES.len() - 1]);
    let bytes = with_checksum(&bytes);
    let kb = match KnowledgeBase::load(&bytes) {
        Ok(kb) => kb,
        Err(why) => return assert!(!why.to_string().is_empty()),
    };
    let cache = Cache::default();
    let asked = CachedKb::new(kb, &cache);
    for name in [&*name, "Paris", "Marco Rubio", "the U.S."] {
        let candidates = kb.candidates(name);
        assert!(candidates.iter().all(|c| (0.0..=1.0).contains(&c.prior)), "{name}");
        for candidate in candidates {
            kb.entry(candidate.entry);
            kb.offices(candidate.entry);
        }
        asked.stands_for(name);
        asked.country_named(name);
    }
}
