// The packed page offline: stored by the browser, updated, and as a single file from disk.
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

/** Waits until the service worker controls the page. @param {Page} page */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);
const version = (/** @type {Page} */ page) => page.evaluate(() => document.documentElement.dataset.version);
const caches = (/** @type {Page} */ page) => page.evaluate(() => window.caches.keys());

test('the page works offline once it was opened', () => open(async (page, context) => {
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await sample(page);
}));

test('the browser offers to install the page', () => open(async (page, context) => {
  await kept(page);
  const session = await context.newCDPSession(page);
  assert.deepEqual((await session.send('Page.getAppManifest')).errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // The windows of these tests are private, so the browser installs nothing.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito'), []);
}));

/** Replaces the site by a second version, and removes the files of the first one from the server. */
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

test('a new version is announced, and takes no files from an open page', () => open(async (page, context) => {
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

test('no request is possible once the engine is loaded', () => assert.rejects(open(async (page) => {
  await sample(page);
  assert.equal(await page.evaluate(() => fetch('./').then(() => 'sent', () => 'refused')), 'refused');
}), /connect-src/));

const file = { address: pathToFileURL(`${DIST}gloss.html`).href };

test('the single file opened from disk annotates, and stores articles as the site does', () => open(async (page) => {
  await sample(page);
  await page.locator('#articles[data-saved]').waitFor({ state: 'attached' });
  await page.reload();
  await marked(page);
  assert.equal(await page.locator('html').getAttribute('data-version'), null);
}, file));

test('the single file allows no connection from the start', () => assert.rejects(open(async (page) => {
  assert.equal(await page.evaluate(() => fetch('http://127.0.0.1/').then(() => 'sent', () => 'refused')), 'refused');
}, file), /connect-src/));

test('the engine runs in the page where no worker can be started', () => open(async (page) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', { value: class { constructor() { throw new Error('none here'); } } });
  });
  await page.reload();
  await read(page, 'Mayor Ana Ruiz said on Monday that the port would close.');
  await marked(page);
}, file));
