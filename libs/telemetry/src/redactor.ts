import { types } from 'node:util';
import { optionName, redactAssignments } from './assignments.js';
import { describeError } from './describe-error.js';
import { secretForms } from './secret-forms.js';
import { encodedSecrets } from './encoded-secrets.js';
import { mask } from './mask.js';
import { masked, SecretSearch, shortest } from './secret-search.js';
import { namePattern } from './name-pattern.js';
import { redactSecretTexts } from './secret-texts.js';

export { mask };

const defaultKeys = [
  /(private[_-]?keys?|secrets?|authorization|secret[_-]?keys?|access[_-]?keys?|passwords?|passwd|passphrases?|token|mnemonics?|seed|api[_-]?keys?)$/i,
];

export interface RedactorOptions {
  /** Names of keys whose values are secret, wherever they stand. */
  readonly keys?: readonly RegExp[];
  /** Globs of further names. */
  readonly names?: readonly string[];
}

export interface RedactOptions {
  /** Leaves values under secret-sounding keys alone and masks known secrets only. */
  readonly knownOnly?: boolean;
}

interface Redaction extends RedactOptions {
  readonly plain?: boolean;
}

/** The one redaction door: whatever people or disks get to see of a tree's data passes through it. */
export class Redactor {
  private readonly keys: RegExp[];
  private readonly names = new Set<string>();
  private readonly search = new SecretSearch();
  /** Every secret, to recognise whole values; short ones are recognised in no other way. */
  private readonly whole = new Set<string>();
  /** Secrets of several lines, up to the end of each line but the last. */
  private readonly beginnings = new Set<string>();

  constructor(options: RedactorOptions = {}) {
    // A sticky or global pattern remembers where it stopped, and would see every second key only.
    this.keys = [...(options.keys ?? defaultKeys), ...(options.names ?? []).map(namePattern)].map(
      (key) => new RegExp(key.source, key.flags.replace(/[gy]/g, '')),
    );
  }

  /** Globs of further names, learned later. */
  addNames(globs: readonly string[]): void {
    for (const glob of globs) {
      if (this.names.has(glob)) continue;
      this.names.add(glob);
      this.keys.push(namePattern(glob));
    }
  }

  addSecret(text: string): void {
    if (text.trim() === '' || text === mask || this.whole.has(text)) return;
    this.whole.add(text);
    for (const form of secretForms(text)) {
      if (form.length >= shortest) this.search.add(form);
      for (let end = form.indexOf('\n'); end >= 0; end = form.indexOf('\n', end + 1))
        this.beginnings.add(form.slice(0, end + 1));
    }
  }

  /**
   * Learns the values at `paths` (`cortensord_nodes:*:NODE_PRIVATE_KEY`; `*` is any key or index) and every value under a
   * secret-sounding key.
   */
  addSecrets(data: unknown, paths: readonly string[] = []): void {
    this.learnByKey(data, false);
    for (const path of paths) this.learnAt(data, path.split(':'));
  }

  isSecretKey(key: unknown): boolean {
    return typeof key === 'string' && this.keys.some((pattern) => pattern.test(key));
  }

  /** Whether the text contains a known secret, or is one (short ones count as whole texts only). */
  isSecret(text: string): boolean {
    return this.whole.has(text) || this.search.has(text);
  }

  /** Where in whole lines a secret of several lines may begin that goes on in lines to come; their length where none does. */
  mayGoOn(lines: string): number {
    let from = lines.length;
    for (const beginning of this.beginnings)
      if (lines.endsWith(beginning)) from = Math.min(from, lines.length - beginning.length);
    return Math.min(
      from,
      unfinishedBlock(lines, (key) => this.isSecretKey(key)),
    );
  }

  /** Masks known secrets in whatever shape, texts that are secrets by their form (keys, tokens), and what is assigned to a secret-sounding name: `NODE_PRIVATE_KEY=…`, `password: …`. */
  redactText(text: string, options: RedactOptions = {}): string {
    if (this.whole.has(text)) return mask;
    const plain = this.search.replace(text, mask);
    const decoded = this.search.size === 0 ? plain : masked(plain, encodedSecrets(plain, this.search), mask);
    const known = redactSecretTexts(decoded);
    return options.knownOnly ? known : redactAssignments(known, mask, (key) => this.isSecretKey(key));
  }

  /** A copy without secrets of a `Value`, or of any data made of lists, maps and plain objects. What holds none is shared. */
  redactValue<T>(value: T, options: RedactOptions = {}): T {
    return this.redact(value, false, options, []) as T;
  }

