// All requests of the packed page while every feature is used: its own files, and nothing once they are stored.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { asked, DIST, mark, marked, open, read, sample, setUp } from './browser.js';
import { choose, copied, saved } from './export-dialog.js';

setUp({}, DIST);

test('the page requests only its own files, and nothing once they are stored', { timeout: 120_000 }, () => open(async (page, context) => {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const keeper = await readFile(`${DIST}sw.js`, 'utf8');
  const { files } = JSON.parse(keeper.slice(keeper.indexOf('{'), keeper.indexOf(';\n')));
  const own = new Set(['', 'sw.js', ...files.map((/** @type {string} */ file) => file.replace(/^\.\//, ''))].map((file) => `GET /${file}`));
  assert.deepEqual(asked().filter((each) => !own.has(each)), []);
  const before = asked().length;
  /** @type {string[]} */
  const sent = [];
  context.on('request', (request) => /^(blob|data):/.test(request.url()) || sent.push(request.url()));
  page.on('websocket', (socket) => sent.push(socket.url()));

  await sample(page);
  for (const name of ['Claims', 'Voices', 'Dates', 'About', 'Names']) await page.getByRole('tab', { name }).click();
  await mark(page, 'Norway').first().click();
  await page.locator('#card.pinned').getByRole('button', { name: 'Correct…' }).click();
  await page.getByLabel('Who or what').fill('Portugal');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const form of await page.getByRole('button', { name: 'Export…' }).click().then(() => page.getByRole('radio').all())) {
    await choose(page, await form.evaluate((input) => input.parentElement?.innerText.trim() ?? ''));
    if (await page.locator('dialog.export').getByRole('button', { name: 'Copy', exact: true }).isVisible()) await copied(page, context);
    if (await page.locator('dialog.export').getByRole('button', { name: 'Download', exact: true }).isVisible()) await saved(page);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('nor');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Edit text' }).click();
  await page.keyboard.type('Ana Ruiz said no. ');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, 'Mayor Ana Ruiz said on Monday that https://example.org/ would close. <img src=//example.org/x.png>');
  await marked(page);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.locator('#source-text').waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual(asked().slice(before), []);
  // A replaced engine is loaded from the cache of the browser.
  const kept = new URL(page.url()).origin;
  assert.deepEqual(sent.filter((address) => address !== 'about:blank' && !(address.startsWith(`${kept}/`) && own.has(`GET ${new URL(address).pathname}`))), []);
}));
