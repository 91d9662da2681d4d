// The reader's articles and dictionary, kept in this browser (IndexedDB) until they are deleted. Where the browser keeps nothing, they
// last as long as the page. Other windows of this page hear of changes; nothing else ever does.

/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {{id: string, text: string, published: string | null, at: number, corrections?: Correction[]}} Article at: when it was put here, which is the order of the tabs */

const NAME = 'gloss';
const ARTICLES = 'articles';
const DICTIONARY = 'dictionary';
const PATIENCE = 2000;

/** @type {Promise<IDBDatabase | null> | null} */
let opened = null;
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;

/** @returns {Promise<IDBDatabase | null>} null where the browser keeps nothing */
function base() {
  opened ??= new Promise((resolve) => {
    // A browser that does not answer keeps nothing; the page does not wait for it.
    setTimeout(() => resolve(null), PATIENCE);
    try {
      const request = indexedDB.open(NAME, 2);
      request.onupgradeneeded = ({ oldVersion }) => {
        if (oldVersion < 1) request.result.createObjectStore(ARTICLES, { keyPath: 'id' });
        request.result.createObjectStore(DICTIONARY);
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {string} name of the store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T | null>} null when nothing is kept
 */
async function run(mode, name, work) {
  const db = await base();
  if (!db) return null;
  return new Promise((resolve) => {
    try {
      const change = db.transaction(name, mode);
      const request = work(change.objectStore(name));
      change.oncomplete = () => {
        if (mode === 'readwrite') channel?.postMessage('changed');
        resolve(request.result);
      };
      change.onabort = () => resolve(null);
      // So that it is written down even when the page goes at once.
      change.commit?.();
    } catch {
      resolve(null);
    }
  });
}

/** All articles, the oldest first. @returns {Promise<Article[]>} */
export const all = async () => (/** @type {Article[]} */ (await run('readonly', ARTICLES, (store) => store.getAll())) ?? []).sort((a, b) => a.at - b.at);

/** @param {Article} article @returns {Promise<boolean>} whether it is kept beyond this page */
export const put = async (article) => (await run('readwrite', ARTICLES, (store) => store.put(article))) !== null;

/** @param {string} id */
export const remove = (id) => run('readwrite', ARTICLES, (store) => store.delete(id));

/** What the reader has put right in every article. @returns {Promise<Correction[]>} */
export const dictionary = async () => /** @type {Correction[]} */ (await run('readonly', DICTIONARY, (store) => store.get(DICTIONARY))) ?? [];

/** @param {Correction[]} entries @returns {Promise<boolean>} whether they are kept beyond this page */
export const keepDictionary = async (entries) => (await run('readwrite', DICTIONARY, (store) => store.put(entries, DICTIONARY))) !== null;

/** Deletes every article, the dictionary, and every choice of the reader that this browser keeps for the page. @returns {Promise<boolean>} whether the browser let it */
export async function clear() {
  for (const get of [() => localStorage, () => sessionStorage]) {
    try {
      const storage = get();
      for (const name of Object.keys(storage)) if (name.startsWith(`${NAME}.`)) storage.removeItem(name);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }
  let done = true;
  for (const name of [ARTICLES, DICTIONARY]) done = (await run('readwrite', name, (store) => store.clear())) !== null && done;
  channel?.postMessage('cleared');
  return done;
}

/** Calls `tell` when another window of this page changed what is kept, or forgot all of it. @param {(what: 'changed' | 'cleared') => void} tell */
export function listen(tell) {
  if (channel) channel.onmessage = ({ data }) => tell(data);
}
