// Each page as each persona: it answers, or says “introuvable”, or leads to the sign-in page; it never complains.

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
      const answer = await page.goto(address);
      await expected(page, answer.status(), person, { access, name });
      silent(heard);
      if (answer.status() !== 404) {
        person.reaches.add(address);
      }
      if (answer.status() !== 404 && samePage(page, address)) {
        person.opens.add(address);
      }
    });
  }
  await signed.close();
}

// An installation without people shows its founder what anyone may see, and nothing else.
function concerns({ access }, { name }) {
  return name !== 'founder' || access === 'anyone';
}

async function expected(page, status, person, { access, name }) {
  const anonymous = person.state === undefined;
  if (status === 404) {
    const said = await page.locator('h1').innerText();
    ensure(/introuvable/i.test(said), `a refusal reads “${said}”`);
    return;
  }
  ensure(status === 200 || (status === 422 && name === 'error'), `answers ${status}`);
  const signing = new URL(page.url()).pathname === '/connexion';
  ensure(!(anonymous && /^(inside|signed in|administrator)/.test(access)) || signing, 'opens without signing in');
  ensure((await page.locator('h1').count()) === 1, 'has not exactly one h1');
  ensure((await page.title()).trim() !== '', 'has no title');
}

/** Whether the address asked for is the one shown: a door leads elsewhere. */
export function samePage(page, address) {
  return new URL(page.url()).pathname === new URL(address, page.url()).pathname;
}
