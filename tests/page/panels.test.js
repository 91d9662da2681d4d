// The panels: names, the table of claims, voices, dates, and facts about the text.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { open, read, sample, setUp } from './browser.js';

setUp();

/** @typedef {import('playwright-core').Page} Page */

const panel = (/** @type {Page} */ page) => page.getByRole('tabpanel');
const tab = (/** @type {Page} */ page, /** @type {string} */ name) => page.getByRole('tab', { name }).click();
/** Chooses the option with a label, and returns the number after it. @param {import('playwright-core').Locator} list @param {string} label */
async function pick(list, label) {
  const option = list.locator('option', { hasText: new RegExp(`^${label} \\(`) });
  await list.selectOption(await option.getAttribute('value'));
  return Number((await option.innerText()).match(/\((\d+)\)$/)?.[1]);
}
const rows = (/** @type {Page} */ page) => panel(page).getByRole('row').filter({ has: page.getByRole('cell') });

test('names are sorted by place, by count or by name', () => open(async (page) => {
  await sample(page);
  const people = () => panel(page).locator('.kind-group.person .name').allInnerTexts();
  assert.equal((await people())[0], 'Ingrid Solheim');
  await page.getByLabel('Sort by').selectOption('Name');
  assert.deepEqual(await people(), [...await people()].sort());
  await page.getByLabel('Sort by').selectOption('Mentions');
  const counts = (await panel(page).locator('.kind-group.person .number').allInnerTexts()).slice(1).map((words) => parseInt(words, 10));
  assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
}));

test('the table of claims is sorted and filtered', () => open(async (page) => {
  await sample(page);
  await tab(page, 'Claims');
  await page.getByRole('button', { name: 'Widen the side panel' }).click();
  assert.deepEqual(await panel(page).getByRole('columnheader').allInnerTexts(), ['Who', 'Role', 'How', 'What', 'Certainty', 'Worth checking']);
  const all = await rows(page).count();
  assert.equal(all, Number((await page.getByRole('tab', { name: 'Claims' }).innerText()).match(/\d+/)?.[0]));

  await page.getByRole('columnheader', { name: 'Worth checking' }).getByRole('button').click();
  assert.equal(await page.getByRole('columnheader', { name: 'Worth checking' }).getAttribute('aria-sort'), 'descending');
  const levels = await rows(page).locator('.meter').evaluateAll((all) => all.map((meter) => Number(meter.className.match(/level(\d)/)?.[1])));
  assert.deepEqual(levels, [...levels].sort((a, b) => b - a));
  assert.ok(levels[0] > levels[levels.length - 1]);
  assert.match(await rows(page).filter({ hasText: '$3.5 billion' }).innerText(), /Ingrid Solheim[^]*states a figure/);
  await page.getByRole('columnheader', { name: 'Who' }).getByRole('button').click();
  const names = await panel(page).locator('.speaker').allInnerTexts();
  assert.deepEqual(names, [...names].sort((a, b) => a.localeCompare(b)));

  const his = await pick(page.getByLabel('Speaker'), 'Rui Teles');
  assert.ok(his > 0 && his < all);
  assert.equal(await rows(page).count(), his);
  await pick(page.getByLabel('Kind'), 'Accusation');
  assert.ok(await rows(page).count() < his);
  assert.match(await rows(page).first().innerText(), /opposition lawmaker in Lisbon[^]*“accused”[^]*Reported, not quoted[^]*hiding the true cost/);
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.equal(await rows(page).count(), all);
  await page.getByLabel('Source').selectOption('Unnamed source');
  const unnamed = await panel(page).locator('.speaker').allInnerTexts();
  assert.ok(unnamed.some((who) => who.startsWith('A diplomat')) && !unnamed.includes('Rui Teles'), unnamed.join());
}));

test('claims are filtered by subject and time, and the card shows both', () => open(async (page) => {
  await read(page, 'France and Norway accused each other of hiding from Ana Ruiz $3 million they were paid in May. Ruiz said that the port will close in June.');
  await tab(page, 'Claims');
  await pick(page.getByLabel('About', { exact: true }).and(page.locator('select')), 'Ana Ruiz');
  assert.match(await rows(page).innerText(), /hiding from Ana Ruiz/);
  await page.getByRole('button', { name: 'Show all' }).click();
  const dated = await pick(page.getByLabel('About', { exact: true }).and(page.locator('select')), 'Dates');
  assert.equal(await rows(page).count(), dated);
  await page.getByLabel('When').selectOption('About the future');
  assert.match(await rows(page).innerText(), /the port will close/);
  await rows(page).getByRole('button').click();
  const card = page.locator('#card.pinned');
  await card.getByText('About the future').waitFor();
  await card.getByText('June (').or(card.getByText('June', { exact: true })).waitFor();
  await page.getByRole('button', { name: 'Show all' }).click();
  await rows(page).first().getByRole('button').click();
  await card.getByText('They say it of each other').waitFor();
  await card.getByRole('heading', { name: 'France and Norway accuse', exact: true }).waitFor();
  await card.getByRole('button', { name: 'Norway' }).waitFor();
  await card.getByText('$3 million · May').waitFor();
  await card.getByRole('button', { name: 'Ana Ruiz' }).click();
  await page.locator('#card.pinned').getByRole('heading', { name: 'Ana Ruiz' }).waitFor();
}));

