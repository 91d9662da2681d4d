// Loads the engine's WebAssembly module and starts its worker: from files of the site, or from elements of the page itself
// where it is one file. Once the module is compiled the page needs no network, and forbids itself all connections.
import { el } from '../shell/dom.js';

/** In the single-file page: the element with the compressed module. */
const embedded = document.getElementById('module');

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('gloss-worker', { createScriptURL: (/** @type {string} */ address) => address });

/** Marks an address of the page's own as trusted for scripts (Trusted Types). @param {string} address @returns {string} */
export const trustedScriptUrl = (address) => policy?.createScriptURL(address) ?? address;

/** @type {Promise<WebAssembly.Module> | null} */
let compiled = null;

/** The module, compiled once. After a failure the next call tries again. @returns {Promise<WebAssembly.Module>} */
export function compiledModule() {
  compiled ??= (embedded ? decompress(embedded) : load()).then((made) => {
    // An additional policy applies together with the first one, here and in every worker that is started later.
    document.head.append(el('meta', { 'http-equiv': 'Content-Security-Policy', content: "connect-src 'none'" }));
    performance.mark('module compiled');
    return made;
  }, (error) => {
    compiled = null;
    throw error;
  });
  return compiled;
}

/** Loads the module from the site. */
async function load() {
  const response = await fetch(new URL('./pkg/gloss_bg.wasm', document.baseURI));
  if (!response.ok) throw new Error(`the engine could not be loaded (${response.status})`);
  const streams = response.headers.get('content-type') === 'application/wasm';
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Decompresses the module from an element of the page. @param {HTMLElement} data */
async function decompress(data) {
  const bytes = Uint8Array.from(atob(data.textContent ?? ''), (byte) => byte.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(plain).arrayBuffer());
}

/** Starts a worker. Its script is a blob, since such a worker inherits the policy of its page. @returns {Worker} */
export function startWorker() {
  const script = embedded ? document.getElementById('worker')?.textContent ?? '' : `import ${JSON.stringify(new URL('./worker.js', import.meta.url).href)};`;
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return new Worker(trustedScriptUrl(address), { type: embedded ? 'classic' : 'module' });
}
