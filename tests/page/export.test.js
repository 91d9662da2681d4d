// Exports: on the clipboard, as files and on paper; through the dialog and by manual copying.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SAMPLE } from '../../www/intake/sample.js';
import { clipboard, mark, open, read, sample, setUp } from './browser.js';
import { choose, copied, saved } from './export-dialog.js';

setUp();

const even = (/** @type {string} */ text) => text.replace(/[\s\0\ufffd]+/g, ' ').trim();

/** Selects from the first to the last of some words in the article. @param {import('playwright-core').Page} page @param {string} from @param {string} to */
const select = (page, from, to) => page.evaluate(([first, last]) => {
  const range = document.createRange();
  const find = (/** @type {string} */ words) => {
    for (const p of document.querySelectorAll('#article p')) {
      const at = p.textContent?.indexOf(words) ?? -1;
      if (at < 0) continue;
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let left = at, node = walker.nextNode(); node; left -= node.textContent?.length ?? 0, node = walker.nextNode()) {
        if (left <= (node.textContent?.length ?? 0)) return { node, left };
      }
    }
    throw new Error(`no ${words}`);
  };
  const [start, end] = [find(first), find(last)];
  range.setStart(start.node, start.left);
  range.setEnd(end.node, end.left);
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
}, [from, to]);

test('“Copy annotated” copies rich text, and the article’s own words as the plain flavour', () => open(async (page, context) => {
  await sample(page);
  await page.getByRole('button', { name: 'Copy annotated' }).click();
  await page.getByRole('status').getByText('Copied.').waitFor();
  const { 'text/plain': plain, 'text/html': html } = await clipboard(context);
  assert.equal(plain.replaceAll('\r\n', '\n'), SAMPLE);
  assert.match(html, /<b style="color: ?#9f1c44">Ingrid Solheim<\/b><sup>\[\d+\]<\/sup>/);
  assert.match(html, /<span style="background-color: ?#f7efd9">/);
  assert.match(html, /Who says what/);
  assert.doesNotMatch(html, /\bclass=|<script|<style|\son\w+=|data-key/i);
}));

test('names have notes, links or only colours, as chosen, and the lists can be left out', () => open(async (page, context) => {
  await sample(page);
  await choose(page, 'Rich text');
  await page.locator('.preview h3', { hasText: 'Notes' }).waitFor();
  await page.locator('dialog.export').getByLabel('Names', { exact: true }).selectOption('links');
  await page.locator('.preview .paper:not(:has(sup))').waitFor();
  const linked = await copied(page, context);
  assert.match(linked['text/html'], /<a href="https:\/\/en\.wikipedia\.org\/wiki\/Norway"/);
  assert.doesNotMatch(linked['text/html'], /<sup>/);
  await page.locator('dialog.export').getByLabel('Names', { exact: true }).selectOption('plain');
  await page.getByLabel(/as lists/).uncheck();
  await page.locator('.preview .paper:not(:has-text("Who says what"))').waitFor();
  const bare = await copied(page, context);
  assert.doesNotMatch(bare['text/html'], /<a |<sup>|<ul>/);
  assert.equal(bare['text/plain'].replaceAll('\r\n', '\n'), SAMPLE);
}));

test('the selected passage is exported alone when that is chosen', () => open(async (page, context) => {
  await sample(page);
  await select(page, '“We never walked out', 'Solheim, who has led');
  await choose(page, 'Rich text');
  assert.ok(await page.getByLabel('Selected passage only').isChecked());
  const { 'text/plain': plain, 'text/html': html } = await copied(page, context);
  assert.equal(even(plain), even(SAMPLE.slice(SAMPLE.indexOf('“We never'), SAMPLE.indexOf('Solheim, who has'))));
  assert.match(html, /Mwangi/);
  assert.doesNotMatch(html, /Norwegian Foreign Minister|Teles/);
  await choose(page, 'Markdown');
  assert.doesNotMatch((await copied(page, context))['text/plain'], /Teles/);
  await page.getByLabel('Selected passage only').uncheck();
  await page.locator('.preview').getByText('Rui Teles').first().waitFor();
}));

