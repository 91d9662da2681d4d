// The worker: answers the page's questions, one after another.
import { answer } from './actions.js';

self.onmessage = async ({ data }) => self.postMessage(await answer(data));
