// One sentence where the result may not be what the reader expects. It never withholds the result.
import { isBinary } from '../intake/files.js';
import { W } from '../shell/words.js';

/** Frequent English words. */
const COMMON = new Set('the of and to in a that is was for on with as by at from it he she they his her be are were has have had not but this will who which an or its been said their would after also more'.split(' '));

/**
 * The notice for a result, or an empty string.
 * @param {string} text
 * @param {import('./model.js').Document} doc
 * @returns {string}
 */
export function noticeFor(text, doc) {
  if (isBinary(text)) return W.notice.binary;
  const words = text.slice(0, 20000).match(/\p{L}[\p{L}\p{M}’']*/gu) ?? [];
  if (words.length === 0) return W.notice.wordless;
  if (words.length < 4) return W.notice.short;
  if (words.length >= 25) {
    const common = words.filter((word) => COMMON.has(word.toLowerCase())).length;
    if (common / words.length < 0.12) return W.notice.foreign;
  }
  if (!doc.entities.length && !doc.values.length && !doc.claims.length) return W.notice.nothing;
  return '';
}
