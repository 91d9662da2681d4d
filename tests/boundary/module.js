// The shipped module, loaded as a worker loads it, and an article to annotate with it.
import { readFile } from "node:fs/promises";
import init from "../../www/pkg/gloss.js";

export * from "../../www/pkg/gloss.js";

/** The bytes of the module. */
export const bytes = await readFile(new URL("../../www/pkg/gloss_bg.wasm", import.meta.url));

/** The memory of the module. */
export const { memory } = await init({ module_or_path: bytes });

export const article = `LISBON, March 3, 2025 — Portugal’s prime minister, Marta Vieira, said on Monday that the “old harbour” would open again in June.

“We have waited long enough,” Vieira told reporters 🚢. “The first ship may come in May,” she added, “and the last one in 2031.”

The European Commission denied that it had blocked the €3.5 billion plan. According to Rui Sá, a union leader, 40% of the dockers are against it.
`;
