// A hundred texts: the annotated articles, and random combinations of their paragraphs, some in capitals, some with
// characters of other scripts.
import { readdir, readFile } from 'node:fs/promises';

const folder = new URL('../gold/articles/', import.meta.url);
const files = (await readdir(folder)).sort();
const articles = await Promise.all(files.map(async (name) => (await readFile(new URL(name, folder), 'utf8')).split('```text\n')[1].split('\n```')[0]));
const paragraphs = articles.flatMap((article) => article.split('\n\n'));

let state = 1;
/** A pseudo-random number below `n`, the same sequence in every run. @param {number} n */
const draw = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};
const STRANGE = ['🚢', 'السلام', 'Ωμέγα', '\u200d', '“', '’s', '—', '\t', '東京'];

/** A paragraph, sometimes in capitals or with strange characters. @param {string} paragraph */
function change(paragraph) {
  if (draw(6) === 0) return paragraph.toUpperCase();
  const at = draw(paragraph.length);
  return draw(2) ? `${paragraph.slice(0, at)} ${STRANGE[draw(STRANGE.length)]}${paragraph.slice(at)}`.toWellFormed() : paragraph;
}
const mixed = Array.from({ length: 100 - articles.length }, () => Array.from({ length: 2 + draw(10) }, () => change(paragraphs[draw(paragraphs.length)])).join('\n\n'));

export const TEXTS = [...articles, ...mixed];
