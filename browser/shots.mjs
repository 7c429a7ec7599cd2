// The pictures of the documents, taken from the demo: `cargo x shots`.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { addresses, find } from './addresses.mjs';
import { options } from './options.mjs';
import { context, launch, personas, PHONE } from './session.mjs';
import { coordinator } from './stories/look.mjs';

const SCREEN = { width: 1280, height: 860 };

const PICTURES = [
  { name: 'dashboard', end: '/conventions/{convention}', viewport: SCREEN },
  { name: 'plan', end: '/plan', viewport: SCREEN },
  { name: 'deployment', end: '/deploiement', viewport: SCREEN },
  { name: 'action', end: '/actions/{action}', viewport: SCREEN },
  { name: 'action-phone-dark', end: '/actions/{action}', viewport: PHONE, colorScheme: 'dark' },
];

const asked = options();
mkdirSync(asked.out, { recursive: true });
const browser = await launch(asked.chromium);
try {
  const pages = addresses(asked.routes);
  const reader = coordinator({ people: await personas(browser, asked.base) });
  for (const { name, end, ...look } of PICTURES) {
    const signed = await context(browser, reader, look);
    const page = await signed.newPage();
    await page.goto(find(pages, end));
    await page.evaluate(() => document.fonts.ready);
    const path = join(asked.out, `${name}.png`);
    await page.screenshot({ path });
    console.log(path);
    await signed.close();
  }
} finally {
  await browser.close();
}
