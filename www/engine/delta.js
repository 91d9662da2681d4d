// Applies the changes that the engine returns for an edited text to the document of the text before.

/** @typedef {import('../pkg/gloss.js').Document} Document */
/** @typedef {import('../article/ranges.js').Span} Span */

/** The document of an empty text. @type {Document} */
export const EMPTY_DOCUMENT = { schema: 2, offsets: 'utf16', published: null, published_from: 'none', sentences: [], entities: [], unnamed: [], values: [], claims: [], credits: [] };

/**
 * The document of the edited text. Items that have not changed are copied from the known document with moved offsets; that
 * document itself stays as it is.
 * @param {Document | null} known
 * @param {import('../pkg/gloss.js').DocumentChanges} changes
 * @returns {Document}
 */
export function applyDelta(known, { edit, sentences, entities, unnamed, values, claims, credits, ...rest }) {
  /** @template {Span} T @param {T} place @returns {T} */
  const moved = (place) => ({
    ...place,
    start: place.start >= edit.end ? place.start + edit.by : place.start,
    end: place.end >= edit.end && place.end > edit.start ? place.end + edit.by : place.end,
  });
  const [entity, referent, value, claim] = [entities, unnamed, values, claims].map(renumbering);
  const { sentences: s, entities: e, unnamed: u, values: v, claims: c, credits: l } = known ?? EMPTY_DOCUMENT;
  return {
    ...rest,
    sentences: spliced(s, sentences, (each) => ({ ...moved(each), reasons: each.reasons.map(moved) })),
    entities: spliced(e, entities, (each, id) => ({
      ...each,
      id,
      roles: each.roles.map((role) => ({ ...moved(role), of: role.of.map(entity) })),
      mentions: each.mentions.map(moved),
    })),
    unnamed: spliced(u, unnamed, (each, id) => ({
      ...each,
      id,
      named: each.named === null ? null : entity(each.named),
      mentions: each.mentions.map(moved),
    })),
    values: spliced(v, values, moved),
    claims: spliced(c, claims, (each, id) => ({
      ...moved(each),
      id,
      source: each.source && {
        ...moved(each.source),
        entity: each.source.entity === null ? null : entity(each.source.entity),
        entities: each.source.entities.map(entity),
        candidates: each.source.candidates.map(entity),
        unnamed: each.source.unnamed === null ? null : referent(each.source.unnamed),
      },
      cue: each.cue && moved(each.cue),
      content: each.content.map(moved),
      hedges: each.hedges.map(moved),
      parent: each.parent === null ? null : claim(each.parent),
      entities: each.entities.map(entity),
      values: each.values.map(value),
      reasons: each.reasons.map(moved),
    })),
    credits: spliced(l, credits, moved),
  };
}

/** Maps the index of an item that stays to its index in the new list. @param {import('../pkg/gloss.js').Splice<unknown>} splice */
const renumbering = ({ at, gone, come }) => (/** @type {number} */ number) => (number < at ? number : number - gone + come.length);

/**
 * Applies a splice to a list.
 * @template T
 * @param {T[]} known
 * @param {import('../pkg/gloss.js').Splice<T>} splice
 * @param {(item: T, number: number) => T} moved
 */
function spliced(known, { at, gone, come, changed }, moved) {
  const behind = at + come.length;
  const list = [
    ...known.slice(0, at).map(moved),
    ...come,
    ...known.slice(at + gone).map((item, i) => moved(item, behind + i)),
  ];
  for (const [number, item] of changed) list[number] = item;
  return list;
}
