// The panel of voices: a bar for each speaker, who is accused and whether they speak, and the unsourced sentences.
import { shorten } from '../article/card-content.js';
import { el } from '../shell/dom.js';
import { familyOf, speechActOf } from '../article/kinds.js';
import { entityOf, handleOf, parseKey, rolesOf, tidy } from '../article/model.js';
import { W } from '../shell/words.js';
import { meter, reasonsOf } from './claims.js';
import { appendPaged, linkButton, row } from './lists.js';
import { accusedOf, unsourcedOf, voicesOf } from './speaker-stats.js';

/** Minimum check-worthiness of an unsourced sentence that is listed. */
const WORTH = 0.5;

/** @param {HTMLElement} body @param {import('../article/model.js').Model} model @param {import('./panel.js').Actions} act */
export function show(body, model, act) {
  const voices = voicesOf(model);
  if (!voices.length) body.append(el('p', { class: 'nothing' }, W.voices.none));
  else {
    const most = Math.max(1, ...voices.map(({ quoted, reported }) => quoted + reported));
    const list = el('ul', { class: 'rows voices' });
    appendPaged(list, voices, (voice) => {
      const entity = voice.key[0] === 'e' ? entityOf(model, parseKey(voice.key).id) : null;
      const { quoted, reported } = voice;
      const bar = el('span', { class: 'share-bar', 'aria-hidden': 'true' }, el('i', { class: 'quoted' }), el('i', { class: 'reported' }));
      /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${(100 * quoted) / most}%`;
      /** @type {HTMLElement} */ (bar.lastChild).style.inlineSize = `${(100 * reported) / most}%`;
      const facts = [voice.claims > 1 && W.voices.claims(voice.claims), quoted && W.voices.quoted(quoted), reported && W.voices.reported(reported), voice.indirect && W.voices.indirect(voice.indirect)];
      return row(voice.key, voice.start, act.go, [
        el('span', { class: `name ${entity ? familyOf(entity.type) : 'unnamed'}` }, shorten(voice.name, 90)),
        el('span', { class: 'number' }, W.voices.words(quoted + reported)),
        rolesOf(entity)[0] ? el('span', { class: 'gist' }, rolesOf(entity)[0]) : null,
        quoted + reported ? bar : null,
        el('span', { class: 'notes' }, facts.filter(Boolean).join(' · ')),
      ]);
    });
    body.append(el('section', { class: 'part' }, el('h3', {}, W.voices.title), el('p', { class: 'key', 'aria-hidden': 'true' }, el('i', { class: 'quoted' }), W.voices.keyQuoted, el('i', { class: 'reported' }), W.voices.keyReported), list));
  }
  const accused = accusedOf(model);
  if (accused.length) {
    const list = el('ul', { class: 'rows' });
    appendPaged(list, accused, ({ entity, claim, by, reply }) => el('li', { class: 'accused' },
      linkButton('row', `c${claim}`, handleOf(model.doc.claims[claim]).start, act.go, [el('span', { class: 'name' }, entity.name), ' ', el('span', { class: 'gist' }, W.voices.by(by))]),
      reply === null
        ? el('p', { class: 'reply none' }, W.voices.noReply)
        : linkButton('row reply', `c${reply}`, handleOf(model.doc.claims[reply]).start, act.go, [W.voices.reply(speechActOf(model.doc.claims[reply].cue?.kind).verb)])));
    body.append(el('section', { class: 'part' }, el('h3', {}, W.voices.accused), list));
  }
  const { unsourced, all } = unsourcedOf(model);
  if (!all) return;
  const worth = unsourced.filter(({ check_worthiness: score }) => score >= WORTH).sort((a, b) => b.check_worthiness - a.check_worthiness);
  const list = el('ul', { class: 'rows' });
  appendPaged(list, worth, (sentence) => el('li', {}, el('button', { type: 'button', class: 'row', onclick: () => act.showSpans([sentence], 0) },
    el('span', { class: 'what' }, shorten(tidy(model.text.slice(sentence.start, sentence.end)), 200)), el('span', { class: 'notes' }, meter(sentence.check_worthiness), reasonsOf(sentence).slice(0, 2).join('; ')))));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.voices.unsourced), el('p', { class: 'text' }, W.voices.share(unsourced.length, all), ' ', unsourced.length ? el('button', { type: 'button', class: 'plain', onclick: () => act.showSpans(unsourced, 0) }, W.voices.inText) : null), worth.length ? el('p', { class: 'text' }, W.voices.worth) : null, list));
}
