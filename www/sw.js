// Keeps the packed page in this browser, so that it opens without a network. Each version has a cache of its own, with
// files whose names carry a hash of what is in them; `pack` writes the version and its files in front of this script.
// A version's files stay as long as a window shows it. It asks for the files it is told of and for nothing else.

/** @type {any} the types of a page know no service worker */
const scope = self;

/** @type {{version: string, page: string, files: string[]}} page: the SHA-256 of the page that names the other files */
const { version, page, files } = scope.packed;
const HOME = new URL('./', location.href).pathname;

scope.addEventListener('install', (/** @type {any} */ event) => {
  event.waitUntil(fill());
  scope.skipWaiting();
});

// All or nothing: a page of another version, or a file that is missing, fails the whole, and the browser tries again
// another day. What is named by its content is taken from wherever it is.
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

/** @param {Request} request @param {string} name */
async function answer(request, name) {
  const cache = await caches.open(version);
  return await cache.match(name === '' || name === 'index.html' ? './' : request) ?? await caches.match(request) ?? fetch(request);
}

// A page that has just begun holds the lock of its version; so does every other one that is open.
scope.addEventListener('message', (/** @type {any} */ event) => event.waitUntil(tidy()));
async function tidy() {
  const names = await caches.keys();
  const { held } = await navigator.locks.query();
  if (scope.registration.installing) return;
  for (const name of names) {
    if (name.startsWith('gloss-') && name !== version && !held?.some((lock) => lock.name === name)) await caches.delete(name);
  }
}
