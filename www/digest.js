// The two lists that follow a copied article: who is who, and who says what. Plain data, rendered by rich.js and markdown.js.
import { FAMILIES, actOf, familyOf, wordOf } from './kinds.js';
import { contentOf, entityOf, rolesOf, speakerOf } from './model.js';

/** @typedef {{id: number, name: string, family: string, about: string, address: string | null}} Who */
/** @typedef {{speaker: string, role: string, verb: string, what: string, quoted: boolean, doubt: boolean}} Says */

/**
 * @param {import('./model.js').Model} model
 * @param {ReadonlySet<string>} off the families left out
 * @returns {{who: Who[], says: Says[]}}
 */
export function digestOf(model, off) {
  const { doc } = model;
  /** @type {string[]} */
  const order = FAMILIES.map(({ id }) => id);
  const who = doc.entities
    .filter((entity) => !off.has(familyOf(entity.type)))
    .map((entity) => {
      const about = [rolesOf(entity)[0], entity.link?.description].filter(Boolean).join('; ') || wordOf(entity.type).toLowerCase();
      const title = entity.link?.wikipedia;
      const address = title ? `https://en.wikipedia.org/wiki/${encodeURIComponent(title)}` : null;
      return { id: entity.id, name: entity.name, family: familyOf(entity.type), about, address };
    })
    .sort((a, b) => order.indexOf(a.family) - order.indexOf(b.family));
  const says = off.has('claim') ? [] : doc.claims.map((claim) => {
    const entity = entityOf(model, claim.source?.entity);
    return {
      speaker: speakerOf(model, claim),
      role: rolesOf(entity)[0] ?? '',
      verb: claim.source ? actOf(claim.cue?.kind).verb : '',
      what: contentOf(model, claim),
      quoted: claim.quote === 'direct',
      doubt: claim.hedges.length > 0,
    };
  });
  return { who, says };
}
