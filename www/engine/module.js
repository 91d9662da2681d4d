// Where the engine's program comes from: the files beside the page, or the page itself where it is one file. Once the
// module is there nothing else is ever asked for, and the page has the browser hold it to that.
import { el } from '../shell/dom.js';

/** In the page of one file: the module, compressed, and the worker's script. */
const inside = document.getElementById('module');

const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('gloss-worker', { createScriptURL: (/** @type {string} */ address) => address });

/** An address of our own as that of a script. @param {string} address @returns {string} */
export const trusted = (address) => policy?.createScriptURL(address) ?? address;

/** @type {Promise<WebAssembly.Module> | null} */
let compiled = null;

/** The module, compiled once; the page asks for it again when that failed. @returns {Promise<WebAssembly.Module>} */
export function module() {
  compiled ??= (inside ? unpacked(inside) : loaded()).then((made) => {
    // A policy that is added holds beside the first one, here and in every worker that is started from here on.
    document.head.append(el('meta', { 'http-equiv': 'Content-Security-Policy', content: "connect-src 'none'" }));
    performance.mark('module compiled');
    return made;
  }, (error) => {
    compiled = null;
    throw error;
  });
  return compiled;
}

async function loaded() {
  const response = await fetch(new URL('./pkg/gloss_bg.wasm', document.baseURI));
  if (!response.ok) throw new Error(`the engine could not be loaded (${response.status})`);
  const streams = response.headers.get('content-type') === 'application/wasm';
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** @param {HTMLElement} data */
async function unpacked(data) {
  const bytes = Uint8Array.from(atob(data.textContent ?? ''), (byte) => byte.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return WebAssembly.compile(await new Response(plain).arrayBuffer());
}

/** A worker that waits for questions. It is started from a blob, since such a worker has the policy of its page. @returns {Worker} */
export function worker() {
  const script = inside ? document.getElementById('worker')?.textContent ?? '' : `import ${JSON.stringify(new URL('./worker.js', import.meta.url).href)};`;
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return new Worker(trusted(address), { type: inside ? 'classic' : 'module' });
}
