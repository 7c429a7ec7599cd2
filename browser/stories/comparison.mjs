// The spreadsheet that a team kept beside the convention. It is sent once: its differences are settled group by group, what is written is
// shown first, the report prints; what it says of how actions stand is taken into the plan from the same page.

import { accessible, holds } from '../rules.mjs';
import { opened, sees, steps } from '../story.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

const PAGE = '/conventions/1/lecture/comparer';

export async function comparison(world, tally) {
  const step = steps(tally);
  const desk = await opened(world, coordinator(world));
  const { page } = desk;
  const reading = await (await page.context().request.get('/conventions/1/exporter?forme=json')).json();
  const file = { name: 'suivi de l’équipe.csv', mimeType: 'text/csv', buffer: Buffer.from(kept(reading)) };
  await step('comparison: a spreadsheet is compared field by field', async () => {
    await page.goto(PAGE);
    await accessible(page);
    await page.locator('#fichier').setInputFiles(file);
    await page.getByRole('button', { name: 'Envoyer et comparer' }).click();
    await sees(desk, 'Actions\u{a0}: pilotes');
    await accessible(page);
    await holds(page);
    await page.screenshot({ path: world.file('comparison.png'), fullPage: true });
  });
  await step('comparison: a choice stays when differences are put together another way', async () => {
    const pilots = page.locator('fieldset', { hasText: 'Actions\u{a0}: pilotes' });
    await pilots.getByLabel('La rédaction a changé').check();
    await page.getByRole('button', { name: 'Regrouper par élément' }).click();
    ensure(await page.getByLabel('La rédaction a changé').first().isChecked(), 'what was chosen is lost');
    await accessible(page);
    await page.getByRole('button', { name: 'Regrouper par champ' }).click();
    ensure(await pilots.getByLabel('La rédaction a changé').isChecked(), 'what was chosen is lost on the way back');
  });
  await step('comparison: what it says of the follow-up is shown lane by lane in the plan, then written', async () => {
    await page.getByRole('button', { name: 'Reprendre ces données dans le suivi' }).click();
    await sees(desk, 'n’est pas un export du plan');
    await accessible(page);
    await holds(page);
    await page.screenshot({ path: world.file('follow-up.png'), fullPage: true });
    await page.getByRole('button', { name: 'Écrire dans le plan' }).click();
    await page.getByRole('button', { name: 'Annuler' }).first().click();
    await page.getByText('mis à jour ensemble').waitFor({ state: 'detached' });
  });
  await step('comparison: what will be done is read, then done, and printed', async () => {
    await page.goto(PAGE);
    await page.getByRole('button', { name: 'Voir ce qui sera fait' }).click();
    await sees(desk, 'Ce qui sera fait');
    await accessible(page);
    await page.getByRole('button', { name: 'Écrire', exact: true }).click();
    await sees(desk, 'Comparaison n°');
    await accessible(page);
    await holds(page);
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: world.file('comparison-print.png'), fullPage: true });
  });
  await page.context().close();
}

/** The first two actions, with another pilot for one and a state for both. */
function kept({ actions }) {
  const [first, second] = actions;
  const title = (action) => action.title.replaceAll(';', ',');
  return `N°;Intitulé;Pilote;Statut;Observations\n${first.number};${title(first)};La Ligue des familles;En cours;Deux réunions tenues\n${second.number};${title(second)};;À lancer;\n`;
}
