// The same text gives the same document, byte for byte, on the command line and by the module in Node, in Chromium and in
// Firefox. The variables GLOSS, CHROME and FIREFOX name the executables.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { render } from '../boundary/module.js';
import { serve } from '../page/server.js';
import { TEXTS } from './texts.js';

const expected = TEXTS.map((text) => render(text, 'json'));

/** The documents that the module makes in a browser, on a page that loads nothing else. @param {string[]} texts */
const inPage = async (texts) => {
  const address = '/pkg/gloss.js';
  const engine = await import(address);
  await engine.default({ module_or_path: '/pkg/gloss_bg.wasm' });
  return texts.map((text) => engine.render(text, 'json'));
};

/** @param {() => Promise<import('playwright-core').Browser | import('puppeteer-core').Browser>} launch */
const inBrowser = (launch) => async () => {
  const site = await serve({ '/blank.html': 'text:<!doctype html><title>Blank</title>' });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${site.address}blank.html`);
    assert.deepEqual(await page.evaluate(inPage, TEXTS), expected);
  } finally {
    await browser.close();
    site.close();
  }
};

test('the command line returns the documents of the module in Node', (t) => {
  t.diagnostic(`${TEXTS.length} texts`);
  const read = (/** @type {string} */ input) => execFileSync(process.env.GLOSS ?? 'target/tools/gloss', ['annotate'], { input, encoding: 'utf8' });
  assert.deepEqual(TEXTS.map(read), expected);
});

test('the module returns the same documents in Chromium', inBrowser(() => chromium.launch({ executablePath: process.env.CHROME || '/usr/bin/chromium', args: ['--no-sandbox'] })));

test('the module returns the same documents in Firefox', inBrowser(() => puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', headless: true })));
