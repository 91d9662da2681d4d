// The export formats as the page offers them, and how a format is produced. The engine renders the formats themselves.
import { options } from '../corrections/store.js';
import { render } from '../engine/engine.js';
import { state } from '../shell/state.js';

/** @typedef {import('../pkg/gloss.js').Format} FormatName */
/** @typedef {import('../pkg/gloss.js').Choices} Choices */
/** @typedef {'names' | 'lists' | 'part' | 'address' | 'claim'} Option */

/**
 * @typedef {object} Format
 * @property {FormatName} id
 * @property {keyof typeof import('../shell/words.js').W.export.groups} group
 * @property {string} extension of its files
 * @property {string} type its MIME type
 * @property {Option[]} options that apply to it
 * @property {boolean} [fileOnly] whether it can only be downloaded
 * @property {boolean} [withText] whether the article's text belongs to it as a second file
 */

/** The formats, in the order in which they are offered. @type {Format[]} */
export const FORMATS = [
  { id: 'rich', group: 'paste', extension: '.html', type: 'text/html', options: ['names', 'lists', 'part'] },
  { id: 'markdown', group: 'paste', extension: '.md', type: 'text/markdown', options: ['names', 'lists', 'part'] },
  { id: 'citation', group: 'paste', extension: '.txt', type: 'text/plain', options: ['claim', 'address'] },
  { id: 'html', group: 'read', extension: '.html', type: 'text/html', options: ['lists', 'part', 'address'], fileOnly: true },
  { id: 'csv', group: 'table', extension: '.csv', type: 'text/csv', options: [], fileOnly: true },
  { id: 'tsv', group: 'table', extension: '.tsv', type: 'text/tab-separated-values', options: [] },
  { id: 'claimreview', group: 'table', extension: '.claimreview.jsonld', type: 'application/ld+json', options: ['address'] },
  { id: 'json', group: 'data', extension: '.json', type: 'application/json', options: [] },
  { id: 'annotations', group: 'data', extension: '.jsonld', type: 'application/ld+json', options: ['address'] },
  { id: 'brat', group: 'data', extension: '.ann', type: 'text/plain', options: [], withText: true },
  { id: 'conll', group: 'data', extension: '.conll', type: 'text/plain', options: [], withText: true },
  { id: 'spacy', group: 'data', extension: '.spacy.json', type: 'application/json', options: [] },
];

/** Whether a format is for reading, so that hidden families are left out of it. @param {Format} format */
export const isForReading = (format) => format.id !== 'citation' && (format.group === 'paste' || format.group === 'read');

/** @typedef {{text: string, html?: string, plain: string}} Output text: the rendered format; plain, html: its flavours for the clipboard */

/**
 * Renders the open article. The plain flavour of rich text is the article's own words, without any label.
 * @param {FormatName} id
 * @param {Choices} choices
 * @returns {Promise<Output>}
 */
export async function produce(id, choices) {
  const { text } = state;
  const rendered = await render(text, id, options(), choices);
  if (id === 'rich') return { text: rendered, html: rendered, plain: choices.within ? text.slice(...choices.within) : text };
  if (id === 'citation') return { text: rendered, html: await render(text, 'rich-citation', options(), choices), plain: rendered };
  return { text: rendered, plain: rendered };
}
