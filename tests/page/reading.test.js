// The main actions of a reader: paste, read, hover, move by keyboard, filter, go to a place.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { SAMPLE } from '../../www/intake/sample.js';
import { mark, marked, open, read, sample, setUp } from './browser.js';

setUp();

test('the empty page says in one sentence what it is for', () => open(async (page) => {
  await page.getByRole('heading', { name: /Paste an English-language news article to see, in the text, who is who and who says what/ }).waitFor();
  assert.ok(await page.getByRole('textbox', { name: 'Article text' }).isVisible());
  await page.getByRole('button', { name: 'Annotate' }).click();
  assert.match(await page.getByRole('alert').innerText(), /There is no text yet/);
}));

test('the sample is one click away and its text is unchanged', () => open(async (page) => {
  await sample(page);
  const shown = await page.locator('#article p').allInnerTexts();
  assert.equal(shown.join('\n\n').trim(), SAMPLE.trim());
  assert.ok(await page.locator('#article .mark.person').count() > 0);
  assert.ok(await page.locator('#article .run.content').count() > 0);
  assert.ok(await page.locator('#article .run.cue').count() > 0);
}));

test('pasted rich text keeps its paragraphs and only its text', () => open(async (page) => {
  await page.evaluate(() => navigator.clipboard.write([new ClipboardItem({
    'text/html': new Blob(['<h1>Ferry talks fail</h1><p>Mayor <b>Ana Ruiz</b> said the port would close.</p><script>alert(1)</script><p>Nobody in Lisbon objected, the Lusa agency reported.</p>'], { type: 'text/html' }),
    'text/plain': new Blob(['Ferry talks fail Mayor Ana Ruiz said the port would close.'], { type: 'text/plain' }),
  })]));
  await page.locator('#source-text').focus();
  await page.keyboard.press('Control+v');
  if (await page.locator('#reader').isHidden()) await page.getByRole('button', { name: 'Annotate' }).click();
  await marked(page);
  assert.deepEqual(await page.locator('#article p').allInnerTexts(), ['Ferry talks fail', 'Mayor Ana Ruiz said the port would close.', 'Nobody in Lisbon objected, the Lusa agency reported.']);
}));

for (const [name, body] of [['story.txt', 'Ana Ruiz said no.\n\nLisbon agreed.'], ['story.html', '<title>x</title><p>Ana Ruiz said no.</p><p>Lisbon agreed.</p>']]) {
  test(`a dropped ${name} is read`, () => open(async (page) => {
    await page.evaluate(([file, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], file));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [name, body]);
    await marked(page);
    assert.deepEqual(await page.locator('#article p').allInnerTexts(), ['Ana Ruiz said no.', 'Lisbon agreed.']);
  }));
}

test('a file that is not text is refused with one sentence', () => open(async (page) => {
  await page.locator('#file').setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0]) });
  assert.match(await page.locator('#compose-problem').innerText(), /Gloss cannot open “photo\.png”/);
}));

test('hovering a name opens its card next to the words; leaving or Escape closes it', () => open(async (page) => {
  await sample(page);
  const name = mark(page, 'Ingrid Solheim').first();
  const card = page.locator('#card');
  await name.hover();
  await card.getByRole('heading', { name: 'Ingrid Solheim' }).waitFor();
  assert.match(await card.innerText(), /Person/);
  assert.match(await card.innerText(), /Norwegian Foreign Minister/);
  const [words, box] = [await name.boundingBox(), await card.boundingBox()];
  assert.ok(words && box && (box.y >= words.y + words.height || box.y + box.height <= words.y), 'the card covers the name');
  await card.hover();
  assert.ok(await card.isVisible());
  await page.mouse.move(2, 500);
  await card.waitFor({ state: 'hidden' });
  await name.hover();
  await card.waitFor();
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
}));

test('hovering highlights all mentions', () => open(async (page) => {
  await sample(page);
  await mark(page, 'Ingrid Solheim').first().hover();
  await page.locator('#card').waitFor();
  const lit = await page.evaluate(() => [...CSS.highlights.get('lit') ?? []].map((range) => range.toString()));
  assert.ok(lit.includes('Ingrid Solheim') && lit.includes('Solheim'), lit.join());
}));