test('people without a name are listed and marked, with their claims and their later name', () => open(async (page) => {
  await read(page, 'A man in his thirties was arrested on Monday. A neighbour said that the man had run away. The man was later named as Ted Cole. The neighbour added that it was late.');
  const group = panel(page).locator('.kind-group.unnamed');
  await group.getByText('A neighbour').waitFor();
  assert.deepEqual(await group.locator('.name').allInnerTexts(), ['A man', 'A neighbour']);
  await page.locator('#article .mark.unnamed', { hasText: /^The man$/ }).click();
  const card = page.locator('#card.pinned');
  await card.getByRole('heading', { name: 'A man' }).waitFor();
  await card.getByText('“The man” refers to “A man” here').waitFor();
  await card.getByRole('button', { name: 'Ted Cole', exact: true }).click();
  await card.getByRole('heading', { name: 'Ted Cole' }).waitFor();
  await group.getByRole('button', { name: /A neighbour/ }).click();
  await card.getByText('2 claims').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Without a name/ }).click();
  assert.equal(await group.count(), 0);
}));

test('a row of the table goes to its claim and opens the card', () => open(async (page) => {
  await sample(page);
  await tab(page, 'Claims');
  await rows(page).filter({ hasText: 'hiding the true cost' }).getByRole('button').click();
  await page.locator('#card.pinned').getByRole('heading', { name: 'Rui Teles accuses' }).waitFor();
  const cue = await page.evaluate(() => [...CSS.highlights.get('cue') ?? []].map((range) => range.toString()));
  assert.deepEqual(cue, ['accused']);
}));

test('voices: each speaker has a number of quoted and reported words', () => open(async (page) => {
  await read(page, 'Lena Fischer said “we will not sell the harbour”. She said that the price was too low.\n\nAccording to Tom Baker, the harbour is empty.\n\nThe city bought the harbour in 1987 for $3 million.');
  await tab(page, 'Voices');
  const first = panel(page).getByRole('button', { name: /^Lena Fischer/ });
  assert.match(await first.innerText(), /[1-9] in their own words · \d+ reported/);
  await panel(page).getByRole('button', { name: /^Tom Baker/ }).waitFor();
  assert.match(await panel(page).innerText(), /1 of \d sentences that state facts \(\d+%\) is in the article’s own voice/);
  await panel(page).getByRole('button', { name: /bought the harbour/ }).click();
  assert.equal(await page.evaluate(() => [...CSS.highlights.get('found') ?? []].join('')), 'The city bought the harbour in 1987 for $3 million.');
}));

test('voices: the accused are listed with whether they speak', () => open(async (page) => {
  await read(page, 'Lena Fischer accused Tom Baker of lying to the council. Baker denied this.\n\nLena Fischer accused Ruth Adams of wasting public money.');
  await tab(page, 'Voices');
  const accused = panel(page).locator('.accused');
  assert.match(await accused.filter({ hasText: 'Baker' }).innerText(), /by Lena Fischer[^]*Speaks in the article: denies/);
  assert.match(await accused.filter({ hasText: 'Ruth Adams' }).innerText(), /by Lena Fischer[^]*Does not speak in the article/);
}));

test('dates are in chronological order and follow the publication date', () => open(async (page) => {
  await read(page, 'Lena Fischer will speak on Friday. The harbour was built in 1987 and closed in March 2024. Talks lasted two years.');
  await tab(page, 'Dates');
  const days = () => panel(page).locator('.day h3').allInnerTexts();
  assert.match(await panel(page).innerText(), /The article does not say/);
  assert.deepEqual(await days(), ['1987', 'March 2024']);
  // Typed digit by digit: no part of the date may be accepted as the whole.
  await page.getByLabel('Published').pressSequentially('03042026');
  await panel(page).getByRole('heading', { name: 'Fri, 6 March 2026' }).waitFor();
  assert.deepEqual(await days(), ['1987', 'March 2024', 'Wed, 4 March 2026', 'Fri, 6 March 2026']);
  await panel(page).getByText('Durations and times without a date').click();
  await panel(page).getByRole('button', { name: /^two years/ }).waitFor();
  await page.getByRole('button', { name: 'Use the date in the article' }).click();
  await panel(page).getByText('The article does not say').waitFor();
}));

test('about: length, publication date and privacy are shown', () => open(async (page) => {
  await sample(page);
  await tab(page, 'About');
  const words = await panel(page).innerText();
  for (const part of [/Words\s+3\d\d/, /Reading time\s+2 minutes/, /Wed, 4 March 2026\s+Read from the article/, /What leaves your machine: nothing/]) assert.match(words, part);
}));

test('about: only words between quotation marks count as quoted, with straight marks too', () => open(async (page) => {
  await read(page, 'Ana Ruiz said "no" and "never" to them all on Monday.\n\n"It is over," she added.');
  await tab(page, 'About');
  // 5 of 16 words.
  await panel(page).getByText('31%').waitFor();
}));

test('the arrow keys switch tabs', () => open(async (page) => {
  await sample(page);
  await page.getByRole('tab', { name: /^Names/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'Voices');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.getByRole('tab', { selected: true }).innerText(), 'About');
}));

test('on a narrow screen a tab opens the side panel over the page, and a button closes it', () => open(async (page) => {
  await sample(page);
  assert.ok(await page.locator('#panel-body').isHidden());
  await tab(page, 'Claims');
  await panel(page).getByRole('button', { name: /^Rui Teles accuses/ }).waitFor();
  await page.getByRole('button', { name: 'Close the side panel' }).click();
  assert.ok(await page.locator('#panel-body').isHidden());
}, { viewport: { width: 390, height: 844 } }));
