// Everything works without JavaScript: sign in, filter, sort, open an action and its lines, choose a theme, sign out.

import { find } from '../addresses.mjs';
import { context, names, signIn } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { visitor } from './look.mjs';

export async function withoutScript(world, tally) {
  const bare = await context(world.browser, visitor(world), { javaScriptEnabled: false });
  const page = await bare.newPage();
  await tally.check('one signs in without script', async () => {
    await page.goto('/demo');
    await signIn(page, (await names(page)).findIndex((name) => /coopération/i.test(name)));
    ensure((await page.locator('main h1').count()) === 1, 'no page after signing in');
  });
  await tally.check('the plan is filtered without script', async () => {
    await page.goto(find(world.pages, '/plan/tableau'));
    const all = await actions(page);
    await page.locator('main input[name="q"]').fill('petite enfance');
    await page.locator('main form:has(input[name="q"]) button[type=submit]').first().click();
    ensure(/[?&]q=petite/.test(page.url()), 'the address does not hold the filter');
    const kept = await actions(page);
    ensure(kept > 0 && kept < all, `${kept} of ${all} actions after the filter`);
  });
  await tally.check('the table is sorted without script', async () => {
    await page.goto(find(world.pages, '/plan/tableau'));
    await page.locator('main th a').first().click();
    ensure((await page.locator('main th[aria-sort]').count()) === 1, 'no column says how it sorts');
  });
  await tally.check('an action and its lines open without script', async () => {
    await page.locator('main a[href*="/actions/"]').first().click();
    ensure(/\/actions\/\d+/.test(page.url()), 'the action does not open');
    const source = page.locator('main a[href*="/texte"]').first();
    await page.goto(await source.getAttribute('href'));
    ensure(/\/texte/.test(page.url()), 'the lines do not open');
  });
  await tally.check('a theme is chosen without script', async () => {
    await page.locator('button.user').click();
    await page.locator('#compte form.appearance button[value=dark]').click();
    await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  });
  await tally.check('one signs out without script', async () => {
    await page.locator('button.user').click();
    await page.locator('#compte form[action="/deconnexion"] button').click();
    await page.locator('input[type=password]').waitFor();
    await page.goto(find(world.pages, '/plan/tableau'));
    ensure(new URL(page.url()).pathname === '/connexion', 'the plan still opens');
  });
  await bare.close();
}

/** How many actions the page links to. */
export async function actions(page) {
  const links = await page.locator('main a[href*="/actions/"]').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
  // A row has other links about the same action: those that lead to its sheet are counted.
  return new Set(links.filter((link) => /\/actions\/\d+$/.test(link))).size;
}
