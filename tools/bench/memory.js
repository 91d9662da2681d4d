// Peak memory of the browser process of the page after a paste of ten million characters, including the WebAssembly
// memory, which never shrinks. Fails above the bound.
// Called by `cargo xtask bench memory`: node memory.js CHROME ADDRESS ARTICLE
import { readFile, readdir } from "node:fs/promises";
import { fresh } from "./chromium.js";

const LENGTH = 10_000_000;
const BOUND_MIB = 2560;
const [program, address, file] = process.argv.slice(2);
const article = await readFile(file, "utf8");

/** Runs in the page before its own scripts. */
function ready() {
  window.paste = (text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    document.getElementById("source-text").dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  };
}

/** Returns the peak memory of the largest renderer process of the benchmark in MiB, as recorded by Linux. */
async function peak() {
  let most = 0;
  for (const name of await readdir("/proc")) {
    const status = await readFile(`/proc/${name}/status`, "utf8").catch(() => "");
    const command = await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "");
    if (command.includes("gloss-bench-") && command.includes("--type=renderer")) most = Math.max(most, Number(status.match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024);
  }
  return most;
}

await fresh(program, async (page) => {
  await page.open(address, ready, null);
  await page.until("document.getElementById('compose')?.hidden === false");
  const before = await peak();
  await page.value(`paste((${JSON.stringify(article)} + '\\n\\n').repeat(${Math.ceil(LENGTH / article.length)}).slice(0, ${LENGTH}))`);
  await page.until("document.querySelector('#reader[data-milliseconds] #article[data-whole]')", 600);
  const most = await peak();
  console.log(`${LENGTH.toLocaleString("en")} characters pasted: the process of the page had ${most.toFixed(0)} MiB at most (${before.toFixed(0)} before), the bound is ${BOUND_MIB}`);
  if (!before || most > BOUND_MIB) process.exitCode = 1;
});
