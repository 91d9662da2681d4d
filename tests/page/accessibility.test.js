// Accessibility: assistive technology, both themes, narrow screens, touch.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { SAMPLE } from '../../www/intake/sample.js';
import { mark, marked, open, read, sample, setUp } from './browser.js';

setUp();

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The violations that axe-core finds, in short. @param {import('playwright-core').Page} page */
async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // @ts-expect-error axe puts itself on the window
    const { violations } = await window.axe.run();
    return violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.slice(0, 3).map((/** @type {any} */ n) => n.target.join(' ')).join('; ')}`);
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1440, 320]) {
    test(`axe-core finds no violation, ${colorScheme}, ${width} px`, () => open(async (page) => {
      assert.deepEqual(await violations(page), [], 'empty');
      await sample(page);
      assert.deepEqual(await violations(page), [], 'article');
      await mark(page, 'Ingrid Solheim').first().click();
      await page.locator('#card.pinned').waitFor();
      assert.deepEqual(await violations(page), [], 'card');
      await page.getByRole('button', { name: 'Correct…' }).click();
      await page.locator('dialog.correct').waitFor();
      assert.deepEqual(await violations(page), [], 'correcting');
      await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
      await page.locator('dialog.correct').getByRole('button', { name: /^(Correct|Mark)$/ }).click();
      await page.locator('#corrected button').click();
      await page.locator('dialog.dictionary').waitFor();
      assert.deepEqual(await violations(page), [], 'corrections');
      await page.keyboard.press('Escape');
      for (const name of ['Claims', 'Voices', 'Dates', 'About', 'Names']) {
        await page.getByRole('tab', { name }).click();
        assert.deepEqual(await violations(page), [], name);
      }
      await page.keyboard.press('Control+k');
      await page.keyboard.type('sol');
      assert.deepEqual(await violations(page), [], 'finder');
      await page.keyboard.press('Escape');
      await page.locator('h1').click();
      await page.keyboard.press('?');
      assert.deepEqual(await violations(page), [], 'keys');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Edit text' }).click();
      assert.deepEqual(await violations(page), [], 'editor');
      await page.keyboard.press('Escape');
      if (width < 1088) return;
      await page.getByRole('tab', { name: 'Claims' }).click();
      await page.getByRole('button', { name: 'Widen the side panel' }).click();
      assert.deepEqual(await violations(page), [], 'table');
    }, { colorScheme, viewport: { width, height: 900 } }));
  }
}

test('nothing scrolls sideways at 320 pixels', () => open(async (page) => {
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(await overflow(), 0);
  await sample(page);
  assert.equal(await overflow(), 0);
  await mark(page, 'Ingrid Solheim').first().click();
  await page.locator('#card.pinned').waitFor();
  assert.equal(await overflow(), 0);
}, { viewport: { width: 320, height: 640 } }));

test('a screen reader reads the article and not its marks', () => open(async (page) => {
  await sample(page);
  const heard = await page.locator('#article').ariaSnapshot();
  assert.equal(heard.match(/button/g)?.length, 1, 'one mark is a stop, the others are words');
  assert.match(heard, /A spokesperson for the ministry declined to comment\./);
  assert.doesNotMatch(heard, /Person|Organisation/);
}));

test('right-to-left paragraphs have that direction', () => open(async (page) => {
  await read(page, 'Ana Ruiz said no.\n\nقالت آنا رويز إن الميناء سيغلق.');
  await page.locator('#article p').nth(1).waitFor();
  const ways = await page.locator('#article p').evaluateAll((all) => all.map((p) => getComputedStyle(p).direction));
  assert.deepEqual(ways, ['ltr', 'rtl']);
}));

test('a tap opens the card', () => open(async (page) => {
  await sample(page);
  await mark(page, 'Ingrid Solheim').first().tap();
  await page.locator('#card').getByRole('heading', { name: 'Ingrid Solheim' }).waitFor();
}, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }));

test('the theme follows the system, and the button overrides it', () => open(async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await ground();
  await page.locator('#theme').click();
  assert.notEqual(await ground(), dark);
}, { colorScheme: 'dark' }));

test('the text stays the same when it is edited and read repeatedly', () => open(async (page) => {
  await sample(page);
  for (let i = 0; i < 3; i++) {
    await page.getByRole('button', { name: 'Edit text' }).click();
    assert.equal(await page.locator('#edit-field').inputValue(), SAMPLE);
    await page.getByRole('button', { name: 'Done editing' }).click();
    await marked(page);
  }
}));