test('a cited claim has its speaker and its source', () => open(async (page, context) => {
  await sample(page);
  await choose(page, 'A claim, cited');
  await page.getByLabel('URL').fill('https://example.org/pact');
  const value = await page.locator('.options option', { hasText: 'We never walked out' }).getAttribute('value');
  // Copied at once, before the preview is shown: the last choice counts.
  await page.getByLabel('Claim', { exact: true }).selectOption(value);
  const { 'text/plain': plain, 'text/html': html } = await copied(page, context);
  assert.match(plain, /^“We never walked out,” .*— Josphat Mwangi, Kenyan Deputy Transport Minister \[“Three countries sign .+”, 4 March 2026, https:\/\/example\.org\/pact\]\s*$/);
  assert.match(html, /<p>“We never walked out/);
}));

test('the card of a claim copies it as a citation', () => open(async (page, context) => {
  await sample(page);
  await page.locator('#article .run.cue', { hasText: 'told' }).first().click();
  await page.locator('#card').getByRole('button', { name: 'Copy as a citation' }).click();
  await page.getByRole('status').getByText('Claim copied with its source.').waitFor();
  assert.match((await clipboard(context))['text/plain'], /— Josphat Mwangi, Kenyan Deputy Transport Minister/);
}));

const MARKS = [
  ['Markdown', '.md', (/** @type {string} */ file) => assert.match(file, /^# Three countries[^]*\*\*Ingrid Solheim\*\*\[\^\d+\][^]*^\[\^\d+\]: /m)],
  ['Claims, CSV', '.csv', (/** @type {string} */ file) => assert.match(file, /^\ufeffclaim,start,end,speaker/)],
  ['Claims, TSV', '.tsv', (/** @type {string} */ file) => assert.match(file, /^claim\tstart\tend\tspeaker/)],
  ['ClaimReview drafts', '.claimreview.jsonld', (/** @type {string} */ file) => {
    const drafts = JSON.parse(file)['@graph'];
    assert.ok(drafts.length > 0 && drafts.every((/** @type {any} */ draft) => draft['@type'] === 'ClaimReview' && !('reviewRating' in draft)));
  }],
  ['Web Annotation', '.jsonld', (/** @type {string} */ file) => assert.equal(JSON.parse(file)['@context'], 'http://www.w3.org/ns/anno.jsonld')],
  ['brat', '.ann', (/** @type {string} */ file) => assert.match(file, /^T\d+\tGPE 42 48\tGeneva$/m)],
  ['CoNLL', '.conll', (/** @type {string} */ file) => assert.match(file, /^Ingrid\t286\t292\te\d+\t[BI]-SOURCE\tB-PERSON$/m)],
  ['spaCy', '.spacy.json', (/** @type {string} */ file) => assert.equal(JSON.parse(file).text, SAMPLE)],
];
test('every other format has a preview and can be downloaded', () => open(async (page) => {
  await sample(page);
  for (const [name, extension, check] of MARKS) {
    await choose(page, /** @type {string} */ (name));
    const file = await saved(page);
    assert.equal(file.name, `three-countries-sign-tide-warning-pact${extension}`);
    /** @type {(file: string) => void} */ (check)(file.text);
    const shown = await page.locator('.preview pre').innerText();
    assert.ok(file.text.replace('\ufeff', '').startsWith(shown.slice(0, 40)), `${name}: ${shown.slice(0, 60)}`);
  }
  await choose(page, 'brat');
  assert.deepEqual(await saved(page, 'Download the text (.txt)'), { name: 'three-countries-sign-tide-warning-pact.txt', text: SAMPLE });
}));

test('the offsets of the JSON file count code points and select the same strings', () => open(async (page) => {
  const text = '🚢 Ana Ruiz 🚢 said “the port 🚢 will close” on 3 March 2025. She blamed Lisbon 🚢.';
  await read(page, text);
  await page.locator('#article .mark').first().waitFor();
  await choose(page, 'JSON');
  const document = JSON.parse((await saved(page)).text);
  assert.equal(document.offsets, 'codepoint');
  const points = [...text];
  const cut = (/** @type {{start: number, end: number}} */ { start, end }) => points.slice(start, end).join('');
  const ruiz = document.entities.find((/** @type {any} */ entity) => entity.type === 'PERSON');
  assert.equal(cut(ruiz.mentions[0]), 'Ana Ruiz');
  assert.ok(document.values.some((/** @type {any} */ value) => cut(value) === '3 March 2025' && value.iso === '2025-03-03'));
  assert.ok(document.claims.some((/** @type {any} */ claim) => claim.content.map(cut).join().includes('the port 🚢 will close')));
}));

test('the exported web page works without scripts: cards open by hover, click and key, and nothing is requested', () => open(async (page, context) => {
  await sample(page);
  await choose(page, 'Web page');
  await page.locator('.preview .paper h1').waitFor();
  const { text } = await saved(page);
  const file = join(tmpdir(), `gloss-export-${process.pid}.html`);
  await writeFile(file, text);
  const other = await /** @type {import('playwright-core').Browser} */ (context.browser()).newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
  /** @type {string[]} */
  const asked = [];
  other.on('request', (request) => asked.push(request.url()));
  const alone = await other.newPage();
  await alone.goto(pathToFileURL(file).href);
  const words = await alone.locator('article').innerText();
  assert.ok(even(words).endsWith(even(SAMPLE)));
  const name = alone.locator('a.person', { hasText: 'Ingrid Solheim' }).first();
  const card = alone.locator('.card', { hasText: 'Ingrid Solheim' }).first();
  assert.ok(await card.isHidden());
  await name.hover();
  await card.waitFor({ state: 'visible' });
  const [box, over] = [await name.boundingBox(), await card.boundingBox()];
  assert.ok(box && over && (over.x > box.x + box.width || over.y > box.y + box.height), 'the card covers the name');
  await alone.mouse.move(2, 800);
  await card.waitFor({ state: 'hidden' });
  await name.click();
  await alone.mouse.move(2, 800);
  await alone.locator('.card:target').waitFor({ state: 'visible' });
  await alone.locator('.card:target').getByText('Close').click();
  await card.waitFor({ state: 'hidden' });
  assert.deepEqual(asked.filter((address) => !address.startsWith('file:')), []);
  await other.close();
}));

test('a manual selection is copied as plain text without labels', () => open(async (page, context) => {
  await sample(page);
  await page.locator('#article').click({ position: { x: 200, y: 8 } });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const flavours = await clipboard(context);
  assert.equal(even(flavours['text/plain']), even(SAMPLE));
  assert.equal(flavours['text/html'], undefined);
  await select(page, 'Norwegian Foreign', ' stated on');
  await page.keyboard.press('Control+c');
  assert.deepEqual(await clipboard(context), { 'text/plain': 'Norwegian Foreign Minister Ingrid Solheim' });
}));

test('the dialog works by keyboard alone and returns the focus', () => open(async (page) => {
  await sample(page);
  await page.getByRole('button', { name: 'Export…' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('dialog.export[data-shown="rich"]').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.locator('dialog.export[data-shown="markdown"]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog.export').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'export');
}));

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
for (const [colorScheme, width] of /** @type {const} */ ([['light', 1440], ['dark', 320]])) {
  test(`axe-core finds no violation in the dialog and nothing is cut off, ${colorScheme}, ${width} px`, () => open(async (page) => {
    await sample(page);
    await page.evaluate(axe);
    for (const name of ['Rich text', 'A claim, cited', 'Web page', 'Claims, CSV', 'brat']) {
      await choose(page, name);
      // @ts-expect-error axe puts itself on the window
      const found = await page.evaluate(async () => (await window.axe.run('dialog.export')).violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes[0].target.join(' ')} ${v.nodes[0].failureSummary}`));
      assert.deepEqual(found, [], name);
      const wide = await page.evaluate(() => [...document.querySelectorAll('dialog.export :is(header, footer, .options, .chosen)')].filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.className || node.tagName));
      assert.deepEqual(wide, [], name);
    }
  }, { colorScheme, viewport: { width, height: 640 } }));
}

test('print shows the article and no controls', () => open(async (page) => {
  await sample(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.ok(await page.locator('#article').isVisible());
  assert.equal(even((await page.locator('#article p').allInnerTexts()).join('\n')), even(SAMPLE));
  assert.equal(await page.locator('button:visible, input:visible, nav:visible').count(), await page.locator('#published:visible').count());
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'light');
}, { colorScheme: 'dark' }));

test('hidden families are left out of what is copied', () => open(async (page, context) => {
  await sample(page);
  await page.getByRole('button', { name: /^People/ }).click();
  await choose(page, 'Rich text');
  const { 'text/html': html } = await copied(page, context);
  assert.doesNotMatch(html, /#9f1c44/);
  assert.equal(await mark(page, 'Ingrid Solheim').count() > 0, true);
}));
