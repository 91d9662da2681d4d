// How readers can check for themselves that nothing leaves the machine.
import { el } from './dom.js';
import { W } from './words.js';

/** The steps, folded under their title. */
export const howToCheck = () => el('details', { class: 'check' }, el('summary', {}, W.privacy.how), el('ol', {}, ...W.privacy.steps.map((step) => el('li', {}, step))));
