// What every story needs: steps that stop at the first that fails, someone with a page, words that are there to be read.

import { complaints } from './rules.mjs';
import { context } from './session.mjs';
import { ensure } from './tally.mjs';

/** Someone, with a page and what it complains of. */
export async function opened(world, person, more) {
  const page = await (await context(world.browser, person, more)).newPage();
  return { page, heard: complaints(page) };
}

/** Waits for words to be read in the page. */
export async function sees(someone, words) {
  // A filter offers the same words in a list that is closed.
  await someone.page.locator('main').getByText(words).locator('visible=true').first().waitFor();
}

/** Each step is one check; after one that fails, the others would tell nothing. */
export function steps(tally) {
  return async (name, work) => {
    const held = await tally.check(name, work);
    ensure(held, `the story stops at: ${name}`);
  };
}
