// The page in Firefox: the main actions, on the packed site and on the single file from disk. Every test also fails on a
// script error or an error in the console. The variable FIREFOX names the browser's executable.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import { SAMPLE } from '../../www/intake/sample.js';
import { XSS } from '../boundary/xss.js';
import { serve } from '../page/server.js';

/** @typedef {import('puppeteer-core').Page} Page */

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const FERRY = 'Ferry talks fail\n\nMayor Ana Ruiz said on Monday that the port would close.';

/** @type {import('puppeteer-core').Browser} */
let browser;
/** @type {{address: string, close: () => void}} */
let site;
before(async () => {
  site = await serve({}, DIST);
  browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', headless: true });
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** Opens the page, runs `run` with it, and fails on errors. @param {(page: Page) => Promise<void>} run @param {string} [address] */
async function open(run, address = site.address) {
  const context = await browser.createBrowserContext();
  /** @type {string[]} */
  const wrong = [];
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(`error: ${error instanceof Error ? error.message : error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  await page.setViewport({ width: 1440, height: 1000 });
  try {
    await page.goto(address);
    await run(page);
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
}

/** The first visible element with this accessible name. @param {Page} page @param {string} name @param {string} [role] */
const named = (page, name, role = 'button') => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
const marked = (/** @type {Page} */ page) => page.waitForSelector('#article[data-whole] .mark');
const texts = (/** @type {Page} */ page, /** @type {string} */ selector) => page.$$eval(selector, (all) => all.map((node) => /** @type {HTMLElement} */ (node).innerText.trim()));
/** Waits until a visible element contains some words. @param {Page} page @param {string} selector @param {string} words */
const shows = (page, selector, words) => page.waitForFunction((where, what) => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(where))].some((node) => node.offsetParent && node.innerText.includes(what)), {}, selector, words);

/** @param {Page} page */
async function sample(page) {
  await named(page, 'Read the sample article').click();
  await marked(page);
}

/** The first mark of these words. @param {Page} page @param {string} words */
async function mark(page, words) {
  const found = await page.evaluateHandle((what) => [...document.querySelectorAll('#article .mark')].find((node) => node.textContent === what), words);
  return /** @type {import('puppeteer-core').ElementHandle<Element>} */ (found.asElement());
}

/** Copies a text to the clipboard, as from another program. @param {Page} page @param {string} text */
async function toClipboard(page, text) {
  const blank = await page.browserContext().newPage();
  await blank.setContent('<textarea></textarea>');
  await blank.$eval('textarea', (field, words) => {
    field.value = words;
    field.focus();
    field.select();
  }, text);
  await press(blank, 'c');
  await blank.close();
  await page.bringToFront();
}

/** The content of the clipboard, by flavour. @param {Page} page @returns {Promise<Record<string, string>>} */
async function clipboard(page) {
  const blank = await page.browserContext().newPage();
  await blank.setContent('<textarea></textarea>');
  await blank.evaluate(() => document.addEventListener('paste', ({ clipboardData }) => {
    document.title = JSON.stringify(Object.fromEntries([...(clipboardData?.types ?? [])].map((type) => [type, clipboardData?.getData(type)])));
  }));
  await blank.focus('textarea');
  await press(blank, 'v');
  await blank.waitForFunction(() => document.title !== '');
  const found = JSON.parse(await blank.title());
  await blank.close();
  return found;
}

/** Presses Ctrl and a letter. @param {Page} page @param {import('puppeteer-core').KeyInput} letter */
async function press(page, letter) {
  await page.keyboard.down('Control');
  await page.keyboard.press(letter);
  await page.keyboard.up('Control');
}

test('a pasted article is marked and its text is unchanged', () => open(async (page) => {
  await toClipboard(page, SAMPLE);
  await page.focus('#source-text');
  await press(page, 'v');
  await marked(page);
  assert.equal((await texts(page, '#article p')).join('\n\n'), SAMPLE.trim());
  assert.ok(await mark(page, 'Ingrid Solheim'));
}));

test('hover, keys and a click open the card of a name, and all its mentions are highlighted', () => open(async (page) => {
  await sample(page);
  const name = await mark(page, 'Ingrid Solheim');
  await name.hover();
  await shows(page, '#card', 'Norwegian Foreign Minister');
  const lit = await page.evaluate(() => [...CSS.highlights.get('lit') ?? []].map((range) => range.toString()));
  assert.ok(lit.includes('Ingrid Solheim') && lit.includes('Solheim'), lit.join());
  await page.keyboard.press('Escape');
  await page.waitForSelector('#card', { hidden: true });
  await name.click();
  await page.waitForSelector('#card.pinned');
  await page.keyboard.press('Escape');
  await page.waitForSelector('#card', { hidden: true });
  await page.focus('#article [tabindex="0"]');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#card.pinned');
}));

test('the side panel shows names, claims, voices, dates and the text', () => open(async (page) => {
  await sample(page);
  for (const [tab, words] of [['Claims', 'Ingrid Solheim'], ['Voices', 'WHO SPEAKS'], ['Dates', 'Published'], ['About', 'What leaves your machine: nothing'], ['Names', 'Ingrid Solheim']]) {
    await page.locator(`#tab-${{ Claims: 'claims', Voices: 'voices', Dates: 'timeline', About: 'about', Names: 'names' }[tab]}`).click();
    await page.waitForFunction((what) => document.getElementById('panel-body')?.innerText.toLowerCase().includes(what.toLowerCase()), {}, words);
  }
}));

