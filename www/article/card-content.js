// The content of a card: of an entity, somebody without a name, a value or a claim. Every line is from the article, from the built-in reference or
// a fixed phrase; the page never makes up a fact.
import { certaintyOf, meter } from '../panels/claims.js';
import { el } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import { familyOf, kindLabel, quoteLabel, speechActOf, verbOf } from './kinds.js';
import { contentOf, cueOf, entityOf, handleOf, hasWord, parseKey, rolesOf, speakerLabel, speakerOf, tidy, unnamedOf } from './model.js';
import { cite } from '../export/copy.js';
import { LANGUAGE, W } from '../shell/words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {(key: string, start: number) => void} Jump goes to the stop with this key at this offset */

/**
 * @typedef {object} Act what the card can do
 * @property {Jump} jump
 * @property {() => void} close
 * @property {() => void} correct
 * @property {(claim: import('./model.js').Claim, entity: import('./model.js').Entity | null) => void} settle says who the source of a claim is; null: asks for somebody else
 */

/** The engine's reason for a mark that the reader has corrected. */
const BY_HAND = 'corrected by hand';

/** Maximum number of claims and of roles on the card of an entity. */
const SHOWN_CLAIMS = 3;
const SHOWN_ROLES = 3;
const COUNTRIES = new Intl.DisplayNames([LANGUAGE], { type: 'region' });
/** Maximum length of the quoted content of a claim, in UTF-16 code units. */
const SNIPPET = 220;
/** Probability under which an entity or a claim, and under which a speaker, is called uncertain. */
const UNSURE = 0.6;
const UNSURE_SPEAKER = 0.8;

/**
 * Makes the content of a card.
 * @param {Model} model
 * @param {string} key
 * @param {number | null} at the offset of the mention the card is for
 * @param {Act} act
 * @returns {DocumentFragment}
 */
export function describe(model, key, at, act) {
  const { what, id } = parseKey(key);
  const content = document.createDocumentFragment();
  if (what === 'e') content.append(...entityCard(model, id, at, act.jump));
  else if (what === 'u') content.append(...unnamedCard(model, id, at, act.jump));
  else if (what === 'v') content.append(...valueCard(model, id));
  else content.append(...claimCard(model, id, act));
  if (what !== 'c') content.append(el('p', { class: 'links' }, el('button', { type: 'button', class: 'plain', onclick: act.correct }, W.correct.open)));
  const shut = el('button', { type: 'button', class: 'shut', 'aria-label': W.card.close, onclick: act.close }, icon('close'));
  content.append(shut);
  return content;
}

/** @param {import('./kinds.js').Family | 'claim'} family @param {string} word @param {string} [note] */
const kindLine = (family, word, note) => el('p', { class: `kind ${family}` }, icon(family), word, note ? el('span', { class: 'aside' }, note) : null);

/**
 * @param {Model} model @param {number} id @param {number | null} at @param {Jump} jump
 * @returns {Node[]}
 */
function entityCard(model, id, at, jump) {
  const entity = entityOf(model, id);
  if (!entity) return [];
  const key = `e${id}`;
  const mention = entity.mentions.find((m) => m.start === at);
  const roles = rolesOf(entity);
  const others = entity.aliases.filter((alias) => alias !== entity.name);
  const country = nation(entity.link?.country ?? countryOfRoles(model, entity));
  /** @type {Node[]} */
  const out = [
    kindLine(familyOf(entity.type), kindLabel(entity.type), entity.score < UNSURE ? W.card.unsure : ''),
    el('h3', {}, entity.name),
  ];
  const countryCode = country && el('abbr', { class: 'country-code', title: country.name }, country.code);
  if (roles.length) out.push(el('p', { class: 'role' }, entity.link?.description ? null : countryCode, roles.slice(0, SHOWN_ROLES).map(capital).join(' · ')));
  if (entity.link?.description) {
    const named = !country || entity.link.label === country.name || entity.link.description.includes(country.name);
    out.push(el('p', { class: 'known' }, countryCode, capital(entity.link.description), named ? null : el('span', { class: 'nation' }, country.name)));
  } else if (!entity.link) {
    out.push(el('p', { class: 'unknown' }, roles.length ? W.card.unknownRole : W.card.unknown));
  }
  if (mention && mention.kind !== 'name') {
    out.push(el('p', { class: 'here' }, W.card.refersTo(tidy(model.text.slice(mention.start, mention.end)), entity.name, mention.why)));
  }
  else if (mention?.why === BY_HAND) out.push(el('p', { class: 'here' }, W.card.byHand));
  if (mention?.stands_for) out.push(el('p', { class: 'here' }, W.card.standsFor(mention.stands_for.what.replace(/^the /i, ''), mention.stands_for.why)));
  if (others.length) {
    const facts = el('dl');
    fact(facts, W.card.also, others.slice(0, 6).join(' · '));
    out.push(facts);
  }
  out.push(
    ...claimList(model, model.claimsBy.get(key) ?? [], jump, W.card.claims, verbOf),
    ...claimList(model, model.claimsAbout.get(id) ?? [], jump, W.card.about, (claim) => attributionOf(model, claim)),
    mentionsLine(model, key, at, jump),
    ...links(entity.link),
  );
  return out;
}

