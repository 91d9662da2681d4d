//! `annotate`: one article in, one JSON document out; or a stream of them, one a line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use anyhow::{Context, bail};
use gloss::Options;
use gloss::corrections;
use gloss::corrections::Correction;
use gloss::document::Date;
use gloss::internal::Resources;
use gloss::internal::render::wire;
use gloss::render;
use gloss::render::ExportOptions;
use gloss::render::Format;
use gloss::text::Unit;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many lines may be read ahead of the last one printed.
const AHEAD: usize = 256;

/// Annotate an article, or a stream of articles, as JSON
#[derive(clap::Args)]
pub struct Args {
    /// The article, a text file in UTF-8; `-` or nothing reads standard input
    file: Option<PathBuf>,
    /// The day it was published, against which "Tuesday" and "last month" are read
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    published: Option<Date>,
    /// Read one {"id", "text", "published"?} a line and print one document a line, in the same order
    #[arg(long)]
    ndjson: bool,
    /// The form to print it in: json, html, rich, markdown, citation, annotations, brat, conll, spacy, csv, tsv,
    /// claimreview
    #[arg(long, value_name = "FORMAT", value_parser = form, default_value = "json", conflicts_with = "ndjson")]
    to: &'static Format,
    /// A dictionary of corrections that hold in every article, as the page exports it
    #[arg(long, value_name = "FILE")]
    dictionary: Option<PathBuf>,
    /// Where the article is published, for the forms that say so
    #[arg(long, value_name = "URL")]
    address: Option<String>,
}

fn form(name: &str) -> Result<&'static Format, String> {
    let names = || render::FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    render::format(name).ok_or_else(|| format!("there are {}", names()))
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|e: gloss::Error| e.to_string())
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<()> {
    let resources = Resources::embedded()?;
    let corrections = args.dictionary.as_deref().map(dictionary).transpose()?.unwrap_or_default();
    let options = Options { published: args.published, corrections: &corrections };
    let input = open(args.file.as_deref())?;
    if args.ndjson {
        return match stream(input, io::stdout().lock(), &resources, &options, cores()) {
            Ok(0) => Ok(()),
            Ok(bad) => bail!("{bad} of the lines could not be read; each has its \"error\" in the output"),
            // Whoever reads the output has seen enough.
            Err(e) if e.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
            Err(e) => Err(e).context("the stream broke"),
        };
    }
    let text = read(input).with_context(|| match &args.file {
        Some(path) => format!("cannot read {}", path.display()),
        None => "cannot read standard input".to_owned(),
    })?;
    let document = gloss::internal::pipeline::annotate(&text, &resources, &options);
    let export = ExportOptions { url: args.address.clone(), ..ExportOptions::default() };
    let rendered = args.to.render(&document, &text, &export);
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
            "it is not text in UTF-8 (the first wrong byte is number {})",
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

/// What a line came to: the JSON to print, and whether it is a document.
struct Done {
    json: String,
    good: bool,
}

/// How many threads the machine can run at a time.
fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Annotates every line of `input` on so many threads and prints the documents in the order of the lines, each as
/// soon as the ones before it are out. Returns how many lines held no article.
///
/// At most [`AHEAD`] lines wait at a time to be printed, however long the input is; beside them one is printed and one
/// read.
pub fn stream(
    input: impl BufRead + Send,
    mut output: impl Write,
    resources: &Resources,
    options: &Options,
    threads: usize,
) -> io::Result<usize> {
    type Work = (usize, Vec<u8>, Sender<Done>);
    let (jobs, queue) = sync_channel::<Work>(AHEAD);
    let (order, promised) = sync_channel::<Receiver<Done>>(AHEAD);
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let reader = scope.spawn(move || read_lines(input, &jobs, &order));
        for _ in 0..threads {
            scope.spawn(|| {
                while let Ok(Ok((number, line, reply))) = queue.lock().map(|q| q.recv()) {
                    // The writer gone means that nobody wants the answer.
                    let _ = reply.send(annotate_line(number, &line, resources, options));
                }
            });
        }
        let mut bad = 0;
        let mut out = BufWriter::new(&mut output);
        for answer in promised {
            let done = answer.recv().map_err(|_| io::Error::other("a worker stopped"))?;
            bad += usize::from(!done.good);
            out.write_all(done.json.as_bytes())?;
            out.write_all(b"\n")?;
            out.flush()?;
        }
        reader.join().map_err(|_| io::Error::other("the reader stopped"))??;
        Ok(bad)
    })
}

