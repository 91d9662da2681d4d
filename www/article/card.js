// The card: one popover next to the mark that it describes, never over it. It opens on hover and on focus, stays open while
// the pointer is on it, is pinned by a click, a tap or Enter, and closes on Escape (WCAG 1.4.13). Its content is made in
// card-content.js.
import { byId } from '../shell/dom.js';
import { update } from '../shell/state.js';
import { W } from '../shell/words.js';

/** Delay before a card opens on hover, and before it closes, in milliseconds. */
const OPEN_AFTER = 140;
const CLOSE_AFTER = 280;

/** Distance between the card and its mark, and between the card and the edge of the window, in pixels. */
const GAP = 8;
const EDGE = 10;

/** The mark that the card belongs to. @type {HTMLElement | null} */
let anchor = null;
/** The element that gets the focus when a pinned card closes. @type {HTMLElement | null} */
let opener = null;
let pinned = false;
let timer = 0;
/** The mark whose card was dismissed by Escape while the pointer is still on it. @type {HTMLElement | null} */
let dismissed = null;

const card = () => byId('card');
export const isPinned = () => pinned;
export const isOpen = () => anchor !== null;

/**
 * Opens the card of a mark.
 * @param {HTMLElement} target
 * @param {string} key
 * @param {Node} content
 * @param {{pin: boolean, near?: {x: number, y: number}, from?: HTMLElement | null}} how near: the position of the pointer; from: the element that gets the focus back
 */
export function open(target, key, content, { pin, near, from }) {
  clearTimeout(timer);
  if (anchor !== target) anchor?.removeAttribute('data-open');
  anchor = target;
  anchor.setAttribute('data-open', '');
  pinned = pin;
  const node = card();
  node.replaceChildren(content);
  node.setAttribute('aria-label', node.querySelector('h3')?.textContent ?? W.page.details);
  node.classList.toggle('pinned', pin);
  if (node.showPopover && !node.matches(':popover-open')) node.showPopover();
  node.hidden = false;
  place(node, target, near);
  node.scrollTop = 0;
  update({ litKey: key });
  if (pin) {
    opener = from ?? target;
    node.focus({ preventScroll: true });
  }
}

/** Closes the card. @param {boolean} [returnFocus] whether the focus goes back even when it is not in the card */
export function close(returnFocus = false) {
  clearTimeout(timer);
  if (!anchor) return;
  anchor.removeAttribute('data-open');
  anchor = null;
  const node = card();
  const held = node.contains(document.activeElement);
  if (node.hidePopover && node.matches(':popover-open')) node.hidePopover();
  node.hidden = true;
  if (returnFocus || held) opener?.focus({ preventScroll: true });
  opener = null;
  pinned = false;
  update({ litKey: null });
}

/** Places the card below the mark where there is room, else above it, so that the words stay visible. @param {HTMLElement} node @param {HTMLElement} target @param {{x: number, y: number}} [near] */
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
 * Opens and closes the card as the pointer, clicks and keys demand.
 * @param {HTMLElement} root the article
 * @param {(target: EventTarget | null) => {element: HTMLElement, key: string} | null} find the mark at a target
 * @param {(key: string, element: HTMLElement) => Node} describe makes the content
 */
export function listen(root, find, describe) {
  // A mark that moves under a resting pointer, after a scroll or with a new article, is not hovered.
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
    closeLater();
  });
  card().addEventListener('pointerenter', () => clearTimeout(timer));
  card().addEventListener('pointerleave', (event) => {
    if (!pinned && event.pointerType !== 'touch') closeLater();
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
  // Tab from the last control of the card goes back to the text.
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

function closeLater() {
  clearTimeout(timer);
  if (anchor) timer = window.setTimeout(() => close(), CLOSE_AFTER);
}
