// How a reader can check for themselves that nothing leaves the machine.
import { el } from './dom.js';
import { W } from './words.js';

/** The steps, folded under the question that they answer. */
export const check = () => el('details', { class: 'check' }, el('summary', {}, W.privacy.how), el('ol', {}, ...W.privacy.steps.map((step) => el('li', {}, step))));
