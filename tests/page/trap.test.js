// An engine that stops in mid-work: the reader sees one sentence, the text is still there, the next try works.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { SAMPLE } from '../../www/sample.js';
import { open, read, setUp } from './browser.js';

// Stands in for the module: the word "trap" in a text makes it stop as a broken wasm instance does.
const standIn = `
const nothing = { schema: 1, offsets: 'utf16', published: null, published_from: 'none', sentences: [], entities: [], values: [], claims: [], credits: [] };
export default async () => {};
export const annotate = (text) => {
  if (text.includes('trap')) throw new WebAssembly.RuntimeError('unreachable');
  return { document: nothing, segments: {}, timings: { annotate: 1, convert: 1 } };
};`;

setUp({ '/pkg/gloss.js': `text:${standIn}` });

test('a trapped engine is replaced and the text is kept', () => open(async (page) => {
  const text = `${SAMPLE}\n\nA trap.`;
  await read(page, text);
  await page.getByRole('alert').getByText(/The reading engine stopped/).waitFor();
  assert.match(await page.locator('#article').innerText(), /A trap\./);
  await page.getByRole('button', { name: 'Edit text' }).click();
  assert.equal(await page.locator('#edit-field').inputValue(), text);
  await page.locator('#edit-field').fill(SAMPLE);
  await page.getByRole('button', { name: 'Done editing' }).click();
  await page.locator('#article[data-whole]').waitFor();
  assert.ok(await page.locator('#trouble').isHidden());
}));
