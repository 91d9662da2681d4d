// Dates of the document (ISO 8601, TIMEX3) in words, and as a key to sort them by.
import { LANGUAGE, W } from '../shell/words.js';

/** @typedef {{from: string, words: string}} Day from: YYYY-MM-DD, to sort by */

const MONTHS = new Intl.DateTimeFormat(LANGUAGE, { month: 'long', year: 'numeric', timeZone: 'UTC' });
const FULL = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
/** Parts of a year: the number of the first month, and the words. @type {Record<string, [number, (year: string) => string]>} */
const PARTS = { SP: [3, W.days.SP], SU: [6, W.days.SU], FA: [9, W.days.FA], WI: [12, W.days.WI], Q1: [1, W.days.Q1], Q2: [4, W.days.Q2], Q3: [7, W.days.Q3], Q4: [10, W.days.Q4], H1: [1, W.days.H1], H2: [7, W.days.H2] };

/**
 * The day of a value; null for durations, times of day and values without a calendar date.
 * @param {string | null} iso
 * @returns {Day | null}
 */
export function dayOf(iso) {
  const [first, last] = (iso ?? '').split('/');
  if (last) {
    const [from, to] = [dayOf(first), dayOf(last)];
    return from && { from: from.from, words: to ? `${from.words} – ${to.words}` : from.words };
  }
  const [date] = first.split('T');
  let found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (found) return { from: date, words: FULL.format(new Date(`${date}T00:00Z`)) };
  found = /^(\d{4})-(\d\d)$/.exec(date);
  if (found) return { from: `${date}-01`, words: MONTHS.format(new Date(`${date}-01T00:00Z`)) };
  found = /^(\d{4})-W(\d\d)(-WE)?$/.exec(date);
  if (found) {
    const monday = mondayOf(Number(found[1]), Number(found[2]), found[3] ? 5 : 0);
    return { from: monday.toISOString().slice(0, 10), words: (found[3] ? W.days.weekend : W.days.week)(FULL.format(monday)) };
  }
  found = /^(\d{4})-([A-Z][A-Z0-9])$/.exec(date);
  if (found && PARTS[found[2]]) {
    const [month, words] = PARTS[found[2]];
    return { from: `${found[1]}-${String(month).padStart(2, '0')}-01`, words: words(found[1]) };
  }
  if (/^\d{4}$/.test(date)) return { from: `${date}-01-01`, words: date };
  if (/^\d{3}$/.test(date)) return { from: `${date}0-01-01`, words: W.days.decade(`${date}0`) };
  if (/^\d{2}$/.test(date)) return { from: `${date}00-01-01`, words: W.days.decade(`${date}00`) };
  return null;
}

/** A day of an ISO 8601 week. @param {number} year @param {number} week @param {number} plus days after its Monday */
function mondayOf(year, week, plus) {
  const fourth = new Date(Date.UTC(year, 0, 4));
  return new Date(Date.UTC(year, 0, 4 - ((fourth.getUTCDay() + 6) % 7) + 7 * (week - 1) + plus));
}
