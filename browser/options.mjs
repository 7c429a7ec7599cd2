// The command line of the scripts: `--name value`, all of them required but those given a default. `--only trust,campaign` tells these stories alone.

import { parseArgs } from 'node:util';

const DEFAULTS = { base: undefined, founding: undefined, example: undefined, routes: undefined, chromium: '/usr/bin/chromium', out: 'out', only: '' };

export function options() {
  const names = Object.keys(DEFAULTS);
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) });
  const all = { ...DEFAULTS, ...values };
  const absent = names.filter((name) => all[name] === undefined);
  if (absent.length > 0) {
    throw new Error(`missing: ${absent.map((name) => `--${name}`).join(' ')}`);
  }
  return all;
}
