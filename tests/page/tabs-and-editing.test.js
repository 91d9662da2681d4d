// Articles in tabs that are stored and deleted, editing in place, the finder, the minimap and keyboard shortcuts.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { SAMPLE } from '../../www/intake/sample.js';
import { holdDictionary, mark, marked, open, read, sample, setUp } from './browser.js';

setUp();

/** @typedef {import('playwright-core').Page} Page */

const FERRY = 'Ferry talks fail\n\nMayor Ana Ruiz said on Monday that the port would close.';
const tabs = (/** @type {Page} */ page) => page.getByRole('navigation', { name: 'Your articles' }).getByRole('listitem');

test('articles are tabs and survive a reload unchanged', () => open(async (page) => {
  await sample(page);
  await page.getByRole('button', { name: 'New article' }).click();
  assert.equal(await page.locator('#source-text').inputValue(), '');
  await read(page, FERRY);
  await mark(page, 'Ana Ruiz').waitFor();
  assert.equal(await tabs(page).count(), 2);
  await page.reload();
  await mark(page, 'Ana Ruiz').waitFor();
  await tabs(page).getByRole('button', { name: /^Three countries/ }).click();
  await mark(page, 'Rui Teles').waitFor();
  assert.deepEqual(await page.locator('#articles [aria-current="page"]').allInnerTexts(), ['Three countries sign tide-warning pact in Geneva, and quarrel over who delayed it']);
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, FERRY);
  await mark(page, 'Ana Ruiz').waitFor();
  assert.equal(await tabs(page).count(), 2, 'the same text is not added twice');
}));

test('the publication date is stored with its article', () => open(async (page) => {
  await read(page, FERRY);
  await page.getByRole('tab', { name: 'Dates' }).click();
  await page.getByLabel('Published').fill('2026-03-04');
  await page.getByRole('tabpanel').getByText('Set by you.').waitFor();
  await page.getByRole('tabpanel').getByRole('heading', { name: 'Mon, 2 March 2026' }).waitFor();
  await page.locator('#articles[data-saved]').waitFor({ state: 'attached' });
  await page.reload();
  await page.getByRole('tab', { name: 'Dates' }).click();
  await page.getByRole('tabpanel').getByRole('heading', { name: 'Mon, 2 March 2026' }).waitFor();
}));

test('an article is deleted, and the deletion is undone', () => open(async (page) => {
  await read(page, FERRY);
  await mark(page, 'Ana Ruiz').waitFor();
  await page.getByRole('button', { name: 'Delete “Ferry talks fail”' }).click();
  await page.locator('#source-text').waitFor();
  assert.equal(await tabs(page).count(), 0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await mark(page, 'Ana Ruiz').waitFor();
  await page.getByRole('button', { name: 'Delete “Ferry talks fail”' }).click();
  await page.reload();
  await page.locator('#source-text').waitFor();
  assert.equal(await tabs(page).count(), 0);
}));

test('deleting everything asks first and leaves nothing', () => open(async (page) => {
  await sample(page);
  await page.locator('#theme').click();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await tabs(page).count(), 1);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('status').getByText('Everything has been deleted.').waitFor();
  const left = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('gloss');
    request.onsuccess = () => {
      const all = request.result.transaction('articles').objectStore('articles').getAll();
      all.onsuccess = () => resolve([all.result.length, localStorage.length]);
    };
  }));
  assert.deepEqual(left, [0, 0]);
  await page.reload();
  await page.locator('#source-text').waitFor();
}));