test('the keyboard reaches every mark and pins its card', () => open(async (page) => {
  await sample(page);
  const first = page.locator('#article [tabindex="0"]');
  await first.focus();
  const before = await first.evaluate((node) => node.dataset.key);
  await page.keyboard.press('ArrowRight');
  const second = page.locator('#article [tabindex="0"]');
  assert.notEqual(await second.evaluate((node) => node.dataset.key ?? node.dataset.handle), before);
  await page.keyboard.press('Enter');
  const card = page.locator('#card.pinned');
  await card.waitFor();
  assert.ok(await page.evaluate(() => document.activeElement?.id === 'card'));
  await page.keyboard.press('Escape');
  await card.waitFor({ state: 'hidden' });
  assert.ok(await second.evaluate((node) => node === document.activeElement));
}));

test('a pinned card jumps to other mentions', () => open(async (page) => {
  await sample(page);
  await mark(page, 'Ingrid Solheim').first().click();
  const card = page.locator('#card.pinned');
  await card.getByRole('button', { name: /^Mention 2:/ }).click();
  await card.getByRole('button', { name: /^Mention 2:/, disabled: false }).and(page.locator('[aria-current="true"]')).waitFor();
  assert.ok(await page.locator('#article .mark[data-open]').evaluate((node) => node.getBoundingClientRect().top > 0));
}));

test('the card of a known person shows role, description, claims, links and reasons', () => open(async (page) => {
  await read(page, 'Moscow agreed. The Russian president, Vladimir Putin, said on Monday that talks would go on.\n\nIngrid Solheim denied that Putin had called.');
  await mark(page, 'Vladimir Putin').first().click();
  const card = page.locator('#card.pinned');
  const text = await card.innerText();
  for (const words of ['Person', 'Vladimir Putin', 'Russian president', 'President of Russia since', 'talks would go on', 'Mentioned in one claim', 'Ingrid Solheim denies', 'Linked by full name']) {
    assert.ok(text.includes(words), `${words} in ${text}`);
  }
  for (const site of ['Wikipedia', 'Wikidata']) {
    const link = card.getByRole('link', { name: site });
    assert.deepEqual([await link.getAttribute('rel'), await link.getAttribute('target')], ['noreferrer noopener', '_blank']);
  }
  assert.equal(await card.locator('.country-code').innerText(), 'RU');
  await card.getByRole('button', { name: /Ingrid Solheim denies/ }).click();
  assert.match(await card.innerText(), /Denial/);
}));

test('the card of an unknown person is made from the article', () => open(async (page) => {
  await sample(page);
  await mark(page, 'Rui Teles').first().click();
  const text = await page.locator('#card.pinned').innerText();
  for (const words of ['opposition lawmaker', 'Not in the built-in reference', 'accuses']) assert.ok(text.toLowerCase().includes(words.toLowerCase()), `${words} in ${text}`);
  assert.equal(await page.locator('#card.pinned').getByRole('link').count(), 0);
}));

test('a claim shows its speaker, its cue and how it is quoted', () => open(async (page) => {
  await sample(page);
  await page.locator('#article .run.cue', { hasText: /^accused$/ }).click();
  const text = await page.locator('#card.pinned').innerText();
  for (const words of ['Accusation', 'Rui Teles', '“accused”', 'Reported, not quoted']) assert.ok(text.includes(words), `${words} in ${text}`);
}));

test('the card of a claim shows speaker, role, certainty, nested claims, reasons to check and an explanation', () => open(async (page) => {
  await sample(page);
  await page.locator('#article .run.cue', { hasText: /^said$/ }).first().click();
  const card = page.locator('#card.pinned');
  const text = await card.innerText();
  for (const words of [/Rui Teles says/, /opposition lawmaker in Lisbon/, /as “He”/, /Certainty\s+Stated plainly/, /Contains\s+what Finance Ministry denies/, /To check\s+.*states a figure/, /Why\s+“He” refers to Rui Teles: who the sentence before is about/]) assert.match(text, words);
  await card.getByRole('button', { name: 'what Finance Ministry denies' }).click();
  assert.match(await card.innerText(), /Stance\s+Denies, rejects or does not confirm it[^]*Part of\s+what Rui Teles says/);
  const parts = await page.evaluate(() => ['source', 'cue'].map((name) => [...CSS.highlights.get(name) ?? []].join()));
  assert.deepEqual(parts, ['the Finance Ministry', 'had denied']);
}));

