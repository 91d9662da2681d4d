// An engine that fails during a job, or takes long: the reader sees one sentence, the text is still there, and the next
// attempt works.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { SAMPLE } from '../../www/intake/sample.js';
import { open, read, setUp } from './browser.js';

// A stand-in for the module: the word "trap" in a text makes it trap, "overflow" makes it overflow its stack, and a long
// text takes longer than any test waits.
const standIn = `
const nothing = { schema: 2, offsets: 'utf16', published: null, published_from: 'none', sentences: [], entities: [], unnamed: [], values: [], claims: [], credits: [] };
export default async () => {};
export const annotate = (text) => {
  if (text.includes('trap')) throw new WebAssembly.RuntimeError('unreachable');
  if (text.includes('overflow')) annotate(text);
  const until = text.length > 60_000 ? performance.now() + 120_000 : 0;
  while (performance.now() < until);
  return { document: nothing, corrected: [], timings: { annotate: 500, convert: 1 } };
};`;

setUp({ '/pkg/gloss.js': `text:${standIn}` });

for (const how of ['trap', 'overflow']) {
  test(`after a ${how} the engine is replaced and the text is kept`, () => open(async (page) => {
    const text = `${SAMPLE}\n\nA ${how}.`;
    await read(page, text);
    await page.getByRole('alert').getByText(/The engine stopped/).waitFor();
    assert.match(await page.locator('#article').innerText(), new RegExp(`A ${how}\\.`));
    await page.getByRole('button', { name: 'Edit text' }).click();
    assert.equal(await page.locator('#edit-field').inputValue(), text);
    await page.locator('#edit-field').fill(SAMPLE);
    await page.getByRole('button', { name: 'Done editing' }).click();
    await page.locator('#article[data-whole]').waitFor();
    assert.ok(await page.locator('#trouble').isHidden());
  }));
}

test('the beginning of a long text is shown at once, the progress bar moves, and the reader can stop', () => open(async (page) => {
  const long = `${SAMPLE}\n\n`.repeat(60);
  await page.locator('#source-text').fill(long);
  await page.getByRole('button', { name: 'Annotate' }).click();
  await page.locator('#article p').first().waitFor();
  const bar = page.getByRole('progressbar', { name: 'Approximate progress' });
  await bar.waitFor();
  const at = () => bar.evaluate((/** @type {HTMLProgressElement} */ node) => node.value);
  const before = await at();
  await page.waitForFunction((value) => /** @type {HTMLProgressElement} */ (document.getElementById('progress')).value > value, before);
  await page.getByRole('button', { name: 'Stop' }).click();
  await bar.waitFor({ state: 'hidden' });
  await page.locator('#article[data-whole]').waitFor();
  assert.equal(await page.locator('#article p').count(), 60 * SAMPLE.trim().split(/\n\n/).length, 'the whole text, without marks');
  assert.ok(await page.locator('#trouble').isHidden(), 'to stop is no trouble');

  // The aborted engine is replaced: another article is read.
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, SAMPLE);
  await page.locator('#article[data-whole]').waitFor();
  assert.ok(await page.locator('#working').isHidden());
}));