test('two windows share the articles', () => open(async (page, context) => {
  await sample(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await tabs(other).getByRole('button', { name: /^Three countries/ }).waitFor();
  await other.locator('#source-text').fill(FERRY);
  await other.getByRole('button', { name: 'Annotate' }).click();
  await tabs(page).getByRole('button', { name: /^Ferry/ }).first().waitFor();
  assert.ok(await mark(page, 'Rui Teles').first().isVisible(), 'what is open stays open');
  await other.getByRole('button', { name: 'Delete everything' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.locator('#source-text').waitFor();
  assert.equal(await tabs(page).count(), 0, 'what is forgotten in one window is forgotten in all');
}));

test('an article deleted while another window reads the changes does not come back', () => open(async (page, context) => {
  await sample(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await tabs(other).getByRole('button', { name: /^Three countries/ }).waitFor();
  // The first window is told of a change and reads the articles, then waits for the dictionary until all is deleted.
  const release = await holdDictionary(other);
  await other.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('gloss');
    request.onsuccess = () => {
      const channel = new BroadcastChannel('gloss');
      channel.postMessage('changed');
      setTimeout(() => {
        request.result.transaction('articles', 'readwrite').objectStore('articles').clear();
        channel.postMessage('cleared');
        setTimeout(resolve, 300);
      }, 300);
    };
  }));
  await release();
  await other.waitForTimeout(300);
  await page.locator('#source-text').waitFor();
  assert.equal(await tabs(page).count(), 0);
}));

test('the marks follow edits in place without moving the text', () => open(async (page) => {
  await read(page, FERRY);
  await mark(page, 'Ana Ruiz').waitFor();
  await page.getByRole('button', { name: 'Edit text' }).click();
  const field = page.locator('#edit-field');
  assert.ok(await field.evaluate((node) => node === document.activeElement));
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Tom Baker denied that on Friday.');
  const mirrored = page.locator('#mirror .mark.person');
  await mirrored.filter({ hasText: 'Tom Baker' }).waitFor();
  await page.getByRole('tabpanel').getByRole('button', { name: /^Tom Baker/ }).waitFor();
  // The field and its mirror wrap lines at the same places.
  const [own, mirror] = await page.evaluate(() => ['edit-field', 'mirror'].map((id) => document.getElementById(id)?.scrollHeight));
  assert.equal(own, mirror);
  // Undo of the browser itself.
  await page.keyboard.press('Control+z');
  await mirrored.filter({ hasText: 'Tom Baker' }).waitFor({ state: 'detached' });
  await page.keyboard.type(' Tom Baker denied it.');
  await page.keyboard.press('Escape');
  await mark(page, 'Tom Baker').waitFor();
  await page.locator('#article', { hasText: /would close\. Tom Baker denied it\.$/ }).waitFor();
  await page.locator('#articles[data-saved]').waitFor();
  await page.reload();
  await mark(page, 'Tom Baker').waitFor();
}));

test('while editing, a row of the side panel selects its words', () => open(async (page) => {
  await sample(page);
  await page.getByRole('button', { name: 'Edit text' }).click();
  await page.getByRole('tabpanel').getByRole('button', { name: /^Elena Brandt/ }).click();
  const chosen = await page.locator('#edit-field').evaluate((node) => node.value.slice(node.selectionStart, node.selectionEnd));
  assert.equal(chosen, 'Elena Brandt');
}));

test('the finder finds names, claims and words, and runs commands', () => open(async (page) => {
  await sample(page);
  await page.keyboard.press('/');
  const finder = page.getByRole('dialog', { name: 'Find or run a command' });
  await page.keyboard.type('teles');
  await finder.getByRole('option', { name: /^Rui Teles ?opposition lawmaker/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#card.pinned').getByRole('heading', { name: 'Rui Teles' }).waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('church bell');
  await finder.getByRole('option', { name: /a church bell and/ }).last().click();
  assert.deepEqual(await page.evaluate(() => [...CSS.highlights.get('found') ?? []].map(String)), ['church bell']);
  assert.ok(await page.locator('#map').isVisible());

  await page.getByRole('button', { name: 'Find' }).click();
  await page.keyboard.type('zzzz');
  await finder.getByText('No results.').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('hide places');
  await page.keyboard.press('Enter');
  assert.equal(await page.getByRole('button', { name: /^Places/ }).getAttribute('aria-pressed'), 'false');
}));

test('shortcuts walk names and claims, hide families, switch tabs, and can be switched off', () => open(async (page) => {
  await sample(page);
  const at = () => page.evaluate(() => [...document.querySelectorAll('#article .mark')].indexOf(/** @type {Element} */ (document.activeElement)));
  const walked = [];
  for (const key of ['n', 'n', 'n', 'p', 'p']) {
    await page.keyboard.press(key);
    walked.push(await at());
  }
  const [first, second, third] = walked;
  assert.ok(first === 0 && first < second && second < third, walked.join());
  assert.deepEqual(walked.slice(3), [second, first]);
  await page.keyboard.press('j');
  assert.ok(await page.locator('#article .run.cue:focus').count());
  await page.keyboard.press('1');
  assert.equal(await page.getByRole('button', { name: /^People/ }).getAttribute('aria-pressed'), 'false');
  await page.keyboard.press('.');
  assert.match(await page.getByRole('tab', { selected: true }).innerText(), /^Claims/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  assert.match(await sheet.innerText(), /Next claim/);
  await sheet.getByLabel('Single-letter shortcuts').uncheck();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('.');
  assert.match(await page.getByRole('tab', { selected: true }).innerText(), /^Claims/);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Find or run a command' }).waitFor();
}));

test('several dropped files become several articles', () => open(async (page) => {
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'ferry.txt'));
    data.items.add(new File(['# Harbour\n\nTom Baker said no.'], 'harbour.md'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, FERRY);
  await mark(page, 'Tom Baker').waitFor();
  assert.equal(await tabs(page).count(), 2);
  await tabs(page).getByRole('button', { name: 'Harbour', exact: true }).waitFor();
}));

test('typing in a field runs no shortcut', () => open(async (page) => {
  await page.locator('#source-text').focus();
  await page.keyboard.type('a e / ? n');
  assert.equal(await page.locator('#source-text').inputValue(), 'a e / ? n');
}));

test('the minimap shows the positions of all mentions of a hovered name', () => open(async (page) => {
  await sample(page);
  assert.ok(await page.locator('#map').isHidden());
  await mark(page, 'Ingrid Solheim').first().hover();
  await page.locator('#map.shown').waitFor();
  const lit = await page.evaluate(() => CSS.highlights.get('lit')?.size);
  assert.ok(lit && lit > 1, `${lit} lit`);
  assert.equal(await page.locator('#map i').count(), lit);
}));

test('the beginning of a long text is read first, and the reader stays in place', () => open(async (page) => {
  const long = `${SAMPLE}\n\n`.repeat(60);
  await page.locator('#source-text').fill(long);
  await page.getByRole('button', { name: 'Annotate' }).click();
  await page.locator('#article .mark.person').first().waitFor();
  await marked(page);
  assert.equal(await page.locator('#panel').getByRole('tab', { name: /^Claims/ }).count(), 1);
}));
