// The document as JSON for other programs: the same fields, offsets in Unicode code points, with the text they point into.

/**
 * @param {string} text
 * @param {import('./model.js').Document} doc with UTF-16 offsets
 */
export function jsonOf(text, doc) {
  const point = pointsOf(text);
  const { offsets: _, ...rest } = doc;
  const turned = JSON.parse(JSON.stringify(rest), (key, value) => ((key === 'start' || key === 'end') && typeof value === 'number' ? point(value) : value));
  return `${JSON.stringify({ ...turned, offsets: 'codepoint', text }, null, 2)}\n`;
}

/**
 * From a UTF-16 offset to the number of code points before it; one pass over the text, then one look-up each.
 * @param {string} text
 * @returns {(at: number) => number}
 */
function pointsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (at) => at;
  const before = new Uint32Array(text.length + 1);
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    before[i] = count;
    const low = (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (low && (text.charCodeAt(i) & 0xfc00) === 0xd800) before[++i] = count;
    count++;
  }
  before[text.length] = count;
  return (at) => before[at];
}
