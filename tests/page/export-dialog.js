// Drives the export dialog as a reader does.
import { readFile } from 'node:fs/promises';
import { clipboard } from './browser.js';

/** Opens the dialog and chooses a format. @param {import('playwright-core').Page} page @param {string} name */
export async function choose(page, name) {
  if (await page.locator('dialog.export').isHidden()) await page.getByRole('button', { name: 'Export…' }).click();
  const radio = page.getByRole('radio', { name, exact: true });
  const format = await radio.getAttribute('value');
  await radio.check({ force: true });
  await page.locator(`dialog.export[data-shown="${format}"]`).waitFor();
}

/** The flavours that the dialog copies. @param {import('playwright-core').Page} page @param {import('playwright-core').BrowserContext} context */
export async function copied(page, context) {
  await page.locator('dialog.export').getByRole('button', { name: 'Copy', exact: true }).click();
  await page.locator('#status').getByText('Copied.').waitFor({ state: 'attached' });
  return clipboard(context);
}

/** The file that a button of the dialog downloads. @param {import('playwright-core').Page} page @param {string} name */
export async function saved(page, name = 'Download') {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('dialog.export').getByRole('button', { name, exact: name === 'Download' }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}
