//! `annotate`: reads one article and prints one document, or reads a stream of articles as NDJSON.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use anyhow::{Context, bail};
use gloss::corrections;
use gloss::corrections::Correction;
use gloss::document::Date;
use gloss::internal::render::wire;
use gloss::render;
use gloss::render::ExportOptions;
use gloss::render::Format;
use gloss::text::Unit;
use gloss::{Annotator, Options};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Maximum number of lines that are read ahead of the last printed one.
const AHEAD: usize = 256;

/// Annotate an article, or a stream of articles, as JSON
#[derive(clap::Args)]
pub struct Args {
    /// The article, a text file in UTF-8; standard input when it is `-` or missing
    file: Option<PathBuf>,
    /// The day of publication, against which "Tuesday" and "last month" are resolved
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    published: Option<Date>,
    /// Read one object {"id", "text", "published"?} per line and print one document per line, in the same
    /// order
    #[arg(long)]
    ndjson: bool,
    /// Output format: json, html, rich, markdown, citation, annotations, brat, conll, spacy, csv, tsv,
    /// claimreview
    #[arg(long, value_name = "FORMAT", value_parser = format, default_value = "json", conflicts_with = "ndjson")]
    to: &'static Format,
    /// A dictionary of corrections for every article, as the page exports it
    #[arg(long, value_name = "FILE")]
    dictionary: Option<PathBuf>,
    /// URL of the article, for the formats that state it
    #[arg(long, value_name = "URL")]
    address: Option<String>,
}

fn format(name: &str) -> Result<&'static Format, String> {
    let names = || render::FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    render::format(name).ok_or_else(|| format!("the formats are {}", names()))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|e: gloss::Error| e.to_string())
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let annotator = Annotator::embedded()?;
    let corrections = args.dictionary.as_deref().map(dictionary).transpose()?.unwrap_or_default();
    let options = Options { published: args.published, corrections: &corrections };
    let input = open(args.file.as_deref())?;
    if args.ndjson {
        return match stream(input, io::stdout().lock(), &annotator, &options, cores()) {
            Ok(0) => Ok(()),
            Ok(bad) => bail!("{bad} lines are not articles; the output has an \"error\" for each"),
            // The reader of the output closed it.
            Err(e) if e.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
            Err(e) => Err(e).context("cannot annotate the stream"),
        };
    }
    let text = read(input).with_context(|| match &args.file {
        Some(path) => format!("cannot read {}", path.display()),
        None => "cannot read standard input".to_owned(),
    })?;
    let document = annotator.annotate(&text, &options);
    let options = ExportOptions { url: args.address.clone(), ..ExportOptions::default() };
    let rendered = args.to.render(&document, &text, &options);
    match io::stdout().lock().write_all(rendered.as_bytes()) {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn dictionary(file: &Path) -> anyhow::Result<Vec<Correction>> {
    let json = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    corrections::dictionary(&json).with_context(|| format!("cannot use {}", file.display()))
}

fn open(file: Option<&Path>) -> anyhow::Result<Box<dyn BufRead + Send>> {
    match file {
        Some(path) if path != Path::new("-") => {
            let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
            Ok(Box::new(BufReader::new(file)))
        }
        _ => Ok(Box::new(BufReader::new(io::stdin()))),
    }
}

fn read(mut input: impl Read) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    String::from_utf8(bytes).map_err(|e| {
        anyhow::anyhow!(
            "the input is not UTF-8 (the first invalid byte is at offset {})",
            e.utf8_error().valid_up_to()
        )
    })
}

/// One line of the input.
#[derive(Deserialize)]
struct Job {
    id: Value,
    text: String,
    published: Option<String>,
}

/// One line of the output.
#[derive(Serialize)]
struct Line<'d> {
    id: &'d Value,
    #[serde(flatten)]
    document: wire::Document<'d>,
}

