// A browser that stores nothing, is full, or has a database of another version: the page keeps working, and the reader is
// told what will be lost when the page is closed.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { mark, marked, open, read, sample, setUp } from './browser.js';

setUp({ '/favicon.ico': 'text:' });

/** @typedef {import('playwright-core').Page} Page */

const FERRY = 'Ferry talks fail\n\nMayor Ana Ruiz said on Monday that the port would close. Tom Baker denied that.';
const told = (/** @type {Page} */ page, /** @type {RegExp} */ words) => page.locator('#status.shown').getByText(words).waitFor();

/** Reads, edits, opens another article and comes back. @param {Page} page */
async function work(page) {
  await read(page, FERRY);
  await mark(page, 'Ana Ruiz').waitFor();
  await page.getByRole('button', { name: 'Edit text' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Eva Ray stayed.');
  await page.keyboard.press('Escape');
  await mark(page, 'Eva Ray').waitFor();
  await page.getByRole('button', { name: 'New article' }).click();
  await sample(page);
  await page.getByRole('navigation', { name: 'Your articles' }).getByRole('button', { name: /^Ferry/ }).first().click();
  await mark(page, 'Eva Ray').waitFor();
}

/** Replaces the database of the page by one of another version. @param {Page} page @param {number} version @param {object} [article] */
async function leave(page, version, article) {
  const address = page.url();
  await page.goto(`${address}icon.svg`);
  await page.evaluate(([number, kept]) => new Promise((resolve, reject) => {
    const gone = indexedDB.deleteDatabase('gloss');
    gone.onerror = reject;
    gone.onsuccess = () => {
      const request = indexedDB.open('gloss', Number(number));
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('articles', { keyPath: 'id' });
        if (kept) store.put(kept);
      };
      request.onerror = reject;
      request.onsuccess = () => {
        request.result.close();
        resolve(null);
      };
    };
  }), /** @type {const} */ ([version, article ?? null]));
  await page.goto(address);
}

test('with all storage blocked everything works until the page is closed', () => open(async (page) => {
  await page.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });
    }
  });
  await page.reload();
  await read(page, FERRY);
  await told(page, /could not save the article/);
  await page.getByRole('button', { name: 'New article' }).click();
  await work(page);
  await page.locator('#theme').click();
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await told(page, /did not give access/);
}));

test('with storage full the page keeps working and the reader is told', () => open(async (page) => {
  await sample(page);
  await page.locator('#articles[data-saved]').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    IDBObjectStore.prototype.put = function put() {
      this.transaction.abort();
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, `${FERRY}\n\n${'The harbour is open. '.repeat(2000)}`);
  await told(page, /could not save the article/);
  await marked(page);
  await mark(page, 'Tom Baker').first().click();
  await page.locator('#card.pinned').getByRole('button', { name: 'Correct…' }).click();
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await page.getByLabel(/^Every article/).check();
  await page.locator('dialog.correct').getByRole('button', { name: /^(Correct|Mark)$/ }).click();
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).first().waitFor();
  await told(page, /could not save your dictionary/);
  await page.getByRole('navigation', { name: 'Your articles' }).getByRole('button', { name: /^Three countries/ }).click();
  await mark(page, 'Rui Teles').first().waitFor();
}));

test('articles stored by an older version are shown', () => open(async (page) => {
  await leave(page, 1, { id: 'old', text: FERRY, published: null, at: 1 });
  await page.getByRole('navigation', { name: 'Your articles' }).getByRole('button', { name: 'Ferry talks fail', exact: true }).click();
  await mark(page, 'Ana Ruiz').waitFor();
  await mark(page, 'Tom Baker').click();
  await page.locator('#card.pinned').getByRole('button', { name: 'Correct…' }).click();
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await page.getByLabel(/^Every article/).check();
  await page.locator('dialog.correct').getByRole('button', { name: /^(Correct|Mark)$/ }).click();
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  await page.reload();
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
}));

test('a database of a newer version is left alone, and the page works', () => open(async (page) => {
  await leave(page, 9, { id: 'new', text: FERRY, published: null, at: 1 });
  await read(page, FERRY);
  await told(page, /could not save the article/);
  await page.getByRole('button', { name: 'New article' }).click();
  await work(page);
  const kept = await page.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.open('gloss');
    request.onsuccess = () => {
      const all = request.result.transaction('articles').objectStore('articles').count();
      all.onsuccess = () => resolve([request.result.version, all.result]);
    };
  }));
  assert.deepEqual(kept, [9, 1]);
}));
