// The rows of the table in docs/client.md, against a running portal. Runs in Node (node.js beside this file) and in a browser. What the
// portal has to have comes in as `world` (JavaScriptWorld.cs); each scenario has a device of its own.
import { LicensingClient, UntrustedAnswerError, namedDevice, readLicenseFile } from '../portal-licensing.js';

const DAY = 86_400_000;

function equal(actual, expected, what = '') {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what} expected ${other}, got ${one}`);
}

async function throwsUntrusted(action) {
  try {
    await action();
  } catch (error) {
    if (error instanceof UntrustedAnswerError) return;
    throw error;
  }
  throw new Error('expected UntrustedAnswerError');
}

/** A device with the program on it, whose network cable can be pulled. */
class Laptop {
  pulled = false;
  forge = response => response;
  offset = 0;
  items = new Map();
  storage = { getItem: key => this.items.get(key) ?? null, setItem: (key, value) => void this.items.set(key, value) };

  static async with(world, { key, product } = world.license) {
    const laptop = new Laptop();
    const name = `Laptop ${crypto.randomUUID()}`;
    const fingerprint = { machine: `machine of ${name}`, board: `board of ${name}` };
    laptop.options = {
      portal: world.portal, licenseKey: key, product, version: '1.0.0', environment: 'production', trustedKeys: world.trustedKeys,
      device: { fingerprint, name, platform: 'linux x64' },
      storage: laptop.storage,
      now: () => Date.now() + laptop.offset,
      fetch: async (url, init) => {
        if (laptop.pulled) throw new TypeError('The cable is pulled.');
        return laptop.forge(await fetch(url, init), url, init);
      },
    };
    laptop.client = new LicensingClient(laptop.options);
    return laptop;
  }

  static async validated(world, license = world.license) {
    const laptop = await Laptop.with(world, license);
    equal((await laptop.client.activate()).code, 'ACTIVATED');
    equal((await laptop.client.validate()).code, 'VALID');
    return laptop;
  }

  but(changes) {
    return new LicensingClient({ ...this.options, ...changes });
  }
}

const codes = verdict => verdict.warnings.map(warning => warning.code);
const page = status =>
  status === 302
    ? new Response(null, { status, headers: { location: 'http://hotel.example/' } })
    : new Response('<html>Welcome to our hotel</html>', { status, headers: { 'content-type': 'text/html' } });

export const scenarios = {
  'A refusal is a code and a sentence': async world => {
    const laptop = await Laptop.with(world);
    const { valid, code, detail } = await laptop.client.validate();
    equal([valid, code, detail], [false, 'NOT_ACTIVATED', 'Not activated on this device.']);
    equal((await laptop.client.heartbeat()).code, 'NOT_ACTIVATED');
  },

  'Without a network the last good answer counts for the grace and not longer': async world => {
    const laptop = await Laptop.validated(world);
    laptop.pulled = true;
    laptop.offset = 7 * DAY - 60_000;
    const { valid, fromCache } = await laptop.client.validate();
    equal([valid, fromCache], [true, true]);
    laptop.offset = 7 * DAY + 60_000;
    equal((await laptop.client.validate()).code, 'UNREACHABLE');
  },

  'An unsigned answer is no answer': async world => {
    const laptop = await Laptop.validated(world);
    for (const status of [200, 302, 403, 404, 407, 511]) {
      laptop.forge = () => page(status);
      const verdict = await laptop.client.validate();
      equal([verdict.valid, verdict.fromCache, codes(verdict)], [true, true, ['UNREACHABLE']], `HTTP ${status}`);
      equal((await laptop.client.activate()).code, 'UNREACHABLE');
      equal((await laptop.client.findUpdate()).code, 'UNREACHABLE');
    }
  },

  'A wrong signature is an attack unless the program chose the grace': async world => {
    const laptop = await Laptop.validated(world);
    laptop.forge = async response => {
      const content = (await response.text()).replace('"valid":true', '"valid": true');
      return new Response(content, { status: response.status, headers: response.headers });
    };
    await throwsUntrusted(() => laptop.client.validate());
    const verdict = await laptop.but({ untrustedAnswers: 'use-grace' }).validate();
    equal([verdict.valid, verdict.fromCache, codes(verdict)], [true, true, ['UNTRUSTED_ANSWER']]);
    laptop.forge = response => response;
    await throwsUntrusted(() => laptop.but({ trustedKeys: ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'] }).validate());
  },

  'An answer to another question is an attack': async world => {
    const [paying, laptop] = [await Laptop.validated(world), await Laptop.with(world)];
    const send = (url, init) => fetch(url, init);
    const asked = change => laptop.but({ product: undefined, fetch: (url, init) => send(...change(url, { ...init })) });
    const rewritten = {
      key: (url, init) => [url, { ...init, headers: { ...init.headers, Authorization: `License ${world.updated.key}` } }],
      body: (url, init) => [url, { ...init, body: JSON.stringify({ ...JSON.parse(init.body), version: '0.9.0' }) }],
      path: (url, init) => [new URL(`${url}?more`), init],
    };
    for (const change of Object.values(rewritten)) await throwsUntrusted(() => asked(change).validate());
    let first;
    paying.forge = async response => (first ??= response).clone();
    equal((await paying.client.validate()).code, 'VALID');
    await throwsUntrusted(() => paying.client.validate());
    await throwsUntrusted(() => paying.client.heartbeat());
  },

  'A wrong clock is told and does not decide online': async world => {
    const laptop = await Laptop.validated(world);
    for (const days of [3, -3]) {
      laptop.offset = days * DAY;
      const verdict = await laptop.client.validate();
      equal([verdict.valid, codes(verdict)], [true, ['CLOCK_WRONG']]);
      equal(verdict.warnings[0].detail.includes(days > 0 ? 'fast' : 'slow'), true);
    }
  },

  'Setting the clock back prolongs nothing': async world => {
    const laptop = await Laptop.validated(world);
    laptop.pulled = true;
    laptop.offset = 6 * DAY;
    equal((await laptop.client.validate()).code, 'VALID');
    laptop.offset = 0;
    equal((await laptop.client.validate()).code, 'CLOCK_SET_BACK');
    laptop.offset = 8 * DAY;
    equal((await laptop.client.validate()).code, 'UNREACHABLE');
    [laptop.pulled, laptop.offset] = [false, 0];
    equal((await laptop.client.validate()).code, 'VALID');
    laptop.pulled = true;
    equal((await laptop.client.validate()).code, 'VALID');
  },

  'A cache that cannot be written costs the cache': async world => {
    const laptop = await Laptop.with(world);
    laptop.storage.setItem = () => {
      throw new Error('The disk is full.');
    };
    await laptop.client.activate();
    const verdict = await laptop.client.validate();
    equal([verdict.valid, codes(verdict)], [true, ['CACHE_NOT_WRITTEN']]);
    laptop.pulled = true;
    equal((await laptop.client.validate()).code, 'UNREACHABLE');
  },

  'A damaged cache costs the cache': async world => {
    const laptop = await Laptop.validated(world);
    for (const content of ['', '{ not json', '[]', 'null', '{"latestTime":"yesterday"}', '{"latestTime":1,"answer":{},"key":"?"}']) {
      laptop.items.set('portal-licensing', content);
      laptop.pulled = true;
      equal((await laptop.client.validate()).code, 'UNREACHABLE', content);
      laptop.pulled = false;
      equal((await laptop.client.validate()).code, 'VALID');
    }
  },

  'A kept answer is worth nothing on another device': async world => {
    const laptop = await Laptop.validated(world);
    laptop.pulled = true;
    equal((await laptop.client.validate()).valid, true);
    equal((await laptop.but({ device: await namedDevice('another') }).validate()).code, 'UNREACHABLE');
    equal((await laptop.but({ licenseKey: 'ANOTHER-KEY' }).validate()).code, 'UNREACHABLE');
    equal((await laptop.but({ trustedKeys: ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'] }).validate()).code, 'UNREACHABLE');
  },

  'Offline product version and entitlements are checked as online': async world => {
    const laptop = await Laptop.validated(world);
    const cases = [
      [{}, [], 'VALID'],
      [{ product: 'another' }, [], 'PRODUCT_MISMATCH'],
      [{ environment: 'staging' }, [], 'ENVIRONMENT_MISMATCH'],
      [{ version: '2.0.0' }, [], 'VERSION_NOT_COVERED'],
      [{ version: '1.9.0' }, [], 'VALID'],
      [{}, ['render'], 'ENTITLEMENTS_MISSING'],
      [{}, ['EXPORT'], 'VALID'],
    ];
    for (const pulled of [false, true]) {
      laptop.pulled = pulled;
      for (const [change, entitlements, code] of cases)
        equal((await laptop.but(change).validate(entitlements)).code, code, `${JSON.stringify(change)} offline: ${pulled}`);
    }
    equal((await laptop.client.validate()).includes('export'), true);
  },

  'An expired license works offline for its grace days with a warning': async world => {
    const laptop = await Laptop.validated(world, world.expiring);
    laptop.pulled = true;
    laptop.offset = 2 * DAY;
    const verdict = await laptop.client.validate();
    equal([verdict.valid, codes(verdict)], [true, ['UNREACHABLE', 'GRACE_PERIOD']]);
    laptop.offset = 4 * DAY;
    equal((await laptop.client.validate()).code, 'EXPIRED');
  },

  'Only verdicts that end a license forget the kept answer': async world => {
    const laptop = await Laptop.validated(world);
    equal((await laptop.client.validate(['render'])).code, 'ENTITLEMENTS_MISSING');
    equal((await laptop.but({ product: 'another' }).validate()).code, 'PRODUCT_MISMATCH');
    equal((await laptop.but({ licenseKey: 'ABCDE-FGHJK-MNPQR-STVWX-YZ012' }).validate()).code, 'NOT_FOUND');
    laptop.pulled = true;
    equal((await laptop.client.validate()).code, 'VALID');
    laptop.pulled = false;
    const other = laptop.but({ storage: undefined });
    equal((await other.deactivate((await laptop.client.validate()).activation.id)).succeeded, true);
    equal((await laptop.client.validate()).code, 'NOT_ACTIVATED');
    laptop.pulled = true;
    equal((await laptop.client.validate()).code, 'UNREACHABLE');
  },

  'A key with line ends and odd dashes works': async world => {
    const laptop = await Laptop.with(world);
    const odd = laptop.options.licenseKey.replace(/-/g, '\u2011');
    for (const typed of [`\r\n${odd}`, `  ${odd}\n\n`, `\u200B${odd}\uFEFF`]) {
      const client = laptop.but({ licenseKey: typed });
      equal((await client.activate()).code, 'ACTIVATED');
      equal((await client.validate()).code, 'VALID');
    }
  },

  'A key that no portal can know is not sent': async world => {
    const laptop = await Laptop.with(world);
    for (const licenseKey of ['', ' \n ', 'ключ-лицензии']) {
      const client = laptop.but({ licenseKey, fetch: () => { throw new Error('Something was sent.'); } });
      equal((await client.validate()).code, 'NOT_FOUND');
      equal((await client.activate()).code, 'NOT_FOUND');
      equal((await client.heartbeat()).code, 'NOT_FOUND');
    }
  },

  'The activation is remembered': async world => {
    const laptop = await Laptop.validated(world);
    const later = laptop.but({});
    equal((await later.heartbeat()).succeeded, true);
    equal((await later.deactivate()).succeeded, true);
    equal((await laptop.client.heartbeat()).code, 'NOT_ACTIVATED');
  },

  'A license file survives transport': async world => {
    const laptop = await Laptop.validated(world);
    const { text } = await laptop.client.fetchLicenseFile();
    const carried = [
      text, text.replace(/\n/g, ''), text.replace(/\n/g, '\r\n'), `> > ${text.replace(/\n/g, '\n> > ')}`, `\uFEFF${text}`,
      `Hello,\n\n${text}\nBest regards`, text.replace(/=/g, ''),
    ];
    for (const each of carried) {
      const { valid, fromFile } = await laptop.client.validateFile(await readLicenseFile(each, world.trustedKeys));
      equal([valid, fromFile], [true, true]);
    }
    await throwsUntrusted(() => readLicenseFile('not a license file', world.trustedKeys));
    await throwsUntrusted(() => readLicenseFile(text, ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo']));
  },

  'A license file is checked for key device product version and time': async world => {
    const laptop = await Laptop.validated(world);
    const file = await readLicenseFile((await laptop.client.fetchLicenseFile()).text, world.trustedKeys);
    const code = async (change, entitlements) => (await laptop.but({ storage: undefined, ...change }).validateFile(file, entitlements)).code;
    equal(await code({}), 'VALID');
    equal(await code({ licenseKey: 'ANOTHER-KEY' }), 'KEY_MISMATCH');
    equal(await code({ device: await namedDevice('another') }), 'NOT_ACTIVATED');
    equal(await code({ product: 'another' }), 'PRODUCT_MISMATCH');
    equal(await code({ version: '4.0.0' }), 'VERSION_NOT_COVERED');
    equal(await code({}, ['render']), 'ENTITLEMENTS_MISSING');
    equal(await code({ now: () => Date.parse(file.issuedAt) - 3_600_000 }), 'NOT_YET_VALID');
    equal(await code({ now: () => Date.parse(file.issuedAt) - 60_000 }), 'VALID');
    equal(await code({ now: () => Date.parse(file.expiresAt) }), 'FILE_EXPIRED');
  },

  'A file that was changed on the way is not kept': async world => {
    const laptop = await Laptop.with(world, world.updated);
    await laptop.client.activate();
    const { code, update } = await laptop.client.findUpdate();
    equal([code, update?.version], ['UPDATE_FOUND', '1.1.0']);
    // In a browser the files' own address is another origin, which answers no script: there the program's host fetches the file.
    if (world.canFetchFiles) equal((await laptop.client.download(update.artifacts[0])).bytes?.length, update.artifacts[0].size);
    laptop.forge = (response, url) => (url.pathname.startsWith('/licensing/') ? response : new Response('changed'));
    equal((await laptop.client.download({ ...update.artifacts[0], sha256: '0'.repeat(64) })).code, 'FILE_CHANGED');
    if (world.canFetchFiles) equal((await laptop.client.download(update.artifacts[0])).code, 'FILE_CHANGED');
  },
};

/** Runs all; hands out what failed, by name. */
export async function run(world) {
  const failed = {};
  for (const [name, scenario] of Object.entries(scenarios)) {
    try {
      await scenario(world);
    } catch (error) {
      failed[name] = `${error?.stack ?? error}`;
    }
  }
  return { ran: Object.keys(scenarios).length, failed };
}
