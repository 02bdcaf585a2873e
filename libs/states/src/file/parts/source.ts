import { parseSaltUrl } from '@fleet/fileserver';
import { HostRefusal, type HostView } from '@fleet/platform';
import type { Value } from '@fleet/values';
import type { StateContext } from '../../definition.js';
import { nameOf } from './absolute.js';
import { digest, findHash, parseHash, type ExpectedHash } from './source-hash.js';

/** Bytes of a path on the minion: as much as is fetched over http. Programs of more than a hundred megabytes are common. */
const largest = 256 * 1024 * 1024;

/** Where a content comes from, found but perhaps not read yet. */
export interface Found {
  /** As the author wrote it. */
  readonly url: string;
  /** Permission bits of the source, where it has some, for `mode: keep`. */
  readonly mode?: number;
  /** Digest that the content has, known without reading it. */
  readonly expected?: ExpectedHash;
  /** @throws HostRefusal */
  readonly read: () => Promise<Buffer>;
  /** It is this file of the minion, which can be copied without being held in memory. */
  readonly path?: string;
  /** Bytes, of such a file. */
  readonly size?: number;
}

/** `absent`: not there, where a list goes on to its next source and test mode may expect an earlier state to bring it. */
export type Lookup = { readonly found: Found } | { readonly problem: string; readonly absent: boolean };

export interface SourceWish {
  readonly sourceHash?: string | undefined;
  readonly sourceHashName?: string | undefined;
  readonly skipVerify?: boolean | undefined;
}

/** The first source of the list that exists; entries may be `{url: hash}`. */
export async function findSource(
  sources: Value,
  wish: SourceWish,
  host: HostView,
  context: StateContext,
): Promise<Lookup> {
  const entries = (Array.isArray(sources) ? sources : [sources]).map((entry) => asEntry(entry, wish));
  const problems: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry === undefined) return { problem: '`source` must be a text, or a list of texts', absent: false };
    const one = await findOne(entry.url, entry.wish, host, context);
    // Only asking tells whether an address has something; the last one need not be asked before it is wanted.
    const answer = 'found' in one && index < entries.length - 1 ? await asked(one.found) : one;
    if ('found' in answer || !answer.absent) return answer;
    problems.push(answer.problem);
  }
  if (problems.length === 0) return { problem: '`source` names nothing', absent: false };
  return {
    problem: problems.length === 1 ? (problems[0] as string) : `none of the sources exists: ${problems.join('; ')}`,
    absent: true,
  };
}

function asEntry(entry: Value, wish: SourceWish): { url: string; wish: SourceWish } | undefined {
  if (typeof entry === 'string') return { url: entry, wish };
  const pair = entry instanceof Map && entry.size === 1 ? [...entry][0] : undefined;
  if (!pair || typeof pair[0] !== 'string' || typeof pair[1] !== 'string') return undefined;
  return { url: pair[0], wish: { ...wish, sourceHash: pair[1] } };
}

/** One source: `salt://…`, `http(s)://…`, or a path on the minion. */
export async function findOne(url: string, wish: SourceWish, host: HostView, context: StateContext): Promise<Lookup> {
  if (url.startsWith('salt://')) return fromTree(url, context);
  if (/^https?:\/\//.test(url)) return fromNetwork(url, wish, host, context);
  const path = url.replace(/^file:\/\//, '');
  if (!path.startsWith('/'))
    return { problem: `the source ${url} is neither salt://, http(s):// nor an absolute path`, absent: false };
  const stats = await host.files.statTarget(path);
  if (!stats) return { problem: `the source ${path} does not exist on the minion`, absent: true };
  if (stats.kind !== 'file') return { problem: `the source ${path} is a ${stats.kind}, not a file`, absent: false };
  const expected =
    wish.sourceHash === undefined
      ? undefined
      : await expectedHash(wish.sourceHash, wish.sourceHashName ?? nameOf(path), host, context);
  if (typeof expected === 'string') return { problem: expected, absent: false };
  return {
    found: {
      url,
      // What has to have a digest is checked as it is read, and what was checked is written.
      ...(expected === undefined ? { path, size: stats.size } : {}),
      mode: stats.mode,
      read: () => verified(host.files.read(path, { limit: largest }), expected, url),
    },
  };
}

/** An address that answers nothing is not there: the list goes on. */
async function asked(found: Found): Promise<Lookup> {
  if (!/^https?:/.test(found.url)) return { found };
  try {
    const content = await found.read();
    return { found: { ...found, read: async () => content } };
  } catch (cause) {
    if (cause instanceof HostRefusal && ['http-status', 'unreachable'].includes(cause.code))
      return { problem: cause.message, absent: true };
    throw cause;
  }
}

async function fromTree(url: string, context: StateContext): Promise<Lookup> {
  const parsed = parseSaltUrl(url, context.environment);
  if (typeof parsed === 'string') return { problem: parsed, absent: false };
  const entry = await context.tree.entry(parsed.environment, parsed.path);
  if (!entry) return { problem: `the state tree has no ${url} in environment ${parsed.environment}`, absent: true };
  return {
    found: {
      url,
      mode: entry.mode,
      expected: { algorithm: 'sha256', hex: entry.sha256 },
      read: () => context.tree.read(parsed.environment, parsed.path),
    },
  };
}

async function fromNetwork(url: string, wish: SourceWish, host: HostView, context: StateContext): Promise<Lookup> {
  if (!URL.canParse(url)) return { problem: `the source ${url} is not an address`, absent: false };
  if (wish.sourceHash === undefined && !wish.skipVerify) {
    return {
      problem: `the source ${url} needs a \`source_hash\`, or \`skip_verify: True\` where whatever it answers is to be trusted`,
      absent: false,
    };
  }
  const expected =
    wish.sourceHash === undefined
      ? undefined
      : await expectedHash(wish.sourceHash, wish.sourceHashName ?? nameOf(new URL(url).pathname), host, context);
  if (typeof expected === 'string') return { problem: expected, absent: false };
  return {
    found: {
      url,
      ...(expected === undefined ? {} : { expected }),
      read: () => verified(host.network.fetch(url), expected, url),
    },
  };
}

/** A digest as written, or looked up in a file of digests; a sentence where there is none. */
async function expectedHash(
  written: string,
  fileName: string,
  host: HostView,
  context: StateContext,
): Promise<ExpectedHash | string> {
  const direct = parseHash(written);
  if (direct) return direct;
  if (!/^(https?|salt):\/\/|^\//.test(written))
    return '`source_hash` is neither a digest (md5, sha1, sha256, sha512) nor the address of a file of digests';
  const lookup = await findOne(written, { skipVerify: true }, host, context);
  if ('problem' in lookup) return `\`source_hash\`: ${lookup.problem}`;
  return (
    findHash((await lookup.found.read()).toString('utf8'), fileName) ?? `${written} holds no digest for ${fileName}`
  );
}

async function verified(reading: Promise<Buffer>, expected: ExpectedHash | undefined, url: string): Promise<Buffer> {
  const content = await reading;
  if (!expected) return content;
  const actual = digest(content, expected.algorithm);
  if (actual !== expected.hex)
    throw new HostRefusal('hash-mismatch', `${url} has the ${expected.algorithm} ${actual}, expected ${expected.hex}`, {
      url,
    });
  return content;
}
