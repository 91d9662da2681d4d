// The annotated text: one element a paragraph, filled in turns so that a long article never blocks the page.
// Marks carry no text of their own, so what is selected and copied by hand is the article and nothing else.
import { el } from '../shell/dom.js';
import { handleOf } from './model.js';
import { layMargins } from './margin.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').FilledBlock} FilledBlock */
/** @typedef {import('./model.js').Mark} Mark */
/** @typedef {import('./model.js').Part} Part */

/** How long, in milliseconds, filling may keep the page from answering. */
const TURN = 12;

/** Paragraphs in a leaf: what is made, laid out and watched together. */
export const LEAF = 20;

/**
 * @typedef {object} View
 * @property {Model} model
 * @property {HTMLElement} root
 * @property {HTMLElement[]} paragraphs one a block, of those made so far
 * @property {Map<string, HTMLElement[]>} parts the elements of each key, of the blocks filled so far
 * @property {Map<string, HTMLElement>} stops the element of each stop, by "key@start"
 * @property {(at: number) => void} ensure fills the block that holds this offset
 * @property {() => void} close stops the filling and the watching
 */

/**
 * Shows a model in `root`.
 * @param {HTMLElement} root
 * @param {Model} model
 * @param {(elements: Map<string, HTMLElement[]>) => void} filled called after each turn, to light what is lit
 * @returns {View}
 */
export function show(root, model, filled) {
  /** @type {HTMLElement[]} */
  const paragraphs = [];
  root.replaceChildren();
  /** @type {View['parts']} */
  const parts = new Map();
  /** @type {View['stops']} */
  const stops = new Map();
  const done = new Array(model.blocks.length).fill(false);
  const view = { model, root, paragraphs, parts, stops, ensure, close };

  /** Makes the elements of the paragraphs up to this one, a leaf at a time. @param {number} i */
  function make(i) {
    while (i >= paragraphs.length) {
      const blocks = model.blocks.slice(paragraphs.length, paragraphs.length + LEAF);
      const leaf = el('div', { class: 'leaf' }, ...blocks.map((block) => {
        const words = el('p', block.head ? { dir: 'auto', role: 'heading', 'aria-level': 2, class: 'headline' } : { dir: 'auto', class: looksOf(model, block) });
        const paragraph = el('div', { class: 'para' }, el('div', { class: 'margin', 'aria-hidden': 'true' }), words);
        paragraphs.push(paragraph);
        return paragraph;
      }));
      // How high it will be, about, so that the scroll bar is right before it is laid out.
      leaf.style.containIntrinsicBlockSize = `auto ${blocks.reduce((sum, { start, end }) => sum + 20 + 33 * Math.ceil((end - start) / 68), 0)}px`;
      root.append(leaf);
      watcher.observe(leaf);
      sizes.observe(leaf);
    }
  }
  /** @param {number} i */
  function fillBlock(i) {
    if (done[i]) return;
    make(i);
    done[i] = true;
    fill(/** @type {HTMLElement} */ (paragraphs[i].lastChild), model, model.blocks[i], parts, stops);
    const leaf = /** @type {HTMLElement} */ (paragraphs[i].parentElement);
    if (leaf.hasAttribute('data-near')) stale.add(leaf);
  }
  /** @param {number} at */
  function ensure(at) {
    const i = model.blocks.findIndex((block) => block.end > at);
    if (i < 0 || done[i]) return;
    fillBlock(i);
    lay();
    filled(parts);
  }

  // The margin is laid only where the reader is, for it needs the lines' places.
  /** @type {Set<Element>} */
  const stale = new Set();
  const lay = () => {
    if (stale.size) layMargins([...stale].flatMap((leaf) => /** @type {HTMLElement[]} */ ([...leaf.children])), model);
    stale.clear();
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      target.toggleAttribute('data-near', isIntersecting);
      if (isIntersecting) stale.add(target);
    }
    lay();
  }, { rootMargin: '400px' });
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target.hasAttribute('data-near')) stale.add(target);
    lay();
  });

  let next = 0;
  let timer = 0;
  function turn() {
    const until = performance.now() + TURN;
    while (next < model.blocks.length && performance.now() < until) fillBlock(next++);
    lay();
    filled(parts);
    if (next < model.blocks.length) timer = window.setTimeout(turn);
    else root.dataset.whole = '';
  }
  function close() {
    clearTimeout(timer);
    watcher.disconnect();
    sizes.disconnect();
  }
  delete root.dataset.whole;
  turn();
  return view;
}

