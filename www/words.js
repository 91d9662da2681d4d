// What the interface says, in one place, so that it can be translated. Sentences with numbers in them are functions,
// because languages count in their own ways. What the article or the reference says is never here.

/** @param {number} n @param {string} one @param {string} many */
const some = (n, one, many) => `${n.toLocaleString(LANGUAGE)} ${n === 1 ? one : many}`;

/** The language of these words, as BCP 47 names it. */
export const LANGUAGE = 'en';

export const W = {
  more: (/** @type {number} */ n) => `Show ${some(n, 'more', 'more')}`,
  sortBy: 'Sort by',
  show: 'Show',

  tabs: { names: 'Names', claims: 'Claims', voices: 'Voices', timeline: 'Dates', about: 'About' },
  index: 'Index of the article',
  wide: 'Wide index',
  narrow: 'Narrow index',
  fold: 'Fold the index',

  names: {
    order: 'Order in the text',
    count: 'Mentions',
    name: 'Name',
    mentions: ' mentions',
    off: 'All kinds are switched off.',
    none: 'No names were found in this text.',
  },

  claims: {
    caption: 'Who says what',
    who: 'Who',
    role: 'Role',
    how: 'How',
    what: 'What',
    certainty: 'Certainty',
    worth: 'Worth checking',
    order: 'Order in the text',
    everyone: 'Everyone',
    everyKind: 'Every kind',
    everySource: 'Any source',
    named: 'Named',
    unnamed: 'Not named',
    unsourced: 'No source',
    speaker: 'Speaker',
    kind: 'Kind',
    source: 'Source',
    found: (/** @type {number} */ n, /** @type {number} */ all) => (n === all ? some(n, 'claim', 'claims') : `${n} of ${some(all, 'claim', 'claims')}`),
    clear: 'Show all',
    none: 'Nobody is quoted or reported in this text.',
    noneLeft: 'No claim is like that.',
    hedged: (/** @type {string} */ words) => `With doubt: ${words}`,
    plain: 'Stated plainly',
    intends: 'An intention',
    anonymous: 'Source not named',
    levels: ['Little to check', 'Something to check', 'Much to check'],
  },

  voices: {
    title: 'Who speaks',
    words: (/** @type {number} */ n) => some(n, 'word', 'words'),
    own: (/** @type {number} */ n) => `${n.toLocaleString(LANGUAGE)} in their own words`,
    reported: (/** @type {number} */ n) => `${n.toLocaleString(LANGUAGE)} reported`,
    claims: (/** @type {number} */ n) => some(n, 'claim', 'claims'),
    through: (/** @type {number} */ n) => `${n === 1 ? 'once' : `${n} times`} only through somebody else`,
    keyOwn: 'Quoted',
    keyReported: 'Reported',
    accused: 'Who is accused',
    by: (/** @type {string} */ who) => `by ${who}`,
    reply: (/** @type {string} */ verb) => `Is heard in the article: ${verb}`,
    noReply: 'Is not heard in the article',
    bare: 'Without a source',
    share: (/** @type {number} */ n, /** @type {number} */ all) => `${n} of ${some(all, 'sentence', 'sentences')} (${Math.round((100 * n) / all)} %) are said by the article itself, with no source in the sentence.`,
    bareNote: 'Of these, there is most to check in:',
    none: 'Nobody is quoted or reported in this text.',
  },

  timeline: {
    published: 'Published',
    from: { given: 'As you gave it.', dateline: 'Read from the article.', none: 'The article does not say.' },
    note: 'Days such as “Wednesday” are counted from it.',
    reset: 'Read it from the article again',
    here: 'Published',
    before: 'Before that, undated',
    undated: 'Lengths and times without a day',
    none: 'No dates were found in this text.',
  },

  about: {
    title: 'This text',
    words: 'Words',
    sentences: 'Sentences',
    reading: 'Reading time',
    minutes: (/** @type {number} */ n) => (n < 1 ? 'less than a minute' : some(Math.round(n), 'minute', 'minutes')),
    quoted: 'In quotation marks',
    percent: (/** @type {number} */ part) => `${Math.round(part * 100)} %`,
    names: 'Names',
    known: (/** @type {number} */ n, /** @type {number} */ all) => `${all}, ${n} of them in the built-in reference`,
    speakers: 'Speakers',
    dated: 'Dated',
    credit: 'Where it comes from',
    noCredit: 'The text has no line that says so.',
    leaves: 'What leaves your machine: nothing',
    how: 'This page may load its own files and nothing else; the browser enforces it. To see for yourself, open the browser’s network view, or go offline: it works the same.',
    marks: 'The marks',
    legend: 'Names are underlined, each kind in its own line. Words that somebody else said are washed, with the speaker in the margin. Fainter lines are less sure.',
    timing: (/** @type {string} */ ms) => `Read in ${ms} ms.`,
  },
};
