// A text enters to be checked: its points are walked by keyboard, values are corrected, absent, told by other lines; écarts are decided; the
// reading is confirmed, and any value leads back to its lines. A mayor sees nothing of it before.

import { readFile } from 'node:fs/promises';

import { accessible, holds } from '../rules.mjs';
import { PHONE } from '../session.mjs';
import { opened, sees, steps } from '../story.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

const EXAMPLE = new URL('../../examples/convention-ctg-2022-2026.txt', import.meta.url);
const READ_WITHIN = { timeout: 60_000 };
/** Words that no value holds, at the end of the text. */
const STRAY = 'Cette page a été reprise après relecture.';

export async function reading(world, tally) {
  const step = steps(tally);
  const keeper = await opened(world, world.people.find(({ name }) => name.includes('dministr')));
  const desk = await opened(world, coordinator(world));
  const mayor = await opened(world, world.people.find(({ name }) => name.includes('Maire')));
  const { page } = desk;
  let convention = '';
  await step('reading: a text enters to be checked', async () => {
    convention = await entered(keeper.page);
    await accessible(keeper.page);
  });
  const room = () => `${convention}/lecture/salle`;
  await step('reading: those who check it see it, and nobody else', async () => {
    await mandates(keeper.page, convention);
    ensure((await mayor.page.goto(convention)).status() === 404, 'a mayor sees what is still being checked');
    await page.goto(`${convention}/convention`);
    await page.getByRole('complementary', { name: 'Relecture en cours' }).getByRole('link', { name: 'Salle de lecture' }).click();
    await page.waitForURL(/\/lecture\/salle$/);
    await accessible(page);
    await holds(page);
    await page.screenshot({ path: world.file('salle.png') });
  });
  await step('reading: points are walked with j, opened with Enter, and answered', async () => {
    const first = await current(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/point=/);
    ensure((await current(page)) !== first, 'j and Enter stay on the same point');
    await page.getByRole('button', { name: 'Vu, suivant' }).click();
    await sees(desk, 'Point vu.');
    await page.getByRole('link', { name: /^Non rattachés/ }).click();
    await sees(desk, STRAY);
    await accessible(page);
    await page.getByRole('button', { name: 'Garder tel quel, suivant' }).click();
    await sees(desk, 'Plus rien à voir de cette nature');
    await accessible(page);
  });
  await step('reading: e corrects the value of a line, twice, and the room says what it was', async () => {
    for (const [action, words] of [[4, 'Créer des places d’accueil'], [5, 'Ouvrir la culture à tous']]) {
      await corrected(page, `${room()}?valeur=/actions/${action}/title`, words);
      await sees(desk, 'La lecture est corrigée.');
      await sees(desk, 'Lecture corrigée');
      await sees(desk, words);
    }
    await accessible(page);
  });
  await step('reading: a value is absent from the text, and that is taken back', async () => {
    await page.goto(`${room()}?valeur=/actions/6/pilots/1`);
    await page.getByRole('button', { name: 'Absent du texte' }).click();
    await sees(desk, 'C’est gardé');
    await accessible(page);
    await page.getByRole('button', { name: 'Annuler' }).click();
    await sees(desk, 'La correction est annulée.');
    await page.goto(`${room()}?valeur=/actions/6/pilots/1`);
    await page.getByRole('button', { name: 'Absent du texte' }).click();
    await sees(desk, 'C’est gardé');
  });
  await step('reading: the lines of a value are ticked in the text', async () => {
    await page.goto(`${room()}?valeur=/actions/7/title`);
    await page.getByRole('link', { name: 'Rattacher à d’autres lignes' }).click();
    await accessible(page);
    await page.locator('ol.lines input[type=checkbox]:not(:checked)').first().check();
    await page.getByRole('button', { name: 'Rattacher à ces lignes' }).click();
    await sees(desk, 'Les lignes de cette valeur ont changé.');
    await sees(desk, 'Rattaché à d’autres lignes');
  });
  await step('reading: three écarts are decided before anyone else sees the convention', async () => {
    await page.goto(`${convention}/ecarts?gravite=high`);
    const boxes = page.locator('input[name=ecart]');
    for (const place of [0, 1, 2]) await boxes.nth(place).check();
    await page.locator('#geste').selectOption('decided');
    await page.locator('#lot #dit').fill('Le tableau du déploiement fait foi.');
    await page.locator('#lot #instance').selectOption({ index: 1 });
    await page.locator('#lot #jour').fill('2026-10-06');
    await page.locator('#lot').getByRole('button', { name: 'Enregistrer' }).click();
    await sees(desk, '3\u{a0}écarts ont reçu cette réponse.');
  });
  await step('reading: on a phone the two sides are two tabs', async () => {
    const phone = await opened(world, coordinator(world), { viewport: PHONE });
    await phone.page.goto(`${room()}?ligne=478`);
    ensure(!(await phone.page.locator('ol.lines').isVisible()), 'the text is beside the card on a phone');
    await phone.page.getByRole('link', { name: 'Texte signé' }).first().click();
    await phone.page.locator('ol.lines').waitFor();
    await accessible(phone.page);
    await holds(phone.page);
    await phone.page.context().close();
  });
  await step('reading: the reading is confirmed, and the mayor sees the convention', async () => {
    await page.goto(room());
    await page.getByRole('link', { name: 'Terminer la relecture' }).first().click();
    await sees(desk, 'points n’ont pas été vus');
    await accessible(page);
    await holds(page);
    await page.screenshot({ path: world.file('salle-fin.png'), fullPage: true });
    await page.getByRole('button', { name: 'Confirmer la lecture' }).click();
    await sees(desk, 'La lecture est confirmée');
    ensure((await mayor.page.goto(convention)).status() === 200, 'the mayor does not see what is confirmed');
  });
  await step('reading: a value of an action leads to its lines, and from there to the room', async () => {
    await page.goto(`${convention}/actions/5`);
    await page.locator('.src a').first().click();
    await page.waitForURL(/\/texte\?lignes=/);
    await accessible(page);
    await page.getByRole('link', { name: 'Ce qui est lu de ces lignes' }).click();
    await page.waitForURL(/\/lecture\/salle\?/);
    ensure((await page.locator('ol.lines li.cited').count()) > 0, 'no line is lit');
  });
  await step('reading: the annex of the Copil prints what was decided, and the convention leaves', async () => {
    await page.goto(`${convention}/ecarts/annexe?etat=tous`);
    await accessible(page);
    await page.pdf({ path: world.file('annexe-relecture.pdf'), format: 'A4' });
    await withdrawn(keeper.page, convention);
  });
  for (const { page: one } of [keeper, desk, mayor]) await one.context().close();
}

