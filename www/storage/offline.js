// The packed page keeps itself in this browser and works without a network from then on. Where it is not packed, or
// where the browser has no service workers, it does without.
import { say } from '../shell/dom.js';
import { trusted } from '../engine/module.js';
import { W } from '../shell/words.js';

/** Registers the keeper of the files, and says when a newer version of them is there. */
export async function keep() {
  const { version } = document.documentElement.dataset;
  const keeper = navigator.serviceWorker;
  if (!version || !keeper) return;
  // Held as long as this page is open: the files of its version are then not deleted.
  navigator.locks.request(version, { mode: 'shared' }, () => {
    keeper.controller?.postMessage('begun');
    return new Promise(() => {});
  });
  let replaced = keeper.controller !== null;
  keeper.addEventListener('controllerchange', () => {
    if (replaced) say(W.offline.newer, { words: W.offline.reload, act: () => location.reload() });
    replaced = true;
  });
  try {
    await keeper.register(trusted(new URL('./sw.js', document.baseURI).href));
  } catch {
    // Then the page needs its server, as any other does.
  }
}
