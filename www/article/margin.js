// The margin: a rule next to each claim, with the name of the speaker where it begins. It is laid out from the positions of
// the lines on the screen, contains no text of its own (names are generated content), and repeats only what the text or
// the side panel says.
import { shorten } from './card-content.js';
import { el } from '../shell/dom.js';
import { parseKey, speakerLabel } from './model.js';

/** @typedef {{claim: number, top: number, bottom: number}} Reach the vertical extent of a claim in its paragraph, in pixels */

/** Maximum number of rules side by side; deeper ones share the last lane. */
const LANES = 3;

/** Number of characters of a name that fit on one line of the margin; a longer name takes two. */
const LINE = 16;

/** Half the height of a line of the article, in pixels, approximately. */
const HALF = 15;

/**
 * Lays out the margins of paragraphs. All are measured before any is changed, so that the browser lays out the page once.
 * @param {HTMLElement[]} paras
 * @param {import('./model.js').Model} model
 */
export function layMargins(paras, model) {
  const measured = paras.map((para) => {
    const { top, height } = para.getBoundingClientRect();
    return { para, reaches: reachesOf(para, top), room: height };
  });
  for (const { para, reaches, room } of measured) layMargin(para, reaches, room, model);
}

/** Lays out one margin. @param {HTMLElement} para @param {Reach[]} reaches @param {number} room the height of the paragraph @param {import('./model.js').Model} model */
function layMargin(para, reaches, room, model) {
  const margin = /** @type {HTMLElement} */ (para.firstChild);
  if (!reaches.length && !margin.firstChild) return;
  /** @type {number[]} */
  const lanes = [];
  let nameEnd = -Infinity;
  let lastName = '';
  const notes = reaches.map(({ claim, top, bottom }, i) => {
    // A claim that only shares a line with the next one ends where that begins; only a nested claim gets a second rule.
    const next = reaches[i + 1];
    if (next && next.top > top + HALF && next.top < bottom && next.bottom >= bottom) bottom = next.top;
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
      nameEnd = at + (name.length > LINE ? 34 : 19);
      lastName = name;
      note.append(label);
    }
    return note;
  });
  margin.replaceChildren(...notes);
}

/** The extents of the claims of a paragraph, from top to bottom. @param {HTMLElement} para @param {number} zero the top of the paragraph @returns {Reach[]} */
function reachesOf(para, zero) {
  /** @type {Map<number, Reach>} */
  const reaches = new Map();
  for (const run of para.querySelectorAll('.run')) {
    const { id: claim } = parseKey(/** @type {HTMLElement} */ (run).dataset.claim ?? '');
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

/** The name of the speaker, cut to two lines; words for a statement that nothing attributes. @param {import('./model.js').Model} model @param {number} claim */
function speakerNote(model, claim) {
  const { source, cue } = model.doc.claims[claim];
  const name = source || !cue ? speakerLabel(model, model.doc.claims[claim]) : '';
  return name.length > 2 * LINE ? shorten(name, 2 * LINE - 4) : name;
}
