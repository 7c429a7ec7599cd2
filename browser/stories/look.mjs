// Each page once, by the first persona who may open it: light and dark, wide and on a phone, and at every width.

import { accessible, complaints, holds, silent } from '../rules.mjs';
import { context, PHONE, WIDE } from '../session.mjs';

const LOOKS = [
  { name: 'wide light', viewport: WIDE, colorScheme: 'light' },
  { name: 'wide dark', viewport: WIDE, colorScheme: 'dark' },
  { name: 'phone light', viewport: PHONE, colorScheme: 'light' },
  { name: 'phone dark', viewport: PHONE, colorScheme: 'dark' },
];

export async function look(world, tally) {
  const waiting = LOOKS.flatMap((way) => readers(world).map(([person, addresses]) => ({ way, person, addresses })));
  const walk = async () => {
    for (let work = waiting.shift(); work; work = waiting.shift()) {
      await lookAt(world, work, tally);
    }
  };
  await Promise.all([walk(), walk()]);
  await widths(world, tally);
}

async function lookAt(world, { way, person, addresses }, tally) {
  const { name, ...options } = way;
  const signed = await context(world.browser, person, options);
  const page = await signed.newPage();
  const heard = complaints(page);
  for (const address of addresses) {
    await tally.check(`${address} holds axe's rules (${name}, ${person.name})`, async () => {
      await page.goto(address);
      await accessible(page);
      silent(heard);
    });
  }
  await signed.close();
}

async function widths(world, tally) {
  for (const [person, addresses] of readers(world)) {
    const signed = await context(world.browser, person);
    const page = await signed.newPage();
    for (const address of addresses) {
      await tally.check(`${address} is never wider than the window`, async () => {
        await page.goto(address);
        await holds(page);
      });
    }
    await signed.close();
  }
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
