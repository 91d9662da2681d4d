// The annotated article as rich text for mail and documents: inline styles only, no class, no script, and as plain text
// for everything else. Colours are those of the light theme, for paper is white.
import { digestOf } from './digest.js';

/** @typedef {import('./model.js').Model} Model */

/** @type {Record<string, string>} */
const INK = { person: '#9f1c44', org: '#1c4e96', place: '#17653a', group: '#69399c', thing: '#84470d', date: '#0b5f6d', figure: '#524d46' };
const WASH = '#f7efd9';
/** @type {Record<string, string>} what may not stand in markup as it is */
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u0000': '\ufffd' };

/** @param {string} words */
const escape = (words) => words.replace(/[&<>"\u0000]/g, (sign) => ESCAPES[sign]);

/**
 * The article with coloured names and washed claims, then the two lists.
 * @param {Model} model
 * @param {ReadonlySet<string>} off
 */
export function richOf(model, off) {
  const { text } = model;
  const paragraphs = model.blocks.map((block) => {
    const claims = off.has('claim') ? [] : block.parts.filter((part) => part.part === 'content' || part.part === 'cue');
    const marks = block.marks.filter((mark) => !off.has(mark.family) && (mark.how === 'name' || mark.family === 'date'));
    const cuts = new Set([block.start, block.end]);
    for (const { start, end } of [...claims, ...marks]) for (const at of [start, end]) if (at > block.start && at < block.end) cuts.add(at);
    const places = [...cuts].sort((a, b) => a - b);
    let [mark, claim, body] = [0, 0, ''];
    /** @type {typeof claims} */
    let active = [];
    for (let i = 0; i + 1 < places.length; i++) {
      const [start, end] = [places[i], places[i + 1]];
      while (mark < marks.length && marks[mark].end <= start) mark++;
      active = active.filter((part) => part.end > start);
      while (claim < claims.length && claims[claim].start <= start) active.push(claims[claim++]);
      const styles = [];
      if (marks[mark] && marks[mark].start <= start) styles.push(`color:${INK[marks[mark].family]}`, 'font-weight:bold');
      if (active.some((part) => part.part === 'content' && part.end > start)) styles.push(`background-color:${WASH}`);
      if (active.some((part) => part.part === 'cue' && part.end > start)) styles.push('font-style:italic');
      const words = escape(text.slice(start, end)).replace(/\r\n|\r|\n/g, block.flow ? ' ' : '<br>');
      body += styles.length ? `<span style="${styles.join(';')}">${words}</span>` : words;
    }
    return block.head ? `<h2 style="font-size:1.3em">${body}</h2>` : `<p>${body}</p>`;
  });
  const { who, says } = digestOf(model, off);
  const people = who.map(({ name, family, about, address }) => {
    const words = `<b style="color:${INK[family]}">${escape(name)}</b>`;
    return `<li>${address ? `<a href="${escape(address)}" style="color:${INK[family]}">${words}</a>` : words}: ${escape(about)}</li>`;
  });
  const claims = says.map((say) => `<li><b>${escape(say.speaker)}</b>${say.role ? ` (${escape(say.role)})` : ''}${say.verb ? ` <i>${escape(say.verb)}</i>` : ''}: ${escape(say.what)}</li>`);
  return `<div>${paragraphs.join('\n')}${section('Who is who', people)}${section('Who says what', claims)}</div>`;
}

/** @param {string} title @param {string[]} items */
const section = (title, items) => (items.length ? `\n<h3 style="font-size:1.05em">${title}</h3>\n<ul>${items.join('\n')}</ul>` : '');

/**
 * The article as it is, then the two lists: no mark stands in the text itself.
 * @param {Model} model
 * @param {ReadonlySet<string>} off
 */
export function plainOf(model, off) {
  const { who, says } = digestOf(model, off);
  const people = who.map(({ name, about }) => `- ${name}: ${about}`);
  const claims = says.map((say) => `- ${say.speaker}${say.role ? ` (${say.role})` : ''}${say.verb ? ` ${say.verb}` : ''}: ${say.what}`);
  const parts = [model.text.trim()];
  if (people.length) parts.push(`Who is who\n${people.join('\n')}`);
  if (claims.length) parts.push(`Who says what\n${claims.join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}