/// The result for a line: the JSON to print, and whether it is a document.
struct Output {
    json: String,
    is_document: bool,
}

/// Number of threads that the machine runs in parallel.
pub fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Annotates every line of `input` on `threads` threads and writes the documents in the order of the lines,
/// each as soon as those before it are written. Returns the number of lines that are not articles.
///
/// At most [`AHEAD`] lines wait to be written, however long the input is; besides those, one is being written
/// and one is being read.
pub fn stream(
    input: impl BufRead + Send,
    mut output: impl Write,
    annotator: &Annotator,
    options: &Options,
    threads: usize,
) -> io::Result<usize> {
    type Work = (usize, Vec<u8>, Sender<Output>);
    let (jobs, queue) = sync_channel::<Work>(AHEAD);
    let (order, promised) = sync_channel::<Receiver<Output>>(AHEAD);
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read_lines(input, &jobs, &order));
        for _ in 0..threads {
            scope.spawn(|| {
                while let Ok(Ok((number, line, reply))) = queue.lock().map(|q| q.recv()) {
                    // Fails when the writer has stopped and nobody waits for the answer.
                    let _ = reply.send(annotate_line(number, &line, annotator, options));
                }
            });
        }
        let mut bad = 0;
        let mut out = BufWriter::new(&mut output);
        for answer in promised {
            let output = answer.recv().map_err(|_| io::Error::other("a worker stopped"))?;
            bad += usize::from(!output.is_document);
            out.write_all(output.json.as_bytes())?;
            out.write_all(b"\n")?;
            out.flush()?;
        }
        reader.join().map_err(|_| io::Error::other("the reader stopped"))??;
        Ok(bad)
    })
}

/// Sends every non-blank line to the workers, and the receivers of their answers to the writer in input
/// order.
fn read_lines(
    mut input: impl BufRead,
    jobs: &SyncSender<(usize, Vec<u8>, Sender<Output>)>,
    order: &SyncSender<Receiver<Output>>,
) -> io::Result<()> {
    for number in 1.. {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let (reply, answer) = channel();
        if order.send(answer).is_err() || jobs.send((number, line, reply)).is_err() {
            break;
        }
    }
    Ok(())
}

