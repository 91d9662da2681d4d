// The real engine out of memory, or damaged in transfer: the reader sees one sentence, the text is still there, and the
// next attempt works.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { SAMPLE } from '../../www/intake/sample.js';
import { marked, open, read, setUp } from './browser.js';

// A wrapper of the module that uses up all memory when the text contains "greedy".
const greedy = `
import init, * as engine from './engine.js';
let memory;
export default async (how) => { ({ memory } = await init(how)); };
export const annotate = (text, options) => {
  if (text.includes('greedy')) {
    for (let pages = 16384; pages; pages >>= 1) try { for (;;) memory.grow(pages); } catch {}
  }
  return engine.annotate(text, options);
};
export const { known, render } = engine;`;

/** @type {Record<string, string>} */
const standIns = { '/pkg/gloss.js': `text:${greedy}`, '/pkg/engine.js': fileURLToPath(new URL('../../www/pkg/gloss.js', import.meta.url)) };
setUp(standIns);

test('an engine that runs out of memory is replaced, and the text is kept', () => open(async (page) => {
  const text = `A greedy text.\n\n${`${SAMPLE}\n\n`.repeat(12)}`;
  await read(page, text);
  await page.getByRole('alert').getByText(/The engine stopped/).waitFor();
  assert.match(await page.locator('#article').innerText(), /^A greedy text\./);
  await page.getByRole('button', { name: 'Edit text' }).click();
  assert.equal(await page.locator('#edit-field').inputValue(), text);
  await page.locator('#edit-field').fill(SAMPLE);
  await page.getByRole('button', { name: 'Done editing' }).click();
  await marked(page);
  assert.ok(await page.locator('#trouble').isHidden());
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, `${SAMPLE}\n\nAnother.`);
  await marked(page);
}));

test('a damaged or missing module is reported and requested again', async () => {
  for (const broken of ['text:\0asm nonsense', '/nowhere']) {
    standIns['/pkg/gloss_bg.wasm'] = broken;
    const run = open(async (page) => {
      await read(page, SAMPLE);
      await page.getByRole('alert').getByText(/The engine stopped .*Your text is safe/).waitFor();
      assert.match(await page.locator('#article').innerText(), /^Three countries/);
      delete standIns['/pkg/gloss_bg.wasm'];
      await page.getByRole('button', { name: 'Try again' }).click();
      await marked(page);
    });
    // The browser itself logs a missing file.
    await (broken === '/nowhere' ? assert.rejects(run, /404/) : run);
  }
});
