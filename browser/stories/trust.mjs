// Trust, from the invitation to the last day. The contact of an association is invited by a link, lives on a phone with a passkey,
// and sees one convention until a mandate ends; a colleague leaves, and everything passes to another in one step; both journals tell
// it. Each step needs the one before: the first that fails ends the story. It changes who holds what, so it is told last.

import { readFileSync } from 'node:fs';

import { accessible, complaints, holds, silent } from '../rules.mjs';
import { PHONE, context, names, signIn } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { visitor } from './look.mjs';
import { plugged } from './passkeys.mjs';

const TEXT = new URL('../../examples/convention-ctg-2022-2026.txt', import.meta.url);

const ADMINISTRATOR = 'Dominique Vasseur';
const COORDINATOR = 'Camille Roche';
const LEAVING = 'Nadia Perrin';
const FOLLOWING = 'Alex Simon';
const HANDED = 'Conseiller ou conseillère Caf, Caf des Bouches-du-Rhône';

const CONTACT = { name: 'Maud Tessier', email: 'maud.tessier@exemple.invalid', organisation: 'Solidarité Femmes', password: 'mon velo jaune roule la nuit' };
const PASSKEY = 'Téléphone de Maud';

// The convention of the demo, and a neighbour that another commune signed.
const OWN = 1;
const OWN_NAME = 'CTG 2022-2026 · Les Pennes-Mirabeau · Septèmes-les-Vallons';
const COMMUNE_NEXT_DOOR = 'Les Landes-Mirabeau · CTG 2022-2026 · Les Landes-Mirabeau · Septèmes-les-Vallons';

export async function trust(world, tally) {
  const base = visitor(world).base.replace('127.0.0.1', 'localhost');
  const people = {};
  for (const name of [ADMINISTRATOR, COORDINATOR, LEAVING, FOLLOWING]) {
    people[name] = await arrived(world, base, name);
  }
  people.contact = await opened(world, base, { viewport: PHONE });
  const story = { world, step: steps(tally), days: calendar(), desk: people[ADMINISTRATOR], phone: people.contact, people };
  story.next = await neighbour(story);
  story.link = await invited(story);
  await entered(story);
  await byPasskey(story);
  await whatIsNotTheirs(story);
  await endedMandate(story);
  await handedOver(story);
  await toldInside(story);
  await toldOutside(story);
  for (const { page } of Object.values(people)) {
    await page.context().close();
  }
}

