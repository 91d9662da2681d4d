// The packed page without a network: kept by the browser, brought up to date, and as one file from a disk.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { DIST, marked, open, read, sample, setUp } from './browser.js';

/** @type {Record<string, string>} */
const standIns = {};
setUp(standIns, DIST);

/** @typedef {import('playwright-core').Page} Page */

/** Waits until the browser keeps the page. @param {Page} page */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
const version = (/** @type {Page} */ page) => page.evaluate(() => document.documentElement.dataset.version);
const caches = (/** @type {Page} */ page) => page.evaluate(() => window.caches.keys());

test('once opened, the page works without a network', () => open(async (page, context) => {
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await sample(page);
}));

test('the browser may install the page', () => open(async (page, context) => {
  await kept(page);
  const session = await context.newCDPSession(page);
  assert.deepEqual((await session.send('Page.getAppManifest')).errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // The windows of these tests are private ones, where nothing is installed.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
}));

/** Puts another version of the site in the place of the first, whose files are gone from the server then. */
async function publishSecond() {
  const keeper = await readFile(`${DIST}sw.js`, 'utf8');
  const first = JSON.parse(keeper.slice(keeper.indexOf('{'), keeper.indexOf(';\n')));
  const [main, worker] = ['main', 'worker'].map((name) => /** @type {string} */ (first.files.find((/** @type {string} */ file) => file.startsWith(`${name}-`))));
  const page = (await readFile(`${DIST}index.html`, 'utf8')).replace(main, 'main-0000000002.js').replace(first.version, 'gloss-second');
  const texts = {
    'worker-0000000002.js': await readFile(DIST + worker, 'utf8'),
    'main-0000000002.js': (await readFile(DIST + main, 'utf8')).replaceAll(worker, 'worker-0000000002.js'),
    'index.html': page,
  };
  for (const [name, text] of Object.entries(texts)) standIns[`/${name}`] = `text:${text}`;
  const files = [...first.files.filter((/** @type {string} */ file) => file !== main && file !== worker), 'worker-0000000002.js', 'main-0000000002.js'];
  const second = { version: 'gloss-second', page: `sha256-${createHash('sha256').update(page).digest('base64')}`, files };
  for (const gone of [main, worker]) standIns[`/${gone}`] = '/nowhere';
  standIns['/sw.js'] = `text:${keeper.replace(JSON.stringify(first), JSON.stringify(second))}`;
  return { first: first.version, worker };
}

test('a new version is told of, and takes no files from a page that is open', () => open(async (page, context) => {
  await kept(page);
  await sample(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await kept(other);
  const { first, worker } = await publishSecond();
  await other.reload();
  for (const each of [page, other]) {
    await each.getByRole('status').getByText('A new version is ready.').waitFor();
    assert.equal(await version(each), first);
    await each.evaluate((address) => import(address), `/${worker}`);
  }
  await other.getByRole('button', { name: 'Reload to use it' }).click();
  await other.waitForFunction(() => document.documentElement.dataset.version === 'gloss-second');
  await sample(other);
  assert.deepEqual((await caches(page)).sort(), [first, 'gloss-second'].sort(), 'one window still shows the first version');
  await page.reload();
  await page.waitForFunction(async () => (await window.caches.keys()).join() === 'gloss-second');
  await context.setOffline(true);
  await page.reload();
  await marked(page);
  assert.equal(await version(page), 'gloss-second');
}));

test('nothing can be asked for once the engine is there', () => assert.rejects(open(async (page) => {
  await sample(page);
  assert.equal(await page.evaluate(() => fetch('./').then(() => 'sent', () => 'refused')), 'refused');
}), /connect-src/));

const file = { address: pathToFileURL(`${DIST}gloss.html`).href };

test('one file opened from a disk annotates, and keeps articles as the site does', () => open(async (page) => {
  await sample(page);
  await page.locator('#articles[data-saved]').waitFor({ state: 'attached' });
  await page.reload();
  await marked(page);
  assert.equal(await page.locator('html').getAttribute('data-version'), null);
}, file));

test('the one file allows no connection from the start', () => assert.rejects(open(async (page) => {
  assert.equal(await page.evaluate(() => fetch('http://127.0.0.1/').then(() => 'sent', () => 'refused')), 'refused');
}, file), /connect-src/));

test('where no worker can be started the page does the work', () => open(async (page) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', { value: class { constructor() { throw new Error('none here'); } } });
  });
  await page.reload();
  await read(page, 'Mayor Ana Ruiz said on Monday that the port would close.');
  await marked(page);
}, file));
