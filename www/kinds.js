// The words for what the document's kinds are called on the page, and how they are gathered for the eye.

/** @typedef {'person' | 'org' | 'place' | 'group' | 'thing' | 'date' | 'figure'} Family */

/** The families, in the order in which they are listed: each has one colour, one underline and one drawing. */
export const FAMILIES = /** @type {const} */ ([
  { id: 'person', plural: 'People' },
  { id: 'org', plural: 'Organisations' },
  { id: 'place', plural: 'Places' },
  { id: 'group', plural: 'Groups' },
  { id: 'thing', plural: 'Other names' },
  { id: 'date', plural: 'Dates' },
  { id: 'figure', plural: 'Figures' },
]);

/** @type {Record<string, {family: Family, word: string}>} */
const KINDS = {
  PERSON: { family: 'person', word: 'Person' },
  ORG: { family: 'org', word: 'Organisation' },
  GPE: { family: 'place', word: 'Country, region or city' },
  LOC: { family: 'place', word: 'Place' },
  FAC: { family: 'place', word: 'Building or site' },
  NORP: { family: 'group', word: 'Nationality or group' },
  LANGUAGE: { family: 'group', word: 'Language' },
  PRODUCT: { family: 'thing', word: 'Product' },
  EVENT: { family: 'thing', word: 'Event' },
  WORK_OF_ART: { family: 'thing', word: 'Title of a work' },
  LAW: { family: 'thing', word: 'Law or treaty' },
  DATE: { family: 'date', word: 'Date' },
  TIME: { family: 'date', word: 'Time' },
  MONEY: { family: 'figure', word: 'Amount of money' },
  PERCENT: { family: 'figure', word: 'Percentage' },
  QUANTITY: { family: 'figure', word: 'Measure' },
  ORDINAL: { family: 'figure', word: 'Place in an order' },
  CARDINAL: { family: 'figure', word: 'Number' },
};

/** @param {string} type a type of the document @returns {Family} */
export const familyOf = (type) => KINDS[type]?.family ?? 'thing';

/** @param {string} type a type of the document */
export const wordOf = (type) => KINDS[type]?.word ?? 'Name';

/** @type {Record<string, {verb: string, noun: string}>} */
const ACTS = {
  says: { verb: 'says', noun: 'Statement' },
  accuses: { verb: 'accuses', noun: 'Accusation' },
  denies: { verb: 'denies', noun: 'Denial' },
  demands: { verb: 'demands', noun: 'Demand' },
  promises: { verb: 'promises', noun: 'Promise' },
  believes: { verb: 'believes', noun: 'Belief or wish' },
  predicts: { verb: 'predicts', noun: 'Prediction' },
  reports: { verb: 'reports', noun: 'Report' },
  asks: { verb: 'asks', noun: 'Question' },
  declines: { verb: 'declines to comment', noun: 'No comment' },
};

/** What a claim's source does with it. @param {string | undefined} kind the cue's kind */
export const actOf = (kind) => ACTS[kind ?? 'says'] ?? ACTS.says;

/** @type {Record<string, string>} */
const QUOTES = { direct: 'In the speaker’s own words', indirect: 'Reported, not quoted', mixed: 'Partly in the speaker’s own words' };

/** How a claim is quoted, in words. @param {string} quote */
export const quoteWords = (quote) => QUOTES[quote] ?? '';