/**
 * @param {Model} model @param {number} id @param {number | null} at @param {Jump} jump
 * @returns {Node[]}
 */
function unnamedCard(model, id, at, jump) {
  const referent = unnamedOf(model, id);
  if (!referent) return [];
  const key = `u${id}`;
  const label = tidy(referent.label);
  const mention = referent.mentions.slice(1).find((m) => m.start === at);
  const named = entityOf(model, referent.named);
  return [
    kindLine('unnamed', W.card.unnamed),
    el('h3', {}, capital(label)),
    ...(named ? [el('p', { class: 'known' }, W.card.namedAs, el('button', { type: 'button', class: 'plain', onclick: () => jump(`e${named.id}`, named.mentions[0].start) }, named.name))] : []),
    ...(mention ? [el('p', { class: 'here' }, W.card.refersTo(tidy(model.text.slice(mention.start, mention.end)), `“${label}”`, mention.why))] : []),
    ...claimList(model, model.claimsBy.get(key) ?? [], jump, W.card.claims, verbOf),
    mentionsLine(model, key, at, jump),
  ];
}

/**
 * The first claims of a list, each a button that goes to its place.
 * @param {Model} model @param {number[]} claims @param {Jump} jump
 * @param {(count: number) => string} heading
 * @param {(claim: import('./model.js').Claim) => string} who the words before its content
 * @returns {Node[]}
 */
function claimList(model, claims, jump, heading, who) {
  if (!claims.length) return [];
  const list = el('ul', { class: 'says' });
  for (const i of claims.slice(0, SHOWN_CLAIMS)) {
    const claim = model.doc.claims[i];
    list.append(el('li', {}, el('button', { type: 'button', onclick: () => jump(`c${i}`, handleOf(claim).start) },
      el('b', {}, `${who(claim)}${claim.source ? '' : ':'} `), shorten(contentOf(model, claim), 110))));
  }
  const more = claims.length - SHOWN_CLAIMS;
  return [el('h4', {}, heading(claims.length)), list, ...(more > 0 ? [el('p', { class: 'more' }, W.card.more(more))] : [])];
}

/** The country that a role names, as in "Iranian foreign minister". @param {Model} model @param {import('./model.js').Entity} entity */
function countryOfRoles(model, entity) {
  for (const role of entity.roles) {
    for (const id of role.of) {
      const code = entityOf(model, id)?.link?.country;
      if (code) return code;
    }
  }
  return null;
}

/**
 * The code and the English name of a country. A code is shown, since many systems have no flags.
 * @param {string | null | undefined} code ISO 3166-1 alpha-2
 */
function nation(code) {
  if (!code || !/^[A-Z]{2}$/.test(code)) return null;
  return { code, name: COUNTRIES.of(code) ?? code };
}

/** @param {Model} model @param {string} key @param {number | null} at @param {Jump} jump */
function mentionsLine(model, key, at, jump) {
  const marks = model.marks.get(key) ?? [];
  const current = marks.findIndex((mark) => mark.start === at);
  const row = el('div', { class: 'mentions', role: 'group', 'aria-label': W.card.mentions });
  row.append(el('span', { class: 'count' }, W.card.mentioned(marks.length)));
  if (marks.length > 1) {
    marks.slice(0, 40).forEach((mark, i) => {
      const words = around(model.text, mark);
      row.append(el('button', { type: 'button', title: words, 'aria-label': W.card.mention(i + 1, words), 'aria-current': i === current ? 'true' : null, onclick: () => jump(key, mark.start) }, String(i + 1)));
    });
  }
  return row;
}

