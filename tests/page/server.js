// A server for the page tests: the files of www/, or of the folder in the variable SITE such as dist/, with the page's own
// policy as a header. A test can replace files by stand-ins.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const WWW = process.env.SITE ?? fileURLToPath(new URL('../../www/', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.png': 'image/png', '.webmanifest': 'application/manifest+json' };

/**
 * Serves the page on a free port, and records the requests.
 * @param {Record<string, string>} [standIns] file paths or texts (after "text:") by address, such as "/pkg/gloss.js", looked up for every request
 * @param {string} [folder]
 */
export async function serve(standIns = {}, folder = WWW) {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const policy = `${page.match(/http-equiv="Content-Security-Policy"\s+content="([^"]+)"/)[1]}; frame-ancestors 'none'`;
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    let path = new URL(request.url, 'http://here').pathname;
    if (path.endsWith('/')) path += 'index.html';
    try {
      const given = standIns[path];
      const body = given?.startsWith('text:') ? given.slice(5) : await readFile(given ?? join(folder, normalize(path)));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, asked, close: () => server.close() };
}
