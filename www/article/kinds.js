// The document's types and kinds as the page displays them: families with one look each, and their labels.
import { W } from '../shell/words.js';

/** @typedef {'person' | 'org' | 'place' | 'group' | 'unnamed' | 'thing' | 'date' | 'figure'} Family */

/** The families, in the order in which they are listed. Each has a colour, an underline and an icon. */
export const FAMILIES = /** @type {const} */ ([
  { id: 'person', plural: W.families.person },
  { id: 'org', plural: W.families.org },
  { id: 'place', plural: W.families.place },
  { id: 'group', plural: W.families.group },
  { id: 'unnamed', plural: W.families.unnamed },
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

/** The family of a type. @param {string} type a type of the document @returns {Family} */
export const familyOf = (type) => KINDS[type] ?? 'thing';

/** The label of a type. @param {string} type a type of the document */
export const kindLabel = (type) => /** @type {Record<string, string>} */ (W.kinds)[type] ?? W.anyKind;

/** The words for a speech act. @param {string | undefined} kind the kind of the cue */
export const speechActOf = (kind) => /** @type {Record<string, {verb: string, many: string, noun: string}>} */ (W.acts)[kind ?? 'says'] ?? W.acts.says;

/** The verb of a claim, singular or plural after its speakers; empty where it is unattributed. @param {import('./model.js').Claim} claim */
export function verbOf({ cue, source }) {
  const { verb, many } = speechActOf(cue?.kind);
  return source ? (source.entities.length > 1 ? many : verb) : '';
}

/** The label for how a claim is quoted. @param {string} quote */
export const quoteLabel = (quote) => /** @type {Record<string, string>} */ (W.quotes)[quote] ?? '';
