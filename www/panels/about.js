// What is known of the text as a text: its measure, its day, the lines that say where it comes from; and what of it
// leaves the machine.
import { quotedWords, voicesOf, wordsIn } from './speaker-stats.js';
import { dayOf } from './format-date.js';
import { byId, el } from '../shell/dom.js';
import { list } from '../corrections/actions.js';
import { tidy } from '../article/model.js';
import { check } from '../shell/privacy.js';
import { LANGUAGE, W } from '../shell/words.js';

/** Words that people read in a minute, silently, in English (Brysbaert 2019). */
const PACE = 238;

/** @param {HTMLElement} body @param {import('../article/model.js').Model} model @param {import('./panel.js').Act} act */
export function show(body, model, act) {
  const { doc, text } = model;
  const words = wordsIn(text);
  const facts = el('dl', { class: 'facts' });
  const fact = (/** @type {string} */ name, /** @type {import('../shell/dom.js').Child[]} */ ...what) => facts.append(el('dt', {}, name), el('dd', {}, ...what));
  fact(W.about.words, words.toLocaleString(LANGUAGE));
  fact(W.about.sentences, doc.sentences.length.toLocaleString(LANGUAGE));
  fact(W.about.reading, W.about.minutes(words / PACE));
  fact(W.about.quoted, W.about.percent(words ? quotedWords(text, false) / words : 0));
  fact(W.about.names, W.about.known(doc.entities.filter(({ link }) => link).length, doc.entities.length));
  fact(W.about.speakers, String(voicesOf(model).length));
  fact(W.about.dated, dayOf(doc.published)?.words ?? '—', el('span', { class: 'aside' }, W.timeline.from[doc.published_from]));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.about.title), facts));
  const credits = el('ul', { class: 'rows' });
  for (const { start, end } of doc.credits) credits.append(el('li', {}, el('button', { type: 'button', class: 'row', onclick: () => act.look([{ start, end }], 0) }, el('span', { class: 'what' }, tidy(text.slice(start, end))))));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.about.credit), doc.credits.length ? credits : el('p', { class: 'text' }, W.about.noCredit)));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.about.marks), el('p', { class: 'text' }, W.about.legend)));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.correct.all), el('p', { class: 'text' }, W.correct.about, ' ', el('button', { type: 'button', class: 'plain', id: 'about-corrections', onclick: list }, W.correct.show))));
  const took = byId('reader').dataset.milliseconds;
  body.append(el('section', { class: 'part' }, el('h3', {}, W.privacy.leaves), el('div', { class: 'text' }, took ? W.about.timing(took) : '', check())));
}