/** The words of a span with some context. @param {string} text @param {{start: number, end: number}} span */
export function around(text, { start, end }) {
  const before = text.slice(Math.max(0, start - 34), start).replace(/^\S*\s/, '');
  const after = text.slice(end, end + 34).replace(/\s\S*$/, '');
  return tidy(`… ${before}${text.slice(start, end)}${after} …`);
}

/** @param {import('./model.js').Entity['link']} link @returns {Node[]} */
function links(link) {
  if (!link) return [];
  const out = el('p', { class: 'links' });
  if (link.wikipedia) out.append(externalLink(`https://en.wikipedia.org/wiki/${encodeURIComponent(link.wikipedia)}`, 'Wikipedia'));
  if (link.wikidata && /^Q\d+$/.test(link.wikidata)) out.append(externalLink(`https://www.wikidata.org/wiki/${link.wikidata}`, 'Wikidata'));
  out.append(el('span', { class: 'why' }, link.why === BY_HAND ? W.card.linkedByHand : W.card.linked(link.why, link.score)));
  return [out];
}

/** @param {string} address @param {string} words */
const externalLink = (address, words) => el('a', { href: address, target: '_blank', rel: 'noreferrer noopener' }, words, icon('out'), el('span', { class: 'visually-hidden' }, W.card.newTab));

/** @param {Model} model @param {number} id @returns {Node[]} */
function valueCard(model, id) {
  const value = model.doc.values[id];
  if (!value) return [];
  const facts = el('dl');
  if (value.iso) fact(facts, W.card.standard, value.iso);
  if (value.why) fact(facts, W.card.reason, value.why);
  return [kindLine(familyOf(value.type), kindLabel(value.type)), el('h3', {}, tidy(model.text.slice(value.start, value.end))), facts];
}

