// A program's talk with a license portal, in plain JavaScript: fetch and WebCrypto (Ed25519), nothing else. Runs in Node 20 and later,
// browsers, Electron, Deno and workers. Behaves as Portal.Licensing.Client does: docs/client.md has the one table for both.

const DAY = 86_400_000;
const MAX_ANSWER = 4 * 1024 * 1024;
const TIMEOUT = 15_000;
const DEFAULT_GRACE = 7 * 86_400;
const DEFAULT_TOLERANCE = 600;
const FILE_CONTEXT = 'portal-license-file/v1\n';

// Verdicts after which the last good answer counts no more. The others are about this question, and not about the license.
const ENDS = new Set([
  'NOT_FOUND', 'PRODUCT_INACTIVE', 'NOT_ASSIGNED', 'REVOKED', 'SUSPENDED', 'EXPIRED', 'IDENTIFIER_BLOCKED', 'NOT_ACTIVATED',
  'HEARTBEAT_MISSED', 'LIMIT_EXCEEDED',
]);

/** The answer is signed, and not by the portal, or not for this question. Treat it like no answer, and tell somebody. */
export class UntrustedAnswerError extends Error {
  constructor(message) {
    super(message);
    this.name = 'UntrustedAnswerError';
  }
}

// --- Texts and hashes ---------------------------------------------------------------------------------------------------

const utf8 = text => new TextEncoder().encode(text);
const sha256 = async bytes => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const toBase64 = bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
const toBase64Url = bytes => toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const toHex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const hexOf = async text => toHex(await sha256(utf8(text)));
const newNonce = () => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));

