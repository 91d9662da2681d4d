// Checks the handwritten types against values that the module returns: the values are written as TypeScript literals, which
// the compiler must accept without a missing or an extra field.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { annotate, article } from "./module.js";

const run = promisify(execFile);
const folder = new URL("../../target/boundary/", import.meta.url);
const tsc = fileURLToPath(new URL("../../node_modules/.bin/tsc", import.meta.url));

/** The source of a literal with this value. */
function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${literal(inner)}`).join(", ")}}`;
}

/** The errors of the compiler for `value` as an `Annotation`; empty when it accepts it. */
async function complaints(name, value) {
  await mkdir(folder, { recursive: true });
  const file = new URL(`${name}.ts`, folder);
  const source = `import type { Annotation } from "../../www/pkg/gloss.js";\nexport const value: Annotation = ${literal(value)};\n`;
  await writeFile(file, source);
  const flags = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  try {
    await run(tsc, [...flags, "--types", "", "--ignoreConfig", fileURLToPath(file)]);
    return "";
  } catch (error) {
    return error.stdout || String(error);
  } finally {
    await rm(file);
  }
}

test("the types fit the returned values", async () => {
  assert.equal(await complaints("real", annotate(article)), "");
  assert.equal(await complaints("empty", annotate("")), "");
});

test("the comparison notices an extra field, a missing field and an unknown kind", async () => {
  const changes = {
    extra: (document) => (document.sentences[0].surprise = 1),
    missing: (document) => delete document.values[0].iso,
    unknown: (document) => (document.values[0].type = "WEEK"),
  };
  for (const [name, change] of Object.entries(changes)) {
    const value = structuredClone(annotate(article));
    change(value.document);
    assert.match(await complaints(name, value), /error TS2/, name);
  }
});
