//! `serve`: serves the page on localhost.
//!
//! The server sends only files below one folder, with the headers that the published site should have. It
//! listens on the loopback interface only. Browsers are told not to cache, so that a reload shows the last
//! build.

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::module;
use crate::setup::root;

/// Build the page and serve it on localhost
#[derive(clap::Args)]
pub struct Args {
    /// The port; the next free one if it is taken
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds the page and serves it until the process is stopped.
pub fn run(args: &Args) -> anyhow::Result<()> {
    module::build()?;
    let site = Site::start(&root().join("www"), args.port)?;
    println!("Gloss is at {}", site.address);
    println!("Press Ctrl+C to stop.");
    site.wait();
    Ok(())
}

/// Number of requests that are answered at the same time.
const WORKERS: usize = 4;

/// A folder that is being served.
pub struct Site {
    /// The URL, with a slash at the end.
    pub address: String,
    server: Arc<Server>,
    workers: Vec<thread::JoinHandle<()>>,
}

impl Site {
    /// Serves `folder` on `port`, or on the next free one if it is taken; 0 means any port.
    pub fn start(folder: &Path, port: u16) -> anyhow::Result<Self> {
        let folder = folder.canonicalize().with_context(|| format!("there is no {}", folder.display()))?;
        let (server, port) = listen(port)?;
        let server = Arc::new(server);
        let work = || {
            let (server, folder) = (Arc::clone(&server), folder.clone());
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    // Fails when the client has disconnected.
                    let _ = answer(request, &folder);
                }
            })
        };
        let workers = (0..WORKERS).map(|_| work()).collect();
        Ok(Self { address: format!("http://localhost:{port}/"), server, workers })
    }

    /// Serves until the process ends.
    fn wait(mut self) {
        for worker in self.workers.drain(..) {
            // A panic has been reported already; the other workers continue.
            let _ = worker.join();
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        for _ in 0..WORKERS {
            self.server.unblock();
        }
    }
}

fn listen(port: u16) -> anyhow::Result<(Server, u16)> {
    let mut last = anyhow!("no port is free");
    for try_port in (port..=port.saturating_add(50)).chain([0]) {
        match Server::http(("127.0.0.1", try_port)) {
            Ok(server) => {
                let bound = server.server_addr().to_ip().map_or(try_port, |address| address.port());
                return Ok((server, bound));
            }
            Err(e) => last = anyhow!("cannot listen on port {try_port}: {e}"),
        }
    }
    Err(last)
}

fn answer(request: Request, folder: &Path) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return send(request, Response::from_string("only GET and HEAD").with_status_code(405));
    }
    let Some(file) = requested_file(folder, request.url()) else {
        return send(request, Response::from_string("not found").with_status_code(404));
    };
    let mut bytes = fs::read(&file)?;
    let mut headers = headers(folder, &file);
    if is_text(&file) && accepts_gzip(&request) {
        bytes = gzip(&bytes)?;
        headers.push(("Content-Encoding", "gzip".to_owned()));
    }
    let mut response = Response::from_data(bytes);
    for (name, value) in headers {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    send(request, response)
}

/// Sends a response and closes the connection. tiny_http has a thread for each connection and may queue a new
/// one behind open idle ones; a page that loads more files than a browser has connections would wait for
/// ever. The body is written without a copy: the module has eight million bytes.
fn send(request: Request, response: Response<Cursor<Vec<u8>>>) -> io::Result<()> {
    let (status, length) = (response.status_code(), response.data_length());
    let head = Response::new(status, response.headers().to_vec(), io::empty(), length, None);
    let mut bytes = Vec::new();
    head.with_chunked_threshold(usize::MAX).raw_print(
        &mut bytes,
        request.http_version().clone(),
        request.headers(),
        true,
        None,
    )?;
    let line = bytes.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    bytes.splice(line..line, *b"Connection: close\r\n");
    let head_only = *request.method() == Method::Head;
    let mut writer = request.into_writer();
    writer.write_all(&bytes)?;
    if !head_only {
        writer.write_all(response.into_reader().get_ref())?;
    }
    writer.flush()
}

/// Whether the file is sent compressed. The module is not: on localhost compression only costs time.
fn is_text(file: &Path) -> bool {
    let extension = file.extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| ["html", "css", "js", "json", "webmanifest", "svg"].contains(&e))
}