/** The words of the point that is looked at. */
function current(page) {
  return page.locator('.walk [aria-current=true]').innerText();
}

/** Sends the example with one line more, and lets it enter to be checked. */
async function entered(page) {
  const buffer = Buffer.concat([await readFile(EXAMPLE), Buffer.from(`\n\n${STRAY}\n`)]);
  await page.goto('/conventions/importer');
  await page.locator('#fichier').setInputFiles({ name: 'convention relue.txt', mimeType: 'text/plain', buffer });
  await page.getByRole('button', { name: 'Envoyer et lire' }).click();
  await page.getByRole('heading', { name: /Ce que Pacte a lu/ }).waitFor(READ_WITHIN);
  await page.getByRole('button', { name: 'Relire avant de la montrer' }).click();
  await page.waitForURL(/\/conventions\/registre\?entree=/);
  return `/conventions/${new URL(page.url()).searchParams.get('entree')}`;
}

/** A coordinator and a mayor receive a mandate in it, for the same commune. */
async function mandates(page, convention) {
  const number = convention.split('/').at(-1);
  for (const [person, role] of [[1, 'coordinator'], [3, 'mayor']]) {
    await page.goto('/comptes');
    const place = page.locator('select[name=place]').first();
    const options = await place.locator(`option[value^="${number}-"]`).all();
    const named = await Promise.all(options.map(async (option) => [await option.getAttribute('value'), await option.textContent()]));
    const [value] = named.find(([, words]) => words.startsWith('Les Pennes'));
    await page.locator('select[name=personne]').first().selectOption(String(person));
    await place.selectOption(value);
    await page.locator('select[name=role]').first().selectOption(role);
    await page.locator('input[name=debut]').first().fill('2022-01-01');
    await page.getByRole('button', { name: 'Donner le mandat' }).click();
    await page.waitForLoadState();
  }
}

async function corrected(page, address, words) {
  await page.goto(address);
  await page.keyboard.press('e');
  await page.waitForURL(/\/lecture\?place=/);
  await page.getByLabel('La lecture était fausse ou incomplète').check();
  await page.locator('#valeur').fill(words);
  await page.locator('#motif').fill('Mot mal lu');
  await page.getByRole('button', { name: 'Corriger la lecture' }).click();
  await page.waitForURL(/\/lecture\/salle\?valeur=/);
}

/** What entered for this story leaves the installation as it was. */
async function withdrawn(page, convention) {
  await page.goto(`/conventions/retrait?convention=${convention.split('/').at(-1)}`);
  const name = (await page.locator('main form b').first().innerText()).replace(/^\d+\. /, '');
  await page.locator('#nom').fill(name);
  await page.locator('#motif').fill('Entrée pour essai.');
  await page.getByRole('button', { name: /Retirer/ }).click();
  await page.waitForURL(/registre/);
}
