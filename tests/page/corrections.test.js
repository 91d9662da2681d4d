// Corrections: from the card, by selection and by keyboard; their effects, storage, undo, places after edits, and the
// dictionary file.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { holdDictionary, mark, open, read, sample, setUp, whole } from './browser.js';

setUp();

/** @typedef {import('playwright-core').Page} Page */

const FERRY = 'Ferry talks fail\n\nMayor Ana Ruiz said on Monday that the port would close. Tom Baker denied that.\n\nRuiz left early. Baker stayed.';
const dialog = (/** @type {Page} */ page) => page.locator('dialog.correct');
const list = (/** @type {Page} */ page) => page.locator('dialog.dictionary');
const apply = async (/** @type {Page} */ page) => {
  await page.locator('#article .leaf').first().evaluate((/** @type {HTMLElement} */ leaf) => {
    leaf.dataset.old = '';
  });
  await dialog(page).getByRole('button', { name: /^(Correct|Mark)$/ }).click();
};
const index = (/** @type {Page} */ page, /** @type {RegExp} */ row) => page.getByRole('tabpanel').getByRole('button', { name: row });

/** Opens the dialog for a mark, through its card. @param {Page} page @param {import('playwright-core').Locator} which */
async function correct(page, which) {
  await which.click();
  await page.locator('#card.pinned').getByRole('button', { name: 'Correct…' }).click();
  await dialog(page).waitFor();
}

/** Waits until the article is read with the correction. @param {Page} page */
const settled = (page) => page.locator('#article [data-old]').waitFor({ state: 'detached' });

/** Selects words of the article, as a reader would with the mouse. @param {Page} page @param {string} words */
const select = (page, words) => page.evaluate((words) => {
  const walk = document.createTreeWalker(/** @type {Node} */ (document.getElementById('article')), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.nodeValue?.indexOf(words) ?? -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    window.getSelection()?.removeAllRanges();
    window.getSelection()?.addRange(range);
    return;
  }
  throw new Error(`no "${words}"`);
}, words);

/** The claims of the article, as "who: what". @param {Page} page */
async function voices(page) {
  await page.getByRole('tab', { name: /^Claims/ }).click();
  return page.getByRole('tabpanel').locator('.speaker').allInnerTexts();
}

