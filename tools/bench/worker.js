// Times the first annotation of an article in the page's own worker, in a fresh browser each time.
// Called by `cargo xtask bench`: node worker.js CHROME ADDRESS ARTICLE
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const RUNS = 5;
const LATER = 10;
const [executablePath, address, file] = process.argv.slice(2);
const text = await readFile(file, "utf8");
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Opens the page in a new browser and reads the article with its engine, once cold and then again. */
async function measure() {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    return await page.evaluate(
      async ([article, times]) => {
        const { annotate, warm } = await import(new URL("engine.js", location.href).href);
        await warm('');
        const loaded = performance.now();
        const timed = async () => {
          const began = performance.now();
          const { timings } = await annotate(article, { published: null });
          return { there: performance.now() - began, worker: timings.annotate + timings.convert, load: timings.load };
        };
        const first = await timed();
        const later = [];
        for (let i = 0; i < times; i++) later.push((await timed()).worker);
        return { loaded, first, later };
      },
      [text, LATER],
    );
  } finally {
    await browser.close();
  }
}

const runs = [];
for (let i = 0; i < RUNS; i++) runs.push(await measure());
const row = (what, numbers) =>
  console.log(`${what.padEnd(38)} ${median(numbers).toFixed(1).padStart(8)} ms   (${numbers.map((n) => n.toFixed(1)).join(", ")})`);
row("page opened, engine ready", runs.map((run) => run.loaded));
row("models and knowledge base ready", runs.map((run) => run.first.load));
row("first annotation, in the worker", runs.map((run) => run.first.worker));
row("first annotation, seen from the page", runs.map((run) => run.first.there));
row("later annotations, in the worker", runs.map((run) => median(run.later)));
