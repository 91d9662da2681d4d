// The panel of voices: a bar for each speaker, who is accused, and what is said without a source.
import { accusedOf, bareOf, voicesOf } from './speaker-stats.js';
import { meter, reasonsOf } from './claims.js';
import { short } from '../article/card-content.js';
import { el } from '../shell/dom.js';
import { actOf, familyOf } from '../article/kinds.js';
import { leads, listed, row } from './lists.js';
import { entityOf, handleOf, parse, rolesOf, tidy } from '../article/model.js';
import { W } from '../shell/words.js';

/** From this score on there is enough to check for a sentence to be listed. */
const WORTH = 0.5;

/** @param {HTMLElement} body @param {import('../article/model.js').Model} model @param {import('./panel.js').Act} act */
export function show(body, model, act) {
  const voices = voicesOf(model);
  if (!voices.length) body.append(el('p', { class: 'nothing' }, W.voices.none));
  else {
    const most = Math.max(1, ...voices.map(({ own, reported }) => own + reported));
    const list = el('ul', { class: 'rows voices' });
    listed(list, voices, (voice) => {
      const entity = voice.key[0] === 'e' ? entityOf(model, parse(voice.key).id) : null;
      const { own, reported } = voice;
      const bar = el('span', { class: 'bar2', 'aria-hidden': 'true' }, el('i', { class: 'own' }), el('i', { class: 'told' }));
      /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${(100 * own) / most}%`;
      /** @type {HTMLElement} */ (bar.lastChild).style.inlineSize = `${(100 * reported) / most}%`;
      const facts = [voice.claims > 1 && W.voices.claims(voice.claims), own && W.voices.own(own), reported && W.voices.reported(reported), voice.through && W.voices.through(voice.through)];
      return row(voice.key, voice.start, act.go, [
        el('span', { class: `name ${entity ? familyOf(entity.type) : 'unnamed'}` }, short(voice.name, 90)),
        el('span', { class: 'number' }, W.voices.words(own + reported)),
        rolesOf(entity)[0] ? el('span', { class: 'gist' }, rolesOf(entity)[0]) : null,
        own + reported ? bar : null,
        el('span', { class: 'notes' }, facts.filter(Boolean).join(' · ')),
      ]);
    });
    body.append(el('section', { class: 'part' }, el('h3', {}, W.voices.title), el('p', { class: 'key', 'aria-hidden': 'true' }, el('i', { class: 'own' }), W.voices.keyOwn, el('i', { class: 'told' }), W.voices.keyReported), list));
  }
  const accused = accusedOf(model);
  if (accused.length) {
    const list = el('ul', { class: 'rows' });
    listed(list, accused, ({ entity, claim, by, reply }) => el('li', { class: 'accused' },
      leads('row', `c${claim}`, handleOf(model.doc.claims[claim]).start, act.go, [el('span', { class: 'name' }, entity.name), ' ', el('span', { class: 'gist' }, W.voices.by(by))]),
      reply === null
        ? el('p', { class: 'reply none' }, W.voices.noReply)
        : leads('row reply', `c${reply}`, handleOf(model.doc.claims[reply]).start, act.go, [W.voices.reply(actOf(model.doc.claims[reply].cue?.kind).verb)])));
    body.append(el('section', { class: 'part' }, el('h3', {}, W.voices.accused), list));
  }
  const { bare, all } = bareOf(model);
  if (!all) return;
  const worth = bare.filter(({ check_worthiness: score }) => score >= WORTH).sort((a, b) => b.check_worthiness - a.check_worthiness);
  const list = el('ul', { class: 'rows' });
  listed(list, worth, (sentence) => el('li', {}, el('button', { type: 'button', class: 'row', onclick: () => act.look([sentence], 0) },
    el('span', { class: 'what' }, short(tidy(model.text.slice(sentence.start, sentence.end)), 200)), el('span', { class: 'notes' }, meter(sentence.check_worthiness), reasonsOf(sentence).slice(0, 2).join('; ')))));
  body.append(el('section', { class: 'part' }, el('h3', {}, W.voices.bare), el('p', { class: 'text' }, W.voices.share(bare.length, all), ' ', bare.length ? el('button', { type: 'button', class: 'plain', onclick: () => act.look(bare, 0) }, W.voices.inText) : null), worth.length ? el('p', { class: 'text' }, W.voices.bareNote) : null, list));
}
