// Hostile text through every input: pasted, in files and their names, in dictionaries, in the URL. The page shows it as
// text: nothing runs, nothing is requested, and no element has an attribute that the page does not also write for a harmless
// text. The same is true of exports that are opened without the page's policy.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { HtmlRenderer, Parser } from 'commonmark';
import { VECTORS } from '../boundary/hostile.js';
import { XSS } from '../boundary/xss.js';
import { marked, open, read, setUp } from './browser.js';
import { choose, copied, saved } from './export-dialog.js';

setUp();

/** @typedef {import('playwright-core').Page} Page */

const ALL = [...new Set([...XSS, ...VECTORS])].map((vector) => vector.toWellFormed().replace(/\r/g, ''));
const even = (/** @type {string} */ text) => text.replace(/[\s\0\ufffd]+/g, ' ').trim();
const telling = (/** @type {string} */ words) => `Minister ${words} Ana Ruiz of Lisbon said “${words}” on Monday. Tom Baker of ${words} denied it.`;
const HOSTILE = ALL.map(telling).join('\n\n');
const HARMLESS = Array.from({ length: 900 }, (_, i) => telling(`Word ${i}`)).join('\n\n');
const harmful = (/** @type {string[]} */ vectors) => vectors.map((vector) => `<p>Ana Ruiz said no.</p>${vector}<p>Lisbon agreed.</p>`).join('');

/** Runs `run` with the page once its files are loaded, and fails on any request from then on. @param {(page: Page, context: import('playwright-core').BrowserContext) => Promise<void>} run @param {string} [fragment] */
const silent = (run, fragment = '') => open(async (page, context) => {
  await read(page, 'Ana Ruiz said no.');
  await marked(page);
  await page.getByRole('button', { name: 'New article' }).click();
  if (fragment) await page.evaluate((hash) => location.replace(`#${hash}`), fragment);
  /** @type {string[]} */
  const asked = [];
  // The browser requests the icon of the tab again when the URL changes.
  context.on('request', (request) => /^(blob|data):|\/icon\.svg$/.test(request.url()) || asked.push(request.url()));
  await run(page, context);
  assert.deepEqual(asked, []);
});

