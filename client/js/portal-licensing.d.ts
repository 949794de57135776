/** What a program knows about itself, its portal and its license. */
export interface LicensingOptions {
  /** The portal's public address. */
  portal: string | URL;
  /** As the customer typed or pasted it. */
  licenseKey: string;
  /** `x` of the keys in `/licensing/v1/keys`, part of the program: keys that it fetches from the address it talks to prove nothing. */
  trustedKeys: string[];
  device: Device;
  /** Slug of the product. Default: any of the vendor's. */
  product?: string;
  /** Version of the program, Semantic Versioning 2.0.0. */
  version?: string;
  /** When this version was released (RFC 3339). Lets the client tell offline whether maintenance covers it. */
  releasedAt?: string;
  environment?: string;
  /** Where the last good answer, the activation and the latest time are kept. Default: in memory. */
  storage?: Storage;
  /** Default: `portal-licensing`. */
  storageKey?: string;
  /** How long the last good answer counts while the portal cannot be reached. Default: seven days. */
  offlineGraceSeconds?: number;
  /** How far this machine's clock may be off. Default: ten minutes. */
  clockToleranceSeconds?: number;
  /** What to do about an answer with a wrong signature. Default: `throw`. */
  untrustedAnswers?: 'throw' | 'use-grace';
  fetch?: (url: URL, init: RequestInit) => Promise<Response>;
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
}

export interface Storage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
}

export interface Device {
  /** Components by name, hashed. */
  fingerprint?: Record<string, string>;
  /** Instead of a fingerprint: an opaque id, or a host name. */
  identifier?: string;
  kind?: 'hardware' | 'domain';
  name: string;
  platform?: string;
}

export interface Warning {
  /** `CLOCK_WRONG`, `CACHE_NOT_WRITTEN`, `GRACE_PERIOD`; offline also why the portal could not be asked. */
  code: string;
  detail: string;
}

export interface Entitlement {
  name: string;
  value: string | null;
}

export interface Activation {
  id: string;
  kind: string;
  name: string | null;
  firstSeenAt: string;
  deactivatedAt: string | null;
  matching: string | null;
}

export interface License {
  id: string;
  maskedKey: string;
  product: string;
  state: string;
  usedSlots: number;
  activationLimit: number | null;
  expiresAt: string | null;
  graceDays: number;
  maintenanceEndsAt: string | null;
  maxMajorVersion: number | null;
  edition: string | null;
  environment: string | null;
  entitlements: Entitlement[];
}

export interface Verdict {
  valid: boolean;
  /** `VALID`, or why not: for example `EXPIRED`, `NOT_ACTIVATED`, `UNREACHABLE`. */
  code: string;
  /** The same as a sentence for the customer. */
  detail: string;
  license: License | null;
  activation: Activation | null;
  issuedAt: string | null;
  /** The portal could not be reached; decided by its last good answer. */
  fromCache: boolean;
  /** Decided by a license file. */
  fromFile: boolean;
  entitlements: Entitlement[];
  warnings: Warning[];
  includes(entitlement: string): boolean;
}

export interface Outcome {
  succeeded: boolean;
  code: string;
  detail: string;
}

export interface ActivationOutcome extends Outcome {
  activation: Activation | null;
  /** Names of the devices that hold the slots, if the limit is reached. */
  devices: string[];
}

export interface UpdateFile {
  id: string;
  fileName: string;
  platform: string;
  arch: string;
  size: number;
  sha256: string;
  signature: string;
  keyId: string;
}

export interface Update {
  version: string;
  channel: string;
  releasedAt: string;
  notes: string | null;
  artifacts: UpdateFile[];
}

export interface LicenseFile {
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly nonce: string | null;
}

export declare class UntrustedAnswerError extends Error {}

/** Activate once, validate at start and now and then, heartbeat if the license asks for it, deactivate before it moves. */
export declare class LicensingClient {
  constructor(options: LicensingOptions);
  /** Is the license valid on this device, now? */
  validate(entitlements?: string[], signal?: AbortSignal): Promise<Verdict>;
  /** The same by a license file, without any network. */
  validateFile(file: LicenseFile, entitlements?: string[]): Promise<Verdict>;
  /** Takes a slot for this device. Safe to repeat. */
  activate(name?: string, signal?: AbortSignal): Promise<ActivationOutcome>;
  heartbeat(activationId?: string, signal?: AbortSignal): Promise<Outcome>;
  /** Frees this device's slot. Safe to repeat. */
  deactivate(activationId?: string, signal?: AbortSignal): Promise<Outcome>;
  fetchLicenseFile(
    lifetimeSeconds?: number,
    signal?: AbortSignal
  ): Promise<Outcome & { text: string | null; expiresAt: string | null }>;
  findUpdate(
    query?: { channel?: string; platform?: string; arch?: string },
    signal?: AbortSignal
  ): Promise<Outcome & { update: Update | null; newerNotCovered: string | null }>;
  /** The bytes of a file of an update, once its size, hash and signature are right. */
  download(file: UpdateFile, signal?: AbortSignal): Promise<Outcome & { bytes: Uint8Array | null }>;
}

/** Reads a license file as it arrived; throws `UntrustedAnswerError` unless a trusted key signed it. */
export declare function readLicenseFile(text: string, trustedKeys: string[]): Promise<LicenseFile>;
/** A device that the program or its operator names. */
export declare function namedDevice(id: string, name?: string, platform?: string): Promise<Device>;
/** A web site: for licenses that are bound to domains. */
export declare function site(domain: string, name?: string): Device;
