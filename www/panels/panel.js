// The index beside the article, and the way in for those who do not hover: a frame with tabs, one panel at a time.
// Its rows and the marks of the text light up together; a row goes to its place in the text. On a narrow screen the
// tabs lie at the foot of the page and open over it.
import * as about from './about.js';
import * as claims from './claims.js';
import { byId, el } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import * as names from './names.js';
import { now } from '../shell/state.js';
import * as timeline from './timeline.js';
import * as voices from './voices.js';
import { W } from '../shell/words.js';

/**
 * @typedef {object} Act what a panel can ask for
 * @property {import('./lists.js').Go} go
 * @property {(spots: Array<{start: number, end: number}>, at: number) => void} look lights these words until something else is lit, and goes to one of them
 * @property {(day: string | null) => void} published reads the article again as of this day
 * @property {() => void} again shows the panel again, after a choice in it
 */

const PANELS = { names, claims, voices, timeline, about };
/** @typedef {keyof typeof PANELS} Tab */
const TABS = /** @type {Tab[]} */ (Object.keys(PANELS));

/** @type {Tab} */
let tab = 'names';
/** @type {Omit<Act, 'again'> | null} */
let act = null;

/** @param {Omit<Act, 'again'>} what */
export function listen(what) {
  act = what;
}

/** Shows the panel for the article at hand. */
export function show() {
  const panel = byId('panel');
  const { model } = now;
  if (!model || !act) {
    panel.replaceChildren();
    return;
  }
  const held = panel.contains(document.activeElement) ? document.activeElement?.id : '';
  const scrolled = panel.querySelector('.body')?.scrollTop ?? 0;
  const same = panel.dataset.tab === tab;
  const { doc } = model;
  /** @type {Partial<Record<Tab, number>>} */
  const counts = { names: doc.entities.length, claims: doc.claims.length };
  const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': W.index });
  for (const id of TABS) {
    list.append(el('button', {
      type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'panel-body', 'aria-selected': String(tab === id), tabindex: tab === id ? 0 : -1,
      onclick: () => choose(id, true),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        turn(/** @type {1 | -1} */ (step));
        byId(`tab-${tab}`).focus();
      },
    }, W.tabs[id], counts[id] === undefined ? null : el('span', { class: 'number' }, ` ${counts[id]}`)));
  }
  const body = el('div', { class: `body of-${tab}`, id: 'panel-body', role: 'tabpanel', tabindex: 0, 'aria-labelledby': `tab-${tab}` });
  PANELS[tab].show(body, model, { ...act, again: show });
  const wide = byId('reader').dataset.wide !== undefined;
  panel.replaceChildren(el('h2', { class: 'unseen' }, W.index), el('div', { class: 'head' }, list,
    el('button', { type: 'button', class: 'tool widen', id: 'widen', 'aria-pressed': String(wide), 'aria-label': W.wide, title: wide ? W.narrow : W.wide, onclick: widen }, icon(wide ? 'narrow' : 'wide')),
    el('button', { type: 'button', class: 'tool fold', id: 'fold', 'aria-label': W.fold, title: W.fold, onclick: () => fold(false) }, icon('down'))), body);
  panel.dataset.tab = tab;
  if (same) body.scrollTop = scrolled;
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

/** @param {Tab} id @param {boolean} [toggle] whether the open one folds, where panels fold */
export function choose(id, toggle = false) {
  const panel = byId('panel');
  const open = panel.dataset.open !== undefined;
  fold(!(toggle && open && tab === id));
  tab = id;
  show();
}

/** @param {boolean} open whether the panel is open where it can be folded */
export function fold(open) {
  byId('panel').toggleAttribute('data-open', open);
}

/** Gives the panel most of the width, and takes it back. */
export function widen() {
  byId('reader').toggleAttribute('data-wide');
  show();
}

/** Lights the rows of what is lit. */
export function light() {
  for (const node of byId('panel').querySelectorAll('[data-key]')) {
    node.classList.toggle('lit', /** @type {HTMLElement} */ (node).dataset.key === now.lit);
  }
}

/**
 * Keeps the list of claims in step with the text: those in view are marked, and the first of them is in sight, unless
 * the reader is in the list.
 * @param {number} from the first offset in view @param {number} to
 */
export function follow(from, to) {
  const body = byId('panel').querySelector('.body');
  if (!(body instanceof HTMLElement) || !body.offsetHeight) return;
  /** @type {HTMLElement | null} */
  let first = null;
  const rows = /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll('[data-start]'));
  for (const row of rows) {
    const inView = Number(row.dataset.start) >= from && Number(row.dataset.start) < to;
    row.classList.toggle('inview', inView);
    if (inView) first ??= row;
  }
  // Further down than the rows that are there: the next portion.
  if (!first && rows.length && Number(rows[rows.length - 1].dataset.start) < from) /** @type {HTMLElement | null} */ (body.querySelector('.more'))?.click();
  if (!first || body.matches(':hover, :focus-within')) return;
  const top = first.getBoundingClientRect().top - body.getBoundingClientRect().top;
  if (top < 40 || top > body.clientHeight - 120) body.scrollTop += top - 50;
}

/** The next tab or the previous one. @param {1 | -1} step */
export const turn = (step) => choose(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]);
