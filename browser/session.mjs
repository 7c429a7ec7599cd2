// A headless Chromium that talks to the product only, and one signed-in context a persona.

import { chromium } from 'playwright-core';

import { ensure } from './tally.mjs';

// Nothing of the browser looks outside: a closed network would refuse it noisily.
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** Starts the browser. */
export async function launch(executablePath) {
  return chromium.launch({ executablePath, args: QUIET, headless: true });
}

/** A context of a persona, at this size. */
export async function context(browser, { base, state }, { viewport = WIDE, ...more } = {}) {
  return browser.newContext({
    baseURL: base,
    storageState: state,
    viewport,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    ...more,
  });
}

/** The people of the demo page, each with the state of a browser signed in as them. The visitor has none. */
export async function personas(browser, base) {
  const names = await offered(browser, base);
  const people = [{ name: 'visitor', base, state: undefined }];
  for (const [place, name] of names.entries()) {
    const signing = await context(browser, { base });
    const page = await signing.newPage();
    await page.goto('/demo');
    await signIn(page, place);
    people.push({ name, base, state: await signing.storageState() });
    await signing.close();
  }
  return people;
}

/** The forms that sign in, in the order of the page; the choice of theme is not one of them. */
export function forms(page) {
  return page.locator('form[method=post][action^="/demo"]');
}

/** Who each form signs in: what stands beside its button. */
export function names(page) {
  return forms(page).evaluateAll((found) => found.map((form) => (form.closest('li') ?? form).innerText.replace(/\s+/g, ' ').split(' Entrer')[0].trim()));
}

/** Signs in by the form at this place. */
export async function signIn(page, place) {
  await forms(page).nth(place).locator('button').first().click();
  await page.waitForLoadState();
  ensure(!new URL(page.url()).pathname.startsWith('/demo'), 'signing in as a persona stays on the page of the demo');
}

async function offered(browser, base) {
  const looking = await context(browser, { base });
  const page = await looking.newPage();
  await page.goto('/demo');
  const texts = await names(page);
  ensure(texts.length >= 8, `the demo offers ${texts.length} persona(s)`);
  await looking.close();
  return texts;
}