/** From base64 or base64url, padded or not; null if it is neither. */
function fromBase64(text) {
  try {
    return Uint8Array.from(atob(text.replace(/=+$/, '').replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

function parse(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

const day = time =>
  new Date(time).toLocaleDateString('en-US', { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' });
const same = (one, other) => (one ?? '').toLowerCase() === (other ?? '').toLowerCase();
const no = (code, detail) => verdict({ valid: false, code, detail });
const warning = (code, detail) => ({ code, detail });

function verdict(facts, warnings = []) {
  const entitlements = facts.entitlements ?? facts.license?.entitlements ?? [];
  return {
    valid: false, license: null, activation: null, issuedAt: null, fromCache: false, fromFile: false,
    ...facts,
    entitlements,
    warnings: warnings.filter(Boolean),
    includes: name => entitlements.some(feature => same(feature.name, name)),
  };
}

// --- Keys and signatures ------------------------------------------------------------------------------------------------

class TrustedKeys {
  #keys;

  /** @param {string[]} keys As `x` in /licensing/v1/keys. */
  constructor(keys) {
    this.#keys = Promise.all(keys.map(TrustedKeys.#read)).then(pairs => new Map(pairs));
    this.#keys.catch(() => {}); // Said by the first call that needs them.
  }

  static async #read(text) {
    const raw = fromBase64(text.trim());
    if (raw?.length !== 32) throw new TypeError(`'${text}' is not a public key: take x from /licensing/v1/keys.`);
    const thumbprint = await sha256(utf8(`{"crv":"Ed25519","kty":"OKP","x":"${toBase64Url(raw)}"}`));
    return [toBase64Url(thumbprint), await crypto.subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify'])];
  }

  async verify(keyId, message, signature) {
    const key = (await this.#keys).get(keyId);
    return !!key && signature?.length === 64 && crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
  }
}

const INPUT =
  /^sig1=(?<params>\("@status" "content-digest" "date" "question-digest"\);created=(?<created>[0-9]{1,11});keyid="(?<key>[A-Za-z0-9_-]+)";alg="ed25519")$/;
const SIGNATURE = /^sig1=:(?<value>[A-Za-z0-9+/]+=*):$/;

/** When the answer was signed, in milliseconds; throws unless a trusted key signed exactly this. HTTP Message Signatures, RFC 9421. */
async function proveAnswer(answer, keys) {
  const input = INPUT.exec(answer.signatureInput)?.groups;
  const signature = SIGNATURE.exec(answer.signature)?.groups;
  if (!input || !signature) throw new UntrustedAnswerError('The answer is not signed in the form that is asked for.');
  const digest = `sha-256=:${toBase64(await sha256(answer.content))}:`;
  const message =
    `"@status": ${answer.status}\n"content-digest": ${digest}\n"date": ${answer.date}\n` +
    `"question-digest": ${answer.questionDigest}\n"@signature-params": ${input.params}`;
  if (!(await keys.verify(input.key, utf8(message), fromBase64(signature.value))))
    throw new UntrustedAnswerError('No key that this program trusts has signed the answer.');
  return Number(input.created) * 1000;
}

/** docs/protocol.md, "Signatures": method, target, key and body as sent. */
async function questionDigest(method, url, key, body) {
  const [keyHash, bodyHash] = [toBase64Url(await sha256(utf8(key))), toBase64Url(await sha256(utf8(body ?? '')))];
  const lines = ['portal-question/v1', method, url.pathname + url.search, keyHash, bodyHash];
  return `sha-256=:${toBase64(await sha256(utf8(lines.join('\n'))))}:`;
}

// --- The license key, as the portal folds it ----------------------------------------------------------------------------

const SEPARATORS = /[\p{Cc}\p{Cf}\p{Z}\p{P}<>~|`^\u2212\u30FC\u2500\u2501\u034F\u115F\u1160\u2800\u3164\uFFFD\uFE00-\uFE0F]/gu;
const isPlain = text => /^[ -~]+$/.test(text);

/** Letters and digits in upper case and in their plain form: no separators, nothing invisible. */
function fold(text) {
  if (text.length > 1024) return '';
  const plain = text.toWellFormed?.() ?? text;
  return plain.normalize('NFKC').replace(SEPARATORS, '').replace(/[ıİ]/g, 'I').replace(/./gu, letter => {
    const upper = letter.toUpperCase();
    return upper.length === letter.length ? upper : letter;
  });
}

/** Without what nobody sees, and with plain dashes, blanks and letters for those that only look like them. */
const plain = text =>
  text.normalize('NFKC').replace(/\p{Pd}/gu, '-').replace(/\p{Zs}/gu, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '').trim();

/** As near to what was typed as a header allows. Null: no portal can know such a key. */
function keyToSend(typed) {
  const text = typed.trim();
  return [text, plain(text), fold(text)].find(isPlain) ?? null;
}

async function isKey(typed, hash, foldedHash) {
  const text = typed.trim();
  if ((await hexOf(text)) === hash || (await hexOf(plain(text))) === hash) return true;
  const folded = fold(text);
  if (!foldedHash || folded.length < 8) return false;
  const forms = [folded, folded.replace(/O/g, '0').replace(/[IL]/g, '1')];
  return (await Promise.all(forms.map(hexOf))).includes(foldedHash);
}

// --- Devices ------------------------------------------------------------------------------------------------------------

/**
 * A device that the program or its operator names: a volume's id, a pod's name, a random id that was stored at installation.
 * @param id What tells it from all others, and stays when it is moved or restarted.
 */
export async function namedDevice(id, name = 'device', platform = '') {
  if (!id?.trim()) throw new TypeError('A device needs an id.');
  return { fingerprint: { given: await hexOf(`given:${id.trim()}`) }, name, platform };
}

/** A web site: for licenses that are bound to domains. */
export const site = (domain, name = domain) => ({ identifier: domain, kind: 'domain', name, platform: 'web' });

function matches(own, stored, matching) {
  const count = stored.filter(component => own.includes(component)).length;
  if (matching === 'anyTwo') return count >= 2;
  if (matching === 'any') return count > 0;
  if (matching === 'most' || matching == null) return count * 2 > stored.length;
  // "all", or a mode that this program does not know and that may be stricter than any that it does.
  return stored.length > 0 && count === stored.length;
}

const componentsOf = device => Object.entries(device.fingerprint ?? {}).map(([name, value]) => `${name}:${value}`);

/** Components as license files hold them. */
const storedComponents = device =>
  Promise.all(
    Object.entries(device.fingerprint ?? {}).map(
      async ([name, value]) => `${name}:${(await hexOf(`${name}\n${value}`)).slice(0, 32)}`
    )
  );

function isSameDevice(own, asked, matching) {
  if (asked.identifier || own.identifier)
    return (asked.identifier ?? null) === (own.identifier ?? null) && (asked.kind ?? null) === (own.kind ?? null);
  return matches(componentsOf(own), componentsOf(asked), matching ?? 'all');
}

// --- The portal's rules as far as they can be checked without it, with its codes and in its order ------------------------

function refusal(facts, options, entitlements, now) {
  if (options.product && !same(options.product, facts.product)) return no('PRODUCT_MISMATCH', `This key is for ${facts.product}.`);
  if (options.environment && facts.environment && !same(options.environment, facts.environment))
    return no('ENVIRONMENT_MISMATCH', `This key is for ${facts.environment}.`);
  if (facts.graceEndsAt != null && now >= facts.graceEndsAt) return no('EXPIRED', `Expired on ${day(facts.expiresAt)}.`);
  const version = notCovered(facts, options, now);
  if (version) return no('VERSION_NOT_COVERED', version);
  const missing = entitlements.filter(name => !facts.entitlements.some(feature => same(feature.name, name)));
  return missing.length ? no('ENTITLEMENTS_MISSING', `Not included: ${missing.join(', ')}.`) : null;
}

function notCovered(facts, options, now) {
  const major = Number(/^[vV]*([0-9]+)/.exec(options.version?.trim() ?? '')?.[1] ?? NaN);
  if (facts.maxMajorVersion != null && options.version != null && !(major <= facts.maxMajorVersion))
    return `This license covers versions up to ${facts.maxMajorVersion}.x; this is ${options.version}.`;
  if (facts.maintenanceEndsAt == null) return null;
  const end = Date.parse(facts.maintenanceEndsAt);
  const version = options.version ?? 'this version';
  if (options.releasedAt != null)
    return Date.parse(options.releasedAt) > end
      ? `Maintenance ended on ${day(end)}; ${version} was released on ${day(Date.parse(options.releasedAt))}.`
      : null;
  // Another version than the portal was asked about: whether it came out before maintenance ended, only the portal knows.
  return now > end && facts.askedVersion != null && facts.askedVersion !== (options.version ?? null)
    ? `Maintenance ended on ${day(end)}; whether ${version} is covered has to be checked online.`
    : null;
}

const graceWarning = (expiresAt, now) =>
  expiresAt != null && now >= Date.parse(expiresAt)
    ? warning('GRACE_PERIOD', `The license expired on ${day(Date.parse(expiresAt))} and works for a grace period only.`)
    : null;

// --- License files ------------------------------------------------------------------------------------------------------

/**
 * Reads a license file, as it arrived: with any line ends or none, quoted in a mail, with text around it. The signature is checked before
 * anything in it is looked at.
 */
export async function readLicenseFile(text, trustedKeys) {
  const plain = text.replace(/[^0-9A-Za-z+/]/g, '');
  const start = plain.indexOf('BEGINLICENSEFILE');
  const end = start < 0 ? -1 : plain.indexOf('ENDLICENSEFILE', start);
  const bytes = end < 0 ? null : fromBase64(plain.slice(start + 'BEGINLICENSEFILE'.length, end));
  const envelope = bytes && parse(bytes);
  const [payload, signature] = [fromBase64(`${envelope?.payload ?? ''}`), fromBase64(`${envelope?.signature ?? ''}`)];
  if (!envelope || !payload?.length || !signature) throw new UntrustedAnswerError('This is not a license file.');
  const signed = new Uint8Array([...utf8(FILE_CONTEXT), ...payload]);
  if (envelope.algorithm !== 'ed25519' || !(await new TrustedKeys(trustedKeys).verify(envelope.keyId, signed, signature)))
    throw new UntrustedAnswerError('No key that this program trusts has signed the license file.');
  const content = parse(payload);
  if (content?.schema !== 1) throw new UntrustedAnswerError('The license file is of a newer form than this program knows.');
  return Object.freeze({ content, issuedAt: content.issuedAt, expiresAt: content.expiresAt, nonce: content.nonce ?? null });
}

async function checkFile(file, options, entitlements, now) {
  const { content } = file;
  const [issuedAt, endsAt] = [Date.parse(content.issuedAt), Date.parse(content.expiresAt) + content.graceSeconds * 1000];
  const licenseEnd = content.license.expiresAt == null ? null : Date.parse(content.license.expiresAt);
  const why = await (async () => {
    if (!(await isKey(options.licenseKey, content.license.keyHash, content.license.foldedKeyHash)))
      return no('KEY_MISMATCH', 'The license file is for another key.');
    if (now < issuedAt - options.clockTolerance)
      return no('NOT_YET_VALID', `The license file is from ${day(issuedAt)}, and this machine's clock shows ${day(now)}. Correct the clock.`);
    if (now >= endsAt)
      return licenseEnd != null && now >= licenseEnd
        ? no('EXPIRED', `Expired on ${day(licenseEnd)}.`)
        : no('FILE_EXPIRED', `The license file ended on ${day(Date.parse(content.expiresAt))}. Fetch a new one.`);
    const facts = { ...content.license, entitlements: content.entitlements ?? [], graceEndsAt: null, askedVersion: null };
    const rule = refusal(facts, options, entitlements, now);
    if (rule) return rule;
    const own = options.device;
    const activation = content.activation;
    const isOurs =
      !!activation &&
      (own.identifier
        ? activation.identifier === own.identifier && (activation.kind ?? 'hardware') === (own.kind ?? 'hardware')
        : !!activation.fingerprint?.length && matches(await storedComponents(own), activation.fingerprint, activation.matching));
    return isOurs ? null : no('NOT_ACTIVATED', 'The license file is not for this device.');
  })();
  return verdict(
    {
      ...(why ?? { valid: true, code: 'VALID', detail: 'The license is valid.' }),
      fromFile: true,
      issuedAt: content.issuedAt,
      entitlements: content.entitlements ?? [],
    },
    [why ? null : graceWarning(content.expiresAt, now)]
  );
}

// --- The client ---------------------------------------------------------------------------------------------------------

const inMemory = () => {
  const items = new Map();
  return { getItem: key => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
};

/**
 * Activate once, validate at start and now and then, heartbeat if the license asks for it, deactivate before it moves. Trouble on the way
 * is a code and never an error; a wrong signature is one unless `untrustedAnswers` says otherwise.
 */
export class LicensingClient {
  #options;
  #keys;
  #key;
  #storage;
  #storageKey;
  #fetch;
  #now;

  constructor(options) {
    for (const name of ['portal', 'licenseKey', 'trustedKeys', 'device'])
      if (options?.[name] == null) throw new TypeError(`${name} is missing.`);
    this.#options = {
      ...options,
      offlineGrace: (options.offlineGraceSeconds ?? DEFAULT_GRACE) * 1000,
      clockTolerance: (options.clockToleranceSeconds ?? DEFAULT_TOLERANCE) * 1000,
    };
    this.#keys = new TrustedKeys(options.trustedKeys);
    this.#key = keyToSend(options.licenseKey);
    this.#storage = options.storage ?? inMemory();
    this.#storageKey = options.storageKey ?? 'portal-licensing';
    this.#fetch = options.fetch ?? ((url, init) => fetch(url, init));
    this.#now = options.now ?? (() => Date.now());
  }

  /** Is the license valid on this device, now? While the portal cannot be reached, its last good answer counts for the offline grace. */
  async validate(entitlements = [], signal) {
    if (!this.#key) return UNKNOWN_KEY();
    const { product, version, environment } = this.#options;
    const question = JSON.stringify({ product, version, environment, ...this.#identity(), entitlements, nonce: newNonce() });
    const { answer, signedAt, trouble } = await this.#ask('POST', 'validations', question, signal);
    if (!answer) return this.#decideOffline(trouble, entitlements);
    const clock = this.#clockWarning(signedAt);
    const body = parse(answer.content) ?? {};
    if (answer.status !== 200) return verdict({ ...problemOf(answer), valid: false }, [clock]);
    const kept = body.valid ? await this.#keep(answer, question, signedAt, body.activation?.id)
      : ENDS.has(body.code) ? await this.#forget(signedAt)
      : await this.#saw(signedAt);
    const { valid, code, detail, license, activation, issuedAt } = body;
    return verdict(
      { valid: valid === true, code, detail, license: license ?? null, activation: activation ?? null, issuedAt },
      [clock, valid ? graceWarning(license?.expiresAt, signedAt) : null, kept]
    );
  }

  /** The same by a license file, without any network. Also sees a clock that was set back, as far as the storage remembers. */
  async validateFile(file, entitlements = []) {
    const now = this.#now();
    const wrong = await this.#clockSetBack(now);
    if (wrong) return wrong;
    const checked = await checkFile(file, this.#options, entitlements, now);
    return verdict(checked, [...checked.warnings, await this.#notice(now)]);
  }

  /** Takes a slot for this device; the same device gets the one it has. Safe to repeat. */
  async activate(name, signal) {
    if (!this.#key) return { succeeded: false, ...unknownKey, activation: null, devices: [] };
    const { product, version, device } = this.#options;
    const question = JSON.stringify({
      ...this.#identity(), name: name ?? device.name, platform: device.platform, version, product, nonce: newNonce(),
    });
    const { answer, signedAt, trouble } = await this.#ask('POST', 'activations', question, signal);
    if (!answer) return { succeeded: false, ...trouble, activation: null, devices: [] };
    if (answer.status !== 200 && answer.status !== 201) {
      const devices = (parse(answer.content)?.devices ?? []).map(device => device?.name ?? '');
      return { succeeded: false, ...problemOf(answer), activation: null, devices };
    }
    const { activation } = parse(answer.content);
    const mine = (await this.#mine()) ?? (await this.#empty(signedAt));
    await this.#write({ ...mine, activationId: activation.id, device: this.#identity(), latestTime: signedAt });
    return { succeeded: true, code: 'ACTIVATED', detail: 'This device is activated.', activation, devices: [] };
  }

  /** "I am still here." If it fails with another code than UNREACHABLE, the device is no longer in order. */
  heartbeat(activationId, signal) {
    const body = () => JSON.stringify({ version: this.#options.version, nonce: newNonce() });
    return this.#ofActivation(
      activationId,
      id => this.#ask('POST', `activations/${id}/heartbeat`, body(), signal),
      [204],
      'The portal has seen this device.'
    );
  }

  /** Frees this device's slot, for example before the program is uninstalled. Safe to repeat. */
  async deactivate(activationId, signal) {
    const outcome = await this.#ofActivation(
      activationId,
      id => this.#ask('DELETE', `activations/${id}?nonce=${newNonce()}`, undefined, signal),
      [204, 404],
      'This device is no longer activated.'
    );
    if (outcome.succeeded) await this.#forget();
    return outcome;
  }

  /** A license file for this device, to be stored and used while there is no network. */
  async fetchLicenseFile(lifetimeSeconds, signal) {
    const ask = id =>
      this.#ask('POST', 'license-files', JSON.stringify({ activationId: id, ttl: lifetimeSeconds, nonce: newNonce() }), signal);
    const outcome = await this.#ofActivation(undefined, ask, [200], 'Here is the license file.');
    const { licenseFile = null, expiresAt = null } = outcome.succeeded ? outcome.body : {};
    return { ...outcome, text: licenseFile, expiresAt };
  }

  /** The newest version that the license covers and that is newer than this program. */
  async findUpdate({ channel, platform, arch } = {}, signal) {
    if (!this.#key) return { succeeded: false, ...unknownKey, update: null, newerNotCovered: null };
    const { product, version } = this.#options;
    const activationId = await this.#activationId();
    const all = { product, version, channel, platform, arch, activationId, nonce: newNonce() };
    const query = new URLSearchParams(Object.entries(all).filter(([, value]) => value != null));
    const { answer, trouble } = await this.#ask('GET', `updates?${query}`, undefined, signal);
    if (!answer) return { succeeded: false, ...trouble, update: null, newerNotCovered: null };
    const { newerNotCovered } = answer;
    if (answer.status === 204)
      return { succeeded: true, code: 'UP_TO_DATE', detail: 'There is no newer version for this license.', update: null, newerNotCovered };
    if (answer.status !== 200) return { succeeded: false, ...problemOf(answer), update: null, newerNotCovered: null };
    const update = parse(answer.content);
    return { succeeded: true, code: 'UPDATE_FOUND', detail: `Version ${update.version} is there.`, update, newerNotCovered };
  }

  /** The bytes of a file of an update, once its size, hash and signature are right; else null. */
  async download(file, signal) {
    const failed = (code, detail) => ({ succeeded: false, code, detail, bytes: null });
    const changed = () => failed('FILE_CHANGED', 'The file is not the one that the portal signed.');
    if (!this.#key) return failed(unknownKey.code, unknownKey.detail);
    const message = `portal-release-file/v1\n${file.fileName}\n${file.size}\n${file.sha256}`;
    if (!(await this.#keys.verify(file.keyId, utf8(message), fromBase64(file.signature)))) return changed();
    const question = { artifactId: file.id, activationId: await this.#activationId(), nonce: newNonce() };
    const { answer, trouble } = await this.#ask('POST', 'downloads', JSON.stringify(question), signal);
    if (!answer) return failed(trouble.code, trouble.detail);
    if (answer.status !== 201) return failed(problemOf(answer).code, problemOf(answer).detail);
    try {
      const response = await this.#fetch(new URL(parse(answer.content).url, this.#options.portal), { credentials: 'omit', signal });
      if (!response.ok) return failed('UNREACHABLE', 'The file cannot be fetched now.');
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length !== file.size || toHex(await sha256(bytes)) !== file.sha256) return changed();
      return { succeeded: true, code: 'DONE', detail: `${file.fileName} is downloaded and checked.`, bytes };
    } catch (error) {
      if (signal?.aborted) throw error;
      return failed('UNREACHABLE', 'The file cannot be fetched now.');
    }
  }

  #identity() {
    const { fingerprint, identifier, kind } = this.#options.device;
    return { fingerprint, identifier, kind };
  }

  // Whatever happens on the way is a reason and not an error, except a wrong signature.
  async #ask(method, path, body, signal) {
    const none = (code, detail) => ({ answer: null, signedAt: 0, trouble: warning(code, detail) });
    const url = new URL(`/licensing/v1/${path}`, this.#options.portal);
    let answer;
    try {
      const timeout = AbortSignal.timeout(TIMEOUT);
      const response = await this.#fetch(url, {
        method,
        body,
        headers: { Authorization: `License ${this.#key}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const header = name => response.headers.get(name) ?? '';
      answer = {
        status: response.status,
        date: header('date'),
        questionDigest: header('question-digest'),
        signatureInput: header('signature-input'),
        signature: header('signature'),
        newerNotCovered: response.headers.get('x-newer-release-not-covered'),
        content: new Uint8Array(await response.arrayBuffer()),
      };
    } catch (error) {
      if (signal?.aborted) throw error;
      return none('UNREACHABLE', 'The license portal cannot be reached.');
    }
    if ((!answer.signatureInput && !answer.signature) || answer.content.length > MAX_ANSWER)
      return none('UNREACHABLE', `Something between this program and the license portal answered (HTTP ${answer.status}).`);
    try {
      const signedAt = await proveAnswer(answer, this.#keys);
      if (answer.questionDigest !== (await questionDigest(method, url, this.#key, body)))
        throw new UntrustedAnswerError('The answer belongs to another question.');
      return answer.status >= 500 || answer.status === 429
        ? none('UNREACHABLE', 'The license portal cannot answer now.')
        : { answer, signedAt, trouble: null };
    } catch (error) {
      if (!(error instanceof UntrustedAnswerError) || this.#options.untrustedAnswers !== 'use-grace') throw error;
      return none('UNTRUSTED_ANSWER', error.message);
    }
  }

  async #ofActivation(activationId, ask, done, detail) {
    if (!this.#key) return { succeeded: false, ...unknownKey };
    const id = activationId ?? (await this.#activationId());
    if (!id) return { succeeded: false, code: 'NOT_ACTIVATED', detail: 'This device is not activated.' };
    const { answer, trouble } = await ask(id);
    if (!answer) return { succeeded: false, ...trouble };
    return done.includes(answer.status)
      ? { succeeded: true, code: 'DONE', detail, body: parse(answer.content) }
      : { succeeded: false, ...problemOf(answer) };
  }

  /** The last good answer, while the portal cannot be asked. */
  async #decideOffline(trouble, entitlements) {
    const now = this.#now();
    const nothing = no(trouble.code, `The license could not be checked. ${trouble.detail}`);
    const proven = await this.#proven(await this.#mine());
    if (!proven) return nothing;
    const { body, asked, signedAt } = proven;
    const wrong = await this.#clockSetBack(now, signedAt);
    if (wrong) return verdict(wrong, [trouble]);
    const saving = await this.#notice(now);
    if (now > signedAt + this.#options.offlineGrace)
      return verdict(
        { ...nothing, detail: `${nothing.detail} It was checked last on ${day(signedAt)}, and that is too long ago.` },
        [saving]
      );
    const { license } = body;
    const expiresAt = license.expiresAt == null ? null : Date.parse(license.expiresAt);
    const facts = {
      ...license,
      expiresAt,
      graceEndsAt: expiresAt == null ? null : expiresAt + license.graceDays * DAY,
      askedVersion: asked.version ?? null,
      entitlements: license.entitlements ?? [],
    };
    const why = refusal(facts, this.#options, entitlements, now);
    const { code, detail, activation = null } = body;
    return verdict(
      {
        ...(why ?? { valid: true, code, detail, license, activation }),
        fromCache: true,
        issuedAt: body.issuedAt,
        entitlements: facts.entitlements,
      },
      [trouble, graceWarning(license.expiresAt, now), saving]
    );
  }

  /** Null: there is none, it was changed, or it is the answer to another device, key or portal. */
  async #proven(state) {
    if (!state?.answer || typeof state.question !== 'string') return null;
    try {
      const answer = { ...state.answer, content: fromBase64(state.answer.content) };
      const signedAt = await proveAnswer(answer, this.#keys);
      const url = new URL('/licensing/v1/validations', this.#options.portal);
      if (answer.questionDigest !== (await questionDigest('POST', url, this.#key, state.question))) return null;
      const [body, asked] = [parse(answer.content), JSON.parse(state.question)];
      return body?.valid === true && body.license && isSameDevice(this.#identity(), asked, body.activation?.matching)
        ? { body, asked, signedAt }
        : null;
    } catch {
      return null;
    }
  }

  // --- What is kept. Time only goes forward: a clock that is behind the latest time ever seen decides nothing. ---

  async #read() {
    try {
      const state = JSON.parse((await this.#storage.getItem(this.#storageKey)) ?? 'null');
      return typeof state?.latestTime === 'number' ? state : null;
    } catch {
      return null;
    }
  }

  async #write(state) {
    try {
      await this.#storage.setItem(this.#storageKey, JSON.stringify(state));
      return null;
    } catch {
      return warning('CACHE_NOT_WRITTEN', 'The cache cannot be written; offline, the program will stop.');
    }
  }

  async #mine() {
    const state = await this.#read();
    return state?.key === (await hexOf(this.#key ?? '')) ? state : null;
  }

  async #activationId() {
    const mine = await this.#mine();
    return mine?.device && isSameDevice(this.#identity(), mine.device, 'most') ? mine.activationId : null;
  }

  async #empty(latestTime) {
    return { latestTime, answer: null, question: null, activationId: null, device: null, key: await hexOf(this.#key ?? '') };
  }

  async #keep(answer, question, signedAt, activationId = null) {
    const { status, date, questionDigest, signatureInput, signature, content } = answer;
    return this.#write({
      ...(await this.#empty(signedAt)),
      answer: { status, date, questionDigest, signatureInput, signature, content: toBase64(content) },
      question,
      activationId,
      device: this.#identity(),
    });
  }

  /** The portal's time is the latest: it also corrects one that this machine's clock made up. */
  async #saw(signedAt) {
    const mine = await this.#mine();
    return mine ? this.#write({ ...mine, latestTime: signedAt }) : null;
  }

  async #forget(signedAt) {
    const mine = await this.#mine();
    return mine ? this.#write(await this.#empty(signedAt ?? mine.latestTime)) : null;
  }

  async #notice(now) {
    const state = (await this.#read()) ?? (await this.#empty(0));
    return now > state.latestTime ? this.#write({ ...state, latestTime: now }) : null;
  }

  async #clockSetBack(now, signedAt = 0) {
    const latest = Math.max((await this.#read())?.latestTime ?? 0, signedAt);
    return latest - now <= this.#options.clockTolerance
      ? null
      : no(
          'CLOCK_SET_BACK',
          `This machine's clock shows ${new Date(now).toISOString()}, and it was ${new Date(latest).toISOString()} before. Correct the clock, or connect to the network.`
        );
  }

  /** The answer is fresh, since it is for the nonce of the question. So it is this machine's clock that is wrong. */
  #clockWarning(signedAt) {
    const off = this.#now() - signedAt;
    return Math.abs(off) <= this.#options.clockTolerance
      ? null
      : warning(
          'CLOCK_WRONG',
          `This machine's clock is ${Math.round(Math.abs(off) / 60_000)} minutes ${off > 0 ? 'fast' : 'slow'}. Offline, the program may stop.`
        );
  }
}

const unknownKey = { code: 'NOT_FOUND', detail: 'This key is not known. Check for typing errors.' };
const UNKNOWN_KEY = () => no(unknownKey.code, unknownKey.detail);

/** A refusal (RFC 9457). */
function problemOf(answer) {
  const problem = parse(answer.content);
  return {
    code: problem?.code ?? 'REFUSED',
    detail: problem?.detail ?? problem?.title ?? `The license portal refused (HTTP ${answer.status}).`,
  };
}