/** @param {Model} model @param {number} id @param {Act} act @returns {Node[]} */
function claimCard(model, id, { jump, settle }) {
  const claim = model.doc.claims[id];
  if (!claim) return [];
  const words = (/** @type {{start: number, end: number}} */ { start, end }) => tidy(model.text.slice(start, end));
  const { source, cue } = claim;
  const act = speechActOf(cue?.kind);
  const known = (/** @type {number[]} */ ids) => ids.map((each) => entityOf(model, each)).filter((each) => each !== null);
  const together = known(source?.entities ?? []);
  const entity = together.length === 1 ? together[0] : null;
  const facts = el('dl');
  /** @type {(all: import('./model.js').Entity[], at: (each: import('./model.js').Entity) => import('./ranges.js').Span) => import('../shell/dom.js').Child[]} */
  const buttons = (all, at) => all.flatMap((each, i) => [i ? ' · ' : '', el('button', { type: 'button', class: 'plain', onclick: () => jump(`e${each.id}`, at(each).start) }, each.name)]);
  const as = source ? words(source).replace(/[,;:]$/, '') : '';
  const unnamed = unnamedOf(model, source?.unnamed);
  const who = together.length ? buttons(together, ({ mentions }) => mentions[0])
    : [unnamed ? el('button', { type: 'button', class: 'plain', onclick: () => jump(`u${unnamed.id}`, unnamed.mentions[0].start) }, speakerOf(model, claim)) : speakerOf(model, claim)];
  const roles = rolesOf(entity).slice(0, 2).join(' · ');
  fact(facts, W.claim.who, ...who, roles && el('span', { class: 'aside' }, roles), (entity ? as !== entity.name && !roles.includes(as) && !as.includes(entity.name) : unnamed && as !== tidy(unnamed.label)) && el('span', { class: 'aside' }, W.claim.as(as)),
    source?.anonymous && el('span', { class: 'aside' }, W.claim.unnamed), together.length > 0 && (source?.score ?? 1) < UNSURE_SPEAKER && el('span', { class: 'aside' }, W.card.unsure));
  const candidates = known(source?.candidates ?? []);
  if (candidates.length) {
    fact(facts, W.claim.whoIsMeant, el('span', { class: 'ask', role: 'group', 'aria-label': W.claim.whoIsMeant },
      ...candidates.map((each) => el('button', { type: 'button', onclick: () => settle(claim, each) }, each.name)),
      el('button', { type: 'button', onclick: () => settle(claim, null) }, W.claim.someoneElse)));
  }
  fact(facts, W.claim.how, cue ? cueOf(model, cue) : W.claim.noCue, el('span', { class: 'aside' }, quoteLabel(claim.quote)));
  fact(facts, W.claim.certainty, certaintyOf(model, claim));
  const stance = [claim.polarity === 'denies' && W.claim.denies, claim.mutual && W.claim.mutual].filter(Boolean).join('; ');
  if (stance) fact(facts, W.claim.stance, stance);
  if (claim.tense) fact(facts, W.claim.when, W.claim.tenses[claim.tense]);
  const about = known(claim.entities);
  if (about.length) fact(facts, W.claim.about, ...buttons(about, (each) => mentionIn(claim, each)));
  const values = claim.values.map((each) => model.doc.values[each]);
  if (values.length) fact(facts, W.claim.values, values.map((value) => (value.iso && value.iso !== words(value) ? `${words(value)} (${value.iso})` : words(value))).join(' · '));
  const parent = claim.parent === null || claim.parent === undefined ? null : model.doc.claims[claim.parent];
  const linkTo = (/** @type {number} */ at) => {
    const other = model.doc.claims[at];
    return el('button', { type: 'button', class: 'plain', onclick: () => jump(`c${at}`, handleOf(other).start) }, W.claim.other(speakerOf(model, other), verbOf(other)));
  };
  if (parent) fact(facts, W.claim.partOf, linkTo(/** @type {number} */ (claim.parent)));
  const inner = model.doc.claims.flatMap((each, i) => (each.parent === id ? [linkTo(i)] : []));
  if (inner.length) fact(facts, W.claim.contains, ...inner);
  const reasons = claim.reasons.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  fact(facts, W.claim.check, meter(claim.check_worthiness), reasons.length ? [...new Set(reasons.map((reason) => `${reason.what} (“${words(reason)}”)`))].join('; ') : W.claim.nothing);
  const mention = source && entity?.mentions.find(({ start, end }) => start >= source.start && end <= source.end);
  const because = [
    mention && entity && mention.kind !== 'name' ? W.claim.whySource(words(mention), entity.name, mention.why) : '',
    source ? '' : W.claim.whyUnattributed,
    cue && cue.kind !== 'declines' && hasWord(model, cue) ? W.claim.whyCue(cueOf(model, cue), act.noun) : '',
    claim.quote === 'direct' ? W.claim.whyQuote : '',
  ].filter(Boolean).join(' ');
  if (because) fact(facts, W.claim.why, because);
  return [
    kindLine('claim', act.noun, claim.score < UNSURE ? W.card.unsure : ''),
    el('h3', {}, `${speakerLabel(model, claim)} ${verbOf(claim)}`.trim()),
    el('blockquote', {}, shorten(contentOf(model, claim), SNIPPET)),
    facts,
    el('p', { class: 'links' }, el('button', { type: 'button', class: 'plain', onclick: () => cite(id) }, W.export.cite)),
  ];
}

/** The speaker and the speech act of a claim, as in "Ana Ruiz denies". @param {Model} model @param {import('./model.js').Claim} claim */
export const attributionOf = (model, claim) => `${speakerOf(model, claim)} ${verbOf(claim)}`.trim();

/** The first mention of an entity in the content of a claim. @param {import('./model.js').Claim} claim @param {import('./model.js').Entity} entity */
function mentionIn({ content }, entity) {
  return entity.mentions.find((mention) => content.some(({ start, end }) => mention.start >= start && mention.end <= end)) ?? entity.mentions[0];
}

/** @param {HTMLElement} list @param {string} name @param {...import('../shell/dom.js').Child} what */
function fact(list, name, ...what) {
  list.append(el('dt', {}, name), el('dd', {}, ...what));
}

/** Words cut at a space, with an ellipsis. @param {string} words @param {number} length the maximum length, in UTF-16 code units */
export function shorten(words, length) {
  if (words.length <= length) return words;
  const cut = words.lastIndexOf(' ', length);
  return `${words.slice(0, cut > length / 2 ? cut : length)} …`;
}

/** @param {string} words */
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
