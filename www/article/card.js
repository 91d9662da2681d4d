// The card: one popover beside the mention it speaks of, never over it. It opens on hover and on focus, stays while the
// pointer is on it, is pinned by a click, a tap or Enter, and goes on Escape (WCAG 1.4.13). What it says is details.js's
// business.
import { byId } from '../shell/dom.js';
import { now, set } from '../shell/state.js';

const OPEN_AFTER = 140;
const CLOSE_AFTER = 280;
const GAP = 8;
const EDGE = 10;

/** @type {HTMLElement | null} the element the card belongs to */
let anchor = null;
/** @type {HTMLElement | null} where the focus goes when a pinned card closes */
let opener = null;
let pinned = false;
let timer = 0;
/** @type {HTMLElement | null} dismissed by Escape while the pointer stays on it */
let dismissed = null;

const card = () => byId('card');
export const isPinned = () => pinned;
export const isOpen = () => anchor !== null;

/**
 * Opens the card for an element of the text.
 * @param {HTMLElement} target
 * @param {string} key
 * @param {Node} content
 * @param {{pin: boolean, near?: {x: number, y: number}, from?: HTMLElement | null}} how near: where the pointer is; from: who gets the focus back
 */
export function open(target, key, content, { pin, near, from }) {
  clearTimeout(timer);
  if (anchor !== target) anchor?.removeAttribute('data-open');
  anchor = target;
  anchor.setAttribute('data-open', '');
  pinned = pin;
  const node = card();
  node.replaceChildren(content);
  node.setAttribute('aria-label', node.querySelector('h3')?.textContent ?? 'Details');
  node.classList.toggle('pinned', pin);
  if (node.showPopover && !node.matches(':popover-open')) node.showPopover();
  node.hidden = false;
  place(node, target, near);
  node.scrollTop = 0;
  set({ lit: key });
  if (pin) {
    opener = from ?? target;
    node.focus({ preventScroll: true });
  }
}

/** Closes the card; a pinned one gives the focus back. @param {boolean} [giveFocus] */
export function close(giveFocus = false) {
  clearTimeout(timer);
  if (!anchor) return;
  anchor.removeAttribute('data-open');
  anchor = null;
  const node = card();
  const held = node.contains(document.activeElement);
  if (node.hidePopover && node.matches(':popover-open')) node.hidePopover();
  node.hidden = true;
  if (giveFocus || held) opener?.focus({ preventScroll: true });
  opener = null;
  pinned = false;
  set({ lit: null });
}

// Beside the line of the mention, below it where there is room, else above: the words stay in sight.
/** @param {HTMLElement} node @param {HTMLElement} target @param {{x: number, y: number}} [near] */
function place(node, target, near) {
  const lines = [...target.getClientRects()];
  const line = (near && lines.find((r) => near.y >= r.top - 2 && near.y <= r.bottom + 2)) ?? lines[0] ?? target.getBoundingClientRect();
  const whole = target.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  node.style.maxBlockSize = 'none';
  const wanted = node.offsetHeight;
  const under = height - whole.bottom - GAP - EDGE;
  const over = whole.top - GAP - EDGE;
  const below = wanted <= under || under >= over;
  const size = Math.max(120, Math.min(wanted, below ? under : over));
  node.style.maxBlockSize = `${size}px`;
  const left = Math.max(EDGE, Math.min(line.left, width - node.offsetWidth - EDGE));
  const top = below ? whole.bottom + GAP : whole.top - GAP - Math.min(wanted, size);
  node.style.left = `${left + window.scrollX}px`;
  node.style.top = `${top + window.scrollY}px`;
}

/**
 * Keeps the card in step with pointer and focus.
 * @param {HTMLElement} root the article
 * @param {(target: EventTarget | null) => {element: HTMLElement, key: string} | null} find what a card can be opened for
 * @param {(key: string, element: HTMLElement) => Node} describe
 */
export function follow(root, find, describe) {
  // Words that come under a pointer at rest, after a scroll or a new article, are not hovered.
  let rest = '';
  document.addEventListener('pointermove', (event) => {
    rest = `${event.clientX} ${event.clientY}`;
  });
  root.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch' || rest === `${event.clientX} ${event.clientY}`) return;
    const found = find(event.target);
    if (!found || found.element === dismissed) return;
    dismissed = null;
    if (pinned) return;
    clearTimeout(timer);
    const near = { x: event.clientX, y: event.clientY };
    if (found.element !== anchor) {
      timer = window.setTimeout(() => open(found.element, found.key, describe(found.key, found.element), { pin: false, near }), OPEN_AFTER);
    }
  });
  root.addEventListener('pointerout', (event) => {
    if (event.pointerType === 'touch' || pinned) return;
    if (dismissed && find(event.target)?.element === dismissed) dismissed = null;
    later();
  });
  card().addEventListener('pointerenter', () => clearTimeout(timer));
  card().addEventListener('pointerleave', (event) => {
    if (!pinned && event.pointerType !== 'touch') later();
  });
  root.addEventListener('click', (event) => {
    const found = find(event.target);
    if (!found || !(window.getSelection()?.isCollapsed ?? true)) return;
    event.stopPropagation();
    const near = { x: event.clientX, y: event.clientY };
    open(found.element, found.key, describe(found.key, found.element), { pin: true, near });
  });
  document.addEventListener('click', (event) => {
    if (anchor && event.target instanceof Node && event.target.isConnected && !card().contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !anchor) return;
    dismissed = pinned ? null : anchor;
    event.preventDefault();
    close(pinned);
  });
  // Tab past the last thing in the card comes back to the text.
  card().addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return;
    const stops = [...card().querySelectorAll('button, a[href]')];
    const at = document.activeElement;
    const leaves = event.shiftKey ? at === card() || at === stops[0] : at === stops[stops.length - 1] || stops.length === 0;
    if (!leaves) return;
    event.preventDefault();
    close(true);
  });
  window.addEventListener('resize', () => close());
}

function later() {
  clearTimeout(timer);
  if (anchor) timer = window.setTimeout(() => close(), CLOSE_AFTER);
}

/** Whether the card speaks of this key. @param {string} key */
export const shows = (key) => anchor !== null && now.lit === key;
