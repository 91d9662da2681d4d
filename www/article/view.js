// The annotated text: one element per paragraph, filled in time slices so that a long article never blocks the page.
// Marks contain no text of their own, so that a manual selection copies the article and nothing else.
import { el } from '../shell/dom.js';
import { handleOf } from './model.js';
import { layMargins } from './margin.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').FilledBlock} FilledBlock */
/** @typedef {import('./model.js').Mark} Mark */
/** @typedef {import('./model.js').Part} Part */

/** Length of a time slice of filling, in milliseconds. */
const SLICE = 12;

/** Number of paragraphs in a leaf, the unit that is created, laid out and observed together. */
export const LEAF = 20;

/**
 * @typedef {object} View
 * @property {Model} model
 * @property {HTMLElement} root
 * @property {HTMLElement[]} paragraphs one per block, of those created so far
 * @property {Map<string, HTMLElement[]>} parts the elements of each key, of the blocks filled so far
 * @property {Map<string, HTMLElement>} stops the element of each stop, by "key@start"
 * @property {(at: number) => void} ensure fills the block that contains this offset
 * @property {() => void} close stops filling and observing
 */

/**
 * Shows a model in `root`.
 * @param {HTMLElement} root
 * @param {Model} model
 * @param {(elements: Map<string, HTMLElement[]>) => void} filled called after each time slice, to highlight new elements
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

  /** Creates the elements of the paragraphs up to this one, leaf by leaf. @param {number} i */
  function create(i) {
    while (i >= paragraphs.length) {
      const blocks = model.blocks.slice(paragraphs.length, paragraphs.length + LEAF);
      const leaf = el('div', { class: 'leaf' }, ...blocks.map((block) => {
        const words = el('p', block.head ? { dir: 'auto', role: 'heading', 'aria-level': 2, class: 'headline' } : { dir: 'auto', class: classesOf(model, block) });
        const paragraph = el('div', { class: 'para' }, el('div', { class: 'margin', 'aria-hidden': 'true' }), words);
        paragraphs.push(paragraph);
        return paragraph;
      }));
      // An estimate of the height, so that the scroll bar is right before the leaf is laid out.
      leaf.style.containIntrinsicBlockSize = `auto ${blocks.reduce((sum, { start, end }) => sum + 20 + 33 * Math.ceil((end - start) / 68), 0)}px`;
      root.append(leaf);
      visibility.observe(leaf);
      sizes.observe(leaf);
    }
  }
  /** @param {number} i */
  function fillBlock(i) {
    if (done[i]) return;
    create(i);
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

  // The margin needs the positions of the lines, so it is laid out only near the window.
  /** The leaves whose margin must be laid out anew. @type {Set<Element>} */
  const stale = new Set();
  const lay = () => {
    if (stale.size) layMargins([...stale].flatMap((leaf) => /** @type {HTMLElement[]} */ ([...leaf.children])), model);
    stale.clear();
  };
  const visibility = new IntersectionObserver((entries) => {
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
  function fillSlice() {
    const until = performance.now() + SLICE;
    while (next < model.blocks.length && performance.now() < until) fillBlock(next++);
    lay();
    filled(parts);
    if (next < model.blocks.length) timer = window.setTimeout(fillSlice);
    else root.dataset.whole = '';
  }
  function close() {
    clearTimeout(timer);
    visibility.disconnect();
    sizes.disconnect();
  }
  delete root.dataset.whole;
  fillSlice();
  return view;
}

/** The CSS classes of a paragraph. @param {Model} model @param {FilledBlock} block */
function classesOf({ doc }, block) {
  const credit = doc.credits.some(({ start, end }) => start <= block.start && end >= block.end);
  return [block.flow && 'flow', credit && 'credit'].filter(Boolean).join(' ');
}

/**
 * Fills one paragraph: cuts it into runs that are covered by the same parts of claims, and puts the marks into each run.
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
        if (handleOf(doc.claims[id]).start === start) addHandle(stops, into, id, start);
      }
    }
    nest(into, text, start, end, inside, 0, known, stops);
  }
}

/** Makes a run the handle of a claim. @param {View['stops']} stops @param {HTMLElement} into @param {number} claim @param {number} start */
function addHandle(stops, into, claim, start) {
  stops.set(`c${claim}@${start}`, into);
  into.dataset.handle = `c${claim}`;
}

/**
 * Cuts a block where parts of claims begin and end.
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

/** The element of a run, which belongs to its innermost claim. @param {Model} model @param {Part[]} active */
function runElement(model, active) {
  const innermost = active.reduce((a, b) => (model.depth[b.claim] >= model.depth[a.claim] ? b : a));
  const depth = Math.min(3, new Set(active.filter((part) => part.part === 'content').map((part) => part.claim)).size);
  const names = ['run', ...new Set(active.map((part) => part.part))];
  if (depth) names.push(`depth${depth}`);
  return el('span', { class: names.join(' '), 'data-claim': `c${innermost.claim}` });
}

/**
 * Appends start..end of the text with its marks, inner marks inside outer ones.
 * @param {HTMLElement} into
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Mark[]} marks the marks that overlap start..end, outer before inner
 * @param {number} i the index of the first one to place
 * @param {View['parts']} known
 * @param {View['stops']} stops
 * @returns {number} the index of the first mark that was not placed
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
