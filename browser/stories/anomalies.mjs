// What the text contradicts, from the dashboard to the paper of the Copil: an écart is entrusted, then decided with its passages under the
// eyes; two others are closed together; a rule is put aside and applied again; who signs for the fund reads it all, and a partner nothing.

import { accessible, holds } from '../rules.mjs';
import { opened, sees, steps } from '../story.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

const LIST = '/conventions/1/ecarts';

export async function anomalies(world, tally) {
  const step = steps(tally);
  const desk = await opened(world, coordinator(world));
  const { page } = desk;
  await step('anomalies: the dashboard leads to those that somebody has to decide', async () => {
    await page.goto('/conventions/1');
    await page.getByRole('link', { name: /écarts? du texte signé à trancher/ }).first().click();
    await page.waitForURL(/\/ecarts\?gravite=high&etat=attente/);
    await sees(desk, 'Registre des écarts');
    await accessible(page);
    await holds(page);
    await page.screenshot({ path: world.file('ecarts.png') });
  });
  const first = page.locator('#lignes li').first();
  await step('anomalies: one is entrusted, with its passages under the eyes', async () => {
    await first.getByRole('link', { name: /^Répondre/ }).click();
    await page.waitForURL(/\/ecarts\/ecart\?cle=/);
    ensure((await page.locator('ol.lines mark').count()) > 0, 'the words quoted are not marked');
    await accessible(page);
    await page.getByLabel('Laisser ouvert, ou confier').check();
    await page.locator('#confie').fill('Camille Roche');
    await page.locator('#pour').fill('2027-01-15');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await sees(desk, 'La réponse est enregistrée.');
    await sees(desk, 'confié à Camille Roche pour le 15 janv. 2027');
  });
  await step('anomalies: a decision without its day is refused and keeps what was typed', async () => {
    await page.getByLabel('Noter une décision').check();
    await page.locator('#dit').fill('Le texte du plan fait foi.');
    await page.locator('#instance').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await sees(desk, 'Indiquez le jour de la décision.');
    ensure((await page.locator('#dit').inputValue()) === 'Le texte du plan fait foi.', 'what was typed is lost');
    await accessible(page);
    await page.locator('#jour').fill('2026-10-06');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await sees(desk, 'Décidé');
    await page.screenshot({ path: world.file('ecart.png'), fullPage: true });
  });
  await step('anomalies: two are closed together, and the list says so', async () => {
    await page.goto(`${LIST}?gravite=low`);
    const boxes = page.locator('input[name=ecart]');
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.locator('#geste').selectOption('closed');
    await page.locator('#lot #dit').fill('Sans effet sur les actions.');
    await page.locator('#lot').getByRole('button', { name: 'Enregistrer' }).click();
    await sees(desk, '2\u{a0}écarts ont reçu cette réponse.');
    await page.goto(`${LIST}?etat=closed`);
    await sees(desk, 'Sans effet sur les actions.');
  });
  await step('anomalies: a rule says what it looks for, is put aside with a reason and applied again', async () => {
    await page.goto(`${LIST}/regles?montrer=trouve`);
    await accessible(page);
    await page.locator('main .list a.t').first().click();
    await sees(desk, 'Ne déclenche pas');
    await accessible(page);
    await page.getByText('Mettre de côté pour cette convention').click();
    await page.locator('#motif').fill('Ces pages seront refaites.');
    await page.getByRole('button', { name: 'Mettre de côté' }).click();
    await page.goto(`${LIST}/regles?montrer=ecart`);
    await sees(desk, 'Ces pages seront refaites.');
    await page.locator('main .list a.t').first().click();
    await page.getByRole('button', { name: 'Appliquer de nouveau' }).click();
    await page.waitForURL(/\/ecarts\/regles$/);
  });
  await step('anomalies: the annex prints what waits, with room to write', async () => {
    await page.goto(`${LIST}/annexe?gravite=high`);
    await sees(desk, 'à compléter en séance');
    await accessible(page);
    await page.pdf({ path: world.file('annexe-copil.pdf'), format: 'A4' });
  });
  await page.context().close();
}
