// A passkey from end to end, with a device played by the browser: added, used instead of a password, removed. Passkeys are bound to a
// name, so this story opens the demo under localhost. The pages of proofs hold the same rules as any page.

import { accessible, complaints, holds, silent } from '../rules.mjs';
import { PHONE, context, names, signIn } from '../session.mjs';
import { ensure } from '../tally.mjs';
import { visitor } from './look.mjs';

const NAME = 'Clé de la démonstration';

export async function passkeys(world, tally) {
  const base = visitor(world).base.replace('127.0.0.1', 'localhost');
  const signed = await context(world.browser, { base });
  const page = await signed.newPage();
  const heard = complaints(page);
  const device = await plugged(signed, page);
  await tally.check('a passkey is added from one’s account', async () => {
    await page.goto('/demo');
    await signIn(page, (await names(page)).findIndex((name) => /coopération/i.test(name)));
    await page.goto('/compte');
    await page.locator('input[name="nom"]#nom').fill(NAME);
    await page.locator('[data-passkey="create"] [data-passkey-button]').click();
    await page.getByText(NAME, { exact: true }).first().waitFor();
    ensure((await device.credentials()) === 1, 'the device keeps no passkey');
    await accessible(page);
    await holds(page);
  });
  await tally.check('the passkey opens the account without a password', async () => {
    await page.locator('button.user').click();
    await page.locator('#compte form[action="/deconnexion"] button').click();
    await page.locator('[data-passkey="get"] [data-passkey-button]').click();
    await page.waitForURL((url) => url.pathname === '/conventions');
    await page.goto('/compte');
    ensure(/utilisée le/.test(await page.locator('main').innerText()), 'the page does not say when it was used');
  });
  await tally.check('a device that does not know its holder opens nothing', async () => {
    await device.holder(false);
    await page.locator('button.user').click();
    await page.locator('#compte form[action="/deconnexion"] button').click();
    await page.locator('[data-passkey="get"] [data-passkey-button]').click();
    await page.locator('[data-passkey-error]:visible').waitFor();
    ensure(new URL(page.url()).pathname === '/connexion', 'the page went on');
    await accessible(page);
    await device.holder(true);
    await page.locator('[data-passkey="get"] [data-passkey-button]').click();
    await page.waitForURL((url) => url.pathname === '/conventions');
  });
  await tally.check('a passkey that was removed opens nothing any more', async () => {
    await page.goto('/compte');
    const own = page.locator('li').filter({ has: page.getByText(NAME, { exact: true }) }).last();
    await own.locator('summary').click();
    await own.locator('form[action="/compte/cles/fin"] button').click();
    await page.waitForURL((url) => url.pathname === '/compte');
    ensure((await page.getByText(NAME, { exact: true }).count()) === 0, 'it is still listed');
    await page.locator('button.user').click();
    await page.locator('#compte form[action="/deconnexion"] button').click();
    silent(heard);
    await page.locator('[data-passkey="get"] [data-passkey-button]').click();
    await page.getByText('n’ouvre aucun compte ici').first().waitFor();
  });
  await signed.close();
  await installing(world, tally, base);
}

/** The second step, as far as a page shows it: the picture, the key, a wrong code. */
async function installing(world, tally, base) {
  const phone = await context(world.browser, { base }, { viewport: PHONE });
  const page = await phone.newPage();
  await tally.check('the second step is begun on a phone, and a wrong code is refused', async () => {
    await page.goto('/demo');
    await signIn(page, (await names(page)).findIndex((name) => /coopération/i.test(name)));
    await page.goto('/compte/code');
    await accessible(page);
    await page.locator('form[action="/compte/code/debut"] button').click();
    await page.locator('svg.qr').waitFor();
    ensure(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/.test(await page.locator('code.secret').innerText()), 'the key is not in groups of four');
    await accessible(page);
    await holds(page);
    await page.locator('#code').fill('000000');
    await page.locator('form[action="/compte/code"] button').click();
    await page.locator('.err-summary').waitFor();
    await accessible(page);
  });
  await phone.close();
}

/** A device plugged into the page: it keeps passkeys, and says whether it knows its holder. */
export async function plugged(signed, page) {
  const client = await signed.newCDPSession(page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    holder: (isUserVerified) => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}
