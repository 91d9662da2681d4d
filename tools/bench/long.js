// Times a very long article in the page: from the paste to the first annotated screen, and tasks of more than 50 ms that
// block the page during and after the annotation.
// Called by `cargo xtask bench`: node long.js CHROME ADDRESS ARTICLE
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const RUNS = 3;
const SCREENS = 60;
const HOVERS = 30;
const [executablePath, address, file] = process.argv.slice(2);
const text = await readFile(file, "utf8");

/** Pastes the article into a fresh page, waits until it is fully annotated, then scrolls and hovers. */
async function measure() {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.goto(address);
    await page.evaluate(() => {
      window.tasks = [];
      new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: "longtask" });
    });
    // Roughly the time that a reader needs to get to the text field.
    await page.waitForTimeout(1500);
    const tasks = async () => page.evaluate(() => window.tasks.splice(0));
    await tasks();
    const first = await page.evaluate(async (article) => {
      const data = new DataTransfer();
      data.setData("text/plain", article);
      const began = performance.now();
      document.getElementById("source-text").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      const frame = () => new Promise(requestAnimationFrame);
      while (!document.querySelector("#article .mark")) await frame();
      await frame();
      return performance.now() - began;
    }, text);
    const began = Date.now();
    await page.locator("#reader[data-milliseconds]").waitFor({ timeout: 120_000 });
    await page.locator("#article[data-whole]").waitFor({ timeout: 120_000 });
    const whole = first + Date.now() - began;
    await page.waitForTimeout(1000);
    const loading = await tasks();
    await page.mouse.move(500, 600);
    for (let i = 0; i < SCREENS; i++) {
      await page.mouse.wheel(0, 900);
      await page.waitForTimeout(30);
    }
    await page.waitForTimeout(300);
    const scrolling = await tasks();
    for (let i = 0; i < HOVERS; i++) {
      await page.evaluate((y) => window.scrollTo({ top: y * document.documentElement.scrollHeight, behavior: "instant" }), (i * 0.37) % 1);
      await page.waitForTimeout(150);
      await tasks();
      const marks = await page.locator("#article .mark.name").evaluateAll((all) => all.map((node) => node.getBoundingClientRect()).filter((box) => box.top > 150 && box.bottom < 850).map(({ x, y }) => ({ x, y })));
      await tasks();
      for (const { x, y } of marks.slice(0, 3)) {
        await page.mouse.move(x + 4, y + 8);
        await page.waitForTimeout(120);
      }
      hovering.push(...(await tasks()));
    }
    return { first, whole, loading, scrolling, hovering: hovering.splice(0) };
  } finally {
    await browser.close();
  }
}

const hovering = [];
const runs = [];
for (let i = 0; i < RUNS; i++) runs.push(await measure());
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const row = (what, numbers) => console.log(`${what.padEnd(40)} ${median(numbers).toFixed(0).padStart(8)} ms   (${numbers.map((n) => n.toFixed(0)).join(", ")})`);
row("first screen annotated after the paste", runs.map((run) => run.first));
row("whole article annotated", runs.map((run) => run.whole));
for (const when of ["loading", "scrolling", "hovering"]) {
  row(`longest task of over 50 ms, ${when}`, runs.map((run) => Math.max(0, ...run[when])));
}
