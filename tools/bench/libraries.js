// Compares Gloss with compromise and wink-nlp. All three annotate the same articles in turn in one page of one browser,
// each with as many annotations as it supports. Then each runs alone, to measure its size, start and memory. Prints a table.
// Called by `cargo xtask bench libraries`: node libraries.js CHROME MODULE ARTICLES
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const ROUNDS = 9;
const STARTS = 5;
const [executablePath, module, file] = process.argv.slice(2);
const texts = JSON.parse(await readFile(file, "utf8"));
const characters = texts.reduce((sum, text) => sum + text.length, 0);

/** The program of each library, which sets `window.readers[name]` and, if it has a WebAssembly memory, `window.memory`. */
const PROGRAMS = {
  Gloss: `
    import init, { annotate } from "./gloss.js";
    const { memory } = await init({ module_or_path: fetch("/gloss_bg.wasm") });
    window.readers.Gloss = (text) => annotate(text, { published: null });
    window.memory = memory;`,
  compromise: `
    import nlp from "compromise";
    window.readers.compromise = (text) => {
      const doc = nlp(text);
      return [doc.people(), doc.places(), doc.organizations(), doc.match("#Date+"), doc.numbers(), doc.quotations(), doc.sentences()].map((found) => found.out("offset"));
    };`,
  "wink-nlp": `
    import wink from "wink-nlp";
    import model from "wink-eng-lite-web-model";
    const nlp = wink(model);
    const { its } = nlp;
    window.readers["wink-nlp"] = (text) => {
      const doc = nlp.readDoc(text);
      return [doc.entities().out(its.detail), doc.entities().out(its.span), doc.tokens().out(its.pos), doc.sentences().out(its.span)];
    };`,
};

/** Each program in one minified script. */
const scripts = {};
for (const [name, program] of Object.entries(PROGRAMS)) {
  const ours = name === "Gloss";
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: ours ? module : process.cwd() },
    bundle: true, minify: true, write: false, format: "esm", target: "es2022", logLevel: "error",
  });
  scripts[name] = outputFiles[0].text;
}
const wasm = await readFile(join(module, "gloss_bg.wasm"));

const packed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const browser = () => chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** Responds to a path: a page that runs the named programs in order, a program, or the module. */
function answer(path) {
  if (path.startsWith("/run/")) {
    const runs = path.slice(5).split(",").map((name) => `await import("/${name}.js"); readers["${name}"](article);`);
    return ["text/html", `<!doctype html><title>bench</title><script>window.readers = {}; window.article = ${JSON.stringify(texts[0]).replaceAll("<", "\\u003c")};</script><script type=module>${runs.join(" ")} window.first = performance.now();</script>`];
  }
  return extname(path) === ".wasm" ? ["application/wasm", wasm] : ["text/javascript", scripts[path.slice(1, -3)] ?? ""];
}
const server = createServer(({ url }, response) => {
  const [type, body] = answer(url);
  response.writeHead(200, { "content-type": type }).end(body);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));

/** Opens a page that runs the named programs. */
async function open(context, names) {
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/run/${names.join(",")}`);
  await page.waitForFunction(() => window.first, null, { timeout: 60_000 });
  return page;
}

const names = Object.keys(PROGRAMS);

/** Returns the milliseconds of each library for all articles, for every round. */
async function speeds() {
  const running = await browser();
  try {
    const page = await open(await running.newContext(), names);
    return await page.evaluate(([all, who, rounds]) => {
      const times = Object.fromEntries(who.map((name) => [name, []]));
      // The first rounds warm up the compiler of the browser.
      for (let round = -2; round < rounds; round++) {
        for (let k = 0; k < who.length; k++) {
          const name = who[(k + round + 2) % who.length];
          const began = performance.now();
          for (const text of all) readers[name](text);
          if (round >= 0) times[name].push(performance.now() - began);
        }
      }
      return times;
    }, [texts, names, ROUNDS]);
  } finally {
    await running.close();
  }
}

/** Returns the milliseconds from the navigation to the first annotated article, and the memory after all articles. */
async function alone(name) {
  const firsts = [];
  let memory = 0;
  for (let i = 0; i < STARTS; i++) {
    const running = await browser();
    try {
      const context = await running.newContext();
      const page = await open(context, [name]);
      firsts.push(await page.evaluate(() => window.first));
      await page.evaluate(([all, who]) => all.forEach((text) => void readers[who](text)), [texts, name]);
      const session = await context.newCDPSession(page);
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      memory = Math.max(memory, usedSize + await page.evaluate(() => window.memory?.buffer.byteLength ?? 0));
    } finally {
      await running.close();
    }
  }
  return { first: median(firsts), memory };
}

const times = await speeds();
const ours = median(times.Gloss);
console.log(`${texts.length} articles, ${characters.toLocaleString("en")} characters; Chromium, one thread, medians of ${ROUNDS} rounds in turns and of ${STARTS} starts\n`);
console.log("| | finds | characters/s | time, Gloss = 1 | download, Brotli | navigation to first article | memory |");
console.log("|---|---|--:|--:|--:|--:|--:|");
const FINDS = { Gloss: "names, kinds, who is who, links, dates, figures, claims", compromise: "names, dates, numbers, quotations", "wink-nlp": "dates, numbers, parts of speech; no names" };
for (const name of names) {
  const size = packed(Buffer.from(scripts[name])) + (name === "Gloss" ? packed(wasm) : 0);
  const { first, memory } = await alone(name);
  const time = median(times[name]);
  const ratio = median(times[name].map((each, i) => each / times.Gloss[i]));
  console.log(`| ${name} | ${FINDS[name]} | ${Math.round((characters / time) * 1000).toLocaleString("en")} | ${ratio.toFixed(2)} | ${(size / 1e6).toFixed(2)} MB | ${first.toFixed(0)} ms | ${(memory / 1048576).toFixed(0)} MiB |`);
}
console.log(`\nGloss annotates an article in ${(ours / texts.length).toFixed(1)} ms.`);
server.close();
