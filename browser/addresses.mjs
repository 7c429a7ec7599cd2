// The addresses to visit, from the registry of the product: each GET route with its samples.

import { readFileSync } from 'node:fs';

import { ensure } from './tally.mjs';

// What a browser saves instead of showing it, the news of a work, and the pages of a document, of an answer, of a campaign or of a milestone, of which a new
// installation has none: the tests of the house read them.
const SAVED = /\/export\b|\/fichier\b|[?&]forme=|\/documents\/\d|\/a-confirmer\/\d|\/campagnes\/\d|\/jalons\/\d|^\/schemas\/|\/importer\/suivi$/;

/** Every sample of every GET route that is a page: its pattern, who may come, its name and its address. */
export function addresses(file) {
  const routes = JSON.parse(readFileSync(file, 'utf8'));
  const pages = routes.filter((route) => route.method === 'GET');
  ensure(pages.length >= 10, `the registry holds ${pages.length} page(s)`);
  return pages.flatMap(({ pattern, access, samples }) => samplesOf(pattern, samples).map(({ name, address }) => ({ pattern, access, name, address })))
    .filter(({ address }) => !SAVED.test(address));
}

// A pattern without parameter is an address by itself.
function samplesOf(pattern, samples) {
  const itself = pattern.includes('{') ? [] : [{ name: 'ordinary', address: pattern }];
  const all = samples.length > 0 ? samples : itself;
  ensure(all.length > 0, `${pattern} has no sample`);
  return all;
}

/** The first address whose pattern ends so. */
export function find(all, end) {
  const found = all.find(({ pattern }) => pattern.endsWith(end));
  ensure(found, `no route ends with ${end}`);
  return found.address;
}
