// How the document's kinds are gathered for the eye, and what they are called.
import { W } from '../shell/words.js';

/** @typedef {'person' | 'org' | 'place' | 'group' | 'thing' | 'date' | 'figure'} Family */

/** The families, in the order in which they are listed: each has one colour, one underline and one drawing. */
export const FAMILIES = /** @type {const} */ ([
  { id: 'person', plural: W.families.person },
  { id: 'org', plural: W.families.org },
  { id: 'place', plural: W.families.place },
  { id: 'group', plural: W.families.group },
  { id: 'thing', plural: W.families.thing },
  { id: 'date', plural: W.families.date },
  { id: 'figure', plural: W.families.figure },
]);

/** @type {Record<string, Family>} */
const KINDS = {
  PERSON: 'person',
  ORG: 'org',
  GPE: 'place',
  LOC: 'place',
  FAC: 'place',
  NORP: 'group',
  LANGUAGE: 'group',
  PRODUCT: 'thing',
  EVENT: 'thing',
  WORK_OF_ART: 'thing',
  LAW: 'thing',
  DATE: 'date',
  TIME: 'date',
  MONEY: 'figure',
  PERCENT: 'figure',
  QUANTITY: 'figure',
  ORDINAL: 'figure',
  CARDINAL: 'figure',
};

/** @param {string} type a type of the document @returns {Family} */
export const familyOf = (type) => KINDS[type] ?? 'thing';

/** @param {string} type a type of the document */
export const wordOf = (type) => /** @type {Record<string, string>} */ (W.kinds)[type] ?? W.anyKind;

/** What a claim's source does with it. @param {string | undefined} kind the cue's kind */
export const actOf = (kind) => /** @type {Record<string, {verb: string, many: string, noun: string}>} */ (W.acts)[kind ?? 'says'] ?? W.acts.says;

/** The same as a verb behind who makes the claim: one, or several; nothing where nobody is named. @param {import('./model.js').Claim} claim */
export function verbOf({ cue, source }) {
  const { verb, many } = actOf(cue?.kind);
  return source ? (source.entities.length > 1 ? many : verb) : '';
}

/** How a claim is quoted, in words. @param {string} quote */
export const quoteWords = (quote) => /** @type {Record<string, string>} */ (W.quotes)[quote] ?? '';
