// The side panel: a frame with tabs that shows one panel at a time. It gives access to everything without hovering: a row
// and its marks in the text are highlighted together, and a row goes to its place in the text. On a narrow screen the tabs
// are at the foot of the page and the panel opens over it.
import * as card from '../article/card.js';
import { byId, el } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import { state, update } from '../shell/state.js';
import { W } from '../shell/words.js';
import * as about from './about.js';
import * as claims from './claims.js';
import * as names from './names.js';
import * as timeline from './timeline.js';
import * as voices from './voices.js';

/**
 * @typedef {object} Actions the actions that a panel can request
 * @property {import('./lists.js').Go} go
 * @property {(spans: Array<{start: number, end: number}>, at: number) => void} showSpans highlights these spans until something else is highlighted, and goes to one of them
 * @property {(day: string | null) => void} setPublished sets the publication date and reads the article again
 * @property {() => void} redraw draws the panel anew, after a choice in it
 */

const PANELS = { names, claims, voices, timeline, about };
/** @typedef {keyof typeof PANELS} Tab */
const TABS = /** @type {Tab[]} */ (Object.keys(PANELS));

/** @type {Tab} */
let tab = 'names';
/** @type {Omit<Actions, 'redraw'> | null} */
let act = null;

/** Highlights the marks of a row while the pointer or the focus is on it. @param {Omit<Actions, 'redraw'>} actions */
export function listen(actions) {
  act = actions;
  for (const [enter, leave] of [['pointerover', 'pointerout'], ['focusin', 'focusout']]) {
    byId('panel').addEventListener(enter, (event) => {
      const row = event.target instanceof Element ? event.target.closest('[data-key]') : null;
      if (row && !card.isOpen()) update({ litKey: /** @type {HTMLElement} */ (row).dataset.key ?? null });
    });
    byId('panel').addEventListener(leave, () => {
      if (!card.isOpen()) update({ litKey: null });
    });
  }
}

/** Shows the current panel for the open article. */
export function show() {
  const panel = byId('panel');
  const { model } = state;
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
  const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': W.panel.title });
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
    }, W.panel.tabs[id], counts[id] === undefined ? null : el('span', { class: 'number' }, ` ${counts[id]}`)));
  }
  const body = el('div', { class: `body of-${tab}`, id: 'panel-body', role: 'tabpanel', tabindex: 0, 'aria-labelledby': `tab-${tab}` });
  PANELS[tab].show(body, model, { ...act, redraw: show });
  const wide = byId('reader').dataset.wide !== undefined;
  panel.replaceChildren(el('h2', { class: 'visually-hidden' }, W.panel.title), el('div', { class: 'head' }, list,
    el('button', { type: 'button', class: 'tool widen', id: 'widen', 'aria-pressed': String(wide), 'aria-label': W.panel.widen, title: wide ? W.panel.narrow : W.panel.widen, onclick: widen }, icon(wide ? 'narrow' : 'wide')),
    el('button', { type: 'button', class: 'tool fold', id: 'fold', 'aria-label': W.panel.close, title: W.panel.close, onclick: () => fold(false) }, icon('down'))), body);
  panel.dataset.tab = tab;
  if (same) body.scrollTop = scrolled;
  if (held) document.getElementById(held)?.focus({ preventScroll: true });
}

/** Shows a tab. @param {Tab} id @param {boolean} [toggle] whether to close the panel on a narrow screen when the tab is shown already */
export function choose(id, toggle = false) {
  const panel = byId('panel');
  const open = panel.dataset.open !== undefined;
  fold(!(toggle && open && tab === id));
  tab = id;
  show();
}

/** Opens or closes the panel on a narrow screen. @param {boolean} open */
export function fold(open) {
  byId('panel').toggleAttribute('data-open', open);
}

/** Gives the panel most of the width, or its usual width again. */
export function widen() {
  byId('reader').toggleAttribute('data-wide');
  show();
}

/** Highlights the rows with the key that is highlighted in the text. */
export function showLit() {
  for (const node of byId('panel').querySelectorAll('[data-key]')) {
    node.classList.toggle('lit', /** @type {HTMLElement} */ (node).dataset.key === state.litKey);
  }
}

/**
 * Marks the rows whose places are in view, and scrolls to the first one, unless the reader is using the list.
 * @param {number} from the first offset in view @param {number} to the offset after the last one in view
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
  // The place is behind the rows that are shown: show the next ones.
  if (!first && rows.length && Number(rows[rows.length - 1].dataset.start) < from) /** @type {HTMLElement | null} */ (body.querySelector('.more'))?.click();
  if (!first || body.matches(':hover, :focus-within')) return;
  const top = first.getBoundingClientRect().top - body.getBoundingClientRect().top;
  if (top < 40 || top > body.clientHeight - 120) body.scrollTop += top - 50;
}

/** Shows the next or the previous tab. @param {1 | -1} step */
export const turn = (step) => choose(TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]);
