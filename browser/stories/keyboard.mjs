// The plan without a mouse: skip to the content, look for an action, open it, read its lines in the signed text.

import { find } from '../addresses.mjs';
import { context } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { coordinator } from './look.mjs';

const MOST_TABS = 80;

export async function keyboard(world, tally) {
  const signed = await context(world.browser, coordinator(world));
  const page = await signed.newPage();
  await tally.check('the first Tab offers to skip to the content', async () => {
    await page.goto(find(world.pages, '/plan/tableau'));
    await page.keyboard.press('Tab');
    ensure(await focused(page, '.skip'), 'the first stop is not the skip link');
    ensure(await visible(page), 'the skip link is not seen when it has the focus');
    await page.keyboard.press('Enter');
    ensure(new URL(page.url()).hash === '#contenu', 'the skip link does not lead to the content');
  });
  await tally.check('an action is looked for, found and opened with the keyboard', async () => {
    await tabTo(page, 'main input[name="q"]');
    await page.keyboard.type('petite enfance');
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]q=petite/);
    await page.waitForFunction(() => document.querySelectorAll('main a[href*="/actions/"]').length > 0);
    await tabTo(page, 'main a[href*="/actions/"]');
    ensure(await visible(page), 'the focus is not seen on the link of an action');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/actions\/\d+/);
  });
  await tally.check('the lines of a value are read in the signed text', async () => {
    await tabTo(page, 'main a[href*="/texte"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/texte/);
    ensure((await page.locator('main').innerText()).length > 200, 'the text is not there');
  });
  await signed.close();
}

function focused(page, selector) {
  return page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
}

// An outline or a shadow, on an element inside the window.
function visible(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const drawn = (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    return drawn && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  });
}

async function tabTo(page, selector) {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await focused(page, selector)) {
      return;
    }
  }
  throw new Error(`${selector} is not reached in ${MOST_TABS} stops`);
}
