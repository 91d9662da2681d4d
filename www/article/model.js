// The document as the page needs it: its marks and parts of claims, assigned to blocks once and then looked up by key.
// A key identifies a thing everywhere on the page: "e3" an entity, "u1" somebody without a name, "v2" a value, "c5" a claim.
// The model is never changed after it is built, and never contains elements.
import { blocksOf, firstAfter } from './blocks.js';
import { familyOf } from './kinds.js';
import { LANGUAGE, W } from '../shell/words.js';

/** @typedef {import('../pkg/gloss.js').Document} Document */
/** @typedef {Document['entities'][number]} Entity */
/** @typedef {Document['unnamed'][number]} Unnamed */
/** @typedef {Document['values'][number]} Value */
/** @typedef {Document['claims'][number]} Claim */
/** @typedef {{start: number, end: number}} Span */
/** @typedef {Span & {id: number, key: string, family: string, how: string, score: number, index: number}} Mark a marked name or value; id: its number among all marks; index: its number among those of its key */
/** @typedef {Span & {claim: number, part: 'content' | 'source' | 'cue' | 'hedge'}} Part */
/** @typedef {Span & {key: string, mark: Mark | null}} Stop a place that the keyboard can reach: a mark, or the handle of a claim */
/** @typedef {import('./blocks.js').Block & {marks: Mark[], parts: Part[]}} FilledBlock */

/**
 * @typedef {object} Model
 * @property {string} text
 * @property {Document} doc
 * @property {FilledBlock[]} blocks
 * @property {Stop[]} stops in order of the text
 * @property {Map<string, Mark[]>} marks by key
 * @property {Map<string, number[]>} claimsBy the claims whose source it is, by the key of an entity or of somebody without a name
 * @property {Map<number, number[]>} claimsAbout the claims of others that mention the entity, by its id
 * @property {Map<number, number>} entityAt index of an entity in the document, by its id
 * @property {number[]} depth the number of claims that contain a claim
 */

/** Of marks with the same span the one with the lowest rank stays. @type {Record<string, number>} */
const RANK = { name: 0, role: 1, pronoun: 2, value: 3 };

/**
 * Builds the model.
 * @param {string} text
 * @param {Document} doc with offsets in UTF-16 code units of `text`
 * @returns {Model}
 */
export function modelOf(text, doc) {
  const marks = marksOf(doc);
  const parts = partsOf(doc);
  const blocks = blocksOf(text, doc.sentences).map((block) => ({ ...block, marks: [], parts: [] }));
  distribute(marks, blocks, 'marks');
  distribute(parts, blocks, 'parts');
  /** @type {Model['claimsBy']} */
  const claimsBy = new Map();
  doc.claims.forEach((claim, i) => {
    const { entities = [], unnamed = null } = claim.source ?? {};
    const keys = [...entities.map((id) => `e${id}`), ...(unnamed === null ? [] : [`u${unnamed}`])];
    for (const key of keys) claimsBy.set(key, [...(claimsBy.get(key) ?? []), i]);
  });
  /** @type {Model['marks']} */
  const byKey = new Map();
  for (const mark of marks) {
    const list = byKey.get(mark.key) ?? [];
    mark.index = list.push(mark) - 1;
    byKey.set(mark.key, list);
  }
  const entityAt = new Map(doc.entities.map((entity, i) => [entity.id, i]));
  return { text, doc, blocks, stops: stopsOf(doc, marks), marks: byKey, claimsBy, claimsAbout: aboutOf(doc), entityAt, depth: doc.claims.map((_, i) => depthOf(doc, i)) };
}

/** The marks in order. They may nest ("the [French] president") but not cross: of two that cross, the later one is left out. @param {Document} doc @returns {Mark[]} */
function marksOf(doc) {
  /** @type {Mark[]} */
  const all = [];
  for (const entity of doc.entities) {
    const family = familyOf(entity.type);
    for (const { start, end, kind, score } of entity.mentions) {
      all.push({ start, end, id: 0, key: `e${entity.id}`, family, how: kind, score: Math.min(score, entity.score), index: 0 });
    }
  }
  for (const { id, mentions } of doc.unnamed) {
    for (const { start, end, kind, score } of mentions) {
      const crosses = (/** @type {Span} */ mark) => (mark.start < start && mark.end > start && mark.end < end) || (mark.start > start && mark.start < end && mark.end > end);
      if (!all.some(crosses)) all.push({ start, end, id: 0, key: `u${id}`, family: 'unnamed', how: kind, score, index: 0 });
    }
  }
  doc.values.forEach(({ start, end, type }, i) => {
    all.push({ start, end, id: 0, key: `v${i}`, family: familyOf(type), how: 'value', score: 1, index: 0 });
  });
  all.sort((a, b) => a.start - b.start || b.end - a.end || RANK[a.how] - RANK[b.how]);
  /** @type {Mark[]} */
  const open = [];
  return all.filter((mark) => {
    while (open.length && open[open.length - 1].end <= mark.start) open.pop();
    const outer = open[open.length - 1];
    const same = outer && outer.start === mark.start && outer.end === mark.end;
    if (mark.end <= mark.start || same || (outer && mark.end > outer.end)) return false;
    open.push(mark);
    return true;
  }).map((mark, id) => Object.assign(mark, { id }));
}