fn annotate_line(number: usize, line: &[u8], annotator: &Annotator, options: &Options) -> Output {
    let parsed = serde_json::from_slice::<Job>(line).map_err(|e| e.to_string());
    let checked = parsed.and_then(|job| {
        let published = match &job.published {
            Some(text) => Some(day(text).map_err(|e| format!("\"published\" is {text:?}: {e}"))?),
            None => options.published,
        };
        Ok((job, Options { published, ..*options }))
    });
    let json = checked.and_then(|(job, options)| {
        let document = annotator.annotate(&job.text, &options);
        let document = wire::document(&document, &job.text, Unit::CodePoint);
        serde_json::to_string(&Line { id: &job.id, document }).map_err(|e| e.to_string())
    });
    match json {
        Ok(json) => Output { json, is_document: true },
        Err(error) => {
            // A JSON object that is not an article still has its id.
            let id = serde_json::from_slice::<Value>(line).ok().and_then(|v| v.get("id").cloned());
            let error = format!("line {number}: {error}");
            Output { json: serde_json::json!({ "id": id, "error": error }).to_string(), is_document: false }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn lines(input: &str) -> (Vec<Value>, usize) {
        let mut out = Vec::new();
        let bad = stream(input.as_bytes(), &mut out, &Annotator::embedded().unwrap(), &Options::default(), 3)
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        (text.lines().map(|l| serde_json::from_str(l).unwrap()).collect(), bad)
    }

    #[test]
    fn documents_keep_the_order_and_ids_of_their_lines() {
        let input: String = (0..1000)
            .map(|i| format!("{}\n", serde_json::json!({"id": i, "text": "Word. ".repeat(i % 17)})))
            .collect();
        let (out, bad) = lines(&input);
        assert_eq!(bad, 0);
        assert_eq!(out.len(), 1000);
        for (i, document) in out.iter().enumerate() {
            assert_eq!(document["id"], i);
            assert_eq!(document["offsets"], "codepoint");
            assert_eq!(document["sentences"].as_array().unwrap().len(), i % 17);
        }
    }

    #[test]
    fn invalid_line_gives_an_error_and_the_stream_goes_on() {
        let (out, bad) = lines(concat!(
            "{\"id\":\"a\",\"text\":\"One.\",\"published\":\"2025-04-16\"}\n\n",
            "not json\n",
            "{\"id\":\"b\"}\n",
            "{\"id\":\"c\",\"text\":\"\",\"published\":\"16 April\"}\n",
            "{\"id\":[\"d\"],\"text\":\"Two.\"}",
        ));
        assert_eq!(bad, 3);
        assert_eq!(
            out.iter().map(|v| v["id"].to_string()).collect::<Vec<_>>(),
            ["\"a\"", "null", "\"b\"", "\"c\"", "[\"d\"]"]
        );
        assert_eq!(out[0]["published"], "2025-04-16");
        assert!(out[1]["error"].as_str().unwrap().starts_with("line 3: "));
        assert!(out[2]["error"].as_str().unwrap().contains("missing field `text`"));
        assert!(out[3]["error"].as_str().unwrap().contains("YYYY-MM-DD"));
    }

    #[test]
    fn dictionary_applies_to_every_line() {
        let file = r#"{"gloss": "dictionary", "version": 1, "entries": [{"words": ["quorr"], "is": "ORG"}]}"#;
        let corrections = corrections::dictionary(file).unwrap();
        let options = Options { published: None, corrections: &corrections };
        let input = b"{\"id\":1,\"text\":\"It was quorr.\"}\n{\"id\":2,\"text\":\"No, quorr left.\"}\n";
        let mut out = Vec::new();
        stream(input.as_slice(), &mut out, &Annotator::embedded().unwrap(), &options, 2).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            let document: Value = serde_json::from_str(line).unwrap();
            assert_eq!(document["entities"][0]["name"], "quorr");
        }
    }

    #[test]
    fn document_is_written_before_the_input_ends() {
        let (input, mut feed) = io::pipe().unwrap();
        let (output, results) = io::pipe().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| {
                let annotator = Annotator::embedded().unwrap();
                stream(BufReader::new(input), results, &annotator, &Options::default(), 2).unwrap()
            });
            feed.write_all(b"{\"id\":1,\"text\":\"One.\"}\n").unwrap();
            let mut first = String::new();
            BufReader::new(output).read_line(&mut first).unwrap();
            assert!(first.starts_with("{\"id\":1,"));
            drop(feed);
        });
    }

    /// An endless input of short articles that counts the lines read.
    struct Endless<'c>(&'c AtomicUsize);

    impl Read for Endless<'_> {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            unreachable!("lines are read through fill_buf")
        }
    }

    impl BufRead for Endless<'_> {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            Ok(b"{\"id\":1,\"text\":\"Ana Ruiz left.\"}\n")
        }

        fn consume(&mut self, _: usize) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// A writer that blocks until the input is read as far as possible, then fails.
    struct Blocked<'c>(&'c AtomicUsize);

    impl Write for Blocked<'_> {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            while self.0.load(Ordering::SeqCst) < AHEAD + 2 {
                thread::yield_now();
            }
            thread::sleep(Duration::from_millis(100));
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn endless_stream_is_read_only_a_bounded_number_of_lines_ahead() {
        let read = AtomicUsize::new(0);
        let annotator = Annotator::embedded().unwrap();
        let ended = stream(Endless(&read), Blocked(&read), &annotator, &Options::default(), 2);
        assert_eq!(ended.unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert_eq!(read.load(Ordering::SeqCst), AHEAD + 2);
    }
}
