// Cuts the text into the paragraphs that the reader sees. A block is a span of the text, which is never changed; between
// two blocks there is only white space.

/** @typedef {{start: number, end: number, head: boolean, flow: boolean}} Block head: whether it looks like a headline; flow: whether its line breaks are only wrapping */

/** Maximum length of a block, in UTF-16 code units. A longer one is cut at sentence ends, so that no element gets too large to lay out. */
const LONG = 6000;

/**
 * Cuts a text into blocks.
 * @param {string} text
 * @param {ReadonlyArray<{start: number, end: number}>} sentences in order
 * @returns {Block[]}
 */
export function blocksOf(text, sentences) {
  const blankLines = /\n[^\S\n]*\r?\n|\r[^\S\r\n]*\r(?!\n)/.test(text);
  const paragraphs = trimmed(text, blankLines ? /(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*/g : /(?:\r\n|\r|\n)\s*/g);
  const flow = blankLines && wrapped(text);
  /** @type {Block[]} */
  const blocks = [];
  paragraphs.forEach(({ start, end }, i) => {
    const head = i === 0 && paragraphs.length > 1 && end - start < 140 && !/[.!?…,;:]["”’)]*$/.test(text.slice(start, end));
    for (const piece of pieces(text, start, end, sentences)) blocks.push({ ...piece, head, flow });
  });
  return blocks;
}

/** The spans between gaps, without white space at their ends. @param {string} text @param {RegExp} gap */
function trimmed(text, gap) {
  /** @type {Array<{start: number, end: number}>} */
  const spans = [];
  let from = 0;
  const add = (/** @type {number} */ to) => {
    const part = text.slice(from, to);
    const start = from + (part.length - part.trimStart().length);
    const end = start + part.trim().length;
    if (end > start) spans.push({ start, end });
  };
  for (const match of text.matchAll(gap)) {
    add(match.index);
    from = match.index + match[0].length;
  }
  add(text.length);
  return spans;
}

/** Whether lines are wrapped at a fixed width, as in mail and old wire copy. Such breaks do not separate paragraphs. @param {string} text */
function wrapped(text) {
  const inner = [...text.slice(0, 20000).matchAll(/(?<=^|\n)([^\n]+)\n(?=[^\s])/g)].map((m) => m[1].length);
  if (inner.length < 3) return false;
  inner.sort((a, b) => a - b);
  const middle = inner[inner.length >> 1];
  return middle >= 50 && middle <= 100 && inner[inner.length - 1] <= 110;
}

/**
 * Cuts a span that is longer than a block at sentence ends, else at a space.
 * @param {string} text @param {number} start @param {number} end
 * @param {ReadonlyArray<{start: number, end: number}>} sentences
 */
function* pieces(text, start, end, sentences) {
  let next = 0;
  if (end - start > LONG) next = firstAfter(sentences, start);
  while (end - start > LONG) {
    const limit = start + LONG;
    let cut = -1;
    while (next < sentences.length && sentences[next].end <= limit) cut = sentences[next++].end;
    if (cut <= start) cut = text.lastIndexOf(' ', limit);
    if (cut <= start) cut = isLow(text, limit) ? limit - 1 : limit;
    yield { start, end: cut };
    start = cut;
    while (start < end && /\s/.test(text[start])) start++;
  }
  if (end > start) yield { start, end };
}

/** Whether the code unit is the second half of a surrogate pair. @param {string} text @param {number} at */
const isLow = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * The index of the first span that ends after `at`.
 * @param {ReadonlyArray<{start: number, end: number}>} spans in order
 * @param {number} at
 */
export function firstAfter(spans, at) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
