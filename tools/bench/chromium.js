// Drives Chromium directly over its debugging pipe. A test driver would pause every worker at its start and intercept every
// request, which takes longer than what is measured here.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Starts a browser with a fresh profile and an empty page, waits a second, and passes the page to `use`.
 * @param {string} program
 * @param {(page: Page) => Promise<void>} use
 */
export async function fresh(program, use) {
  const profile = await mkdtemp(join(tmpdir(), "gloss-bench-"));
  const flags = ["--headless", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe", `--user-data-dir=${profile}`, "--window-size=1440,1000", "about:blank"];
  const child = spawn(program, flags, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const gone = once(child, "exit");
  try {
    const page = new Page(child.stdio[3], child.stdio[4]);
    await page.attach();
    await pause(1000);
    await use(page);
  } finally {
    child.kill();
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A page of a browser, over the two pipes of the browser. A message is JSON followed by a zero byte. */
class Page {
  #to;
  #last = 0;
  #waiting = new Map();
  #session;
  #workers = [];

  constructor(to, from) {
    this.#to = to;
    let rest = "";
    from.setEncoding("utf8").on("data", (data) => {
      const messages = (rest + data).split("\0");
      rest = messages.pop();
      for (const message of messages) this.#receive(JSON.parse(message));
    });
  }

  #receive({ id, result, error, method, params }) {
    if (method === "Target.attachedToTarget" && params.targetInfo.type === "worker") this.#workers.push(params.sessionId);
    const { resolve, reject } = this.#waiting.get(id) ?? {};
    this.#waiting.delete(id);
    if (error) reject?.(new Error(error.message));
    else resolve?.(result);
  }

  #send(method, params = {}, sessionId = this.#session) {
    const id = ++this.#last;
    this.#to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Attaches to the initial page of the browser. */
  async attach() {
    const isPage = ({ type }) => type === "page";
    let targets = [];
    while (!targets.some(isPage)) targets = (await this.#send("Target.getTargets")).targetInfos;
    const { sessionId } = await this.#send("Target.attachToTarget", { targetId: targets.find(isPage).targetId, flatten: true });
    this.#session = sessionId;
  }

  /** Opens a URL; the function `script` runs with `argument` before the scripts of the page. */
  async open(address, script, argument) {
    await this.#send("Page.enable");
    await this.#send("Page.addScriptToEvaluateOnNewDocument", { source: `(${script})(${JSON.stringify(argument)});` });
    await this.#send("Page.navigate", { url: address });
  }

  /** Evaluates an expression in the page or in one of its workers. */
  async value(expression, worker = undefined) {
    const { result, exceptionDetails } = await this.#send("Runtime.evaluate", { expression, returnByValue: true }, worker);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits until an expression is true, at most `seconds` seconds. */
  async until(expression, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    while (!await this.value(`Boolean(${expression})`)) {
      if (Date.now() > end) throw new Error(`timeout while waiting for ${expression}`);
      await pause(100);
    }
  }

  /** Evaluates an expression in each worker of the page. */
  async inWorkers(expression) {
    await this.#send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
    return Promise.all(this.#workers.map((worker) => this.value(expression, worker)));
  }
}
