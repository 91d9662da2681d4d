// The margin: a rule beside each claim, with the speaker's name where it begins. It is laid from the lines' places on the
// screen, holds no text of its own (names are generated content), and says nothing that the text or the panel does not.
import { el } from './dom.js';
import { parse, speakerOf } from './model.js';

/** @typedef {{claim: number, top: number, bottom: number}} Reach */

/** Rules side by side at most; deeper ones share the last lane. */
const LANES = 3;

/**
 * Lays the margin of one paragraph.
 * @param {HTMLElement} para
 * @param {import('./model.js').Model} model
 */
export function layMargin(para, model) {
  const margin = /** @type {HTMLElement} */ (para.firstChild);
  const box = para.getBoundingClientRect();
  const reaches = reachesOf(para, box.top);
  const room = box.height;
  /** @type {number[]} */
  const lanes = [];
  let nameEnd = -Infinity;
  let lastName = '';
  const notes = reaches.map(({ claim, top, bottom }) => {
    let lane = lanes.findIndex((end) => end <= top + 1);
    if (lane < 0) lane = Math.min(lanes.length, LANES - 1);
    lanes[lane] = bottom;
    const name = speakerNote(model, claim);
    const shown = name !== '' && name !== lastName && Math.max(top, nameEnd) + 14 <= room;
    const note = el('div', { class: `note lane${lane}`, 'data-claim': `c${claim}` }, el('i'));
    note.style.top = `${top}px`;
    note.style.height = `${bottom - top}px`;
    if (shown) {
      const label = el('b', { 'data-name': name });
      const at = Math.max(top, nameEnd);
      label.style.top = `${at - top}px`;
      nameEnd = at + 19;
      lastName = name;
      note.append(label);
    }
    return note;
  });
  margin.replaceChildren(...notes);
}

/** @param {HTMLElement} para @param {number} zero @returns {Reach[]} */
function reachesOf(para, zero) {
  /** @type {Map<number, Reach>} */
  const reaches = new Map();
  for (const run of para.querySelectorAll('.run')) {
    const { id: claim } = parse(/** @type {HTMLElement} */ (run).dataset.claim ?? '');
    const { top, bottom } = run.getBoundingClientRect();
    const known = reaches.get(claim);
    if (!known) reaches.set(claim, { claim, top: top - zero, bottom: bottom - zero });
    else {
      known.top = Math.min(known.top, top - zero);
      known.bottom = Math.max(known.bottom, bottom - zero);
    }
  }
  return [...reaches.values()].sort((a, b) => a.top - b.top || b.bottom - a.bottom);
}

/** @param {import('./model.js').Model} model @param {number} claim */
function speakerNote(model, claim) {
  const { source } = model.doc.claims[claim];
  return source ? speakerOf(model, model.doc.claims[claim]) : '';
}
