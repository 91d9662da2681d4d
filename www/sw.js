// The service worker: stores the packed page in this browser, so that it opens without a network. Each version has its own
// cache of files, most of which have a hash of their content in their names; `pack` writes the version and its list of
// files in front of this script. The files of a version are kept as long as a window shows it. Nothing but the listed
// files is ever requested.

/** The types of a page do not include service workers. @type {any} */
const scope = self;

/** @type {{version: string, page: string, files: string[]}} page: the SHA-256 of the page that names the other files */
const { version, page, files } = scope.packed;
const HOME = new URL('./', location.href).pathname;

scope.addEventListener('install', (/** @type {any} */ event) => {
  event.waitUntil(fill());
  scope.skipWaiting();
});

/**
 * Fills the cache of this version. If the page is of another version or a file is missing, the whole installation fails and
 * the browser tries again later. A file that is named by its content is copied from another cache that has it.
 */
async function fill() {
  const cache = await caches.open(version);
  const fresh = (/** @type {RequestInfo} */ address, /** @type {RequestInit} */ how) => fetch(address, how).then((response) => {
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return cache.put(address, response);
  });
  await Promise.all([fresh('./', { cache: 'no-cache', integrity: page }), ...files.map(async (address) => {
    const named = /-[0-9a-f]{10}\./.test(address);
    const kept = named && await caches.match(address);
    return kept ? cache.put(address, kept) : fresh(address, { cache: named ? 'default' : 'no-cache' });
  })]);
}

scope.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener('fetch', (/** @type {any} */ event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method === 'GET' && origin === location.origin && pathname.startsWith(HOME)) event.respondWith(answer(event.request, pathname.slice(HOME.length)));
});

/** Answers a request from the cache. @param {Request} request @param {string} name the path of the file */
async function answer(request, name) {
  const cache = await caches.open(version);
  return await cache.match(name === '' || name === 'index.html' ? './' : request) ?? await caches.match(request) ?? fetch(request);
}

// Every open page holds the lock of its version, and sends a message when it starts.
scope.addEventListener('message', (/** @type {any} */ event) => event.waitUntil(deleteOldCaches()));
async function deleteOldCaches() {
  const names = await caches.keys();
  const { held } = await navigator.locks.query();
  if (scope.registration.installing) return;
  for (const name of names) {
    if (name.startsWith('gloss-') && name !== version && !held?.some((lock) => lock.name === name)) await caches.delete(name);
  }
}