/** A claim is about the entities that its content mentions, except its own source. Of nested claims only the inner one counts. @param {Document} doc @returns {Model['claimsAbout']} */
function aboutOf(doc) {
  const pieces = doc.claims
    .flatMap((claim, i) => claim.content.map(({ start, end }) => ({ start, end, claim: i })))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  /** @type {Model['claimsAbout']} */
  const about = new Map();
  const mentions = doc.entities
    .flatMap((entity) => entity.mentions.map(({ start, end }) => ({ start, end, entity: entity.id })))
    .sort((a, b) => a.start - b.start);
  /** @type {typeof pieces} */
  let open = [];
  let next = 0;
  for (const { start, end, entity } of mentions) {
    while (next < pieces.length && pieces[next].start <= start) open.push(pieces[next++]);
    open = open.filter((piece) => piece.end > start);
    const inner = open.filter((piece) => piece.end >= end).at(-1);
    if (!inner || doc.claims[inner.claim].source?.entities.includes(entity)) continue;
    const known = about.get(entity) ?? [];
    if (!known.includes(inner.claim)) about.set(entity, [...known, inner.claim]);
  }
  return about;
}

/** The parts of all claims, in order. @param {Document} doc @returns {Part[]} */
function partsOf(doc) {
  /** @type {Part[]} */
  const parts = [];
  doc.claims.forEach((claim, i) => {
    for (const { start, end } of claim.content) parts.push({ start, end, claim: i, part: 'content' });
    for (const { start, end } of claim.hedges) parts.push({ start, end, claim: i, part: 'hedge' });
    if (claim.source) parts.push({ start: claim.source.start, end: claim.source.end, claim: i, part: 'source' });
    if (claim.cue) parts.push({ start: claim.cue.start, end: claim.cue.end, claim: i, part: 'cue' });
  });
  return parts.filter((part) => part.end > part.start).sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * Adds each span to every block that it overlaps.
 * @template {Span} T
 * @param {T[]} spans
 * @param {FilledBlock[]} blocks
 * @param {'marks' | 'parts'} where
 */
function distribute(spans, blocks, where) {
  for (const span of spans) {
    for (let i = firstAfter(blocks, span.start); i < blocks.length && blocks[i].start < span.end; i++) {
      /** @type {Span[]} */ (blocks[i][where]).push(span);
    }
  }
}

/** The stops of the keyboard, in order. @param {Document} doc @param {Mark[]} marks @returns {Stop[]} */
function stopsOf(doc, marks) {
  /** @type {Stop[]} */
  const stops = marks.map((mark) => ({ start: mark.start, end: mark.end, key: mark.key, mark }));
  doc.claims.forEach((claim, i) => {
    const { start, end } = handleOf(claim);
    stops.push({ start, end, key: `c${i}`, mark: null });
  });
  return stops.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The words that represent the whole claim: its cue, or else its first words. @param {Claim} claim @returns {Span} */
export const handleOf = (claim) => claim.cue ?? claim.content[0] ?? claim.source ?? claim;

/** The number of claims that contain a claim, at most 8. @param {Document} doc @param {number} i */
function depthOf(doc, i) {
  let depth = 0;
  /** @type {number | null | undefined} */
  let at = doc.claims[i].parent;
  while (at !== null && at !== undefined && doc.claims[at] && depth < 8) {
    depth++;
    at = doc.claims[at].parent;
  }
  return depth;
}

/** The entity with an id. @param {Model} model @param {number | null | undefined} id @returns {Entity | null} */
export function entityOf(model, id) {
  const at = id === null || id === undefined ? undefined : model.entityAt.get(id);
  return at === undefined ? null : model.doc.entities[at];
}

/** Somebody without a name, by id. @param {Model} model @param {number | null | undefined} id @returns {Unnamed | null} */
export const unnamedOf = (model, id) => (id === null || id === undefined ? null : model.doc.unnamed[id] ?? null);

/** A key in its parts: the letter and the id. @param {string} key */
export const parseKey = (key) => ({ what: key[0], id: Number(key.slice(1)) });

const LIST = new Intl.ListFormat(LANGUAGE);

/** The speaker of a claim, as it is displayed. @param {Model} model @param {Claim} claim */
export function speakerOf(model, claim) {
  const names = (claim.source?.entities ?? []).map((id) => entityOf(model, id)?.name ?? '').filter(Boolean);
  if (names.length) return LIST.format(names);
  if (!claim.source) return W.claim.unattributed;
  const unnamed = unnamedOf(model, claim.source.unnamed);
  if (unnamed) return tidy(unnamed.label);
  return tidy(model.text.slice(claim.source.start, claim.source.end)).replace(/[,;:]$/, '');
}

/** The speaker of a claim with a question mark where it is uncertain who is meant. @param {Model} model @param {Claim} claim */
export const speakerLabel = (model, claim) => `${speakerOf(model, claim)}${claim.source?.candidates.length ? '?' : ''}`;

/** Words with single spaces, and none at the ends. @param {string} words */
export const tidy = (words) => words.replace(/\s+/g, ' ').trim();

/** Whether a cue is a word, and not a colon. @param {Model} model @param {Span} cue */
export const hasWord = (model, { start, end }) => /\p{L}/u.test(model.text.slice(start, end));

/** The cue of a claim: its words in quotation marks, or the name of the sign. @param {Model} model @param {Span} cue */
export const cueOf = (model, cue) => (hasWord(model, cue) ? `“${tidy(model.text.slice(cue.start, cue.end))}”` : W.claim.colon);

/** The content of a claim, in the article's words. @param {Model} model @param {Claim} claim */
export const contentOf = (model, claim) => claim.content.map(({ start, end }) => tidy(model.text.slice(start, end))).join(' … ');

/** The roles of an entity that the article states, each once. @param {Entity | null} entity @returns {string[]} */
export const rolesOf = (entity) => [...new Set((entity?.roles ?? []).map((role) => tidy(role.text)))];