/** @param {Model} model @param {FilledBlock} block */
function looksOf({ doc }, block) {
  const credit = doc.credits.some(({ start, end }) => start <= block.start && end >= block.end);
  return [block.flow && 'flow', credit && 'credit'].filter(Boolean).join(' ');
}

/**
 * Fills one paragraph with its words and marks: runs of the text with the same claims around them, and in each run its marks.
 * @param {HTMLElement} p
 * @param {Model} model
 * @param {FilledBlock} block
 * @param {View['parts']} known
 * @param {View['stops']} stops
 */
export function fill(p, model, block, known, stops) {
  const { text, doc } = model;
  let first = 0;
  for (const run of runsOf(block)) {
    const { start, end, active } = run;
    while (first < block.marks.length && block.marks[first].end <= start) first++;
    const inside = [];
    for (let i = first; i < block.marks.length && block.marks[i].start < end; i++) {
      if (block.marks[i].end > start) inside.push(block.marks[i]);
    }
    let into = p;
    if (active.length) {
      into = runElement(model, active);
      p.append(into);
      for (const id of new Set(active.map((part) => part.claim))) {
        add(known, `c${id}`, into);
        if (handleOf(doc.claims[id]).start === start) handle(stops, into, id, start);
      }
    }
    nest(into, text, start, end, inside, 0, known, stops);
  }
}

/** @param {View['stops']} stops @param {HTMLElement} into @param {number} claim @param {number} start */
function handle(stops, into, claim, start) {
  stops.set(`c${claim}@${start}`, into);
  into.dataset.handle = `c${claim}`;
}

/**
 * @param {FilledBlock} block
 * @returns {Generator<{start: number, end: number, active: Part[]}>}
 */
function* runsOf(block) {
  const cuts = new Set([block.start, block.end]);
  for (const { start, end } of block.parts) {
    if (start > block.start) cuts.add(start);
    if (end < block.end) cuts.add(end);
  }
  const places = [...cuts].sort((a, b) => a - b);
  /** @type {Part[]} */
  let active = [];
  let next = 0;
  for (let i = 0; i + 1 < places.length; i++) {
    const [start, end] = [places[i], places[i + 1]];
    active = active.filter((part) => part.end > start);
    while (next < block.parts.length && block.parts[next].start <= start) {
      if (block.parts[next].end > start) active.push(block.parts[next]);
      next++;
    }
    yield { start, end, active: active.slice() };
  }
}

/** @param {Model} model @param {Part[]} active */
function runElement(model, active) {
  const inmost = active.reduce((a, b) => (model.depth[b.claim] >= model.depth[a.claim] ? b : a));
  const depth = Math.min(3, new Set(active.filter((part) => part.part === 'content').map((part) => part.claim)).size);
  const names = ['run', ...new Set(active.map((part) => part.part))];
  if (depth) names.push(`deep${depth}`);
  return el('span', { class: names.join(' '), 'data-claim': `c${inmost.claim}` });
}

/**
 * @param {HTMLElement} into
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Mark[]} marks those that touch start..end, outer before inner
 * @param {number} i the first of them to place
 * @param {View['parts']} known
 * @param {View['stops']} stops
 * @returns {number} the first mark not placed
 */
function nest(into, text, start, end, marks, i, known, stops) {
  let at = start;
  while (i < marks.length && marks[i].start < end) {
    const mark = marks[i];
    const from = Math.max(mark.start, start);
    const to = Math.min(mark.end, end);
    if (from > at) into.append(text.slice(at, from));
    const node = el('span', { class: `mark ${mark.family} ${mark.how}${mark.score < 0.6 ? ' unsure' : ''}`, 'data-key': mark.key, 'data-mark': mark.id });
    i = nest(node, text, from, to, marks, i + 1, known, stops);
    into.append(node);
    add(known, mark.key, node);
    if (from === mark.start) stops.set(`${mark.key}@${mark.start}`, node);
    at = to;
  }
  if (end > at) into.append(text.slice(at, end));
  return i;
}

/** @param {View['parts']} known @param {string} key @param {HTMLElement} node */
function add(known, key, node) {
  const list = known.get(key);
  if (list) list.push(node);
  else known.set(key, [node]);
}
