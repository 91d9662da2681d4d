// A browser for the page tests. Every page that it opens fails its test on a script error, a violation of the content
// security policy, or a request to anywhere but the page's own origin.
import { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from './server.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {{address: string, asked: string[], close: () => void}} */
let site;

/** The folder of the packed site, with a slash at the end. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/**
 * Starts the browser and the page's server before the tests of a file, and stops them after.
 * @param {Record<string, string>} [standIns] as for `serve`
 * @param {string} [folder] the folder that is served, www/ unless given
 */
export function setUp(standIns, folder) {
  before(async () => {
    site = await serve(standIns, folder);
    browser = await chromium.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    site?.close();
  });
}

/** The requests to the server so far, as "GET /main.js". */
export const asked = () => [...site.asked];

/**
 * Opens the page, runs `test` with it, and fails on anything that a page must never do.
 * @param {(page: import('playwright-core').Page, context: import('playwright-core').BrowserContext) => Promise<void>} test
 * @param {import('playwright-core').BrowserContextOptions & {address?: string}} [options] address: the address of the page, that of the server unless given
 */
export async function open(test, { address: start = site.address, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  const address = new URL(site.address).origin;
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
  /** @type {string[]} */
  const wrong = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  context.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && request.url() !== start && new URL(request.url()).origin !== address) wrong.push(`request: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  try {
    await page.goto(start);
    await test(page, context);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** Reads the sample article. @param {import('playwright-core').Page} page */
export async function sample(page) {
  await page.getByRole('button', { name: 'Read the sample article' }).click();
  await marked(page);
}

/** Fills a text into the field and annotates it. @param {import('playwright-core').Page} page @param {string} text */
export async function read(page, text) {
  await page.locator('#source-text').fill(text);
  await page.getByRole('button', { name: 'Annotate' }).click();
  await page.locator('#reader').waitFor();
}

/** Waits until the article is read and shown to its end; before that it may be shown without marks. @param {import('playwright-core').Page} page */
export const whole = (page) => page.locator('#reader[data-milliseconds] #article[data-whole]').waitFor();

/** Waits until the article is marked to its end. @param {import('playwright-core').Page} page */
export async function marked(page) {
  await whole(page);
  await page.locator('#article .mark').first().waitFor();
  await page.mouse.move(2, 500);
}

/** A mark of the article by its words. @param {import('playwright-core').Page} page @param {string} words */
export const mark = (page, words) => page.locator('#article .mark', { hasText: new RegExp(`^${words}$`) });

/**
 * The content of the clipboard, by flavour: pasted into a blank page, as into another program.
 * @param {import('playwright-core').BrowserContext} context
 * @returns {Promise<Record<string, string>>}
 */
export async function clipboard(context) {
  const blank = await context.newPage();
  await blank.setContent('<textarea></textarea>');
  await blank.evaluate(() => document.addEventListener('paste', ({ clipboardData }) => {
    const flavours = [...(clipboardData?.types ?? [])].map((type) => [type, clipboardData?.getData(type)]);
    document.title = JSON.stringify(Object.fromEntries(flavours));
  }));
  await blank.locator('textarea').focus();
  await blank.keyboard.press('Control+v');
  const found = JSON.parse(await blank.title());
  await blank.close();
  return found;
}

/**
 * Locks the dictionary.
 * @param {import('playwright-core').Page} page
 * @returns a function that unlocks it and waits until it is free
 */
export async function holdDictionary(page) {
  const held = await page.evaluateHandle(() => new Promise((resolve) => {
    const request = indexedDB.open('gloss');
    request.onsuccess = () => {
      const transaction = request.result.transaction('dictionary', 'readwrite');
      let over = false;
      const hold = () => { if (!over) transaction.objectStore('dictionary').count().onsuccess = hold; };
      hold();
      const free = new Promise((done) => { transaction.oncomplete = () => done(null); });
      resolve({ release: () => { over = true; return free; } });
    };
  }));
  return () => held.evaluate((/** @type {any} */ it) => it.release());
}