test('where it is uncertain who speaks, one click says who is meant', () => open(async (page) => {
  await read(page, 'Anna Keller and her brother Tom Keller run the farm. Tom said that the harvest failed. Keller added that the bank refused a loan.');
  assert.deepEqual(await voices(page), ['Tom Keller', 'Keller?']);
  await page.getByRole('tabpanel').locator('.speaker', { hasText: 'Keller?' }).click();
  const card = page.locator('#card.pinned');
  const question = card.getByRole('group', { name: 'Who is meant?' });
  assert.deepEqual(await question.getByRole('button').allInnerTexts(), ['Anna Keller', 'Tom Keller', 'Someone else…']);
  await question.getByRole('button', { name: 'Anna Keller' }).click();
  await page.getByRole('tabpanel').locator('.speaker', { hasText: /^Anna Keller$/ }).waitFor();
  assert.deepEqual(await voices(page), ['Tom Keller', 'Anna Keller']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('tabpanel').locator('.speaker', { hasText: 'Keller?' }).waitFor();
}));

test('a corrected kind applies to the whole entity, is stored, undone and redone', () => open(async (page) => {
  await read(page, FERRY);
  await correct(page, mark(page, 'Ana Ruiz'));
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await apply(page);
  await page.locator('#article .mark.org', { hasText: /^Ruiz$/ }).waitFor();
  assert.equal(await page.locator('#article .mark.org').count(), 2, 'both mentions');
  await page.getByRole('button', { name: '1 correction' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Ana Ruiz', 'the keyboard goes on where it was');
  await page.locator('#articles[data-saved]').waitFor();
  await page.reload();
  await page.locator('#article .mark.org', { hasText: /^Ruiz$/ }).waitFor();
  await correct(page, mark(page, 'Ruiz'));
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Person');
  await apply(page);
  await page.locator('#article .mark.person', { hasText: /^Ana Ruiz$/ }).waitFor();
  await page.keyboard.press('u');
  await page.locator('#article .mark.org', { hasText: /^Ana Ruiz$/ }).waitFor();
  await page.keyboard.press('Shift+U');
  await page.locator('#article .mark.person', { hasText: /^Ana Ruiz$/ }).waitFor();
  await page.keyboard.press('Control+z');
  await page.locator('#article .mark.org', { hasText: /^Ana Ruiz$/ }).waitFor();
}));

test('two names are merged, one mention gets another name, and the speakers follow', () => open(async (page) => {
  await read(page, FERRY);
  await mark(page, 'Tom Baker').waitFor();
  assert.deepEqual(await voices(page), ['Ana Ruiz', 'Tom Baker']);
  await correct(page, mark(page, 'Tom Baker'));
  await page.getByLabel('Who or what').fill('Ana Ruiz');
  await dialog(page).getByText('Merged with Ana Ruiz.').waitFor();
  await apply(page);
  await page.getByRole('tabpanel').locator('.speaker', { hasText: 'Tom Baker' }).waitFor({ state: 'detached' });
  assert.deepEqual(await voices(page), ['Ana Ruiz', 'Ana Ruiz']);
  await page.keyboard.press('u');
  await page.getByRole('tabpanel').locator('.speaker', { hasText: 'Tom Baker' }).waitFor();
  await page.getByRole('tab', { name: /^Names/ }).click();
  await correct(page, mark(page, 'Ruiz'));
  await page.getByLabel('Who or what').fill('Eva Ruiz');
  await page.getByLabel('This place only').check();
  await apply(page);
  await index(page, /^Eva Ruiz/).waitFor();
  await index(page, /^Ana Ruiz/).waitFor();
}));

test('a name and a value are unmarked', () => open(async (page) => {
  await read(page, FERRY);
  await correct(page, mark(page, 'Tom Baker'));
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Not a name');
  assert.ok(await page.getByLabel('Who or what').isHidden());
  await apply(page);
  await mark(page, 'Tom Baker').waitFor({ state: 'detached' });
  assert.equal(await mark(page, 'Baker').count(), 0);
  await correct(page, mark(page, 'Monday'));
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Not a date or figure');
  await apply(page);
  await mark(page, 'Monday').waitFor({ state: 'detached' });
}));

test('a pronoun refers to the person that the reader says', () => open(async (page) => {
  await sample(page);
  const pronoun = page.locator('#article .mark.pronoun', { hasText: /^He$/ });
  await correct(page, pronoun);
  await page.getByLabel('Who or what').fill('Nobody there');
  await apply(page);
  await dialog(page).getByRole('alert').getByText('Nobody in the article has that name').waitFor();
  await page.getByLabel('Who or what').fill('Josphat Mwangi');
  await apply(page);
  await settled(page);
  await pronoun.click();
  await page.locator('#card.pinned').getByText('“He” refers to Josphat Mwangi here: corrected by hand.').waitFor();
  assert.ok((await voices(page)).filter((who) => who === 'Josphat Mwangi').length >= 2);
}));

test('a reference entry is removed and chosen', () => open(async (page) => {
  await sample(page);
  const lisbon = mark(page, 'Lisbon').first();
  await correct(page, lisbon);
  await page.getByLabel('Reference entry').selectOption('None');
  await apply(page);
  await settled(page);
  await lisbon.click();
  await page.locator('#card.pinned .unknown').waitFor();
  await page.keyboard.press('Escape');
  await correct(page, lisbon);
  await dialog(page).locator('option', { hasText: 'Lisbon: capital of Portugal' }).waitFor({ state: 'attached' });
  await page.getByLabel('Reference entry').selectOption('Lisbon: capital of Portugal');
  await apply(page);
  await settled(page);
  await lisbon.click();
  await page.locator('#card.pinned').getByText('Linked by you').waitFor();
  await page.keyboard.press('Escape');
  await correct(page, lisbon);
  await page.getByLabel('Reference entry').selectOption(/** @type {any} */ ({ value: 'other' }));
  await page.getByLabel('Wikidata ID').fill('597x');
  await apply(page);
  await dialog(page).getByRole('alert').waitFor();
  await page.getByLabel('Wikidata ID').fill('Q597');
  await apply(page);
  await settled(page);
  await lisbon.click();
  assert.equal(await page.locator('#card.pinned a', { hasText: 'Wikidata' }).getAttribute('href'), 'https://www.wikidata.org/wiki/Q597');
}));

test('selected words are marked, and their extent is changed by keyboard', () => open(async (page) => {
  await read(page, 'The quorr lamp board met. The lamps of the quorr lamp board are out, it said.');
  await whole(page);
  await select(page, 'orr lamp');
  await page.getByRole('button', { name: 'Mark as…' }).click();
  await dialog(page).getByRole('heading', { name: 'Mark “quorr lamp”' }).waitFor();
  await apply(page);
  await dialog(page).getByRole('alert').getByText('Choose a kind or a name').waitFor();
  await dialog(page).getByRole('button', { name: 'End one word later' }).click();
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await apply(page);
  await mark(page, 'quorr lamp board').first().waitFor();
  assert.equal(await mark(page, 'quorr lamp board').count(), 2);

  // From the mark, by keyboard.
  await page.keyboard.press('m');
  await dialog(page).getByRole('button', { name: 'Start one word later' }).focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('heading', { name: 'Correct “lamp board”' }).waitFor();
  await page.locator('dialog.correct').getByLabel('Kind').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await mark(page, 'lamp board').waitFor();
  assert.equal(await mark(page, 'quorr lamp board').count(), 1);
}));

test('words are marked without a pointer through the finder', () => open(async (page) => {
  await read(page, 'The quorr lamp board met.');
  await whole(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('quorr lamp');
  await page.getByRole('option', { name: 'Mark “quorr lamp” as…' }).waitFor();
  const chosen = page.getByRole('option', { selected: true });
  while (!(await chosen.innerText()).startsWith('Mark')) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await apply(page);
  await mark(page, 'quorr lamp').waitFor();
}));

test('a dictionary entry applies to every article, and is saved and loaded as a file', () => open(async (page) => {
  await read(page, FERRY);
  await correct(page, mark(page, 'Tom Baker'));
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await page.getByLabel('Every article: “Tom Baker”').check();
  await apply(page);
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  await page.getByRole('button', { name: 'New article' }).click();
  await read(page, 'Nobody saw Tom Baker on Friday.');
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  await page.reload();
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  await page.keyboard.press('c');
  const [download] = await Promise.all([page.waitForEvent('download'), list(page).getByRole('button', { name: 'Save dictionary' }).click()]);
  const file = await (await download.createReadStream()).toArray();
  const written = JSON.parse(Buffer.concat(file).toString());
  assert.deepEqual(written, { gloss: 'dictionary', version: 1, entries: [{ words: ['Tom Baker'], is: 'ORG' }] });

  const load = (/** @type {string} */ name, /** @type {string} */ text) => list(page).locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
  const entry = (/** @type {object} */ each) => JSON.stringify({ gloss: 'dictionary', version: 1, entries: [{ words: ['Q'], is: 'ORG' }, each] });
  for (const [text, why] of [
    ['{', 'it is not valid JSON'],
    ['{"entries": []}', 'it is not a Gloss dictionary'],
    ['{"gloss": "dictionary", "version": 9, "entries": []}', 'version 9'],
    [entry({ words: ['Q'], is: 'CAT' }), 'entry 2: its kind is not known'],
    [entry({ words: [], is: 'ORG' }), 'entry 2: its words are missing'],
    [entry({ words: 'Q', is: 'ORG' }), 'entry 2 has no list of words'],
    [entry({ words: ['Q'], is: 'ORG', at: { start: 1, before: '', after: '' } }), 'entry 2 is for one place only'],
  ]) {
    await load('bad.json', text);
    await list(page).getByRole('alert').getByText(why).waitFor();
  }
  assert.equal(await list(page).getByRole('listitem').count(), 1, 'nothing of a bad file is kept');
  await load('desk.json', entry({ words: ['Tom Baker'], is: 'GPE' }));
  await page.getByRole('status').getByText('2 entries added to your dictionary.').waitFor();
  await list(page).getByText('is a country, region or city').waitFor();
  await load('many.json', JSON.stringify({ gloss: 'dictionary', version: 1, entries: Array.from({ length: 2000 }, (_, i) => ({ words: [`Zib ${i}`], is: 'ORG' })) }));
  await list(page).getByRole('button', { name: 'Show 100 more' }).click();
  await list(page).getByText('“Zib 150”').waitFor();
  await list(page).getByRole('button', { name: 'Close' }).click();
  await page.locator('#article .mark.place', { hasText: 'Tom Baker' }).waitFor();
}));

test('a correction survives edits elsewhere, is reported when its place is gone, and applies again when it is back', () => open(async (page) => {
  await read(page, FERRY);
  await correct(page, mark(page, 'Ruiz'));
  await page.getByLabel('Who or what').fill('Eva Ruiz');
  await page.getByLabel('This place only').check();
  await apply(page);
  await index(page, /^Eva Ruiz/).waitFor();
  const edit = async (/** @type {string} */ text) => {
    await page.getByRole('button', { name: 'Edit text' }).click();
    await page.locator('#edit-field').fill(text);
    await page.keyboard.press('Escape');
  };
  await edit(`A line before, with Ruiz in it.\n\n${FERRY.replace('left early', 'left late')}\n\nAnd one after it.`);
  await page.locator('#article p').nth(4).waitFor();
  await index(page, /^Eva Ruiz/).waitFor();
  assert.equal(await page.locator('#corrected .lost').count(), 0);
  await edit(FERRY.replace('Ruiz left early. ', ''));
  await page.locator('#corrected .lost').getByText('one no longer applies').waitFor();
  await page.getByRole('button', { name: '1 correction' }).click();
  await list(page).getByText(/Place not found\. It was here: .*Ruiz left late/).waitFor();
  await page.keyboard.press('Escape');
  await edit(FERRY);
  await index(page, /^Eva Ruiz/).waitFor();
  await page.getByRole('button', { name: '1 correction' }).click();
  await list(page).getByRole('button', { name: 'Remove' }).click();
  await list(page).getByRole('button', { name: 'Close' }).click();
  await index(page, /^Eva Ruiz/).waitFor({ state: 'detached' });
  assert.ok(await page.locator('#corrected').isHidden());
}));

test('exports contain the corrections', () => open(async (page) => {
  await read(page, FERRY);
  await correct(page, mark(page, 'Tom Baker'));
  await page.getByLabel('Who or what').fill('Ana Ruiz');
  await apply(page);
  await index(page, /^Tom Baker/).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('radio', { name: 'JSON', exact: true }).check({ force: true });
  await page.locator('dialog.export[data-shown="json"]').waitFor();
  const document = JSON.parse(await page.locator('.preview pre').innerText());
  assert.deepEqual(document.entities.map((/** @type {any} */ entity) => entity.name), ['Ana Ruiz']);
  assert.equal(document.claims[1].source.entity, document.entities[0].id);
}));

test('entries added before the dictionary is loaded are merged into it', () => open(async (page, context) => {
  const always = async (/** @type {Page} */ on, /** @type {string} */ name) => {
    await correct(on, mark(on, name));
    await on.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
    await on.getByLabel(/^Every article/).check();
    await apply(on);
    await on.locator('#article .mark.org', { hasText: name }).waitFor();
  };
  await read(page, FERRY);
  await always(page, 'Tom Baker');
  // The second window waits for the dictionary.
  const release = await holdDictionary(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await read(other, 'Ana Ruiz did not see Tom Baker.');
  await other.locator('#article .mark.person', { hasText: 'Tom Baker' }).waitFor();
  await always(other, 'Ana Ruiz');
  await release();
  await other.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  await other.reload();
  for (const name of ['Ana Ruiz', 'Tom Baker']) await other.locator('#article .mark.org', { hasText: name }).waitFor();
}));

test('deleting everything deletes the dictionary in every window', () => open(async (page, context) => {
  await read(page, FERRY);
  await correct(page, mark(page, 'Tom Baker'));
  await page.locator('dialog.correct').getByLabel('Kind').selectOption('Organisation');
  await page.getByLabel(/^Every article/).check();
  await apply(page);
  await page.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  const other = await context.newPage();
  await other.goto(page.url());
  await read(other, 'Nobody saw Tom Baker.');
  await other.locator('#article .mark.org', { hasText: 'Tom Baker' }).waitFor();
  await other.getByRole('button', { name: 'Delete everything' }).click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete everything' }).click();
  await page.locator('#source-text').waitFor();
  await read(page, FERRY);
  await page.locator('#article .mark.person', { hasText: 'Tom Baker' }).waitFor();
  assert.ok(await page.locator('#corrected').isHidden());
}));
