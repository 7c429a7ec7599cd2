// Every page of the registry as every persona, then the stories. The last line counts what held.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { addresses } from './addresses.mjs';
import { options } from './options.mjs';
import { launch, personas } from './session.mjs';
import { Tally } from './tally.mjs';
import { look } from './stories/look.mjs';
import { visits } from './stories/visits.mjs';
import { keyboard } from './stories/keyboard.mjs';
import { withoutScript } from './stories/without_script.mjs';
import { fragments } from './stories/fragments.mjs';
import { refusals } from './stories/refusals.mjs';
import { paper } from './stories/paper.mjs';
import { passkeys } from './stories/passkeys.mjs';
import { trust } from './stories/trust.mjs';
import { campaign } from './stories/campaign.mjs';
import { documents } from './stories/documents.mjs';
import { imports } from './stories/imports.mjs';
import { comparison } from './stories/comparison.mjs';
import { anomalies } from './stories/anomalies.mjs';
import { reading } from './stories/reading.mjs';
import { example } from './stories/example.mjs';

const STORIES = { visits, look, keyboard, withoutScript, fragments, refusals, paper, passkeys, campaign, documents, imports, comparison, anomalies, reading, trust, example };

const asked = options();
mkdirSync(asked.out, { recursive: true });
const browser = await launch(asked.chromium);
const tally = new Tally();
try {
  const world = {
    browser,
    pages: addresses(asked.routes),
    people: [...(await personas(browser, asked.base)), { name: 'founder', base: asked.founding, state: undefined }],
    example: asked.example,
    file: (name) => join(asked.out, name),
  };
  const chosen = asked.only === '' ? Object.keys(STORIES) : asked.only.split(',');
  for (const [name, story] of Object.entries(STORIES).filter(([one]) => chosen.includes(one))) {
    const started = performance.now();
    const before = tally.passed + tally.failed;
    await tally.check(`the story ${name} goes to its end`, () => story(world, tally));
    console.log(`${name}: ${tally.passed + tally.failed - before} checks, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
} catch (error) {
  tally.failed += 1;
  console.log(`FAIL the stories could not start\n  ${error.message}`);
} finally {
  await browser.close();
}
console.log(tally.closing());
process.exitCode = tally.failed === 0 ? 0 : 1;
