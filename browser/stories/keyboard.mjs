// The plan without a mouse: skip to the content, look for an action, open it, read its lines in the signed text.

import { find } from '../addresses.mjs';
import { context, PHONE, WIDE } from '../session.mjs';
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
  await tally.check('a question mark opens the list of keys, and it names every one of them', async () => {
    await page.goto(find(world.pages, '/plan/tableau'));
    await page.keyboard.press('?');
    await page.waitForURL(/\/aller#h-touches/);
    const keys = await page.locator('#touches kbd').allInnerTexts();
    for (const key of ['/', '?', 'j', 'k', 'x', 'Échap']) {
      ensure(keys.includes(key), `the key ${key} is not told`);
    }
  });
  await signed.close();
  await filters(world, tally);
  await atHand(world, tally);
}

// A row ticked at the top of a long table is changed without going to the bottom of the page, and nothing stands over its pencil.
async function atHand(world, tally) {
  for (const [where, viewport, wanted] of [['a wide screen', WIDE, '#lot button'], ['a phone', PHONE, '.lot-jump a']]) {
    const held = await context(world.browser, coordinator(world), { viewport, javaScriptEnabled: false });
    const page = await held.newPage();
    await tally.check(`on ${where}, what changes the rows ticked is at hand`, async () => {
      await page.goto(find(world.pages, '/plan/tableau').split('?')[0]);
      const inWindow = async () => {
        const box = await page.locator(wanted).boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height <= viewport.height;
      };
      ensure(!(await inWindow()), 'it takes room before any row is ticked');
      await page.locator('.tick input').first().check();
      ensure(await inWindow(), 'it stays at the bottom of the page');
    });
    await tally.check(`on ${where}, each pencil has a place of its own`, async () => {
      const covered = await page.locator('tbody th:has(.pen)').evaluateAll((heads) => heads.filter((head) => {
        const [title, pen] = ['.t', '.pen'].map((one) => head.querySelector(one).getBoundingClientRect());
        return pen.left < title.right - 0.5 || pen.width < 24 || pen.height < 24;
      }).length);
      ensure(covered === 0, `${covered} pencil(s) lie on a title, or are too small for a finger`);
    });
    await held.close();
  }
}

// On a phone the rows stand before the filters, which fold and say how many of them are active; on a wide screen they stand open.
async function filters(world, tally) {
  for (const javaScriptEnabled of [true, false]) {
    const held = await context(world.browser, coordinator(world), { viewport: PHONE, javaScriptEnabled });
    const page = await held.newPage();
    await tally.check(`filters fold on a phone, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      await page.goto(`${find(world.pages, '/plan/tableau').split('?')[0]}?situation=silence&tri=titre`);
      const summary = page.locator('.filters-fold > summary');
      ensure(/\b1\s+actif\b/.test(await summary.innerText()), 'the number of active filters is not told');
      ensure(!(await page.locator('#situation').isVisible()), 'the filters stand before the rows');
      await summary.click();
      ensure(await page.locator('#situation').isVisible(), 'the filters do not unfold');
    });
    await page.setViewportSize({ width: 1440, height: 900 });
    await tally.check(`filters stand open on a wide screen, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
      await page.goto(find(world.pages, '/plan/tableau'));
      ensure(await page.locator('#situation').isVisible(), 'the filters are folded');
      ensure(!(await page.locator('.filters-fold > summary').isVisible()), 'what unfolds them is shown');
    });
    await held.close();
  }
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
