// The panel about the text: its length, its publication date, its credit lines, a legend of the marks, and how to check
// that nothing leaves the machine.
import { countQuotedWords, voicesOf, countWords } from './speaker-stats.js';
import { dayOf } from './format-date.js';
import { byId, el } from '../shell/dom.js';
import * as corrections from '../corrections/actions.js';
import { tidy } from '../article/model.js';
import { howToCheck } from '../shell/privacy.js';
import { LANGUAGE, W } from '../shell/words.js';

/** Silent reading rate of English, in words per minute (Brysbaert 2019). */
const PACE = 238;

/** @param {HTMLElement} body @param {import('../article/model.js').Model} model @param {import('./panel.js').Actions} act */
export function show(body, model, act) {
  const { doc, text } = model;
  const words = countWords(text);
  const facts = el('dl', { class: 'facts' });
  const fact = (/** @type {string} */ name, /** @type {import('../shell/dom.js').Child[]} */ ...what) => facts.append(el('dt', {}, name), el('dd', {}, ...what));
  fact(W.about.words, words.toLocaleString(LANGUAGE));
  fact(W.about.sentences, doc.sentences.length.toLocaleString(LANGUAGE));
  fact(W.about.reading, W.about.minutes(words / PACE));
  fact(W.about.quoted, W.about.percent(words ? countQuotedWords(text, false) / words : 0));
  fact(W.about.names, W.about.known(doc.entities.filter(({ link }) => link).length, doc.entities.length));
  fact(W.about.speakers, String(voicesOf(model).length));
  fact(W.about.published, dayOf(doc.published)?.words ?? '—', el('span', { class: 'aside' }, W.timeline.from[doc.published_from]));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.about.title), facts));
  const credits = el('ul', { class: 'rows' });
  for (const { start, end } of doc.credits) credits.append(el('li', {}, el('button', { type: 'button', class: 'row', onclick: () => act.showSpans([{ start, end }], 0) }, el('span', { class: 'what' }, tidy(text.slice(start, end))))));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.about.credits), doc.credits.length ? credits : el('p', { class: 'text' }, W.about.noCredits)));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.about.marks), el('p', { class: 'text' }, W.about.legend)));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.correct.all), el('p', { class: 'text' }, W.correct.about, ' ', el('button', { type: 'button', class: 'plain', id: 'about-corrections', onclick: corrections.list }, W.correct.show))));
  const took = byId('reader').dataset.milliseconds;
  body.append(el('section', { class: 'part' }, el('h3', {}, W.privacy.leaves), el('div', { class: 'text' }, took ? W.about.timing(took) : '', howToCheck())));
}
