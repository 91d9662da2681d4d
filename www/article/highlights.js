// Highlights on the article: the browser's own (CSS Custom Highlight API), so that highlighting a thousand mentions
// changes no element. A browser without them gets a class on each element.

/**
 * The highlights: all mentions of an entity or a value; the content, the source and the cue of a claim; spans that were
 * searched for.
 * @typedef {'lit' | 'claim' | 'source' | 'cue' | 'found'} Highlight
 */

/** The elements that have the class of each highlight. @type {Partial<Record<Highlight, Element[]>>} */
const classed = {};

/**
 * Highlights elements or ranges instead of those that had this highlight before.
 * @param {Highlight} name
 * @param {Iterable<Element | Range>} targets
 */
export function highlight(name, targets) {
  const highlights = globalThis.CSS?.highlights;
  if (highlights && globalThis.Highlight) {
    const ranges = [...targets].map((each) => {
      if (each instanceof Range) return each;
      const range = document.createRange();
      range.selectNodeContents(each);
      return range;
    });
    if (ranges.length) highlights.set(name, new Highlight(...ranges));
    else highlights.delete(name);
    return;
  }
  for (const node of classed[name] ?? []) node.classList.remove(name);
  classed[name] = [...targets].filter((each) => each instanceof Element);
  for (const node of classed[name]) node.classList.add(name);
}
