// What the engine says has changed of a document, laid upon the one that is known.

/** @typedef {import('../pkg/gloss.js').Document} Document */
/** @typedef {import('../article/ranges.js').Span} Span */

/** @type {Document} */
const NOTHING = { schema: 1, offsets: 'utf16', published: null, published_from: 'none', sentences: [], entities: [], values: [], claims: [], credits: [] };

/**
 * The document of the text now. What has not changed is that of the known document, moved; that one stays as it is.
 * @param {Document | null} known
 * @param {import('../pkg/gloss.js').DocumentChanges} changes
 * @returns {Document}
 */
export function laid(known, { edit, sentences, entities, values, claims, credits, ...rest }) {
  /** @template {Span} T @param {T} place @returns {T} */
  const moved = (place) => ({
    ...place,
    start: place.start >= edit.end ? place.start + edit.by : place.start,
    end: place.end >= edit.end && place.end > edit.start ? place.end + edit.by : place.end,
  });
  const [entity, value, claim] = [entities, values, claims].map(numbers);
  const { sentences: s, entities: e, values: v, claims: c, credits: l } = known ?? NOTHING;
  return {
    ...rest,
    sentences: listed(s, sentences, (each) => ({ ...moved(each), reasons: each.reasons.map(moved) })),
    entities: listed(e, entities, (each, id) => ({
      ...each,
      id,
      roles: each.roles.map((role) => ({ ...moved(role), of: role.of.map(entity) })),
      mentions: each.mentions.map(moved),
    })),
    values: listed(v, values, moved),
    claims: listed(c, claims, (each, id) => ({
      ...moved(each),
      id,
      source: each.source && {
        ...moved(each.source),
        entity: each.source.entity === null ? null : entity(each.source.entity),
        entities: each.source.entities.map(entity),
      },
      cue: each.cue && moved(each.cue),
      content: each.content.map(moved),
      hedges: each.hedges.map(moved),
      parent: each.parent === null ? null : claim(each.parent),
      entities: each.entities.map(entity),
      values: each.values.map(value),
      reasons: each.reasons.map(moved),
    })),
    credits: listed(l, credits, moved),
  };
}

/** The number in the new list of an item that stays. @param {import('../pkg/gloss.js').Splice<unknown>} splice */
const numbers = ({ at, gone, come }) => (/** @type {number} */ number) => (number < at ? number : number - gone + come.length);

/**
 * @template T
 * @param {T[]} known
 * @param {import('../pkg/gloss.js').Splice<T>} splice
 * @param {(item: T, number: number) => T} moved
 */
function listed(known, { at, gone, come, changed }, moved) {
  const behind = at + come.length;
  const list = [
    ...known.slice(0, at).map(moved),
    ...come,
    ...known.slice(at + gone).map((item, i) => moved(item, behind + i)),
  ];
  for (const [number, item] of changed) list[number] = item;
  return list;
}
