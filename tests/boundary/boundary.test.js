// The boundary of the shipped module: values, offsets and errors that cross it.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";
import { applyDelta } from "../../www/engine/delta.js";
import { annotate, annotateIncremental, article, bytes, known, memory, render } from "./module.js";

/** Every object inside `value` that has a start and an end. */
function* places(value) {
  if (value === null || typeof value !== "object") return;
  if ("start" in value && "end" in value) yield value;
  for (const inner of Object.values(value)) yield* places(inner);
}

const slices = (text, list) => list.map(({ start, end }) => text.slice(start, end));

test("offsets count UTF-16 units of the text as given", () => {
  const text = `🇵🇹🚢 é\r\n${article}`;
  const { document } = annotate(text);
  assert.equal(document.offsets, "utf16");
  assert.equal(document.published, "2025-03-03");
  for (const { start, end } of places(document)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}..${end}`);
    assert.ok(text.slice(start, end).isWellFormed?.() ?? true, "no surrogate pair is cut");
  }
  for (const entity of document.entities) {
    for (const role of entity.roles) assert.equal(role.text, text.slice(role.start, role.end).replace(/\s+/gu, " "));
    const names = entity.mentions.filter((mention) => mention.kind === "name");
    assert.deepEqual([...new Set(slices(text, names))].sort(), [...entity.aliases].sort());
  }
  const dates = document.values.filter((value) => value.type === "DATE");
  assert.ok(slices(text, dates).includes("March 3, 2025"));
});

test("plain values are returned, without handles to memory", () => {
  const value = annotate(article);
  assert.deepEqual(structuredClone(value), value);
  assert.equal(Object.getPrototypeOf(value.document), Object.prototype);
  assert.ok(value.timings.annotate > 0 && value.timings.convert > 0 && value.timings.load >= 0);
});

test("the same text gives the same document", () => {
  assert.deepEqual(annotate(article).document, annotate(article).document);
});

/** Reads a text after every edit and applies the returned changes. An edit is the words where it begins, the number of code units it removes, and the text it inserts. */
function edit(text, edits) {
  let { round, changes } = annotateIncremental(text);
  const read = [{ text, document: applyDelta(null, changes) }];
  for (const [place, gone, come] of edits) {
    const at = text.indexOf(place);
    assert.ok(at >= 0, place);
    text = text.slice(0, at) + come + text.slice(at + gone);
    const answer = annotateIncremental(text, null, round);
    assert.equal(answer.since, round);
    ({ round, changes } = answer);
    read.push({ text, document: applyDelta(read.at(-1).document, changes) });
  }
  return read;
}

test("the changes of an edited text lead to the same document as a new reading", () => {
  const typed = [..."“No,” said Ana Ruiz on Friday.\n\n"].map((letter) => ["“The first ship", 0, letter]);
  const others = [
    // An entity, a value and a claim are inserted before all others, and removed.
    ["LISBON, March", 0, "Rui Teles denied on Sunday that Norway had paid $5 million. "],
    ["LISBON, March", 0, "🚢🇵🇹 "],
    ["Rui Teles denied", 59, ""],
    ["🚢🇵🇹", 2, "é"],
    // A quotation loses its end; the end of the text, the whole text is removed and comes back.
    ["” Vieira told", 1, ""],
    ["The European", 400, ""],
    ["é", 2000, ""],
    ["", 0, article],
    ["Vieira", 6, "Vieira’s minister, Ana Ruiz,"],
  ];
  const read = edit(article, [...typed, ...others]);
  for (const { text, document } of read) assert.deepEqual(document, annotate(text).document, text);
});

test("an edit may cut, create and destroy a surrogate pair", () => {
  const [high, low] = "🚢";
  const [, other] = "🚣";
  const middles = ["", high, high + low, high + other, other, low + high, high + high + low, low + low, "é" + low, "🚢é", ""];
  let round;
  let document = null;
  for (const middle of middles) {
    const text = `Ana Ruiz spoke.${middle} Rui Teles denied it.`;
    const answer = annotateIncremental(text, null, round);
    ({ round } = answer);
    document = applyDelta(answer.since === null ? null : document, answer.changes);
    assert.deepEqual(document, annotate(text).document, JSON.stringify(middle));
  }
});

test("only what an edit changes is returned", () => {
  const { round } = annotateIncremental(article);
  const { changes } = annotateIncremental(article.replace("old harbour", "cold harbour"), null, round);
  for (const list of ["sentences", "entities", "unnamed", "values", "claims", "credits"]) {
    const { come, changed } = changes[list];
    assert.ok(come.length + changed.length <= 2, list);
  }
});

test("everything is returned without the last round", () => {
  const { round } = annotateIncremental(article);
  annotateIncremental(article, null, round);
  for (const since of [undefined, null, round, round + 9]) {
    const answer = annotateIncremental(article, null, since);
    assert.equal(answer.since, null);
    assert.deepEqual(applyDelta(null, answer.changes), edit(article, [])[0].document);
  }
});

test("the JSON of a file counts code points", () => {
  const text = `🚢🚢 ${article}`;
  const written = JSON.parse(render(text, "json", { published: "2025-03-05" }));
  assert.equal(written.offsets, "codepoint");
  assert.equal(written.published_from, "given");
  const points = [...text];
  const { document } = annotate(text, { published: "2025-03-05" });
  assert.deepEqual(
    written.values.map(({ start, end }) => points.slice(start, end).join("")),
    slices(text, document.values),
  );
});

test("a wrong argument is an error that states the problem", () => {
  const cases = [
    [[5], /^text must be a string$/],
    [[], /^text must be a string$/],
    [[new String("boxed")], /^text must be a string$/],
    [["x", { published: "yesterday" }], /^published must be a day as YYYY-MM-DD, not "yesterday"$/],
    [["x", { published: "2025-02-29" }], /^published must be a day/],
    [["x", { published: 5 }], /^options: /],
    [["x", 7], /^options: /],
  ];
  for (const call of [annotate, (text, options) => render(text, "json", options)]) {
    for (const [args, message] of cases) {
      assert.throws(() => call(...args), (error) => error instanceof Error && message.test(error.message));
    }
  }
});

test("corrections apply; their places count UTF-16 units", () => {
  const text = "🚢🚢 Zibel slept. The board said that Zibel left. 🚢 Zibel stayed.";
  const start = text.indexOf("Zibel left");
  const at = { start, before: text.slice(0, start), after: text.slice(start + 5) };
  const corrections = [
    { words: ["Zibel"], is: "ORG", at, link: { label: "Zibel Board", wikidata: "Q1" } },
    { words: ["Zibel"], is: "PERSON" },
    { words: ["nowhere"], is: "none" },
  ];
  const { document, corrected } = annotate(text, { corrections });
  const starts = [...text.matchAll(/Zibel/g)].map(({ index }) => index);
  assert.deepEqual(corrected, [[[start, start + 5]], starts.map((at) => [at, at + 5]), []]);
  const board = document.entities.find((entity) => entity.type === "ORG");
  assert.deepEqual(slices(text, board.mentions), ["Zibel"]);
  assert.equal(board.mentions[0].start, start);
  assert.equal(board.link.wikidata, "Q1");
  assert.equal(document.entities.find((entity) => entity.type === "PERSON").mentions.length, 2);
  assert.equal(JSON.parse(render(text, "json", { corrections })).entities.length, 2);
});

test("a wrong correction is an error that states its number and the problem", () => {
  for (const [correction, message] of [
    [{ words: [], is: "ORG" }, /^entry 1: its words are missing/],
    [{ words: ["Q"], is: "CAT" }, /^entry 1: its kind is not known/],
    [{ words: ["Q"] }, /^entry 1: it says nothing/],
    [{ words: ["Q"], si: "ORG" }, /^entry 1: it says nothing/],
  ]) {
    assert.throws(() => annotate("Q", { corrections: [correction] }), (error) => error instanceof Error && message.test(error.message));
  }
});

test("reference entries are found by name", () => {
  const labels = known(["Georgia", "nobody at all"]).map((entry) => `${entry.label}: ${entry.description}`);
  assert.ok(labels.includes("Georgia: country") && labels.length > 1, labels.join());
  assert.deepEqual(known([]), []);
  assert.throws(() => known("Georgia"), /^Error: names: /);
});

test("odd text gives a valid document", () => {
  const odd = {
    empty: "",
    space: " \r\n\t\u00a0",
    word: "word",
    quotes: "“”\"\"''«»‘’",
    "half a pair": "\ud83d then \udea2 Rubio",
    control: String.fromCharCode(...Array(256).keys()),
    Greek: "Ο πρωθυπουργός είπε ότι «δεν υπάρχει χρόνος».",
    Arabic: "قال رئيس الوزراء: «لا وقت لدينا».",
    combining: `Z${"\u0301".repeat(5000)}`,
  };
  for (const [name, text] of Object.entries(odd)) {
    const { document } = annotate(text);
    assert.equal(document.offsets, "utf16", name);
    for (const { start, end } of places(document)) assert.ok(start <= end && end <= text.length, name);
  }
});

test("a million characters on one line are read in linear time", () => {
  const text = "word “and” Ms. Vieira said ".repeat(37_038).slice(0, 1_000_000);
  const before = process.cpuUsage();
  const { document } = annotate(text);
  assert.ok(document.sentences.at(-1).end > 999_000);
  // Quadratic work would take hours. The CPU time of this process is measured, so that a busy machine does not fail it.
  const { user } = process.cpuUsage(before);
  assert.ok(user < 60e6, `${user / 1e6} s`);
});

test("a thousand articles in a row do not grow the memory", (t) => {
  const read = (i) => {
    const text = `${article.repeat(1 + (i % 7))}\n\n${"The harbour board said that it was open. ".repeat(i % 50)}`;
    if (i % 10) annotate(text);
    else render(text, i % 20 ? "html" : "json");
  };
  for (let i = 0; i < 100; i++) read(i);
  const before = memory.buffer.byteLength;
  for (let i = 0; i < 1000; i++) read(i);
  t.diagnostic(`a thousand articles took ${memory.buffer.byteLength - before} bytes more`);
  assert.equal(memory.buffer.byteLength, before);
});

test("a text takes less than a hundred times its own memory", () => {
  const text = `${article}\n\n`.repeat(Math.ceil(2_000_000 / article.length));
  const before = memory.buffer.byteLength;
  const { document } = annotate(text);
  assert.ok(document.sentences.at(-1).end > text.length - 10);
  const taken = (memory.buffer.byteLength - before) / text.length;
  assert.ok(taken < 100, `${taken.toFixed(0)} bytes a character`);
});

test("a module with one changed bit in a model or the reference is reported as damaged", async () => {
  const models = new URL("../../models/", import.meta.url);
  for (const file of (await readdir(models)).filter((name) => name.endsWith(".bin"))) {
    const model = await readFile(new URL(file, models));
    const middle = model.length >> 1;
    const at = bytes.indexOf(model.subarray(middle, middle + 64));
    assert.ok(at > 0, `${file} is in the module`);
    const damaged = Buffer.from(bytes);
    damaged[at] ^= 1;
    const { default: init } = await import(`../../www/pkg/gloss.js?${file}`);
    await assert.rejects(init({ module_or_path: damaged }), /the program is damaged and must be loaded again/, file);
  }
});
