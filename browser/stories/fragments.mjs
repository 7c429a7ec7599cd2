// With script, a filter changes the list and not the page: the window stays, the address follows, the count is spoken.

import { find } from '../addresses.mjs';
import { complaints, silent } from '../rules.mjs';
import { context } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';
import { actions } from './without_script.mjs';

export async function fragments(world, tally) {
  const signed = await context(world.browser, coordinator(world));
  const page = await signed.newPage();
  const heard = complaints(page);
  await tally.check('a filter replaces the list only', async () => {
    await page.goto(find(world.pages, '/plan/tableau'));
    const all = await actions(page);
    await page.evaluate(() => {
      globalThis.stayed = true;
    });
    await page.locator('main input[name="q"]').fill('petite enfance');
    await page.locator('main form:has(input[name="q"]) button[type=submit]').first().click();
    await page.waitForURL(/[?&]q=petite/);
    await page.waitForFunction((before) => new Set([...document.querySelectorAll('main a[href*="/actions/"]')].map((link) => link.href).filter((link) => /\/actions\/\d+$/.test(link))).size < before, all);
    ensure(await page.evaluate(() => globalThis.stayed === true), 'the whole page was loaded again');
    const count = new RegExp(`^${await actions(page)}\\s+action`);
    const spoken = page.locator('[role=status]', { hasText: count });
    await spoken.first().waitFor({ state: 'attached', timeout: 3000 });
    silent(heard);
  });
  await tally.check('the way back restores the whole list', async () => {
    const few = await actions(page);
    await page.goBack();
    await page.waitForFunction((before) => new Set([...document.querySelectorAll('main a[href*="/actions/"]')].map((link) => link.href).filter((link) => /\/actions\/\d+$/.test(link))).size > before, few);
    silent(heard);
  });
  await signed.close();
}
