// The panel of dates: in chronological order, with the publication date against which relative dates are resolved. The
// reader can change it.
import { around } from '../article/card-content.js';
import { el } from '../shell/dom.js';
import { familyOf } from '../article/kinds.js';
import { tidy } from '../article/model.js';
import { W } from '../shell/words.js';
import { dayOf } from './format-date.js';
import { appendPaged, row } from './lists.js';

/** The pause after which a typed date is accepted, in milliseconds. */
const PAUSE = 600;

/** @param {HTMLElement} body @param {import('../article/model.js').Model} model @param {import('./panel.js').Actions} act */
export function show(body, model, act) {
  const { doc } = model;
  let timer = 0;
  // A typed date is complete only after its last digit: it is accepted after a pause, on Enter, or on blur.
  const accept = () => {
    clearTimeout(timer);
    const day = input.value || null;
    if (input.isConnected && day !== doc.published && (day === null || day >= '1000')) act.setPublished(day);
  };
  const input = el('input', {
    type: 'date', id: 'published', value: doc.published ?? '', onblur: accept,
    oninput: () => {
      clearTimeout(timer);
      timer = window.setTimeout(accept, PAUSE);
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Enter') accept();
    },
  });
  body.append(el('div', { class: 'published' }, el('label', { for: 'published' }, W.timeline.published), input,
    el('p', {}, `${W.timeline.from[doc.published_from]} ${W.timeline.note} `, doc.published_from === 'given' ? el('button', { type: 'button', class: 'plain', id: 'published-reset', onclick: () => act.setPublished(null) }, W.timeline.reset) : null)));
  const times = doc.values.map((value, i) => ({ ...value, i, day: dayOf(value.iso) })).filter(({ type }) => familyOf(type) === 'date');
  if (!times.length) {
    body.append(el('p', { class: 'nothing' }, W.timeline.none));
    return;
  }
  /** @type {Map<string, typeof times>} */
  const days = new Map();
  const dated = times.filter(({ day }) => day).sort((a, b) => (a.day?.from ?? '').localeCompare(b.day?.from ?? '') || a.start - b.start);
  for (const time of dated) days.set(time.day?.words ?? '', [...(days.get(time.day?.words ?? '') ?? []), time]);
  const list = el('ol', { class: 'line' });
  const published = doc.published;
  let passed = !published;
  const mark = () => {
    passed = true;
    list.append(el('li', { class: 'day here' }, el('h3', {}, dayOf(published)?.words ?? ''), el('p', {}, W.timeline.here)));
  };
  for (const [words, all] of days) {
    const { from = '', words: whole = '' } = all[0].day ?? {};
    if (!passed && published && from > published) mark();
    const here = published === from && whole === dayOf(published)?.words;
    if (here) passed = true;
    list.append(el('li', { class: here ? 'day here' : 'day' }, el('h3', {}, words), here ? el('p', {}, W.timeline.here) : null, rowsOf(all)));
  }
  if (!passed) mark();
  body.append(list);
  const undated = times.filter(({ day }) => !day);
  if (undated.length) body.append(el('details', { class: 'kind-group date' }, el('summary', {}, W.timeline.undated, ' ', el('span', { class: 'number' }, String(undated.length))), rowsOf(undated)));

  /** @param {typeof times} all */
  function rowsOf(all) {
    const rows = el('ul', { class: 'rows date' });
    appendPaged(rows, all, ({ i, start, end, iso, why }) => row(`v${i}`, start, act.go, [
      el('span', { class: 'name' }, tidy(model.text.slice(start, end))), iso && iso !== tidy(model.text.slice(start, end)) ? el('span', { class: 'iso' }, iso) : null, el('span', { class: 'gist' }, `${around(model.text, { start, end })}`), el('span', { class: 'notes' }, why)]));
    return rows;
  }
}
