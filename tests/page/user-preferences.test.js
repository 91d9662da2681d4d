// User preferences: more contrast, forced colours, reduced motion, large type, right-to-left text, and screen readers.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { mark, marked, open, read, sample, setUp } from './browser.js';

setUp();

/** @typedef {import('playwright-core').Page} Page */

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param {Page} page @param {string} selector @param {string} property @param {string} [pseudo] */
const style = (page, selector, property, pseudo) => page.locator(selector).first().evaluate((node, [name, part]) => getComputedStyle(node, part).getPropertyValue(/** @type {string} */ (name)), [property, pseudo]);

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`a preference for more contrast gives 7 : 1, ${colorScheme}`, () => open(async (page) => {
    const poor = async () => {
      await page.evaluate(axe);
      return page.evaluate(async () => {
        // @ts-expect-error axe puts itself on the window
        const { violations } = await window.axe.run({ runOnly: ['color-contrast-enhanced'] });
        return violations.flatMap((/** @type {any} */ v) => v.nodes.map((/** @type {any} */ n) => `${n.target.join(' ')}: ${n.any[0]?.message}`));
      });
    };
    assert.deepEqual(await poor(), []);
    await sample(page);
    for (const name of ['Names', 'Claims', 'Voices', 'Dates', 'About']) {
      await page.getByRole('tab', { name }).click();
      assert.deepEqual(await poor(), [], name);
    }
    await mark(page, 'Ingrid Solheim').first().click();
    await page.locator('#card.pinned').waitFor();
    assert.deepEqual(await poor(), [], 'card');
  }, { colorScheme, contrast: 'more' }));
}

test('forced colours keep underlines, frames of claims, check-worthiness bars and selected states', () => open(async (page) => {
  await sample(page);
  const ground = await style(page, 'body', 'background-color');
  assert.match(await style(page, '.mark.person', 'text-decoration-line'), /underline/);
  assert.equal(await style(page, '.run.content', 'outline-style'), 'dotted');
  assert.notEqual(await style(page, '.note i', 'background-color'), ground);
  assert.notEqual(await style(page, '.tabs [aria-selected="true"]', 'border-bottom-color'), await style(page, '.tabs [aria-selected="false"]', 'border-bottom-color'));
  await page.getByRole('tab', { name: 'Claims' }).click();
  assert.notEqual(await style(page, '.meter.level2 i', 'background-color'), ground);
  assert.notEqual(await style(page, '.meter.level2 i', 'background-color'), await style(page, '.meter.level0 i:last-child', 'background-color'));
  await mark(page, 'Ingrid Solheim').first().click();
  assert.notEqual(await style(page, '.mark[data-open]', 'background-color'), ground);
}, { forcedColors: 'active' }));

test('a preference for reduced motion disables transitions', () => open(async (page) => {
  assert.equal(await style(page, '#status', 'transition-duration'), '0s');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.notEqual(await style(page, '#status', 'transition-duration'), '0s');
}, { reducedMotion: 'reduce' }));

for (const [how, size, width] of /** @type {const} */ ([['200 % zoom', '100%', 720], ['200 % letters', '200%', 1280], ['1280 pixels', '100%', 1280]])) {
  test(`at ${how} every control is in reach and nothing is cut off`, () => open(async (page) => {
    await page.evaluate((share) => document.documentElement.style.setProperty('font-size', share), size);
    const wrong = () => page.evaluate(() => {
      const found = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['the page scrolls sideways'] : [];
      for (const node of document.querySelectorAll('button, h1, h2, label')) {
        const { width, left, right } = node.getBoundingClientRect();
        if (!width || node.closest('.filters, #articles, .visually-hidden') || node.matches('.visually-hidden, .skip')) continue;
        if (left < -1 || right > innerWidth + 1) found.push(`off the screen: ${node.textContent}`);
        if (node.scrollWidth > node.clientWidth + 2 && node.clientWidth) found.push(`cut off: ${node.textContent}`);
      }
      const [last, widen] = ['.tabs button:last-child', '#widen'].map((selector) => document.querySelector(selector)?.getBoundingClientRect());
      if (last && widen?.width && last.right > widen.left) found.push('the tabs run under the button beside them');
      return found;
    });
    assert.deepEqual(await wrong(), []);
    await sample(page);
    assert.deepEqual(await wrong(), []);
    await page.getByRole('tab', { name: 'Claims' }).click();
    assert.deepEqual(await wrong(), []);
    await page.getByRole('tabpanel').getByRole('table').waitFor();
  }, { viewport: { width, height: 500 } }));
}

const MIXED = 'Ana Ruiz said: “السلام عليكم”. She left Lisbon on Monday.\n\nقالت Ana Ruiz إن الميناء سيغلق.\n\nשלום אמרה Ana Ruiz ביום שני.';

test('right-to-left words stay in place in the article and in the side panel', () => open(async (page) => {
  await read(page, `שלום מליסבון\n\n${MIXED}`);
  await marked(page);
  const paragraphs = await page.locator('#article p').evaluateAll((all) => all.map((p) => getComputedStyle(p).direction));
  assert.deepEqual(paragraphs, ['rtl', 'ltr', 'rtl', 'rtl']);
  // The full stop after the quotation is on its right, where the English sentence continues.
  const places = await page.locator('#article p').nth(1).evaluate((p) => {
    const at = (/** @type {string} */ words) => {
      const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const i = node.nodeValue?.indexOf(words) ?? -1;
        if (i < 0) continue;
        const range = document.createRange();
        range.setStart(node, i);
        range.setEnd(node, i + words.length);
        return range.getBoundingClientRect();
      }
      throw new Error(`no ${words}`);
    };
    return [at('said').right <= at('عليكم').left, at('السلام').left < at('She').left, at('عليكم').right <= at('السلام').right];
  });
  assert.deepEqual(places, [true, true, true]);
  assert.equal(await style(page, '#articles .title', 'unicode-bidi'), 'plaintext');
  await page.getByRole('tab', { name: 'Claims' }).click();
  assert.equal(await style(page, '.claims .what', 'unicode-bidi'), 'plaintext');
}));

test('a screen reader finds tabs, lists of links to the text, and a table with headers in the side panel', () => open(async (page) => {
  await sample(page);
  const index = page.getByRole('complementary', { name: 'Side panel' });
  assert.match(await index.ariaSnapshot(), /tablist[^]*tab "Names \d+" \[selected\][^]*tabpanel "Names[^]*button "Ingrid Solheim \d+ mentions/);
  await page.getByRole('tab', { name: 'Claims' }).press('Enter');
  const table = await index.getByRole('table', { name: 'Who says what' }).ariaSnapshot();
  assert.match(table, /row "[^"]*Rui Teles accuses/);
  await page.getByRole('button', { name: 'Widen the side panel' }).click();
  const heads = await index.getByRole('columnheader').allInnerTexts();
  assert.deepEqual(heads, ['Who', 'Role', 'How', 'What', 'Certainty', 'Worth checking']);
  await index.getByRole('button', { name: /^Rui Teles accuses/ }).first().click();
  const card = page.getByRole('dialog', { name: 'Rui Teles accuses' });
  assert.match(await card.ariaSnapshot(), /Accusation[^]*button "Rui Teles"/);
}));
