// Types letters into the middle of a long article in a worker of Chromium, and times each keystroke: the incremental
// annotation and the transfer of the document. For comparison, the whole text is annotated from scratch.
// Called by `cargo xtask bench edit`: node edit.js CHROME MODULE ARTICLE
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fresh } from "./chromium.js";

const [program, module, file] = process.argv.slice(2);

const WORKER = `
  import init, { annotate, annotateIncremental } from "/gloss.js";
  await init({ module_or_path: fetch("/gloss_bg.wasm") });
  const typed = "\\n\\nThe mayor, Ana Ruiz, told reporters on Tuesday that the bridge would stay closed until May.";
  let text = await (await fetch("/article")).text();
  let at = text.lastIndexOf("\\n\\n", text.length / 2);
  const times = { annotation: [], transfer: [], full: [] };
  const options = { published: null };
  let { round } = annotateIncremental(text, options);
  for (const letter of typed) {
    text = text.slice(0, at) + letter + text.slice(at++);
    const began = performance.now();
    const answer = annotateIncremental(text, options, round);
    times.annotation.push(answer.timings.annotate);
    times.transfer.push(performance.now() - began - answer.timings.annotate);
    round = answer.round;
  }
  for (let i = 0; i < 9; i++) times.full.push(annotate(text, options).timings.annotate);
  const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
  postMessage(Object.fromEntries(Object.entries(times).map(([what, all]) => [what, median(all)])));`;

const PAGE = `<!doctype html><title>bench</title><script type=module>
  new Worker("/worker.js", { type: "module" }).onmessage = ({ data }) => { window.times = data; };</script>`;

const made = { "/": PAGE, "/worker.js": WORKER, "/article": await readFile(file) };
const types = { ".js": "text/javascript", ".wasm": "application/wasm", "": "text/html; charset=utf-8" };
const server = createServer(async ({ url }, response) => {
  const body = made[url] ?? await readFile(join(module, url)).catch(() => "");
  response.writeHead(200, { "content-type": types[extname(url)] ?? "text/plain" }).end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
await fresh(program, async (page) => {
  await page.open(`http://127.0.0.1:${server.address().port}/`, () => {});
  await page.until("window.times", 120);
  const { annotation, transfer, full } = JSON.parse(await page.value("JSON.stringify(window.times)"));
  const row = (what, value) => console.log(`  ${what.padEnd(36)} ${value.toFixed(1).padStart(7)} ms`);
  row("the whole text from scratch", full);
  row("a keystroke, incremental annotation", annotation);
  row("a keystroke, transfer of changes", transfer);
  row("a keystroke in all", annotation + transfer);
  console.log(`incremental annotation is ${(full / annotation).toFixed(1)} times as fast`);
});
server.close();
