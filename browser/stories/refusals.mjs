// What is refused says so, keeps what was written, and holds the same rules as any page.

import { accessible, complaints, holds, silent } from '../rules.mjs';
import { context } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { coordinator, visitor } from './look.mjs';

const LONG = 'une recherche qui ne trouve rien '.repeat(12).trim();

export async function refusals(world, tally) {
  const anonymous = await context(world.browser, visitor(world));
  const page = await anonymous.newPage();
  const heard = complaints(page);
  await tally.check('a wrong password is refused on the same page', async () => {
    await page.goto('/connexion');
    await page.locator('main input[type=email]').fill('personne@exemple.invalid');
    await page.locator('main input[type=password]').fill('un mot de passe qui ne va pas');
    await page.locator('main form:has(input[type=password]) button[type=submit]').first().click();
    await page.locator('[role=alert]').first().waitFor();
    ensure((await page.locator('main input[type=email]').inputValue()) === 'personne@exemple.invalid', 'the address is lost');
    await accessible(page);
    await holds(page);
    silent(heard);
  });
  await anonymous.close();

  const signed = await context(world.browser, coordinator(world));
  const inside = await signed.newPage();
  await tally.check('an address that does not exist is “introuvable”', async () => {
    const answer = await inside.goto('/conventions/999999/plan');
    ensure(answer.status() === 404, `answers ${answer.status()}`);
    await accessible(inside);
    await holds(inside);
  });
  await tally.check('a search that finds nothing, however long, says what to do', async () => {
    const table = world.pages.find(({ pattern }) => pattern.endsWith('/plan/tableau')).address;
    await inside.goto(`${table.split('?')[0]}?q=${encodeURIComponent(LONG)}`);
    ensure((await inside.locator('main .empty').count()) === 1, 'nothing says that the list is empty');
    await accessible(inside);
    await holds(inside);
  });
  await signed.close();
}