test('the list of claims follows the scroll', () => open(async (page) => {
  await sample(page);
  await page.getByRole('tab', { name: /^Claims/ }).click();
  const first = page.locator('#panel tr.inview').first();
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, 3000);
  await page.locator('#panel tr.inview', { hasText: 'Elena Brandt' }).first().waitFor();
  const [row, list] = [await first.boundingBox(), await page.locator('#panel-body').boundingBox()];
  assert.ok(row && list && row.y >= list.y && row.y < list.y + list.height, 'the first claim in view is in sight');
}, { viewport: { width: 1440, height: 500 } }));

test('a hidden family is neither marked nor listed', () => open(async (page) => {
  await sample(page);
  const people = page.getByRole('button', { name: /^People/ });
  const colour = () => mark(page, 'Ingrid Solheim').first().evaluate((node) => getComputedStyle(node).textDecorationLine);
  assert.equal(await colour(), 'underline');
  await people.click();
  assert.equal(await people.getAttribute('aria-pressed'), 'false');
  assert.equal(await colour(), 'none');
  assert.equal(await page.locator('#panel').getByText('Ingrid Solheim').count(), 0);
  await people.click();
  assert.equal(await colour(), 'underline');
}));

test('a row of the side panel goes to its place in the text', () => open(async (page) => {
  await sample(page);
  await page.locator('#panel').getByRole('button', { name: /^Elena Brandt/ }).click();
  await page.locator('#card.pinned').getByRole('heading', { name: 'Elena Brandt' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: /^Claims/ }).click();
  await page.locator('#panel').getByRole('button', { name: /^Rui Teles accuses/ }).click();
  assert.match(await page.locator('#card.pinned').innerText(), /Rui Teles accuses/);
}));

test('the publication date can be changed, and relative days follow it', () => open(async (page) => {
  await sample(page);
  const day = async () => {
    await mark(page, 'Wednesday').first().click();
    const text = await page.locator('#card.pinned').innerText();
    await page.keyboard.press('Escape');
    return text;
  };
  assert.match(await day(), /2026-03-04/);
  await page.getByRole('tab', { name: 'Dates' }).click();
  await page.getByLabel('Published').fill('2026-03-13');
  await page.getByLabel('Published').press('Enter');
  await assert.doesNotReject(async () => {
    for (let i = 0; i < 40; i++) {
      if (/2026-03-11/.test(await day())) return;
      await page.waitForTimeout(100);
    }
    throw new Error('the day did not follow');
  });
}));

for (const [what, text, notice] of [
  ['one word', 'Lisbon', /very short/],
  ['only quotation marks', '“”"\'’‘', /no words/],
  ['another language', 'Der Minister erklärte am Mittwoch in Berlin, dass die Verhandlungen über den Haushalt im kommenden Jahr weitergehen sollen und niemand ausgeschlossen werde, wie die Sprecherin der Regierung mitteilte.', /reads English/],
  ['binary data', '\u0001\u0002PK\u0003\u0004\u0007\u0008abc\u0000\u0001\u0002', /binary data/],
]) {
  test(`${what} gets a clear notice`, () => open(async (page) => {
    await read(page, String(text));
    await page.locator('#notice:not([hidden])').waitFor();
    assert.match(await page.locator('#notice').innerText(), /** @type {RegExp} */ (notice));
    // `textContent`, since the text is there before it is laid out.
    assert.ok((await page.locator('#article').textContent() ?? '').includes(String(text).slice(0, 4)));
  }));
}

test('a million characters on one line are shown and marked without freezing the page', { timeout: 240_000 }, () => open(async (page) => {
  const line = 'The mayor of Lisbon, Ana Ruiz, said on Monday that the port would close. ';
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.getElementById('source-text')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, line.repeat(Math.ceil(1_000_000 / line.length)));
  await page.locator('#article .mark').first().waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'New' }).click();
  assert.ok(await page.locator('#source-text').isVisible());
}));
