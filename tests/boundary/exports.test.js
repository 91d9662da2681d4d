// Every export format of the shipped module, read back by independent parsers.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Parser } from "commonmark";
import { parse as parseCsv } from "csv-parse/sync";
import jsonld from "jsonld";
import { parse, parseFragment } from "parse5";
import { annotate, article, render } from "./module.js";
import { VECTORS } from "./hostile.js";
import { XSS } from "./xss.js";

const contexts = { "http://www.w3.org/ns/anno.jsonld": JSON.parse(await readFile(new URL("anno.jsonld", import.meta.url), "utf8")) };
const documentLoader = async (url) => {
  assert.ok(contexts[url], `${url} is not at hand`);
  return { contextUrl: null, documentUrl: url, document: contexts[url] };
};

const hostile = [...VECTORS, ...XSS].map((vector) => `Minister ${vector} Ana Ruiz, “${vector}” of Lisbon, said: “${vector}” on 3 March 2025.`).join("\n\n").toWellFormed();
const texts = { article: `🇵🇹 Ports reopen\n\n${article}`, hostile };
const cut = (text, { start, end }) => [...text].slice(start, end).join("");

test("a JSON-LD processor reads the annotations, and their selectors find the same words", async () => {
  for (const text of Object.values(texts)) {
    const written = JSON.parse(render(text, "annotations", null, { address: "https://example.org/ports" }));
    const [page] = await jsonld.expand(written, { documentLoader });
    const oa = (name) => `http://www.w3.org/ns/oa#${name}`;
    const items = page["https://www.w3.org/ns/activitystreams#items"] ?? page["http://www.w3.org/ns/activitystreams#items"];
    const annotations = items[0]["@list"];
    const { document } = annotate(text);
    const mentions = document.entities.flatMap((entity) => entity.mentions);
    const expected = [...mentions, ...document.values, ...document.claims.flatMap((c) => [...c.content, c.source, c.cue])].filter(Boolean);
    const found = [];
    for (const annotation of annotations) {
      assert.deepEqual(annotation["@type"], [oa("Annotation")]);
      assert.equal(annotation[oa("motivatedBy")].length, 1);
      for (const body of annotation[oa("hasBody")]) assert.match(body[oa("hasPurpose")][0]["@id"], /^http:\/\/www\.w3\.org\/ns\/oa#/);
      for (const target of annotation[oa("hasTarget")]) {
        assert.equal(target[oa("hasSource")][0]["@id"], "https://example.org/ports");
        const [quote, position] = target[oa("hasSelector")];
        const value = (node, name) => node[oa(name)][0]["@value"];
        const [start, end] = [value(position, "start"), value(position, "end")];
        assert.equal(cut(text, { start, end }), value(quote, "exact"));
        const points = [...text];
        assert.ok(points.slice(0, start).join("").endsWith(value(quote, "prefix")));
        assert.ok(points.slice(end).join("").startsWith(value(quote, "suffix")));
        found.push(value(quote, "exact"));
      }
    }
    assert.deepEqual(found.sort(), expected.map(({ start, end }) => text.slice(start, end)).sort());
    const rdf = await jsonld.toRDF(written, { documentLoader, format: "application/n-quads" });
    assert.ok(rdf.length > annotations.length);
    for (const [, id] of JSON.stringify(written).matchAll(/wikidata\.org\/entity\/([^"]*)/g)) assert.match(id, /^Q\d+$/);
  }
});

test("without an address the source is the hash of the text", async () => {
  const written = JSON.parse(render(article, "annotations"));
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(article));
  assert.equal(written.items[0].target[0].source, `urn:sha256:${Buffer.from(hash).toString("hex")}`);
});

test("a CSV reader finds a row for each claim, and no cell is a formula", () => {
  for (const text of Object.values(texts)) {
    const { claims } = annotate(text).document;
    for (const [form, delimiter] of [["csv", ","], ["tsv", "\t"]]) {
      const rows = parseCsv(render(text, form), { columns: true, bom: true, delimiter, quote: form === "csv" ? '"' : null });
      assert.equal(rows.length, claims.length);
      rows.forEach((row, i) => {
        assert.equal(cut(text, row), text.slice(claims[i].start, claims[i].end));
        for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
      });
    }
  }
});

const INLINE = new Set(["div", "p", "h2", "h3", "ul", "li", "b", "i", "a", "span", "sup"]);
const PAGE = new Set([...INLINE, "html", "head", "body", "meta", "title", "style", "main", "article", "section", "footer", "aside", "h1", "bdi", "blockquote"]);

/** All elements of a tree. */
function* elements(node) {
  if (node.tagName) yield node;
  for (const child of node.childNodes ?? []) yield* elements(child);
}
const textOf = (node) => (node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(textOf).join(""));

function checkLinks(element) {
  for (const { name, value } of element.attrs) {
    assert.doesNotMatch(name, /^on/);
    if (name === "href") assert.match(value, /^(https:\/\/en\.wikipedia\.org\/wiki\/|https:\/\/www\.wikidata\.org\/wiki\/Q|https:\/\/example\.org\/|#)/);
    else assert.ok(["style", "class", "id", "dir", "lang", "charset", "name", "content", "http-equiv", "rel", "tabindex"].includes(name), name);
  }
}

test("an HTML parser finds only inline styles in rich text: no class, no script", () => {
  for (const text of Object.values(texts)) {
    for (const names of ["footnotes", "links", "plain"]) {
      const html = render(text, "rich", null, { names });
      for (const element of elements(parseFragment(html))) {
        assert.ok(INLINE.has(element.tagName), element.tagName);
        checkLinks(element);
        assert.ok(element.attrs.every(({ name }) => name === "style" || name === "href"));
      }
    }
    const bare = parseFragment(render(text, "rich", null, { names: "plain", lists: false }));
    const even = (words) => words.replace(/[\s\0\ufffd]+/g, "");
    assert.equal(even(textOf(bare)), even(text), "without notes and lists the words are the article's");
  }
});

test("an HTML parser finds only the intended elements in the web page, and the whole article", () => {
  for (const text of Object.values(texts)) {
    const page = parse(render(text, "html", null, { address: "https://example.org/ports" }));
    const ids = new Set();
    for (const element of elements(page)) {
      assert.ok(PAGE.has(element.tagName), element.tagName);
      checkLinks(element);
      const id = element.attrs.find(({ name }) => name === "id")?.value;
      assert.ok(!ids.has(id) || id === undefined, id);
      ids.add(id);
    }
    for (const element of elements(page)) {
      const to = element.attrs.find(({ name, value }) => name === "href" && value.startsWith("#") && value !== "#_")?.value;
      if (to) assert.ok(ids.has(to.slice(1)), to);
    }
    const main = [...elements(page)].find(({ tagName }) => tagName === "article");
    const words = main.childNodes.filter((node) => !node.attrs?.some(({ value }) => value === "from"));
    const even = (of) => of.replace(/[\s\0\ufffd]+/g, "");
    assert.equal(even(words.map(textOf).join("")), even(text));
  }
});

test("a Markdown reader finds no markup in the article's words", () => {
  for (const text of Object.values(texts)) {
    const tree = new Parser().parse(render(text, "markdown", null, { names: "links" }));
    const walker = tree.walker();
    for (let step = walker.next(); step; step = walker.next()) {
      const { type, destination } = step.node;
      assert.ok(!["html_inline", "html_block", "code", "code_block", "image", "block_quote", "thematic_break"].includes(type), `${type}: ${step.node.literal}`);
      if (type === "link") assert.match(destination, /^https:\/\/(en\.wikipedia|www\.wikidata)\.org\/wiki\//);
    }
  }
});

test("hidden families and text outside the selection are left out", () => {
  const text = texts.article;
  const rich = (choices) => parseFragment(render(text, "rich", null, choices));
  const without = textOf(rich({ without: ["person", "claim"], names: "plain" }));
  assert.doesNotMatch(without, /Who says what|Marta Vieira:/);
  const start = text.indexOf("“We have waited");
  const end = text.indexOf("\n\nThe European");
  const part = textOf(rich({ within: [start, end], names: "plain", lists: false })).trim();
  assert.equal(part, text.slice(start, end));
  assert.equal(textOf(rich({ within: [5, 1e9], lists: false, names: "plain" })).trim(), text.slice(5).trim().replaceAll("\n\n", "\n"));
});

test("a citation states the speaker, the words and the source", () => {
  const { claims } = annotate(texts.article).document;
  const claim = claims.find(({ quote }) => quote === "direct");
  const cited = render(texts.article, "citation", null, { claim: claim.id, address: "https://example.org/ports" });
  assert.match(cited, /^“.+” — Marta Vieira, .+ \[“🇵🇹 Ports reopen”, 3 March 2025, https:\/\/example\.org\/ports\]\n$/);
  assert.equal(render(texts.article, "citation").trim().split("\n").length, claims.length);
  for (const element of elements(parseFragment(render(hostile, "rich-citation")))) assert.equal(element.tagName, "p");
});

test("an unknown format or choice is an error", () => {
  assert.throws(() => render(article, "pdf"), /^Error: there is no format "pdf"$/);
  assert.throws(() => render(article, "rich", null, { lists: 5 }), /^Error: choices: /);
  assert.throws(() => render(5, "rich"), /text must be a string/);
});

test("an empty text has every format", () => {
  for (const form of ["json", "html", "rich", "markdown", "citation", "rich-citation", "annotations", "brat", "conll", "spacy", "csv", "tsv", "claimreview"]) {
    assert.equal(typeof render("", form), "string", form);
  }
});
