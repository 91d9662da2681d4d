// Times every step from the navigation to the first annotations of an article that is pasted as soon as the page accepts
// one. Each run is in a fresh browser with an empty cache. An empty page of the same server is timed for comparison.
// Called by `cargo xtask bench start`: node start.js CHROME ADDRESS ARTICLE
import { readFile } from "node:fs/promises";
import { fresh } from "./chromium.js";

const RUNS = 9;
const [program, address, file] = process.argv.slice(2);
const article = await readFile(file, "utf8");

/** Runs in the page before its own scripts: pastes the article and sets performance marks for its visible progress. */
function watch(text) {
  const painted = (then) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
  let pasted = false;
  const observer = new MutationObserver(() => {
    const place = document.getElementById("compose");
    if (!pasted && place && !place.hidden) {
      pasted = true;
      performance.mark("page accepts a text");
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      document.getElementById("source-text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }
    if (document.querySelector("#article .mark")) {
      performance.mark("marks in the document");
      observer.disconnect();
      painted(() => performance.mark("marks painted"));
    }
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}

/** The time of each performance mark and of each loaded file, in milliseconds from the navigation. */
const TIMES = `JSON.stringify({ origin: performance.timeOrigin, times: Object.fromEntries([
  ...performance.getEntriesByType('navigation').map((entry) => ['HTML there', entry.responseEnd]),
  ...performance.getEntriesByType('paint').map((entry) => [entry.name, entry.startTime]),
  ...performance.getEntriesByType('resource').map((entry) => [entry.name.replace(/.*[/](.*?)(-[0-9a-f]{10})?([.][a-z]+)$/, '$1$3 there'), entry.responseEnd]),
  ...performance.getEntriesByType('mark').map((entry) => [entry.name, entry.startTime]),
]) })`;

/** Returns the times of the steps in the page and in its workers. */
async function steps() {
  let found = {};
  await fresh(program, async (page) => {
    await page.open(address, watch, article);
    await page.until("performance.getEntriesByName('marks painted').length");
    const { origin, times } = JSON.parse(await page.value(TIMES));
    found = times;
    for (const worker of await page.inWorkers(TIMES)) {
      const there = JSON.parse(worker);
      for (const [name, time] of Object.entries(there.times)) found[name] ??= there.origin - origin + time;
    }
  });
  return found;
}

/** Returns the load time of a nearly empty document of the same server: the overhead of the browser. */
async function empty() {
  let loaded = 0;
  await fresh(program, async (page) => {
    await page.open(`${address}icon.svg`, () => {}, null);
    await page.until("location.pathname.endsWith('icon.svg') && performance.getEntriesByType('navigation')[0]?.loadEventEnd");
    loaded = await page.value("performance.getEntriesByType('navigation')[0].loadEventEnd");
  });
  return { "(a drawing of 270 bytes, loaded)": loaded };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
/** @type {Record<string, number[]>} */
const all = {};
for (let run = 0; run < RUNS; run++) {
  for (const each of [await empty(), await steps()]) {
    for (const [name, time] of Object.entries(each)) (all[name] ??= []).push(time);
  }
}
console.log(`${"milliseconds from the navigation".padEnd(36)} ${"median".padStart(7)} ${"least".padStart(7)}`);
for (const [name, times] of Object.entries(all).sort((a, b) => median(a[1]) - median(b[1]))) {
  console.log(`${name.padEnd(36)} ${median(times).toFixed(0).padStart(7)} ${Math.min(...times).toFixed(0).padStart(7)}`);
}
