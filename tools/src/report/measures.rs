//! The measures of the report: command, pattern of the value in its output, and target.

/// The parts of the table, in order.
pub const PARTS: &[&str] = &[
    "Names",
    "Coreference, links and roles",
    "Attribution",
    "Check-worthiness",
    "Size",
    "Speed",
    "Robustness",
    "Page",
];

/// The target of a measure.
#[derive(Clone, Copy, Debug)]
pub enum Bar {
    /// At least this value.
    Least(f64),
    /// At most this value.
    Most(f64),
    /// No target: the value is only reported.
    None,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The part of the table.
    pub part: &'static str,
    /// Name of the measure, with its unit.
    pub what: &'static str,
    /// The command that prints it: arguments of `cargo xtask` or of the external scorer, or a whole `cargo`
    /// command.
    pub command: &'static str,
    /// Pattern of the value in the output: the first capture group.
    pub pattern: &'static str,
    /// Factor for the printed number.
    pub times: f64,
    /// Number of decimal places.
    pub digits: usize,
    /// The target.
    pub bar: Bar,
}

/// Every measure.
#[rustfmt::skip]
pub const MEASURES: &[Measure] = &[
    Measure { part: "Names", what: "worldwide.dev, exact F1", command: "score.py names names/worldwide.dev.ndjson", pattern: r#""f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(85.5) },
    Measure { part: "Names", what: "… Person", command: "score.py names names/worldwide.dev.ndjson", pattern: r#""f1_Person": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(93.0) },
    Measure { part: "Names", what: "… Location", command: "score.py names names/worldwide.dev.ndjson", pattern: r#""f1_Location": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(88.5) },
    Measure { part: "Names", what: "… NORP", command: "score.py names names/worldwide.dev.ndjson", pattern: r#""f1_NORP": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(90.0) },
    Measure { part: "Names", what: "… Organization", command: "score.py names names/worldwide.dev.ndjson", pattern: r#""f1_Organization": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(79.5) },
    Measure { part: "Names", what: "… Date", command: "score.py names names/worldwide.dev.ndjson", pattern: r#""f1_Date": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(93.0) },
    Measure { part: "Names", what: "worldwide.dev, points lost in capitals", command: "eval names", pattern: r#"(?s)worldwide\.dev,.*?in capitals[^\n]*, ([\d.]+) points"#, times: 1.0, digits: 1, bar: Bar::Most(15.0) },
    Measure { part: "Names", what: "… in lower case", command: "eval names", pattern: r#"(?s)worldwide\.dev,.*?in lower case[^\n]*, ([\d.]+) points"#, times: 1.0, digits: 1, bar: Bar::Most(15.0) },
    Measure { part: "Names", what: "our gold, report split, exact F1", command: "eval names", pattern: r#"(?s)our gold, report.*?all, exact +P +[\d.]+ +R +[\d.]+ +F1 +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::None },
    Measure { part: "Names", what: "calibration error, worldwide.dev", command: "eval names", pattern: r#"(?s)scores of the names, worldwide\.dev.*?calibration error ([\d.]+)"#, times: 1.0, digits: 3, bar: Bar::Most(0.05) },
    Measure { part: "Names", what: "wikigold, exact F1", command: "score.py names names/wikigold.ndjson", pattern: r#""f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::None },
    Measure { part: "Names", what: "uner-ewt.test, exact F1", command: "score.py names names/uner-ewt.test.ndjson", pattern: r#""f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::None },
    Measure { part: "Names", what: "re3d, exact F1", command: "score.py names names/re3d.ndjson", pattern: r#""f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::None },
    Measure { part: "Coreference, links and roles", what: "dwie.dev, names found, F1", command: "score.py chains chains/dwie.dev.ndjson", pattern: r#""mention_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(80.0) },
    Measure { part: "Coreference, links and roles", what: "… kind accuracy", command: "score.py chains chains/dwie.dev.ndjson", pattern: r#""type_accuracy": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(90.0) },
    Measure { part: "Coreference, links and roles", what: "… coreference chains, mean of MUC, B³ and CEAFe", command: "score.py chains chains/dwie.dev.ndjson", pattern: r#""chain_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(90.0) },
    Measure { part: "Coreference, links and roles", what: "… links by title, F1", command: "score.py chains chains/dwie.dev.ndjson", pattern: r#""title_link_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(55.0) },
    Measure { part: "Coreference, links and roles", what: "… precision", command: "score.py chains chains/dwie.dev.ndjson", pattern: r#""title_link_p": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Coreference, links and roles", what: "msnbc, links, F1", command: "score.py links links/msnbc.ndjson", pattern: r#""f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(60.0) },
    Measure { part: "Coreference, links and roles", what: "… precision", command: "score.py links links/msnbc.ndjson", pattern: r#""p": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Coreference, links and roles", what: "rss-500, links, F1", command: "score.py links links/rss-500.ndjson", pattern: r#""f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::None },
    Measure { part: "Coreference, links and roles", what: "roles, report split, exact", command: "eval roles", pattern: r#"report .*?([\d.]+) % right"#, times: 1.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Coreference, links and roles", what: "pronouns as speakers, report split, accuracy", command: "eval pronouns", pattern: r#"report .*?([\d.]+) % right"#, times: 1.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Coreference, links and roles", what: "metonyms, report split, F1", command: "eval metonyms", pattern: r#"report .*?F1 +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(88.0) },
    Measure { part: "Attribution", what: "polnear.dev, found, F1", command: "score.py attribution attribution/polnear.dev.ndjson", pattern: r#""found_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(82.5) },
    Measure { part: "Attribution", what: "… all three parts at least half right", command: "score.py attribution attribution/polnear.dev.ndjson", pattern: r#""whole_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(65.0) },
    Measure { part: "Attribution", what: "… source at least half right", command: "score.py attribution attribution/polnear.dev.ndjson", pattern: r#""source_half_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(79.0) },
    Measure { part: "Attribution", what: "… cue at least half right", command: "score.py attribution attribution/polnear.dev.ndjson", pattern: r#""cue_half_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(77.0) },
    Measure { part: "Attribution", what: "… content at least half right", command: "score.py attribution attribution/polnear.dev.ndjson", pattern: r#""content_half_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(75.0) },
    Measure { part: "Attribution", what: "… content by characters", command: "score.py attribution attribution/polnear.dev.ndjson", pattern: r#""content_char_f1": ([\d.]+)"#, times: 100.0, digits: 1, bar: Bar::Least(86.0) },
    Measure { part: "Attribution", what: "polnear.dev, speech only, found, F1", command: "eval attribution", pattern: r#"speech only +found ([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(93.0) },
    Measure { part: "Attribution", what: "… all three parts", command: "eval attribution", pattern: r#"speech only.*whole ([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(77.0) },
    Measure { part: "Attribution", what: "our gold, report split, claims found, F1", command: "eval claims", pattern: r#"(?s)report:.*?found \(a cue shared\).*?F1 +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::None },
    Measure { part: "Attribution", what: "… source accuracy", command: "eval claims", pattern: r#"(?s)report:.*?right entity +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Attribution", what: "… kind accuracy", command: "eval claims", pattern: r#"(?s)report:.*?kind +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Attribution", what: "… anonymous sources, F1, 18 cases", command: "eval claims", pattern: r#"(?s)report:.*?anonymous  .*?F1 +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Attribution", what: "our 160 sources, report split, anonymous, F1", command: "eval sources", pattern: r#"report .*?F1 +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(85.0) },
    Measure { part: "Check-worthiness", what: "our news, report split, average precision", command: "eval check-worthiness", pattern: r#"(?s)news, Report.*?as shipped: debates and our news +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(80.0) },
    Measure { part: "Check-worthiness", what: "… lead over a bag of words from debates, lower end of the interval", command: "eval check-worthiness", pattern: r#"(?s)news, Report.*?as shipped against bag of words +[+\d.-]+ +\(([+\d.-]+) to"#, times: 1.0, digits: 1, bar: Bar::Least(0.0) },
    Measure { part: "Check-worthiness", what: "… calibration error", command: "eval check-worthiness", pattern: r#"(?s)news, Report.*?as shipped: debates and our news.*?calibration error ([\d.]+)"#, times: 1.0, digits: 3, bar: Bar::Most(0.08) },
    Measure { part: "Check-worthiness", what: "held-out debates, average precision", command: "eval check-worthiness", pattern: r#"(?s)^\s*debates,.*?as shipped +([\d.]+)"#, times: 1.0, digits: 1, bar: Bar::Least(94.0) },
    Measure { part: "Size", what: "download, Brotli, MB", command: "pack", pattern: r#"budget: ([\d.]+) of"#, times: 1.0, digits: 2, bar: Bar::Most(2.8) },
    Measure { part: "Size", what: "page code, gzip, kB", command: "pack", pattern: r#"page code: ([\d.]+) of"#, times: 1.0, digits: 1, bar: Bar::Most(60.0) },
    Measure { part: "Size", what: "attribution models, Brotli, kB", command: "pack", pattern: r#"(?m)^attribution +\d+ +\d+ +(\d+)"#, times: 0.001, digits: 0, bar: Bar::Most(600.0) },
    Measure { part: "Size", what: "models of names and kinds and gazetteer, Brotli, kB", command: "pack", pattern: r#"(?m)^names +\d+ +\d+ +(\d+)"#, times: 0.001, digits: 0, bar: Bar::Most(1300.0) },
    Measure { part: "Size", what: "knowledge base, Brotli, kB", command: "pack", pattern: r#"(?m)^knowledge base +\d+ +\d+ +(\d+)"#, times: 0.001, digits: 0, bar: Bar::Most(1000.0) },
    Measure { part: "Size", what: "peak memory of the page, ten million characters pasted, MiB", command: "bench memory", pattern: r#"had ([\d,]+) MiB at most"#, times: 1.0, digits: 0, bar: Bar::Most(2560.0) },
    Measure { part: "Speed", what: "tokens and names in news, native, M characters/s", command: "cargo bench", pattern: r#"tokens_and_names +│(?s:.*?)news [^\n]*\n[│ ]+[\d.]+ Mchar/s +│ [\d.]+ Mchar/s +│ ([\d.]+) Mchar/s"#, times: 1.0, digits: 2, bar: Bar::Least(2.0) },
    Measure { part: "Speed", what: "claims in news, native, M characters/s", command: "cargo bench", pattern: r#"claims +│(?s:.*?)news [^\n]*\n[│ ]+[\d.]+ Mchar/s +│ [\d.]+ Mchar/s +│ ([\d.]+) Mchar/s"#, times: 1.0, digits: 2, bar: Bar::Least(2.0) },
    Measure { part: "Speed", what: "whole pipeline, 20,000 words, native, ms", command: "cargo bench", pattern: r#"everything +│(?s:.*?)long +[\d.]+ ms +│ [\d.]+ ms +│ ([\d.]+) ms"#, times: 1.0, digits: 0, bar: Bar::None },
    Measure { part: "Speed", what: "compared with compromise, times as fast", command: "bench libraries", pattern: r#"\| compromise \|[^|]*\|[^|]*\| ([\d.]+)"#, times: 1.0, digits: 2, bar: Bar::Least(20.0) },
    Measure { part: "Speed", what: "compared with wink-nlp, times as fast", command: "bench libraries", pattern: r#"\| wink-nlp \|[^|]*\|[^|]*\| ([\d.]+)"#, times: 1.0, digits: 2, bar: Bar::Least(1.0) },
    Measure { part: "Speed", what: "from navigation to the first article, ms", command: "bench libraries", pattern: r#"\| Gloss \|[^|]*\|[^|]*\|[^|]*\|[^|]*\| ([\d.]+) ms"#, times: 1.0, digits: 0, bar: Bar::Most(400.0) },
    Measure { part: "Speed", what: "from navigation to the first marks of 500 words, packed page, ms", command: "bench start", pattern: r#"marks painted +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Most(400.0) },
    Measure { part: "Speed", what: "a keystroke in 20,000 words, time in the worker, ms", command: "bench edit", pattern: r#"a keystroke in all +([\d.]+) ms"#, times: 1.0, digits: 1, bar: Bar::Most(8.0) },
    Measure { part: "Speed", what: "… times as fast as a full reading", command: "bench edit", pattern: r#"incremental annotation is ([\d.]+) times"#, times: 1.0, digits: 0, bar: Bar::Least(25.0) },
    Measure { part: "Speed", what: "annotate --ndjson, two threads, times as fast", command: "bench threads", pattern: r#"best ([\d.]+);"#, times: 1.0, digits: 2, bar: Bar::Least(1.8) },
    Measure { part: "Speed", what: "200,000 words, time to the first screen, ms", command: "bench page", pattern: r#"first screen annotated after the paste +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Most(300.0) },
    Measure { part: "Robustness", what: "growth of work when the text doubles, maximum over 18 hard texts of 100,000 pieces and news of ten million bytes, times", command: "cargo test --release --test linear -- --ignored --nocapture", pattern: r#"at most ([\d.]+) times the work"#, times: 1.0, digits: 2, bar: Bar::Most(2.6) },
    Measure { part: "Robustness", what: "incremental reading equals full reading: failed tests", command: "cargo test --release --test edits", pattern: r#"(\d+) failed"#, times: 1.0, digits: 0, bar: Bar::Most(0.0) },
    Measure { part: "Robustness", what: "replay of fuzzing inputs: failed tests", command: "cargo test --release --test replay", pattern: r#"(\d+) failed"#, times: 1.0, digits: 0, bar: Bar::Most(0.0) },
    Measure { part: "Robustness", what: "published script injections tried in the page and in its exports", command: "test hostile same boundary trap storage network", pattern: r#"(\d+) ways to try"#, times: 1.0, digits: 0, bar: Bar::Least(200.0) },
    Measure { part: "Robustness", what: "texts with identical documents natively, in Node, Chromium and Firefox", command: "test hostile same boundary trap storage network", pattern: r#"(\d+) texts"#, times: 1.0, digits: 0, bar: Bar::Least(100.0) },
    Measure { part: "Robustness", what: "… failed tests", command: "test hostile same boundary trap storage network", pattern: r#"cross-platform +\d+ passed +(\d+) failed"#, times: 1.0, digits: 0, bar: Bar::Most(0.0) },
    Measure { part: "Robustness", what: "memory growth over a thousand articles, bytes", command: "test hostile same boundary trap storage network", pattern: r#"took (\d+) bytes more"#, times: 1.0, digits: 0, bar: Bar::Most(0.0) },
    Measure { part: "Robustness", what: "damaged models, unusual text and arguments, boundary: failed tests", command: "test hostile same boundary trap storage network", pattern: r#"boundary +\d+ passed +(\d+) failed"#, times: 1.0, digits: 0, bar: Bar::Most(0.0) },
    Measure { part: "Robustness", what: "hostile text, traps, full or blocked storage, requests: failed tests", command: "test hostile same boundary trap storage network", pattern: r#"page, Chromium +\d+ passed +(\d+) failed"#, times: 1.0, digits: 0, bar: Bar::Most(0.0) },
    Measure { part: "Robustness", what: "files identical in two builds in two places", command: "pack --reproducible", pattern: r#"byte by byte: (\d+) files"#, times: 1.0, digits: 0, bar: Bar::Least(1.0) },
    Measure { part: "Robustness", what: "crates in the module with checked licence and source", command: "audit", pattern: r#"(\d+) crates in the module"#, times: 1.0, digits: 0, bar: Bar::None },
    Measure { part: "Page", what: "Lighthouse, mobile, performance", command: "lighthouse", pattern: r#"mobile +Performance +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Least(98.0) },
    Measure { part: "Page", what: "Lighthouse, mobile, accessibility", command: "lighthouse", pattern: r#"mobile +Accessibility +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Least(98.0) },
    Measure { part: "Page", what: "Lighthouse, mobile, best practices", command: "lighthouse", pattern: r#"mobile +Best Practices +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Least(98.0) },
    Measure { part: "Page", what: "Lighthouse, desktop, performance", command: "lighthouse", pattern: r#"desktop +Performance +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Least(98.0) },
    Measure { part: "Page", what: "Lighthouse, desktop, accessibility", command: "lighthouse", pattern: r#"desktop +Accessibility +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Least(98.0) },
    Measure { part: "Page", what: "Lighthouse, desktop, best practices", command: "lighthouse", pattern: r#"desktop +Best Practices +(\d+)"#, times: 1.0, digits: 0, bar: Bar::Least(98.0) },
];
