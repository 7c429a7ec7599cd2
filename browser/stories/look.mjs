// Each page once, by the first persona who may open it: light and dark, wide and on a phone, and at every width.

import { accessible, complaints, contrasted, holds, silent } from '../rules.mjs';
import { context, PHONE, WIDE } from '../session.mjs';

const SIZES = [
  { name: 'wide', viewport: WIDE },
  { name: 'phone', viewport: PHONE },
];

export async function look(world, tally) {
  // Two at a time: one draws while the other waits for the server.
  const waiting = readers(world).flatMap(([person, addresses]) => halves(addresses).map((half) => [person, half]));
  const walk = async () => {
    for (let work = waiting.shift(); work; work = waiting.shift()) {
      await lookAt(world, work, tally);
    }
  };
  await Promise.all([walk(), walk()]);
}

async function lookAt(world, [person, addresses], tally) {
  const signed = await context(world.browser, person);
  const page = await signed.newPage();
  const heard = complaints(page);
  for (const address of addresses) {
    await tally.check(`${address} holds axe's rules (${person.name})`, async () => {
      await page.goto(address);
      await inEveryLook(page);
      silent(heard);
    });
    await tally.check(`${address} is never wider than the window`, () => holds(page));
  }
  await signed.close();
}

// A page is drawn anew by its style sheet alone: it is asked for once. Colours are all that changes from light to dark.
async function inEveryLook(page) {
  for (const { name, viewport } of SIZES) {
    await page.setViewportSize(viewport);
    await told(`${name}, light`, () => accessible(page));
    await page.emulateMedia({ colorScheme: 'dark' });
    await told(`${name}, dark`, () => contrasted(page));
    await page.emulateMedia({ colorScheme: 'light' });
  }
}

async function told(where, check) {
  try {
    await check();
  } catch (error) {
    throw new Error(`${where}: ${error.message}`, { cause: error });
  }
}

function halves(list) {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)].filter((half) => half.length > 0);
}

/** Who looks at what: each address given to the first who opens it, the coordinator before the others. */
export function readers(world) {
  const order = [...world.people].sort((a, b) => rank(a) - rank(b));
  const left = new Set(world.pages.map(({ address }) => address));
  const shares = [];
  for (const person of order) {
    const share = [...left].filter((address) => person.opens?.has(address));
    share.forEach((address) => left.delete(address));
    if (share.length > 0) {
      shares.push([person, share]);
    }
  }
  return shares;
}

function rank(person) {
  return /coopération/i.test(person.name) ? 0 : person.state ? 1 : 2;
}

/** Whoever is not signed in. */
export function visitor(world) {
  return world.people.find(({ name }) => name === 'visitor');
}

/** The persona who runs the plan. */
export function coordinator(world) {
  return [...world.people].sort((a, b) => rank(a) - rank(b))[0];
}
