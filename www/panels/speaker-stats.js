// Statistics of the speakers: who speaks and how many words, who is accused and whether they speak, which facts have no
// source. It counts, and never judges.
import { entityOf, handleOf, speakerOf, unnamedOf } from '../article/model.js';

/** @typedef {import('../article/model.js').Model} Model */
/** @typedef {import('../article/model.js').Claim} Claim */
/** @typedef {{key: string, name: string, start: number, quoted: number, reported: number, claims: number, indirect: number}} Voice quoted, reported: numbers of words; indirect: the number of claims inside claims of another speaker */
/** @typedef {{entity: import('../article/model.js').Entity, claim: number, by: string, reply: number | null}} Accusation reply: the index of the first claim of the accused */

/**
 * The speakers, those with the most words first. Words that a speaker passes on from another one count for the former.
 * @param {Model} model
 * @returns {Voice[]}
 */
export function voicesOf(model) {
  /** @type {Map<string, Voice>} */
  const voices = new Map();
  model.doc.claims.forEach((claim, i) => {
    if (!claim.source) return;
    // Several speakers of one claim count as a speaker of their own.
    const entity = claim.source.entities.length > 1 ? null : entityOf(model, claim.source.entity);
    const name = speakerOf(model, claim);
    const unnamed = entity ? null : unnamedOf(model, claim.source.unnamed);
    const id = entity ? `e${entity.id}` : unnamed ? `u${unnamed.id}` : name.toLowerCase();
    const voice = voices.get(id) ?? { key: entity || unnamed ? id : `c${i}`, name, start: (entity ?? unnamed)?.mentions[0].start ?? handleOf(claim).start, quoted: 0, reported: 0, claims: 0, indirect: 0 };
    voices.set(id, voice);
    if (model.depth[i]) {
      voice.indirect++;
      return;
    }
    voice.claims++;
    // Declining to comment is a claim, but has no words.
    for (const { start, end } of claim.cue?.kind === 'declines' ? [] : claim.content) {
      const piece = model.text.slice(start, end);
      const quoted = claim.quote === 'indirect' ? 0 : countQuotedWords(piece, claim.quote === 'direct');
      voice.quoted += quoted;
      voice.reported += countWords(piece) - quoted;
    }
  });
  return [...voices.values()].sort((a, b) => b.quoted + b.reported - a.quoted - a.reported || b.claims - a.claims);
}

/** The number of words of a text. @param {string} text */
export const countWords = (text) => text.match(/[\p{L}\p{N}][^\s—–]*/gu)?.length ?? 0;

/** The number of words in quotation marks; all words where a text without marks is known to be a quotation. @param {string} text @param {boolean} quote */
export function countQuotedWords(text, quote) {
  const pieces = [...text.matchAll(/[“"«]([^”"»\n]*)[”"»]?/g)];
  if (!pieces.length) return quote ? countWords(text) : 0;
  return pieces.reduce((sum, [, words]) => sum + countWords(words), 0);
}

/** The words that may come between a verb of accusation and the name of the accused. */
const BETWEEN = /^\s*(?:(?:the|a|an|its|his|her|their|of|former|then|new|own|rival|late|outgoing|state|federal)\s+|\p{Lu}[\p{L}.’'-]*\s+){0,5}$/u;

/**
 * The people accused by name, each with whether they speak anywhere in the article. Only a name right after the verb counts, since
 * otherwise the accused is not known.
 * @param {Model} model
 * @returns {Accusation[]}
 */
export function accusedOf(model) {
  /** @type {Accusation[]} */
  const found = [];
  const seen = new Set();
  model.doc.claims.forEach((claim, i) => {
    const { cue } = claim;
    if (!cue || cue.kind !== 'accuses') return;
    const target = namedAfter(model, cue.end, claim.source?.entity ?? null);
    if (!target || seen.has(`${target.id} ${claim.source?.entity}`)) return;
    seen.add(`${target.id} ${claim.source?.entity}`);
    found.push({ entity: target, claim: i, by: speakerOf(model, claim), reply: model.claimsBy.get(`e${target.id}`)?.[0] ?? null });
  });
  return found;
}

/** The first entity that is named right after an offset. @param {Model} model @param {number} at @param {number | null} not the entity that does not count */
function namedAfter(model, at, not) {
  let best = null;
  let first = Infinity;
  for (const entity of model.doc.entities) {
    if (entity.id === not || !['PERSON', 'ORG', 'GPE'].includes(entity.type)) continue;
    for (const { start, kind } of entity.mentions) {
      if (kind === 'pronoun' || start < at || start >= first || start > at + 60 || !BETWEEN.test(model.text.slice(at, start))) continue;
      first = start;
      best = entity;
    }
  }
  return best;
}

/**
 * The sentences that state facts in the article's own voice, and the number of all sentences that state facts. Comment,
 * predictions, headlines and credits are not counted.
 * @param {Model} model
 * @returns {{unsourced: import('../article/model.js').Document['sentences'], all: number}}
 */
export function unsourcedOf(model) {
  const { doc, blocks } = model;
  const head = blocks.find((block) => block.head);
  const prose = doc.sentences.filter(({ start, end }) => !(head && start < head.end) && !doc.credits.some((credit) => credit.start < end && credit.end > start));
  const unsourced = prose.filter(({ voice }) => voice === 'unsourced');
  return { unsourced, all: unsourced.length + prose.filter(({ voice }) => voice === 'attributed').length };
}
