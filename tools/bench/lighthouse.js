// Runs Lighthouse on the packed site and prints the scores, with the audits that keep a score below 100. Fails below 98.
// Called by `cargo xtask lighthouse`: node lighthouse.js CHROME ADDRESS
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const MIN_SCORE = 0.98;
const [executablePath, address] = process.argv.slice(2);

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
let failed = false;
try {
  for (const formFactor of ["mobile", "desktop"]) {
    const config = formFactor === "desktop" ? (await import("lighthouse/core/config/desktop-config.js")).default : undefined;
    const flags = { onlyCategories: ["performance", "accessibility", "best-practices"], logLevel: "error" };
    const { lhr } = await lighthouse(address, flags, config, await browser.newPage());
    for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
      console.log(`${formFactor.padEnd(8)} ${title.padEnd(16)} ${Math.round(score * 100)}`);
      failed ||= score < MIN_SCORE;
      for (const { id, weight } of auditRefs) {
        const audit = lhr.audits[id];
        if (audit.score !== null && audit.score < 1 && (weight > 0 || score < MIN_SCORE)) console.log(`  ${id}: ${audit.displayValue ?? audit.title}`);
      }
    }
  }
} finally {
  await browser.close();
}
if (failed) process.exitCode = 1;
