// The convention of example, opened and removed. The coordinator finds it beside the real one, reads on every page that its follow-up is
// invented, on screen and on paper, then removes it in one click: the real one stays as it was.

import { accessible, holds } from '../rules.mjs';
import { PHONE, WIDE, context, personas } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { count } from './paper.mjs';

const MARK = 'Exemple — suivi inventé.';

export async function example(world, tally) {
  const people = await personas(world.browser, world.example);
  const coordinator = people.find(({ name }) => name.includes('Camille Roche'));
  const opened = await context(world.browser, coordinator);
  const page = await opened.newPage();
  let place = '';
  await tally.check('example: it stands beside the real convention, under its own name', async () => {
    await page.goto('/conventions');
    ensure((await page.locator('main li').count()) === 2, 'the coordinator holds no mandate in two conventions');
    await page.getByRole('link', { name: /^Exemple · / }).click();
    place = new URL(page.url()).pathname;
  });
  await tally.check('example: its pages say so, and hold on a telephone', async () => {
    for (const path of ['', '/plan/etats', '/synthese', '/deploiement', '/calendrier', '/campagnes', '/documents']) {
      await page.goto(`${place}${path}`);
      ensure(await page.getByText(MARK).isVisible(), `${path} does not say that it is invented`);
      await accessible(page);
    }
    await page.setViewportSize(PHONE);
    await page.goto(place);
    await holds(page);
  });
  await tally.check('example: paper says so too', async () => {
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${place}/synthese`);
    ensure(await page.getByText(MARK).isVisible(), 'the printed page does not say that it is invented');
    const sheets = count(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    ensure(sheets === 1, `what is essential of a plan under way takes ${sheets} sheets`);
    await page.emulateMedia({ media: 'screen' });
  });
  await tally.check('example: first steps are put away and found again in the menu of the account', async () => {
    await page.setViewportSize(WIDE);
    await page.goto(`${place}/premiers-pas`);
    await page.getByRole('button', { name: 'Ranger les premiers pas' }).click();
    ensure(await page.getByText('Ils sont rangés').isVisible(), 'the page does not say that they are put away');
    await accessible(page);
    await page.goto(place);
    ensure((await page.getByText('Vous commencez').count()) === 0, 'what is put away is still reminded of');
    await page.goto(`${place}/premiers-pas`);
    await page.getByRole('button', { name: 'Me les rappeler' }).click();
    ensure(await page.getByRole('button', { name: 'Ranger les premiers pas' }).isVisible(), 'they do not come back');
  });
  await tally.check('example: it goes in one click, and the real one stays', async () => {
    await page.goto(place);
    await page.getByRole('link', { name: 'Supprimer l’exemple' }).click();
    await accessible(page);
    await page.getByRole('button', { name: 'Supprimer l’exemple' }).click();
    ensure(new URL(page.url()).pathname === '/conventions', 'removing leads elsewhere than to one’s conventions');
    ensure((await page.locator('main li').count()) === 1, 'the example is still there');
    ensure((await page.goto(place)).status() === 404, 'the example still answers');
  });
  await opened.close();
}
