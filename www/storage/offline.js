// Stores the packed page in this browser, so that it works without a network. A page that is not packed, or a browser
// without service workers, does without.
import { announce } from '../shell/messages.js';
import { trustedScriptUrl } from '../engine/module.js';
import { W } from '../shell/words.js';

/** Registers the service worker, and announces a new version. */
export async function installOffline() {
  const { version } = document.documentElement.dataset;
  const container = navigator.serviceWorker;
  if (!version || !container) return;
  // The lock is held as long as this page is open, so that the files of its version are not deleted.
  navigator.locks.request(version, { mode: 'shared' }, () => {
    container.controller?.postMessage('begun');
    return new Promise(() => {});
  });
  let replaced = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (replaced) announce(W.offline.newer, { words: W.offline.reload, act: () => location.reload() });
    replaced = true;
  });
  try {
    await container.register(trustedScriptUrl(new URL('./sw.js', document.baseURI).href));
  } catch {
    // Without the service worker the page needs its server.
  }
}
