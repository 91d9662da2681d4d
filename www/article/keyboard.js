// The keyboard in the article: one stop in the tab order, arrows from mark to mark, Home and End, Enter to pin the card.
// Only the current mark has a role, so that a screen reader reads the article and not its marks.
import { state } from '../shell/state.js';
import { familyOfStop } from './filters.js';

/** @typedef {import('./view.js').View} View */

/** The element of the current stop. @type {HTMLElement | null} */
let current = null;

/** Whether the reader has not reached the current stop yet. */
let fresh = true;

/** The element of a stop, whose block is filled when it is not yet. @param {View} view @param {import('./model.js').Stop} stop */
function elementOf(view, stop) {
  const name = `${stop.key}@${stop.start}`;
  if (!view.stops.has(name)) view.ensure(stop.start);
  return view.stops.get(name) ?? null;
}

/** Whether a stop is shown. @param {View} view @param {import('./model.js').Stop} stop */
const isOn = (view, stop) => !state.hiddenFamilies.has(familyOfStop(stop)) && elementOf(view, stop) !== null;

/** Makes an element the only tab stop of the article. @param {HTMLElement | null} element */
export function settle(element) {
  fresh = false;
  if (current === element) return;
  for (const name of ['tabindex', 'role', 'aria-haspopup']) current?.removeAttribute(name);
  current = element;
  current?.setAttribute('tabindex', '0');
  current?.setAttribute('role', 'button');
  current?.setAttribute('aria-haspopup', 'dialog');
}

/** Makes the first mark that is shown the tab stop, unless the current one is still shown. @param {View} view */
export function settleFirst(view) {
  if (current?.isConnected && view.root.contains(current) && isShown(view, current)) return;
  const stop = view.model.stops.find((each) => isOn(view, each));
  settle(stop ? elementOf(view, stop) : null);
  fresh = true;
}

/** Whether an element is a stop that is shown. @param {View} view @param {HTMLElement} element */
function isShown(view, element) {
  const at = indexOf(view, element);
  return at >= 0 && isOn(view, view.model.stops[at]);
}

/** The index of the stop with this element, or -1. @param {View} view @param {Element | null} element */
function indexOf(view, element) {
  return view.model.stops.findIndex((stop) => view.stops.get(`${stop.key}@${stop.start}`) === element);
}

/**
 * Focuses the nearest wanted stop, and makes it the tab stop.
 * @param {View} view @param {number} from the index of the stop to begin with @param {number} step @param {(key: string) => boolean} wanted
 */
function move(view, from, step, wanted) {
  const { stops } = view.model;
  for (let i = from; i >= 0 && i < stops.length; i += step) {
    const element = wanted(stops[i].key) && isOn(view, stops[i]) ? elementOf(view, stops[i]) : null;
    if (!element) continue;
    settle(element);
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
    return element;
  }
  return null;
}

/** The current stop, once the reader has reached it. @param {View | null} view @returns {import('./model.js').Stop | null} */
export function at(view) {
  const i = view && !fresh ? indexOf(view, current) : -1;
  return view && i >= 0 ? view.model.stops[i] : null;
}

/** Focuses the next or previous wanted stop after the current one. @param {View} view @param {(key: string) => boolean} wanted @param {1 | -1} step */
export function next(view, wanted, step) {
  const at = indexOf(view, current);
  return move(view, fresh ? Math.max(0, at) : at + step, step, wanted);
}

/**
 * @param {HTMLElement} root the article
 * @param {() => View | null} viewNow
 * @param {{show: (element: HTMLElement) => void, pin: (element: HTMLElement) => void}} act
 */
export function listen(root, viewNow, act) {
  root.addEventListener('keydown', (event) => {
    const view = viewNow();
    if (!view || event.ctrlKey || event.metaKey || event.altKey || !root.contains(document.activeElement)) return;
    if (event.key === 'Enter' || event.key === ' ') {
      if (document.activeElement !== current || !current) return;
      event.preventDefault();
      act.pin(current);
      return;
    }
    const { stops } = view.model;
    const from = indexOf(view, current);
    /** The index to begin with, and the step. @type {Record<string, [number, number]>} */
    const ways = { ArrowRight: [from + 1, 1], ArrowLeft: [from - 1, -1], Home: [0, 1], End: [stops.length - 1, -1] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    move(view, way[0], way[1], () => true);
  });
  // Focus by keyboard opens the card; a click pins it anyway.
  root.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLElement && event.target === current && current.matches(':focus-visible')) act.show(current);
  });
}
