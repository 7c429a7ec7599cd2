// The reference convention comes back from the files that people have: a DOCX, an ODT and a PDF with a table of merged cells and
// articles in two columns, made here from the interchange document, then its plan from a workbook of another layout. Each finds the same
// twenty-four actions. Nothing is entered: every file is abandoned once it was read.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { filed, page as laid, workbook } from '../reference.mjs';
import { accessible, holds } from '../rules.mjs';
import { opened, sees, steps } from '../story.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

/** How long a file may take to be read. */
const READ_WITHIN = { timeout: 60_000 };

export async function imports(world, tally) {
  const step = steps(tally);
  const desk = await opened(world, coordinator(world));
  const keeper = await opened(world, world.people.find(({ name }) => name.includes('dministr')));
  const folder = await mkdtemp(join(tmpdir(), 'pacte-imports-'));
  const reading = await (await desk.page.context().request.get('/conventions/1/exporter?forme=json')).json();
  const expected = reading.actions.map(({ number, title }) => told(number, title));
  ensure(expected.length === 24, `the reference holds ${expected.length} actions`);
  for (const kind of ['docx', 'odt', 'pdf']) {
    await step(`imports: a ${kind} gives the same actions`, async () => {
      const file = await filed(world.browser, folder, kind, laid(reading));
      await readBack(keeper, `convention.${kind}`, file, expected);
    });
  }
  await step('imports: a workbook of another layout gives the same actions', async () => {
    await mapped(desk, await workbook(folder, reading));
  });
  await rm(folder, { recursive: true, force: true });
  for (const { page } of [desk, keeper]) {
    await page.context().close();
  }
}

/** A number and the words of a title: signs and blanks are laid out otherwise in each file. */
function told(number, title) {
  return `${number} ${title.toLowerCase().match(/[\p{L}\p{N}]+/gu).join(' ')}`;
}

async function readBack({ page }, name, buffer, expected) {
  await page.goto('/conventions/importer');
  await page.locator('#fichier').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: 'Envoyer et lire' }).click();
  await page.getByRole('heading', { name: /Ce que Pacte a lu/ }).waitFor(READ_WITHIN);
  await accessible(page);
  await holds(page);
  const report = await (await page.context().request.get('/conventions/importer?forme=texte')).text();
  const found = [...report.matchAll(/^\s+(\d+)\.\s(.+)$/gm)].map(([, number, title]) => told(number, title));
  const missing = expected.filter((action) => !found.includes(action));
  ensure(missing.length === 0, `${name} lacks ${missing.join(' ; ')}`);
  ensure(report.includes('Plan\u{a0}: 24 actions'), `${name} gives another number of actions`);
  await page.getByRole('button', { name: 'Abandonner cet envoi' }).click();
}

/** The columns are told by a person where their names tell nothing; what is read changes no action and adds none. */
async function mapped(desk, buffer) {
  const { page } = desk;
  await page.goto('/conventions/1/lecture/tableur');
  await page.locator('#fichier').setInputFiles({ name: 'plan du service.xlsx', mimeType: 'application/octet-stream', buffer });
  await page.getByRole('button', { name: 'Voir les colonnes' }).click();
  await page.getByLabel('Ce que contient Machin').selectOption({ label: 'Porteurs' });
  await page.getByRole('button', { name: 'Relire avec ces colonnes' }).click();
  await sees(desk, 'Ce qui serait écrit');
  await accessible(page);
  await holds(page);
  const said = (name) => page.locator(`dt:text-is("${name}") + dd`).innerText();
  ensure((await said('Actions ajoutées')) === 'Aucune', `actions are added: ${await said('Actions ajoutées')}`);
  const [unchanged, changed] = [await said('Sans changement'), await said('Actions complétées')];
  const count = (words) => Number(words.match(/^\d+/)?.[0] ?? 0);
  ensure(count(unchanged) + count(changed) === 24, `the workbook tells of ${unchanged} unchanged and ${changed} completed`);
  await page.getByRole('button', { name: 'Abandonner ce fichier' }).click();
}
