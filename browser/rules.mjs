// What holds on every page: no violation that axe knows, nothing said in the console, nothing wider than the window.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { ensure } from './tally.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const WIDTHS = [360, 390, 640, 768, 960, 1280, 1440, 1600];

/** Starts to listen; the answer gives what the page complained of since. */
export function complaints(page) {
  const heard = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAnsweredRefusal(message)) {
      heard.push(message.text());
    }
  });
  page.on('pageerror', (error) => heard.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (!why.includes('ERR_ABORTED')) {
      heard.push(`${request.url()}: ${why}`);
    }
  });
  return () => heard.splice(0);
}

// Chromium reports a page answered with 404 or 422 as an error, although the page is there and says why.
function isAnsweredRefusal(message) {
  const address = message.location().url;
  return /status of (404|422)/.test(message.text()) && !/\/assets\//.test(address);
}

/** Throws with every violation, its rule and its first places. */
export async function accessible(page) {
  await judged(page, LEVELS);
}

/** The same, of its colours alone. */
export async function contrasted(page) {
  await judged(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
}

// A field that takes the focus may leave the page scrolled, and some row halfway under the bar that stays on top: whoever points at it
// scrolls, so it is judged where the page begins.
async function judged(page, runOnly) {
  await page.evaluate(() => globalThis.scrollTo(0, 0));
  if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(AXE);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), runOnly);
  const told = found.violations.map((rule) => `${rule.id} (${rule.help}): ${rule.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' ; ')}`);
  ensure(told.length === 0, told.join('\n'));
}

/** Throws when the page is wider than the window, at any width from a small phone to a large screen. */
export async function holds(page) {
  const before = page.viewportSize();
  const broken = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: before.height });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) {
      broken.push(`${width} px: ${over} px too wide, by ${await page.evaluate(widest)}`);
    }
  }
  await page.setViewportSize(before);
  ensure(broken.length === 0, broken.join('\n'));
}

// Runs in the page: the first element that sticks out of the window and of no scrolling frame.
function widest() {
  const edge = document.documentElement.clientWidth;
  const inFrame = (element) => {
    for (let parent = element.parentElement; parent; parent = parent.parentElement) {
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(parent).overflowX)) {
        return true;
      }
    }
    return false;
  };
  const out = [...document.body.querySelectorAll('*')].find((element) => element.getBoundingClientRect().right > edge + 0.5 && !inFrame(element));
  return out ? `${out.tagName.toLowerCase()}.${[...out.classList].join('.')}` : 'an element unknown';
}

/** Throws when the page complained. */
export function silent(heard) {
  const said = heard();
  ensure(said.length === 0, said.join('\n'));
}