/// Hands out every line that is not blank, and promises its answer in the order of the lines.
fn read_lines(
    mut input: impl BufRead,
    jobs: &SyncSender<(usize, Vec<u8>, Sender<Done>)>,
    order: &SyncSender<Receiver<Done>>,
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

fn annotate_line(number: usize, line: &[u8], resources: &Resources, options: &Options) -> Done {
    let parsed = serde_json::from_slice::<Job>(line).map_err(|e| e.to_string());
    let checked = parsed.and_then(|job| {
        let published = match &job.published {
            Some(text) => Some(day(text).map_err(|e| format!("\"published\" is {text:?}: {e}"))?),
            None => options.published,
        };
        Ok((job, Options { published, ..*options }))
    });
    let made = checked.and_then(|(job, options)| {
        let document = gloss::internal::pipeline::annotate(&job.text, resources, &options);
        let document = wire::document(&document, &job.text, Unit::CodePoint);
        serde_json::to_string(&Line { id: &job.id, document }).map_err(|e| e.to_string())
    });
    match made {
        Ok(json) => Done { json, good: true },
        Err(error) => {
            // A line that is JSON but no article still has its id.
            let id = serde_json::from_slice::<Value>(line).ok().and_then(|v| v.get("id").cloned());
            let error = format!("line {number}: {error}");
            Done { json: serde_json::json!({ "id": id, "error": error }).to_string(), good: false }
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
        let bad = stream(input.as_bytes(), &mut out, &Resources::embedded().unwrap(), &Options::default(), 3)
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        (text.lines().map(|l| serde_json::from_str(l).unwrap()).collect(), bad)
    }

    #[test]
    fn documents_keep_the_order_and_the_ids_of_their_lines() {
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
    fn a_bad_line_says_what_is_wrong_and_stops_nothing() {
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
    fn a_dictionary_holds_in_every_line() {
        let file = r#"{"gloss": "dictionary", "version": 1, "entries": [{"words": ["quorr"], "is": "ORG"}]}"#;
        let corrections = corrections::dictionary(file).unwrap();
        let options = Options { published: None, corrections: &corrections };
        let input = b"{\"id\":1,\"text\":\"It was quorr.\"}\n{\"id\":2,\"text\":\"No, quorr left.\"}\n";
        let mut out = Vec::new();
        stream(input.as_slice(), &mut out, &Resources::embedded().unwrap(), &options, 2).unwrap();
        for line in String::from_utf8(out).unwrap().lines() {
            let document: Value = serde_json::from_str(line).unwrap();
            assert_eq!(document["entities"][0]["name"], "quorr");
        }
    }

    #[test]
    fn a_document_is_printed_before_the_whole_input_is_there() {
        let (input, mut feed) = io::pipe().unwrap();
        let (output, results) = io::pipe().unwrap();
        thread::scope(|scope| {
            scope.spawn(|| {
                let resources = Resources::embedded().unwrap();
                stream(BufReader::new(input), results, &resources, &Options::default(), 2).unwrap()
            });
            feed.write_all(b"{\"id\":1,\"text\":\"One.\"}\n").unwrap();
            let mut first = String::new();
            BufReader::new(output).read_line(&mut first).unwrap();
            assert!(first.starts_with("{\"id\":1,"));
            drop(feed);
        });
    }

    /// One short article after another, without end; counts them.
    struct Endless<'c>(&'c AtomicUsize);

    impl Read for Endless<'_> {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            unreachable!("lines are taken by fill_buf")
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

    /// Takes nothing until the reader of the lines has come to rest, then goes.
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
    fn an_endless_stream_is_read_only_so_far_as_it_is_taken() {
        let read = AtomicUsize::new(0);
        let resources = Resources::embedded().unwrap();
        let ended = stream(Endless(&read), Blocked(&read), &resources, &Options::default(), 2);
        assert_eq!(ended.unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert_eq!(read.load(Ordering::SeqCst), AHEAD + 2);
    }
}
