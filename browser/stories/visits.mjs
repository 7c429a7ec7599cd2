// Each page as each persona: it answers, or says “introuvable”, or leads to the sign-in page; it never complains. What is refused or
// leads elsewhere is asked for without being drawn: the page that it shows is drawn once, at its own address.

import { complaints, silent } from '../rules.mjs';
import { context } from '../session.mjs';
import { ensure } from '../tally.mjs';

export async function visits(world, tally) {
  // Two at a time: one draws while the other waits for the server.
  const waiting = [...world.people];
  const walk = async () => {
    for (let person = waiting.shift(); person; person = waiting.shift()) {
      await visitAll(world, person, tally);
    }
  };
  await Promise.all([walk(), walk()]);
  for (const { address } of world.pages) {
    await tally.check(`${address} is reached by someone`, async () => {
      ensure(world.people.some((person) => person.reaches.has(address)), 'nobody comes there');
    });
  }
}

async function visitAll(world, person, tally) {
  const signed = await context(world.browser, person);
  const page = await signed.newPage();
  const heard = complaints(page);
  person.reaches = new Set();
  person.opens = new Set();
  for (const { address, access, name } of world.pages.filter((page) => concerns(page, person))) {
    await tally.check(`${person.name} at ${address}`, async () => {
      const answer = await signed.request.get(address);
      if (answer.status() === 404) {
        refused(await answer.text());
        return;
      }
      person.reaches.add(address);
      if (!samePath(answer.url(), address)) {
        ensure(answer.status() === 200, `leads to a page that answers ${answer.status()}`);
        ensure(!closed(access, person) || new URL(answer.url()).pathname === '/connexion', `leads a visitor to ${answer.url()}`);
        return;
      }
      const drawn = await page.goto(address);
      ensure(!closed(access, person), 'opens without signing in');
      await expected(page, drawn.status(), name);
      silent(heard);
      person.opens.add(address);
    });
  }
  await signed.close();
}

// An installation without people shows its founder what anyone may see, and nothing else.
function concerns({ access }, { name }) {
  return name !== 'founder' || access === 'anyone';
}

function refused(html) {
  const said = /<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? '';
  ensure(/introuvable/i.test(said), `a refusal reads “${said}”`);
}

// Whether a page of this kind asks that person to sign in.
function closed(access, { state }) {
  return state === undefined && /^(inside|signed in|administrator)/.test(access);
}

async function expected(page, status, name) {
  ensure(status === 200 || (status === 422 && name === 'error'), `answers ${status}`);
  ensure((await page.locator('h1').count()) === 1, 'has not exactly one h1');
  ensure((await page.title()).trim() !== '', 'has no title');
}

// Whether the address asked for is the one shown: a door leads elsewhere.
function samePath(shown, address) {
  return new URL(shown).pathname === new URL(address, shown).pathname;
}
