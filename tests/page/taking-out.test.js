// What leaves the page: on the clipboard, as Markdown, as JSON.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { SAMPLE } from '../../www/sample.js';
import { clipboard, open, read, sample, setUp } from './browser.js';

setUp();

test('copying puts rich and plain text on the clipboard in one go', () => open(async (page, context) => {
  await sample(page);
  await page.getByRole('button', { name: 'Copy annotated' }).click();
  await page.getByRole('status').getByText(/^Copied/).waitFor();
  const { 'text/plain': plain, 'text/html': html } = await clipboard(context);
  assert.ok(plain.replaceAll('\r\n', '\n').startsWith(SAMPLE.trim()), 'the plain flavour begins with the article as it was');
  assert.match(plain, /Who is who\s+- Ingrid Solheim: Norwegian Foreign Minister/);
  assert.match(plain, /- Rui Teles \(opposition lawmaker in Lisbon\) accuses: /);
  assert.match(html, /<(span|b|strong)[^>]* style="[^"]*color/);
  assert.match(html, /Who says what/);
  assert.doesNotMatch(html, /\bclass=|<script|\son\w+=|data-key/i);
}));

test('what is selected by hand is copied as words, without labels', () => open(async (page, context) => {
  await sample(page);
  await page.locator('#article').click({ position: { x: 200, y: 8 } });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  const flavours = await clipboard(context);
  const even = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  assert.equal(even(flavours['text/plain']), even(SAMPLE));
  assert.equal(flavours['text/html'], undefined);
}));

test('Markdown escapes the text and notes each name once', () => open(async (page, context) => {
  await read(page, 'Ana Ruiz said *no* to [Lisbon](x).\n\n# Ruiz left for Madrid.');
  await page.locator('#article .mark').first().waitFor();
  await page.getByRole('button', { name: 'Markdown' }).click();
  await page.getByRole('status').getByText('Copied as Markdown.').waitFor();
  const { 'text/plain': markdown } = await clipboard(context);
  assert.match(markdown, /\*\*Ana Ruiz\*\*\[\^1\] said \\\*no\\\* to \\\[/);
  assert.equal(markdown.match(/\[\^1\](?!:)/g)?.length, 1);
  assert.match(markdown, /^\[\^1\]: Ana Ruiz: /m);
  assert.match(markdown, /\\# /);
}));

test('the JSON file counts code points and cuts back to the same strings', () => open(async (page) => {
  const text = '🚢 Ana Ruiz 🚢 said “the port 🚢 will close” on 3 March 2025. She blamed Lisbon 🚢.';
  await read(page, text);
  await page.locator('#article .mark').first().waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'JSON' }).click()]);
  const document = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.equal(document.offsets, 'codepoint');
  const points = [...text];
  const cut = (/** @type {{start: number, end: number}} */ { start, end }) => points.slice(start, end).join('');
  const ruiz = document.entities.find((/** @type {any} */ entity) => entity.type === 'PERSON');
  assert.equal(cut(ruiz.mentions[0]), 'Ana Ruiz');
  assert.ok(document.values.some((/** @type {any} */ value) => cut(value) === '3 March 2025' && value.iso === '2025-03-03'));
  assert.ok(document.claims.some((/** @type {any} */ claim) => claim.content.map(cut).join().includes('the port 🚢 will close')));
}));
