// Strips HTML down to its tags: without attributes, style sheets, scripts and comments. Parsing the result makes the browser
// request nothing, not even a check against the page's policy. The only attribute that is kept is `hidden`.

/** Elements whose content is not markup; they are removed together with it. */
const RAW = new Set(['script', 'style', 'noscript', 'iframe', 'xmp', 'noembed', 'noframes']);

/**
 * Strips HTML in one pass, in linear time.
 * @param {string} html
 * @returns {string} the same text, with tags without attributes
 */
export function stripHtml(html) {
  let out = '';
  let at = 0;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    out += html.slice(at, open);
    if (html.startsWith('<!--', open)) {
      at = after(html, '-->', open + 4);
      continue;
    }
    const closing = html[open + 1] === '/';
    const name = nameAt(html, open + (closing ? 2 : 1));
    if (!name && !closing && !/[!?]/.test(html[open + 1] ?? '')) {
      out += '&lt;';
      at = open + 1;
      continue;
    }
    const end = tagEnd(html, open + 1 + name.length);
    if (name && !RAW.has(name)) {
      const rest = html.slice(open + 1 + name.length, end);
      const hidden = !closing && /\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden/i.test(rest.slice(0, 2000));
      out += `<${closing ? '/' : ''}${name}${hidden ? ' hidden' : ''}>`;
    }
    at = !closing && RAW.has(name) ? rawEnd(html, name, end) : end;
  }
  return out + html.slice(at);
}

/** The tag name at an offset, in lower case. @param {string} html @param {number} at */
function nameAt(html, at) {
  return /^[a-z][a-z0-9-]{0,40}/i.exec(html.slice(at, at + 41))?.[0].toLowerCase() ?? '';
}

/** The offset after the ">" of a tag; a ">" in a quoted value does not end it. @param {string} html @param {number} at */
function tagEnd(html, at) {
  for (let quote = ''; at < html.length; at++) {
    const sign = html[at];
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '>') return at + 1;
    else if ((sign === '"' || sign === "'") && /=\s*$/.test(html.slice(Math.max(0, at - 8), at))) quote = sign;
  }
  return html.length;
}

/** The offset of the closing tag of an element with raw content. @param {string} html @param {string} name @param {number} at */
function rawEnd(html, name, at) {
  const close = new RegExp(`</${name}\\b`, 'gi');
  close.lastIndex = at;
  return close.exec(html)?.index ?? html.length;
}

/** The offset after the next occurrence of some words. @param {string} html @param {string} words @param {number} at */
function after(html, words, at) {
  const found = html.indexOf(words, at);
  return found < 0 ? html.length : found + words.length;
}
