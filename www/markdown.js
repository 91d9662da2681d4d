// The annotated article as Markdown: names in bold, a footnote where each is first named, who says what as a list.
import { digestOf } from './digest.js';
import { parse } from './model.js';

/** Text as text: the signs Markdown would read are escaped. @param {string} words */
const escape = (words) => words.replace(/[\\`*_[\]<>#|~&]/g, '\\$&').replace(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, '$1\\$2');

/**
 * @param {import('./model.js').Model} model
 * @param {ReadonlySet<string>} off
 */
export function markdownOf(model, off) {
  const { text } = model;
  const { who, says } = digestOf(model, off);
  const known = new Set(who.map(({ id }) => id));
  /** @type {Map<number, number>} footnote of an entity */
  const notes = new Map();
  const paragraphs = model.blocks.map((block) => {
    let at = block.start;
    let body = '';
    for (const mark of block.marks) {
      const { what, id } = parse(mark.key);
      if (what !== 'e' || mark.how !== 'name' || !known.has(id) || mark.start < at || mark.end > block.end) continue;
      let note = '';
      if (!notes.has(id)) {
        notes.set(id, notes.size + 1);
        note = `[^${notes.size}]`;
      }
      body += `${escape(text.slice(at, mark.start))}**${escape(text.slice(mark.start, mark.end))}**${note}`;
      at = mark.end;
    }
    body += escape(text.slice(at, block.end));
    return (block.head ? `# ${body}` : body).replace(/\r\n|\r|\n/g, block.head || block.flow ? ' ' : '  \n');
  });
  const out = [...paragraphs];
  if (says.length) {
    out.push('## Who says what', says.map((say) => `- **${escape(say.speaker)}**${say.role ? ` (${escape(say.role)})` : ''}${say.verb ? ` *${escape(say.verb)}*` : ''}: ${escape(say.what)}`).join('\n'));
  }
  const entries = new Map(who.map((entry) => [entry.id, entry]));
  const foot = [...notes].map(([id, note]) => {
    const entry = entries.get(id);
    if (!entry) return '';
    const name = entry.address ? `[${escape(entry.name)}](${entry.address.replace(/[()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)})` : escape(entry.name);
    return `[^${note}]: ${name}: ${escape(entry.about)}`;
  });
  if (foot.length) out.push(foot.join('\n'));
  return `${out.join('\n\n')}\n`;
}
