// The balance of voices: who speaks and how much, who is accused and whether they are heard, what the article says by
// itself. It counts; it never weighs.
import { entityOf, handleOf, speakerOf } from '../article/model.js';

/** @typedef {import('../article/model.js').Model} Model */
/** @typedef {import('../article/model.js').Claim} Claim */
/** @typedef {{key: string, name: string, start: number, own: number, reported: number, claims: number, through: number}} Voice own and reported count words; through counts claims that somebody else passes on */
/** @typedef {{entity: import('../article/model.js').Entity, claim: number, by: string, reply: number | null}} Accusation reply: the first claim of the accused */

/**
 * Who speaks, those with the most words first. Words that a speaker passes on from another count as the speaker's.
 * @param {Model} model
 * @returns {Voice[]}
 */
export function voicesOf(model) {
  /** @type {Map<string, Voice>} */
  const voices = new Map();
  model.doc.claims.forEach((claim, i) => {
    if (!claim.source) return;
    // Several who speak with one voice are a voice of their own.
    const entity = claim.source.entities.length > 1 ? null : entityOf(model, claim.source.entity);
    const name = speakerOf(model, claim);
    const id = entity ? `e${entity.id}` : name.toLowerCase();
    const voice = voices.get(id) ?? { key: entity ? id : `c${i}`, name, start: entity ? entity.mentions[0].start : handleOf(claim).start, own: 0, reported: 0, claims: 0, through: 0 };
    voices.set(id, voice);
    if (model.depth[i]) {
      voice.through++;
      return;
    }
    voice.claims++;
    // To decline to comment is to speak, but it has no words.
    for (const { start, end } of claim.cue?.kind === 'declines' ? [] : claim.content) {
      const piece = model.text.slice(start, end);
      const own = claim.quote === 'indirect' ? 0 : quotedWords(piece, claim.quote === 'direct');
      voice.own += own;
      voice.reported += wordsIn(piece) - own;
    }
  });
  return [...voices.values()].sort((a, b) => b.own + b.reported - a.own - a.reported || b.claims - a.claims);
}

/** How many words a text has. @param {string} text */
export const wordsIn = (text) => text.match(/[\p{L}\p{N}][^\s—–]*/gu)?.length ?? 0;

/** The words between quotation marks; all of them where a quote shows none and is known to be one. @param {string} text @param {boolean} quote */
export function quotedWords(text, quote) {
  const pieces = [...text.matchAll(/[“"«]([^”"»\n]*)[”"»]?/g)];
  if (!pieces.length) return quote ? wordsIn(text) : 0;
  return pieces.reduce((sum, [, words]) => sum + wordsIn(words), 0);
}

/** Words that may stand between an accusing verb and whom it accuses. */
const BETWEEN = /^\s*(?:(?:the|a|an|its|his|her|their|of|former|then|new|own|rival|late|outgoing|state|federal)\s+|\p{Lu}[\p{L}.’'-]*\s+){0,5}$/u;

/**
 * Who is accused by name, and whether they speak anywhere in the article. Only who is named right after the verb counts:
 * of the rest it is not known who is meant.
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
    found.push({ entity: target, claim: i, by: speakerOf(model, claim), reply: model.claimsBy.get(target.id)?.[0] ?? null });
  });
  return found;
}

/** @param {Model} model @param {number} at @param {number | null} not */
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
 * The sentences that state facts in the article's own voice, and how many state facts at all, with a source or without.
 * Comment, predictions, headlines and credits are neither.
 * @param {Model} model
 * @returns {{bare: import('../article/model.js').Document['sentences'], all: number}}
 */
export function bareOf(model) {
  const { doc, blocks } = model;
  const head = blocks.find((block) => block.head);
  const prose = doc.sentences.filter(({ start, end }) => !(head && start < head.end) && !doc.credits.some((credit) => credit.start < end && credit.end > start));
  const bare = prose.filter(({ voice }) => voice === 'unsourced');
  return { bare, all: bare.length + prose.filter(({ voice }) => voice === 'attributed').length };
}
