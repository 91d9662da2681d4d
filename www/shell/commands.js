// The commands of the page: what each key does. The shortcuts, the sheet of keys and the finder all read this table.
import * as editMode from '../article/edit-mode.js';
import * as filters from '../article/filters.js';
import { FAMILIES } from '../article/kinds.js';
import * as reader from '../article/reader.js';
import * as corrections from '../corrections/actions.js';
import * as panel from '../panels/panel.js';
import * as articles from '../storage/articles.js';
import { byId } from './dom.js';
import * as finder from './finder.js';
import * as shortcuts from './shortcuts.js';
import { W } from './words.js';

const isClaim = (/** @type {string} */ key) => key.startsWith('c');
const isName = (/** @type {string} */ key) => !isClaim(key);
const click = (/** @type {string} */ id) => () => byId(id).click();

export const openFinder = () => finder.open({ go: reader.goTo, showSpans: reader.showSpans, open: articles.open, mark: corrections.mark });

/** @type {import('./shortcuts.js').Command[]} */
export const COMMANDS = [
  { keys: ['/'], words: W.keys.find, act: openFinder },
  { keys: ['?'], words: W.keys.sheet, act: shortcuts.show },
  { keys: ['n'], words: W.keys.name[0], act: () => reader.walk(isName, 1) },
  { keys: ['p'], words: W.keys.name[1], act: () => reader.walk(isName, -1) },
  { keys: ['j'], words: W.keys.claim[0], act: () => reader.walk(isClaim, 1) },
  { keys: ['k'], words: W.keys.claim[1], act: () => reader.walk(isClaim, -1) },
  { keys: ['.'], words: W.keys.panel[0], act: () => panel.turn(1) },
  { keys: [','], words: W.keys.panel[1], act: () => panel.turn(-1) },
  { keys: ['w'], words: W.keys.wide, act: panel.widen },
  { keys: [']'], words: W.keys.article[0], act: () => articles.turn(1) },
  { keys: ['['], words: W.keys.article[1], act: () => articles.turn(-1) },
  { keys: ['e'], words: W.keys.edit, act: editMode.toggle },
  { keys: ['m'], words: W.correct.key, act: () => corrections.openAt(reader.currentStop()) },
  { keys: ['c'], words: W.correct.all, act: corrections.list },
  { keys: ['u'], words: W.correct.undo, act: corrections.undo },
  { keys: ['U'], words: W.correct.redo, act: corrections.redo },
  { keys: ['o'], words: W.compose.open, act: click('open') },
  { keys: ['a'], words: W.keys.new, act: () => articles.open(null) },
  ...[...FAMILIES, { id: 'claim', plural: W.families.claim }].map(({ id, plural }, i) => ({ keys: [String(i + 1)], words: W.keys.filter(plural), act: () => filters.toggle(id) })),
  { keys: ['y'], words: W.keys.copy, act: click('copy') },
  { keys: ['x'], words: W.export.title, act: click('export') },
  { keys: [], words: W.keys.theme, act: click('theme') },
  { keys: [], words: W.articles.deleteAll, act: articles.removeAll },
];
