// A document, from the milestone it is attached to until it is found by what it says. The coordinator adds a milestone, joins a note
// to it, reads it on the line of the milestone, then finds it by a word that stands in the file alone. It adds to the follow-up, so it
// is told after those that read it.

import { accessible, holds, silent } from '../rules.mjs';
import { opened, sees, steps } from '../story.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

const ACTION = '/conventions/1/actions/15';
const MILESTONE = 'Réunir les directeurs d’école';
const TITLE = 'Relevé de décisions';
const NOTE = 'Le comité retient la salle des Cadeneaux.\n\nLa prochaine réunion est fixée au mois de mars.\n';

/** How long the words of a file may take to be found. */
const READ_WITHIN = 30_000;

export async function documents(world, tally) {
  const desk = await opened(world, coordinator(world));
  const step = steps(tally);
  await step('a milestone is added to an action', async () => {
    await desk.page.goto(ACTION);
    await desk.page.getByRole('link', { name: 'Ajouter un jalon' }).click();
    await desk.page.getByLabel('Titre').fill(MILESTONE);
    await desk.page.getByRole('button', { name: 'Ajouter à l’action' }).click();
    await sees(desk, MILESTONE);
  });
  await step('a note is joined to it', async () => {
    await joined(desk);
  });
  await step('it is read on the line of the milestone', async () => {
    await desk.page.goto(ACTION);
    const line = desk.page.locator('#jalons li').filter({ hasText: MILESTONE });
    await line.getByRole('link', { name: TITLE }).waitFor();
    await accessible(desk.page);
    await holds(desk.page);
  });
  await step('it is found by a word of its text, with the passage around it', async () => {
    await found(desk);
  });
  await step('it is found from anywhere', async () => {
    await desk.page.goto('/conventions/1/aller?q=cadeneaux');
    await desk.page.locator('#resultats').getByRole('link', { name: TITLE }).waitFor();
    await accessible(desk.page);
    silent(desk.heard);
  });
  await desk.page.context().close();
}

async function joined(desk) {
  await desk.page.getByRole('link', { name: `Joindre un document : ${MILESTONE}` }).click();
  ensure((await desk.page.locator('#objet option:checked').innerText()).includes(MILESTONE), 'the milestone is not the one chosen');
  await accessible(desk.page);
  await holds(desk.page);
  await desk.page.locator('#fichier').setInputFiles({ name: 'releve.txt', mimeType: 'text/plain', buffer: Buffer.from(NOTE) });
  await desk.page.locator('#titre').fill(TITLE);
  await desk.page.getByRole('button', { name: 'Ajouter le document' }).click();
  await sees(desk, MILESTONE);
  await accessible(desk.page);
  await holds(desk.page);
}

async function found(desk) {
  const mark = desk.page.locator('main mark', { hasText: 'Cadeneaux' });
  const until = Date.now() + READ_WITHIN;
  do {
    await desk.page.goto('/conventions/1/documents?q=cadeneaux');
  } while ((await mark.count()) === 0 && Date.now() < until);
  await mark.waitFor();
  await sees(desk, 'Le comité retient la salle des');
  await accessible(desk.page);
  await holds(desk.page);
}