  /** As `redactValue`, for what becomes plain JSON: mappings become objects, errors become data, cycles are cut. */
  redactJson(value: unknown): unknown {
    return this.redact(value, false, { plain: true }, []);
  }

  private redact(value: unknown, underSecretKey: boolean, options: Redaction, above: readonly object[]): unknown {
    if (typeof value === 'string') {
      if (underSecretKey) return value === '' ? value : mask;
      return this.redactText(value, options);
    }
    if (typeof value === 'number' || typeof value === 'bigint') {
      return underSecretKey || this.whole.has(String(value)) || this.search.has(String(value)) ? mask : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (above.includes(value)) return '[cycle]';
    const path = [...above, value];
    const child = (key: unknown, item: unknown): unknown =>
      this.redact(item, underSecretKey || (options.knownOnly !== true && this.isSecretKey(key)), options, path);

    if (Array.isArray(value)) {
      const items = value.map((item, index) => child(optionName(value[index - 1]), item));
      if (items.every((item, index) => item === value[index])) return value;
      // Tuples stay tuples; their `map` gives plain lists.
      const copy = Reflect.construct(value.constructor, []) as unknown[];
      for (const item of items) copy.push(item);
      return copy;
    }
    if (value instanceof Map) {
      const pairs = [...value].map(
        ([key, item]) => [this.redact(key, false, options, path), child(key, item)] as const,
      );
      return options.plain ? Object.fromEntries(pairs) : new Map(pairs);
    }
    if (types.isNativeError(value)) return this.redact(describeError(value), false, options, path);
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      // A boxed number (an integral float of the tree's data) may be a secret; other objects know best how they print.
      const boxed = (value as { value?: unknown }).value;
      if (typeof boxed === 'number') return child(undefined, boxed) === mask ? mask : options.plain ? boxed : value;
      const json = (value as { toJSON?: () => unknown }).toJSON?.();
      return json === undefined || json === value ? value : this.redact(json, underSecretKey, options, path);
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.redactText(key, options), child(key, item)]),
    );
  }

  private learnByKey(data: unknown, secret: boolean): void {
    if (typeof data === 'string' || typeof data === 'number' || typeof data === 'bigint') {
      if (secret) this.addSecret(String(data));
      return;
    }
    for (const [key, item] of children(data)) this.learnByKey(item, secret || this.isSecretKey(key));
  }

  private learnAt(data: unknown, [step, ...rest]: readonly string[]): void {
    if (step === undefined) return this.learnByKey(data, true);
    for (const [key, item] of children(data)) {
      if (step === '*' || String(key) === step) this.learnAt(item, rest);
    }
  }
}

function children(data: unknown): Iterable<[unknown, unknown]> {
  if (Array.isArray(data) || data instanceof Map) return data.entries();
  if (typeof data !== 'object' || data === null) return [];
  const boxed = Object.getPrototypeOf(data) !== Object.prototype && Object.getPrototypeOf(data) !== null;
  return boxed ? [] : Object.entries(data);
}

/** Characters of a block that is waited for; a longer one is no key. */
const longestBlock = 64 * 1024;

/**
 * Where a private key, an encoded text that is broken into lines, or the block below a key of YAML begins, and has not come to its end: what
 * it is shows as a whole only. It is read from its end backwards, because every piece of a long output is asked for this.
 */
function unfinishedBlock(lines: string, isSecretKey: (key: unknown) => boolean): number {
  const tail = lines.slice(-longestBlock);
  const ended = Math.max(0, tail.lastIndexOf('-----END '));
  const key = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/.exec(tail.slice(ended))?.index;
  let from = key === undefined ? tail.length : ended + key;
  let encoded = true;
  for (let end = tail.length; end > 0;) {
    const start = tail.lastIndexOf('\n', end - 2) + 1;
    const line = tail.slice(start, end);
    encoded &&= /^[A-Za-z0-9+/=_-]{16,}\r?\n$/.test(line);
    if (encoded) from = Math.min(from, start);
    const name = /^[-+ \t]*([A-Za-z_][\w.-]*):[ \t]+[|>][-+\d]*\s*$/.exec(line)?.[1];
    if (name !== undefined && isSecretKey(name)) from = Math.min(from, start);
    // What stands further out ends the block that it follows.
    const goesOn = /^[-+]?(?:[ \t]+\S.*|\s*)\s*$/.test(line);
    if (!encoded && (name !== undefined || !goesOn)) break;
    end = start;
  }
  return from === 0 && lines.length > longestBlock ? lines.length : lines.length - tail.length + from;
}