fn accepts_gzip(request: &Request) -> bool {
    let asked = request.headers().iter().find(|header| header.field.equiv("Accept-Encoding"));
    asked.is_some_and(|header| header.value.as_str().contains("gzip"))
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes)?;
    gzip.finish()
}

/// Returns the file below `folder` that `url` requests; never a hidden file, and never one outside of the
/// folder.
fn requested_file(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = if path.is_empty() { "index.html" } else { path };
    let plain = |part: &str| !part.contains(['%', '\\', ':', '\0']) && !part.starts_with('.');
    let parts = Path::new(path).components();
    let safe =
        parts.into_iter().all(|c| matches!(c, Component::Normal(part) if part.to_str().is_some_and(plain)));
    let file = safe.then(|| folder.join(path))?.canonicalize().ok()?;
    (file.is_file() && file.starts_with(folder)).then_some(file)
}

fn headers(folder: &Path, file: &Path) -> Vec<(&'static str, String)> {
    let kind = match file.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    let mut headers = vec![
        ("Content-Type", kind.to_owned()),
        ("Cache-Control", "no-store".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
    ];
    // The page has its policy in a `meta` element, so that it holds on every host. Sent as a header it also
    // applies to the worker, which has no `meta` element, and prevents others from framing the page.
    let page = fs::read_to_string(folder.join("index.html")).unwrap_or_default();
    if let Some(policy) = policy(&page) {
        headers.push(("Content-Security-Policy", format!("{policy}; frame-ancestors 'none'")));
    }
    headers
}

/// Returns the content security policy in the `meta` element of a page, on one line.
pub fn policy(page: &str) -> Option<String> {
    let (_, after) = page.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (tag, _) = after.split_once('>')?;
    let (_, content) = tag.split_once("content=\"")?;
    let (policy, _) = content.split_once('"')?;
    let words: Vec<&str> = policy.split_whitespace().collect();
    Some(words.join(" ").trim_end_matches(';').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use std::net::TcpStream;

    fn site() -> (PathBuf, Site) {
        let folder = std::env::temp_dir().join(format!(
            "gloss-serve-{}-{:?}",
            std::process::id(),
            thread::current().id()
        ));
        fs::create_dir_all(folder.join("www/pkg")).unwrap();
        let page = "<meta http-equiv=\"Content-Security-Policy\"\n content=\"default-src 'none';\n  script-src 'self';\">";
        fs::write(folder.join("www/index.html"), page).unwrap();
        fs::write(folder.join("www/pkg/a.wasm"), "\0asm").unwrap();
        fs::write(folder.join("www/.hidden"), "hidden").unwrap();
        fs::write(folder.join("secret.txt"), "secret").unwrap();
        let site = Site::start(&folder.join("www"), 0).unwrap();
        (folder, site)
    }

    /// Sends a request as it is, without the normalisation of a browser.
    fn get(site: &Site, request: &str) -> String {
        let address = site
            .address
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .replace("localhost", "127.0.0.1");
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[test]
    fn files_are_sent_with_their_type_and_the_policy_of_the_page() {
        let (folder, site) = site();
        let page = get(&site, "GET /?x=1");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(page.contains("Content-Type: text/html; charset=utf-8\r\n"), "{page}");
        assert!(page.contains("Connection: close\r\n"), "{page}");
        let wasm = get(&site, "GET /pkg/a.wasm");
        assert!(wasm.contains("Content-Type: application/wasm\r\n"), "{wasm}");
        assert!(wasm.contains(
            "Content-Security-Policy: default-src 'none'; script-src 'self'; frame-ancestors 'none'\r\n"
        ));
        assert!(wasm.contains("Cache-Control: no-store\r\n"));
        assert!(get(&site, "POST /").starts_with("HTTP/1.1 405"));
        drop(site);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn hidden_files_and_files_outside_the_folder_are_not_sent() {
        let (folder, site) = site();
        for path in [
            "/../secret.txt",
            "/pkg/../../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "//etc/passwd",
            "/.hidden",
            "/pkg/",
            "/pkg",
            "/missing",
            "/C:/secret.txt",
            "/..\\secret.txt",
        ] {
            let answer = get(&site, &format!("GET {path}"));
            assert!(
                answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"),
                "{path}: {answer}"
            );
        }
        drop(site);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn next_port_is_used_if_the_port_is_taken() {
        let (folder, first) = site();
        let port: u16 = first.address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        let second = Site::start(&folder.join("www"), port).unwrap();
        assert_ne!(first.address, second.address);
        drop((first, second));
        fs::remove_dir_all(folder).unwrap();
    }
}
