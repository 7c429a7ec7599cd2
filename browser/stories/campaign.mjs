// A campaign, from the question to the plan. The coordinator asks an association; it answers from a telephone by a link, without an
// account; the answer is accepted, the plan changes, the journal tells it. Each step needs the one before: the first that fails ends
// the story. It adds to the follow-up, so it is told after those that read it.

import { accessible, holds, silent } from '../rules.mjs';
import { PHONE } from '../session.mjs';
import { opened, sees, steps } from '../story.mjs';
import { ensure } from '../tally.mjs';
import { coordinator, visitor } from './look.mjs';

const ASKED = { name: 'Maud Tessier', email: 'maud.tessier@exemple.invalid', organisation: 'Association exemple' };
const ACTION = 10;

export async function campaign(world, tally) {
  const desk = await opened(world, coordinator(world));
  const phone = await opened(world, visitor(world), { viewport: PHONE });
  const step = steps(tally);
  let link = '';
  await step('a campaign is prepared for an association', async () => {
    await prepared(desk);
  });
  await step('it is launched, and a link is handed over', async () => {
    link = await launched(desk);
  });
  await step('the link opens on a telephone, and the answer is sent', async () => {
    await answered(phone, link);
  });
  await step('whoever asked is told, and the dashboard says that an answer waits', async () => {
    await waits(desk);
  });
  await step('the board tells it, and the answer is accepted', async () => {
    await accepted(desk);
  });
  await step('the plan changed, and the journal says by which way', async () => {
    await told(desk);
  });
  await step('the dashboard asks for nothing more, and every view of the plan tells the new state', async () => {
    await changed(desk);
  });
  await step('the receipt can be read again, and corrected no more', async () => {
    await phone.page.goto(link);
    await sees(phone, 'Votre réponse est arrivée');
    await sees(phone, 'Entré dans le suivi tel quel');
    await accessible(phone.page);
    await holds(phone.page);
    ensure((await phone.page.getByText('Corriger ma réponse').count()) === 0, 'an accepted answer can still be corrected');
  });
  for (const { page } of [desk, phone]) {
    await page.context().close();
  }
}

async function prepared(desk) {
  await desk.page.goto('/conventions/1/campagnes/nouvelle');
  await accessible(desk.page);
  await holds(desk.page);
  await desk.page.locator('#titre').fill('Point de la fin d’année');
  await desk.page.locator(`input[name=action][value="${ACTION}"]`).check();
  await desk.page.locator('input[name=tous]').uncheck();
  await desk.page.locator('#autres').fill(`${ASKED.name} ; ${ASKED.email} ; ${ASKED.organisation}`);
  await desk.page.getByRole('button', { name: 'Enregistrer la campagne' }).click();
  await sees(desk, 'Rien n’est parti');
}

async function launched(desk) {
  await desk.page.getByRole('button', { name: 'Lancer la campagne' }).click();
  await sees(desk, 'Jamais ouvert');
  await accessible(desk.page);
  await holds(desk.page);
  await desk.page.getByRole('button', { name: `Obtenir un lien pour ${ASKED.name}` }).click();
  return desk.page.locator('#lien').inputValue();
}

async function answered(phone, link) {
  await phone.page.goto(link);
  await accessible(phone.page);
  await holds(phone.page);
  await phone.page.getByRole('button', { name: 'Commencer' }).click();
  await accessible(phone.page);
  await holds(phone.page);
  // A choice is a box that covers its words: it is what a finger touches.
  await phone.page.locator(`input[name="etat-${ACTION}-0"][value=going]`).check();
  await phone.page.locator(`input[name="meteo-${ACTION}-0"][value=bright]`).check();
  await phone.page.locator('#enregistre').getByText('Enregistré à').waitFor();
  await phone.page.getByLabel('Qu’avez-vous fait').fill('Un atelier chaque mercredi.');
  await phone.page.getByRole('button', { name: 'Relire avant d’envoyer' }).click();
  await sees(phone, 'Un atelier chaque mercredi.');
  await accessible(phone.page);
  await phone.page.getByRole('button', { name: 'Envoyer ma mise à jour' }).click();
  await sees(phone, 'Votre réponse est arrivée');
  await accessible(phone.page);
  silent(phone.heard);
}

async function waits(desk) {
  await desk.page.goto('/notifications');
  await sees(desk, 'Une réponse est arrivée dans votre campagne');
  // The letter that gathers what was not read, as it would leave now.
  await desk.page.goto('/compte/courriels');
  await sees(desk, 'Tel qu’il partirait maintenant');
  await sees(desk, 'Une réponse est arrivée dans votre campagne');
  await accessible(desk.page);
  await holds(desk.page);
  await desk.page.goto('/conventions/1');
  await desk.page.getByRole('link', { name: 'réponse à confirmer' }).click();
  await sees(desk, 'Un atelier chaque mercredi.');
  await accessible(desk.page);
  await holds(desk.page);
}

async function accepted(desk) {
  await desk.page.goto('/conventions/1/campagnes');
  await desk.page.getByRole('link', { name: 'Point de la fin d’année' }).click();
  await sees(desk, 'Répondu');
  await desk.page.getByRole('link', { name: 'Voir les réponses à confirmer' }).click();
  await desk.page.getByRole('button', { name: `Accepter la réponse sur l’action ${ACTION}` }).click();
  silent(desk.heard);
}

async function told(desk) {
  await desk.page.goto(`/conventions/1/actions/${ACTION}`);
  await sees(desk, 'Un atelier chaque mercredi.');
  await desk.page.goto('/conventions/1/journal');
  await sees(desk, 'Quelqu’un a répondu à une campagne, par son lien');
}

async function changed(desk) {
  await desk.page.goto('/conventions/1');
  ensure((await desk.page.getByText('réponse à confirmer').count()) === 0, 'the dashboard still asks to confirm');
  await desk.page.getByRole('link', { name: /^En cours 1$/ }).click();
  await desk.page.getByRole('rowheader').first().waitFor();
  ensure((await desk.page.getByRole('rowheader').count()) === 1, 'the number of the dashboard leads to other rows');
  for (const view of ['plan', 'plan/etats']) {
    await desk.page.goto(`/conventions/1/${view}`);
    await sees(desk, 'En cours');
  }
}