/** Another convention, and someone who sees it: without them, not to see it would prove nothing. */
async function neighbour({ step, days, desk, people }) {
  let next = 0;
  await step('a second convention enters, and opens for whom it is given', async () => {
    const text = readFileSync(TEXT, 'utf8').replaceAll('Pennes', 'Landes').replaceAll('PENNES', 'LANDES');
    await desk.goes('/conventions/importer');
    await desk.page.locator('#fichier').setInputFiles({ name: 'landes.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await desk.page.getByRole('button', { name: 'Envoyer et lire' }).click();
    await desk.page.getByRole('button', { name: 'Faire entrer la convention' }).click();
    await desk.page.waitForURL(/\/registre\?entree=\d+$/);
    next = Number(new URL(desk.page.url()).searchParams.get('entree'));
    ensure(next !== OWN, 'the neighbour took the place of the convention of the demo');
    await give(desk, { person: FOLLOWING, place: COMMUNE_NEXT_DOOR, role: 'coordinator', since: days.before });
    await people[FOLLOWING].sees(`/conventions/${next}/plan`);
  });
  return next;
}

/** From the directory to a link in the hand; the mandate is given before anyone arrives. */
async function invited({ step, days, desk }) {
  let link = '';
  await step('a contact of the directory is invited by a link to copy', async () => {
    await desk.goes('/annuaire');
    await desk.page.locator('main').getByRole('link', { name: 'Personnes', exact: true }).click();
    await desk.page.locator('form[action="/annuaire/contacts"]').waitFor();
    await desk.page.locator('#nom').fill(CONTACT.name);
    await desk.page.locator('form[action="/annuaire/contacts"] #organisme').selectOption({ label: CONTACT.organisation });
    await desk.page.locator('#fonction').fill('Directrice');
    await desk.page.getByRole('button', { name: 'Ajouter la personne' }).click();
    await desk.page.waitForURL(/\/annuaire\/personnes\/\d+$/);
    await desk.whole();
    await desk.page.locator('form[action="/comptes/invitations/contact"] #mel').fill(CONTACT.email);
    await desk.page.getByRole('button', { name: 'Inviter à ouvrir un compte' }).click();
    await desk.page.locator('#lien').waitFor();
    await desk.whole();
    await desk.reads(`Invitation de ${CONTACT.name}`, `Un courrier part à ${CONTACT.email}`);
    // A passkey is bound to a name, and no address of figures has one.
    link = (await desk.page.locator('#lien').inputValue()).replace('127.0.0.1', 'localhost');
    await desk.goes('/comptes/acces');
    ensure((await desk.page.locator('#lien').count()) === 0, 'the link is shown again');
    ensure(!(await desk.page.content()).includes(new URL(link).searchParams.get('cle')), 'its secret is still in the page');
  });
  await step('the mandate is given before the contact arrives', async () => {
    await give(desk, { person: CONTACT.name, place: `${CONTACT.organisation} · ${OWN_NAME}`, role: 'partner_contact', since: days.before });
    await desk.reads(`Contact d’un partenaire, ${CONTACT.organisation}`);
  });
  return link;
}

async function entered({ world, step, phone, link }) {
  const { page } = phone;
  await step('the link opens on a phone; a short password is refused, a good one opens Pacte', async () => {
    await phone.goes(link);
    await phone.reads(`Bienvenue, ${CONTACT.name}`);
    await page.locator('#mdp').fill('court');
    await page.getByRole('button', { name: 'Ouvrir Pacte' }).click();
    await page.locator('.err-summary').waitFor();
    await phone.whole();
    await page.locator('#mdp').fill(CONTACT.password);
    await page.getByRole('button', { name: 'Ouvrir Pacte' }).click();
    await page.waitForURL((url) => url.pathname.startsWith('/conventions'));
    await phone.whole();
    await page.screenshot({ path: world.file('trust-arrival.png') });
    ensure((await conventions(phone)).join() === String(OWN), `the conventions shown are ${await conventions(phone)}`);
  });
  await step('the link serves once', async () => {
    const other = await opened(world, new URL(link).origin, { viewport: PHONE });
    await other.goes(link);
    await other.reads('Ce lien n’a pas d’effet');
    ensure((await other.page.locator('input[type=password]').count()) === 0, 'it still asks for a password');
    await other.page.context().close();
  });
}

async function byPasskey({ world, step, phone }) {
  const { page } = phone;
  const device = await plugged(page.context(), page);
  await step('a passkey is added on the phone', async () => {
    await phone.goes('/compte');
    await page.locator('#nom').fill(PASSKEY);
    await page.locator('[data-passkey="create"] [data-passkey-button]').click();
    await page.locator('main li', { hasText: PASSKEY }).waitFor();
    ensure((await device.credentials()) === 1, 'the device keeps no passkey');
    await phone.whole();
  });
  await step('the contact signs out, and the passkey alone signs in again', async () => {
    await page.locator('button.user').click();
    await page.locator('#compte form[action="/deconnexion"] button').click();
    await page.locator('#mdp').waitFor();
    await phone.misses(`/conventions/${OWN}/plan`, '/connexion');
    await phone.goes('/connexion');
    await page.locator('[data-passkey="get"] [data-passkey-button]').click();
    await page.waitForURL((url) => url.pathname.startsWith('/conventions'));
    await phone.sees(`/conventions/${OWN}/plan`);
    ensure((await page.locator('main a[href*="/actions/"]').count()) > 0, 'the plan shows no action');
    await page.screenshot({ path: world.file('trust-plan.png') });
  });
}

async function whatIsNotTheirs({ world, step, phone, people, next }) {
  await step('what is not theirs is “introuvable”, and no link leads there', async () => {
    const hrefs = await phone.page.locator('a[href]').evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
    const forbidden = [`/conventions/${OWN}/journal`, `/conventions/${next}`, `/conventions/${next}/plan`, '/journal', '/comptes', '/annuaire'];
    for (const address of forbidden) {
      ensure(!hrefs.includes(address), `the plan links to ${address}`);
      await phone.misses(address);
    }
    await phone.page.screenshot({ path: world.file('trust-introuvable.png') });
    await people[COORDINATOR].sees(`/conventions/${OWN}/journal`);
  });
}

async function endedMandate({ step, days, desk, phone }) {
  await step('a mandate that ends tomorrow still opens the convention today', async () => {
    await end(desk, CONTACT.name, days.tomorrow);
    await phone.sees(`/conventions/${OWN}/plan`);
  });
  await step('a last day that is past closes the convention at once, in the session that is open', async () => {
    await end(desk, CONTACT.name, days.yesterday);
    await phone.misses(`/conventions/${OWN}/plan`);
    await phone.misses(`/conventions/${OWN}`);
    await phone.goes('/conventions');
    await phone.reads('Aucune convention ne vous est ouverte');
    await phone.whole();
    ensure((await conventions(phone)).length === 0, 'a convention is still listed');
  });
}

async function handedOver({ world, step, days, desk, people, next }) {
  const plan = `/conventions/${OWN}/plan`;
  await step('what a colleague holds passes to another in one step', async () => {
    await people[LEAVING].sees(plan);
    await people[FOLLOWING].misses(plan);
    await desk.goes(`/comptes?q=${encodeURIComponent(LEAVING)}`);
    await desk.page.getByRole('link', { name: LEAVING, exact: true }).click();
    await desk.page.getByRole('link', { name: 'Passer le relais' }).click();
    await desk.page.locator('form[action="/annuaire/passation"]').waitFor();
    await desk.whole();
    await desk.page.locator('#vers').selectOption({ label: FOLLOWING });
    await desk.page.locator('#jour').fill(days.today);
    await desk.page.screenshot({ path: world.file('trust-relais.png') });
    await desk.page.getByRole('button', { name: 'Passer le relais' }).click();
    await desk.page.waitForURL(/\/annuaire\/personnes\/\d+\?relais=\d+$/);
    await desk.whole();
    await desk.reads(`Le relais est passé à ${FOLLOWING}`);
    await desk.reads('Aucun mandat en cours');
  });
  await step('the one who left sees the convention no more, the one who follows does, at once', async () => {
    await people[LEAVING].misses(plan);
    await people[FOLLOWING].sees(plan);
    await people[FOLLOWING].sees(`/conventions/${OWN}/lecture`);
    await people[FOLLOWING].sees(`/conventions/${next}/plan`);
    await desk.goes(`/comptes?q=${encodeURIComponent(FOLLOWING)}`);
    await desk.reads(`${HANDED}, ${OWN_NAME}, depuis le ${french(days.today)}`);
  });
}

/** The journal of the convention, as who runs the plan reads it. */
async function toldInside({ world, step, days, people }) {
  const reader = people[COORDINATOR];
  const whom = `${CONTACT.name}, contact d’un partenaire, ${CONTACT.organisation}`;
  await step('the journal of the convention tells who gave, ended and handed over, and for whom', async () => {
    await reader.sees(`/conventions/${OWN}/journal`);
    await reader.page.screenshot({ path: world.file('trust-journal.png') });
    const told = await entries(reader);
    once(told, 'Un mandat a été donné', ADMINISTRATOR, whom, `Du ${french(days.before)}, sans date de fin`);
    once(told, 'Un mandat a pris fin', ADMINISTRATOR, whom, `Fin : sans date → ${french(days.tomorrow)}`);
    once(told, 'Un mandat a pris fin', ADMINISTRATOR, whom, `Fin : ${french(days.tomorrow)} → ${french(days.yesterday)}`);
    once(told, 'Un mandat est passé à une autre personne', ADMINISTRATOR, `${LEAVING}, c${HANDED.slice(1)}`, `${FOLLOWING} le tient à partir du ${french(days.today)}`);
    ensure(!told.some((entry) => entry.includes('Landes')), 'the journal tells of another convention');
  });
}

/** The journal of the installation, as who administers reads it. */
async function toldOutside({ world, step, desk, people, link }) {
  await step('the journal of the installation tells how the contact came in', async () => {
    await desk.goes('/journal');
    const all = await entries(desk);
    const told = all.filter((entry) => entry.includes(CONTACT.name));
    const file = await desk.page.context().request.get('/journal?forme=csv');
    const table = plain(await file.text());
    ensure(table.includes('Clé d’accès n° ') && table.includes('Lien d’accès n° '), 'the file names no object in words');
    ensure(!/(link|passkey|person)\/\d/.test(table), 'the file names objects by their codes');
    await desk.page.screenshot({ path: world.file('trust-installation.png') });
    once(told, 'Un contact a été inscrit à l’annuaire', ADMINISTRATOR);
    once(told, 'Une personne de l’annuaire a été invitée à ouvrir un compte', ADMINISTRATOR);
    once(told, 'Un lien d’accès a été fait', ADMINISTRATOR, 'Valable jusqu’au');
    once(told, 'Une personne a choisi son mot de passe');
    once(told, 'Une personne a ajouté une clé d’accès');
    once(told, 'Une personne s’est déconnectée');
    const came = told.filter((entry) => entry.includes('Une personne s’est connectée'));
    ensure(came.length === 2, `by the link and by the passkey, the contact signed in ${came.length} time(s)`);
  });
  await step('what opened the account is in neither journal', async () => {
    for (const { page } of [desk, people[COORDINATOR]]) {
      ensure(/\/journal$/.test(page.url()), `not a journal: ${page.url()}`);
      const said = await page.content();
      for (const secret of [CONTACT.password, new URL(link).searchParams.get('cle')]) {
        ensure(secret && !said.includes(secret), `${page.url()} says “${secret}”`);
      }
    }
  });
}

/** Gives a mandate from the page of accounts. */
async function give(desk, { person, place, role, since }) {
  await desk.goes('/comptes');
  const form = desk.page.locator('form[action="/mandats"]');
  await form.locator('#personne').selectOption({ label: person });
  await form.locator('#place').selectOption({ label: place });
  await form.locator('#role').selectOption(role);
  await form.locator('#debut').fill(since);
  await form.getByRole('button', { name: 'Donner le mandat' }).click();
  await desk.page.waitForLoadState();
  ensure((await desk.page.locator('.err-summary').count()) === 0, 'the mandate is refused');
  await desk.whole();
}

/** Ends the only mandate of a person, from the page of accounts. */
async function end(desk, person, last) {
  await desk.goes(`/comptes?q=${encodeURIComponent(person)}`);
  const own = desk.page.locator('main li', { has: desk.page.getByRole('link', { name: person, exact: true }) });
  await own.locator('summary', { hasText: 'Mettre fin' }).click();
  await own.locator('input[name=fin]').fill(last);
  await own.getByRole('button', { name: 'Mettre fin au mandat' }).click();
  await desk.page.waitForURL((url) => url.pathname === '/comptes' && url.search === '');
  await desk.whole();
}

/** The conventions that a page lists. */
async function conventions(person) {
  const found = await person.page.locator('main a[href^="/conventions/"]').evaluateAll((links) => links.map((link) => /^\/conventions\/(\d+)/.exec(link.getAttribute('href'))?.[1]));
  return [...new Set(found.filter(Boolean))];
}

async function entries({ page }) {
  return (await page.locator('main ol.timeline > li').allInnerTexts()).map(plain);
}

/** Throws unless one entry, and one only, says all of this. */
function once(told, ...words) {
  const found = told.filter((entry) => words.every((word) => entry.includes(word)));
  ensure(found.length === 1, `${found.length} entries say “${words.join('”, “')}” among:\n${told.join('\n')}`);
}

/** Someone of the demo, arrived. */
async function arrived(world, base, name) {
  const someone = await opened(world, base);
  await someone.page.goto('/demo');
  await signIn(someone.page, (await names(someone.page)).findIndex((offered) => offered.includes(name)));
  return someone;
}

/** A browser of its own, and what its holder does there: each page must hold the rules of any page. */
async function opened(world, base, how = {}) {
  const page = await (await context(world.browser, { base }, how)).newPage();
  page.setDefaultTimeout(10000);
  const heard = complaints(page);
  const at = () => new URL(page.url()).pathname;
  const whole = async () => {
    await accessible(page);
    await holds(page);
    silent(heard);
  };
  // A page that comes back as it was is not looked at twice; what a form answers always is.
  const known = new Set();
  const goes = async (address, status = 200) => {
    const answer = await page.goto(address);
    ensure(answer.status() === status, `${address} answers ${answer.status()}`);
    const what = status === 404 ? 'what is not found' : at();
    if (!known.has(what)) {
      await whole();
      known.add(what);
    }
    silent(heard);
  };
  return {
    page,
    whole,
    goes,
    sees: async (address) => {
      await goes(address);
      ensure(at() === address, `${address} leads to ${at()}`);
    },
    misses: async (address, door) => {
      await goes(address, door ? 200 : 404);
      const said = await page.locator('h1').innerText();
      ensure(door ? at() === door : /introuvable/i.test(said), `${address} leads to ${at()}, “${said}”`);
    },
    reads: async (...sentences) => {
      const said = plain(await page.locator('main').innerText());
      for (const sentence of sentences) {
        ensure(said.includes(sentence), `“${sentence}” is not said at ${at()}`);
      }
    },
  };
}

/** Checks that follow from one another: the first that fails ends the story. */
function steps(tally) {
  return async (name, work) => ensure(await tally.check(name, work), `the story ends at “${name}”`);
}

function plain(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/** The days of the story in Paris, read once: it holds when midnight passes in the middle. */
function calendar() {
  const today = new Date(`${new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' })}T12:00:00Z`);
  const after = (days) => new Date(today.getTime() + days * 86400000).toISOString().slice(0, 10);
  return { before: after(-10), yesterday: after(-1), today: after(0), tomorrow: after(1) };
}

function french(iso) {
  const told = new Date(`${iso}T12:00:00Z`).toLocaleDateString('fr-FR', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  return plain(told).replace(/^1 /, '1er ');
}