/** Every element of the page and its shadow trees with the names of its attributes, as "a href". @param {Page} page @returns {Promise<string[]>} */
const written = (page) => page.evaluate(() => {
  const found = new Set();
  const look = (/** @type {ParentNode} */ root) => {
    for (const node of root.querySelectorAll('*')) {
      found.add(node.localName);
      for (const { name, value } of node.attributes) found.add(`${node.localName} ${name}${/^(href|src|action|formaction|srcdoc)$/.test(name) ? `=${value.match(/^[a-z]+:|^#/i)?.[0] ?? 'own'}` : ''}`);
      if (node.shadowRoot) look(node.shadowRoot);
    }
  };
  look(document);
  return [...found];
});

/** Opens every view of the article and collects its elements and attributes. @param {Page} page @returns {Promise<Set<string>>} */
async function tour(page) {
  /** @type {Set<string>} */
  const all = new Set();
  const look = async () => (await written(page)).forEach((each) => all.add(each));
  await look();
  for (const name of ['Claims', 'Voices', 'Dates', 'About', 'Names']) {
    await page.getByRole('tab', { name }).click();
    await look();
  }
  for (const kind of ['.mark.person', '.mark.org', '.mark.place', '.mark.date', '.run.cue']) {
    const mark = page.locator(`#article ${kind}`).first();
    if (!await mark.count()) continue;
    await mark.click();
    await page.locator('#card.pinned').waitFor();
    await look();
    if (kind === '.mark.person') {
      await page.locator('#card').getByRole('button', { name: 'Correct…' }).click();
      await page.locator('dialog.correct').waitFor();
      await look();
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('Escape');
  }
  for (const words of ['on', '<', 'alert', 'ana']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(words);
    await look();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Edit text' }).click();
  await look();
  await page.keyboard.press('Escape');
  return all;
}

test('there are at least two hundred attack vectors', (t) => {
  t.diagnostic(`${XSS.length} ways to try`);
  assert.ok(XSS.length >= 200);
});

test('hostile text stays text in every view and adds no attribute', { timeout: 300_000 }, () => silent(async (page) => {
  await read(page, HARMLESS);
  await marked(page);
  const harmless = await tour(page);
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, HOSTILE);
  await marked(page);
  assert.equal(even((await page.locator('#article p').allTextContents()).join('\n\n')), even(HOSTILE));
  const hostile = await tour(page);
  assert.deepEqual([...hostile].filter((each) => !harmless.has(each)), []);
}));

test('stored hostile text comes back as text', () => open(async (page) => {
  for (const vector of XSS.slice(0, 12)) await read(page, `${vector}\n\n${telling(vector)}`).then(() => page.getByRole('button', { name: 'New article' }).click());
  await read(page, HOSTILE);
  await page.locator('#articles[data-saved]').waitFor({ state: 'attached' });
  await page.reload();
  await marked(page);
  assert.equal(await page.locator('#articles .title').first().innerText(), XSS[0]);
  assert.equal(await page.locator(':is(#articles, #article) :is(script, img, iframe, a, style, math, form, input)').count(), 0);
}));

test('pasted hostile HTML is reduced to its text', () => silent(async (page) => {
  const words = await page.evaluate(async (all) => {
    const { textOfHtml } = await import(new URL('intake/rich-text.js', location.href).href);
    return all.map((html) => textOfHtml(html));
  }, ALL.map((vector) => harmful([vector])));
  for (const [i, text] of words.entries()) assert.ok(text.startsWith('Ana Ruiz said no.'), ALL[i]);
  for (let i = 0; i < ALL.length; i += 60) {
    await page.evaluate((html) => {
      const data = new DataTransfer();
      data.setData('text/html', html);
      data.setData('text/plain', 'x');
      document.getElementById('source-text')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, harmful(ALL.slice(i, i + 60)));
    await marked(page);
    assert.match(await page.locator('#article').innerText(), /^Ana Ruiz said no\./);
    assert.equal(await page.locator('#article :is(script, img, svg, iframe, a, style, math, form, input)').count(), 0);
    await page.getByRole('button', { name: 'New article' }).click();
  }
}));

test('a hostile file, by its name or its content, becomes text or is refused', () => silent(async (page) => {
  const drop = (/** @type {Array<[string, string]>} */ files) => page.evaluate((all) => {
    const data = new DataTransfer();
    for (const [name, text] of all) data.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, files);
  for (const vector of ALL) {
    await drop([[`${vector}.png`, 'x']]);
    await page.locator('#compose-problem:not(:empty)').waitFor();
  }
  await page.waitForFunction((last) => document.getElementById('compose-problem')?.textContent?.includes(last), `${ALL[ALL.length - 1]}.png`);
  assert.equal(await page.locator('#compose-problem *').count(), 0);
  await drop([[`${ALL[0]}.html`, `<!doctype html><body>${harmful(ALL)}`]]);
  await marked(page);
  assert.equal(await page.locator('#article :is(script, img, svg, iframe, a, style, math, form, input)').count(), 0);
}));

test('a hostile dictionary is text in the list, in the article and in the cards', { timeout: 120_000 }, () => silent(async (page) => {
  await read(page, HOSTILE);
  await marked(page);
  await page.keyboard.press('c');
  const list = page.locator('dialog.dictionary');
  const load = (/** @type {string} */ name, /** @type {unknown} */ value) => list.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) });
  const before = new Set(await written(page));
  const file = (/** @type {object[]} */ entries) => ({ gloss: 'dictionary', version: 1, entries });
  const words = ALL.filter((vector) => vector.trim());
  for (const vector of words.slice(0, 20)) {
    await load(`${vector}.json`, file([{ words: ['Q'], is: vector }]));
    await list.getByRole('alert').waitFor();
    await load('x.json', { ...file([]), version: vector });
    await list.getByRole('alert').getByText('version').waitFor();
  }
  await load('desk.json', file([{ words: ['Lisbon'], is: 'GPE', link: { label: words[0], description: words[1], wikidata: 'Q597' } }, ...words.map((vector) => ({ words: [vector], is: 'ORG', name: `${vector} Ltd` }))]));
  await page.getByRole('status').getByText(`${words.length + 1} entries added to your dictionary.`).waitFor();
  const more = list.getByRole('button', { name: /^Show \d+ more$/ });
  while (await more.count()) await more.click();
  assert.deepEqual((await written(page)).filter((each) => !before.has(each) && !/^(li|ul|b|span|div|button)( class| type)?$/.test(each)), []);
  await list.getByRole('button', { name: 'Close' }).click();
  await page.locator('#article .mark.org', { hasText: 'alert(1)' }).first().click();
  await page.locator('#card.pinned').getByRole('heading', { name: /Ltd$/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#article .mark.place', { hasText: 'Lisbon' }).first().click();
  await page.locator('#card.pinned').getByText(words[1]).first().waitFor();
  assert.equal(await page.locator('#card :is(script, img, iframe, style, math, form, input)').count(), 0);
}));

test('nothing in the URL is read', () => silent(async (page) => {
  await page.evaluate(async (all) => {
    for (const vector of all) {
      location.hash = vector;
      history.replaceState(null, '', `?${encodeURIComponent(vector)}#${vector.replace(/\s/g, '')}`);
      await new Promise((done) => setTimeout(done));
    }
  }, ALL);
  assert.doesNotMatch(await page.locator('body').innerText(), /alert\(1\)/);
}, XSS[0]));

const TAGS = 'html head meta title style body main article aside div footer header section nav p h1 h2 h3 h4 ul ol li a b i em strong span sup small br blockquote bdi cite dl dt dd pre code hr time table thead tbody tr th td q'.split(' ');
const ATTRIBUTES = /^(class|id|style|dir|lang|rel|role|tabindex|start|title|datetime|charset|name|content|http-equiv|aria-[a-z]+)$/;

test('exports of hostile text are harmless where they are opened', { timeout: 300_000 }, () => silent(async (page, context) => {
  await read(page, HOSTILE);
  await marked(page);
  /** @type {Array<[string, string, string]>} */
  const out = [];
  await choose(page, 'Rich text');
  for (const names of ['footnotes', 'links']) {
    await page.locator('dialog.export').getByLabel('Names', { exact: true }).selectOption(names);
    await page.waitForTimeout(300);
    out.push([`clipboard, ${names}`, 'text/html', (await copied(page, context))['text/html']]);
  }
  for (const [name, type] of [['Rich text', 'text/html'], ['Web page', 'text/html'], ['Markdown', 'text/markdown'], ['Claims, CSV', 'text/csv'], ['Claims, TSV', 'text/tab-separated-values'], ['ClaimReview drafts', 'application/ld+json'], ['JSON', 'application/json'], ['Web Annotation', 'application/ld+json'], ['brat', 'text/plain'], ['CoNLL', 'text/plain'], ['spaCy', 'application/json']]) {
    await choose(page, name);
    out.push([name, type, (await saved(page)).text]);
  }
  await choose(page, 'A claim, cited');
  out.push(['citation', 'text/html', (await copied(page, context))['text/html']]);
  const markdown = out.find(([name]) => name === 'Markdown')?.[2] ?? '';
  out.push(['Markdown, rendered', 'text/html', new HtmlRenderer().render(new Parser().parse(markdown))]);

  const other = await /** @type {import('playwright-core').Browser} */ (context.browser()).newContext();
  /** @type {string[]} */
  const wrong = [];
  await other.route('**', (route) => {
    const [name, type, body] = out[Number(new URL(route.request().url()).pathname.slice(1))] ?? [];
    if (!name || route.request().resourceType() !== 'document') {
      if (!route.request().url().endsWith('/favicon.ico')) wrong.push(`request: ${route.request().url()}`);
      return route.abort();
    }
    return route.fulfill({ contentType: `${type}; charset=utf-8`, body });
  });
  for (const [i, [name, type]] of out.entries()) {
    const alone = await other.newPage();
    alone.on('dialog', (dialog) => {
      wrong.push(`${name}: dialog ${dialog.message()}`);
      dialog.dismiss();
    });
    alone.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`));
    // The browser downloads what it does not show.
    await alone.goto(`http://opened.example/${i}`).catch((error) => assert.match(String(error), /Download is starting/, name));
    const found = await alone.evaluate(([tags, attributes]) => [...document.querySelectorAll('*')].flatMap((node) => [
      ...(tags.includes(node.localName) ? [] : [`<${node.localName}>`]),
      ...[...node.attributes].filter((each) => (each.name === 'href' ? !/^(https:\/\/(en\.wikipedia|www\.wikidata)\.org\/|#)/.test(each.value) : !new RegExp(attributes).test(each.name))).map((each) => `${node.localName} ${each.name}="${each.value}"`),
    ]), /** @type {const} */ ([TAGS, ATTRIBUTES.source]));
    assert.deepEqual([...new Set(found)], [], name);
    if (type === 'text/html') await alone.locator('body').hover();
    await alone.close();
  }
  assert.deepEqual(wrong, []);
  await other.close();
}));
