// Printed pages: the frame of the screen is gone, nothing is cut, the deployment lies on its side, the summary is one sheet.

import { writeFileSync } from 'node:fs';

import { find } from '../addresses.mjs';
import { context } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

const SHEETS = [
  { end: '/plan', lies: false },
  { end: '/deploiement', lies: true },
  { end: '/actions/{action}', lies: false },
  { end: '/convention', lies: false },
  { end: '/synthese', lies: false, sheets: 1 },
];

export async function paper(world, tally) {
  const signed = await context(world.browser, coordinator(world));
  const page = await signed.newPage();
  for (const { end, lies, sheets } of SHEETS) {
    await tally.check(`${end} prints`, async () => {
      await page.goto(find(world.pages, end));
      await page.emulateMedia({ media: 'print' });
      for (const frame of ['.topbar', '.nav', '.skip', 'form.filters', 'form.appearance']) {
        ensure(!(await page.locator(frame).first().isVisible()), `${frame} is printed`);
      }
      const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
      writeFileSync(world.file(`${end.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')}.pdf`), bytes);
      const [width, height] = sheet(bytes);
      ensure(width > height === lies, `a sheet of ${width} × ${height} points`);
      ensure(sheets === undefined || count(bytes) === sheets, `${count(bytes)} sheets`);
    });
  }
  await signed.close();
}

/** How many sheets there are. */
export function count(bytes) {
  return Buffer.from(bytes).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;
}

// The size of the first sheet, in points.
function sheet(bytes) {
  const found = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(Buffer.from(bytes).toString('latin1'));
  ensure(found, 'the document has no sheet');
  return [Number(found[1]), Number(found[2])];
}