test('both flavours are copied: rich without classes, plain as the article', () => open(async (page) => {
  await sample(page);
  await named(page, 'Copy annotated').click();
  await page.waitForFunction(() => document.querySelector('#status.shown')?.textContent === 'Copied.');
  const { 'text/plain': plain, 'text/html': html } = await clipboard(page);
  assert.equal(plain.replaceAll('\r\n', '\n'), SAMPLE);
  assert.match(html, /Ingrid Solheim<\/b><sup>/);
  assert.doesNotMatch(html, /\bclass=|<script|data-key/i);
}));

test('an article is downloaded as a file', () => open(async (page) => {
  await page.evaluateOnNewDocument(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (made) => {
      if (made instanceof Blob) made.text().then((text) => Object.assign(window, { saved: text }));
      return make(made);
    };
  });
  await page.reload();
  await sample(page);
  await named(page, 'Export…').click();
  await page.locator('dialog.export input[value="markdown"]').click();
  await page.waitForSelector('dialog.export[data-shown="markdown"]');
  await named(page, 'Download').click();
  await page.waitForFunction(() => /\*\*Ingrid Solheim\*\*/.test(/** @type {any} */ (window).saved ?? ''));
}));

test('articles are tabs and survive a reload', () => open(async (page) => {
  await sample(page);
  await named(page, 'New article').click();
  await page.locator('#source-text').fill(FERRY);
  await named(page, 'Annotate').click();
  await marked(page);
  await page.waitForSelector('#articles[data-saved]');
  await page.reload();
  await marked(page);
  assert.deepEqual(await texts(page, '#articles [aria-current]'), ['Ferry talks fail']);
  assert.equal((await page.$$('#articles li')).length, 2);
}));

test('the page works without its server once it was opened', async () => {
  const other = await serve({}, DIST);
  await open(async (page) => {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    other.close();
    await page.reload();
    await sample(page);
  }, other.address);
});

test('no request is possible once the engine is loaded', () => open(async (page) => {
  await sample(page);
  assert.equal(await page.evaluate(() => fetch('./').then(() => 'sent', () => 'refused')), 'refused');
}));

test('hostile text, and hostile markup in a file, become text', () => open(async (page) => {
  await page.locator('#source-text').fill(XSS.map((vector) => `Minister ${vector} Ana Ruiz said “${vector}” in Lisbon.`).join('\n\n'));
  await named(page, 'Annotate').click();
  await marked(page);
  await named(page, 'New article').click();
  await page.evaluate((markup) => {
    const data = new DataTransfer();
    data.items.add(new File([markup], 'story.html'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, XSS.map((vector) => `<p>Ana Ruiz said no.</p>${vector}<p>Lisbon agreed.</p>`).join(''));
  await page.waitForFunction(() => document.getElementById('article')?.innerText.startsWith('Ana Ruiz said no.'));
  await marked(page);
  assert.equal((await page.$$('#article :is(script, img, svg, iframe, a, style, math, form, input)')).length, 0);
}));

test('the single file opened from disk annotates', () => open(async (page) => {
  await sample(page);
  assert.ok(await mark(page, 'Ingrid Solheim'));
}, pathToFileURL(`${DIST}gloss.html`).href));
