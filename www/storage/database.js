// Stores articles and the dictionary in this browser (IndexedDB) until they are deleted. Where the browser stores nothing,
// they last as long as the page. Other windows of this page are notified of changes; nothing is ever sent elsewhere.

/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {{id: string, text: string, published: string | null, at: number, corrections?: Correction[]}} Article at: the time when it was added, in milliseconds since 1970; the tabs are in this order */

const NAME = 'gloss';
const ARTICLES = 'articles';
const DICTIONARY = 'dictionary';
/** Time after which the browser is taken to store nothing, in milliseconds. */
const PATIENCE = 2000;

/** @type {Promise<IDBDatabase | null> | null} */
let opened = null;
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;

/** Opens the database. @returns {Promise<IDBDatabase | null>} null where the browser stores nothing */
function open() {
  opened ??= new Promise((resolve) => {
    // The page does not wait for a browser that does not answer.
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
 * Runs one request in a transaction of its own.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {string} name of the store
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T | null>} null when the browser stores nothing
 */
async function run(mode, name, work) {
  const db = await open();
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
      // Without waiting, so that a page that is being closed still saves.
      change.commit?.();
    } catch {
      resolve(null);
    }
  });
}

/** All articles, the oldest first. @returns {Promise<Article[]>} */
export const all = async () => (/** @type {Article[]} */ (await run('readonly', ARTICLES, (store) => store.getAll())) ?? []).sort((a, b) => a.at - b.at);

/** Saves an article. @param {Article} article @returns {Promise<boolean>} whether it is stored */
export const put = async (article) => (await run('readwrite', ARTICLES, (store) => store.put(article))) !== null;

/** Deletes an article. @param {string} id */
export const remove = (id) => run('readwrite', ARTICLES, (store) => store.delete(id));

/** The corrections that apply to every article. @returns {Promise<Correction[]>} */
export const dictionary = async () => /** @type {Correction[]} */ (await run('readonly', DICTIONARY, (store) => store.get(DICTIONARY))) ?? [];

/** Saves the dictionary. @param {Correction[]} entries @returns {Promise<boolean>} whether it is stored */
export const putDictionary = async (entries) => (await run('readwrite', DICTIONARY, (store) => store.put(entries, DICTIONARY))) !== null;

/** Deletes every article, the dictionary, and every setting of the page. @returns {Promise<boolean>} whether all was deleted */
export async function clear() {
  for (const get of [() => localStorage, () => sessionStorage]) {
    try {
      const storage = get();
      for (const name of Object.keys(storage)) if (name.startsWith(`${NAME}.`)) storage.removeItem(name);
    } catch {
      // A browser without storage has nothing to delete.
    }
  }
  let done = true;
  for (const name of [ARTICLES, DICTIONARY]) done = (await run('readwrite', name, (store) => store.clear())) !== null && done;
  channel?.postMessage('cleared');
  return done;
}

/** Listens to other windows of this page. @param {(what: 'changed' | 'cleared') => void} listener called when another window has changed the database, or cleared it */
export function listen(listener) {
  if (channel) channel.onmessage = ({ data }) => listener(data);
}
