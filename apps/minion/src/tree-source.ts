import { mkdir, readFile, readdir, stat, utimes } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BusError } from '@fleet/bus';
import { FunctionRefused } from '@fleet/execution';
import { BlobCorrupt, cachedTree, revisionOf, type CachedTree } from '@fleet/fileserver';
import { MasterFault, type AskMaster } from './ask-master.js';
import { removeFile, replaceFile } from './durable-file.js';
import { machineTrouble } from './machine-trouble.js';

export interface TreeSourceOptions {
  readonly ask: AskMaster;
  /** The tree that the master says is its newest, where it signed that for this minion and this question. */
  readonly newest: (signed: unknown, nonce: string) => Promise<string | undefined>;
  /** `var/cache/fleet/minion`: blobs and manifests by their hashes. */
  readonly cache: string;
  /** Manifests kept for the next job; each is a few hundred KB at most. */
  readonly manifests?: number;
}

export type TreeSource = (revision?: string) => Promise<CachedTree>;

/**
 * The master's state tree at exactly the revision that a command names; only what this minion lacks crosses the network. What stands in the way
 * of it is a FunctionRefused, here and wherever a file of it is read: nobody who runs states can tell a full disk from a defect.
 */
export function masterTree(options: TreeSourceOptions): TreeSource {
  const guarded = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw refusal(error, options.cache);
    });
  return (revision) =>
    guarded(async () => {
      const tree = await opened(options, revision);
      return {
        ...tree,
        read: (environment, path) => guarded(() => tree.read(environment, path)),
        prefetch: (environment, wanted) => guarded(() => tree.prefetch(environment, wanted)),
      };
    });
}

async function opened(options: TreeSourceOptions, revision: string | undefined): Promise<CachedTree> {
  const manifests = join(options.cache, 'manifests');
  await mkdir(manifests, { recursive: true, mode: 0o700 });
  const manifest = (revision && (await kept(manifests, revision))) || (await fetched(options, manifests, revision));
  return cachedTree({
    manifest,
    ...(revision && { revision }),
    blobsDir: join(options.cache, 'blobs'),
    fetchBlob: async (sha256, offset) => {
      const { data, size } = await options.ask('blob', { sha256, offset });
      return { data: Buffer.from(data, 'base64'), size };
    },
  });
}

/** What is no defect of ours, as a sentence for the operator. */
function refusal(error: unknown, cache: string): unknown {
  const because = (code: 'unavailable' | 'bad-signature', message: string): FunctionRefused =>
    new FunctionRefused(code, message, undefined, { cause: error });
  if (error instanceof MasterFault)
    return because('unavailable', `the master does not give the state tree: ${error.message}`);
  if (error instanceof BusError)
    return because('unavailable', `the master did not answer the request for the state tree: ${error.message}`);
  if (error instanceof BlobCorrupt)
    return because('bad-signature', 'what came of the state tree is not what its revision says; nothing of it is used');
  const trouble = machineTrouble(error);
  if (trouble === undefined) return error;
  return because('unavailable', `the state tree cannot be kept in ${cache} of this minion: ${trouble}`);
}

/** A manifest whose content is not what its name says (a power cut) is as good as none. */
async function kept(directory: string, revision: string): Promise<string | undefined> {
  const path = join(directory, revision);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined || revisionOf(text) !== revision) return undefined;
  const now = new Date();
  await utimes(path, now, now);
  return text;
}

async function fetched(options: TreeSourceOptions, directory: string, revision: string | undefined): Promise<string> {
  const manifest = revision ? (await options.ask('manifest', { revision })).manifest : await newest(options);
  await replaceFile(join(directory, revisionOf(manifest)), manifest, { durable: false });
  await prune(directory, options.manifests ?? 8);
  return manifest;
}

/** A command that names its tree has the master's signature for it; for any other, the answer brings one. */
async function newest({ ask, newest: verify }: TreeSourceOptions): Promise<string> {
  const nonce = randomBytes(16).toString('base64url');
  const answer = await ask('manifest', { nonce });
  const tree = await verify(answer.newest, nonce);
  if (tree === undefined || tree !== revisionOf(answer.manifest))
    throw new FunctionRefused(
      'bad-signature',
      'the state tree is not signed by the master of this minion for this question',
    );
  return answer.manifest;
}

async function prune(directory: string, keep: number): Promise<void> {
  const found = await Promise.all(
    (await readdir(directory)).map(async (name) => ({ name, used: (await stat(join(directory, name))).mtimeMs })),
  );
  for (const { name } of found.sort((a, b) => b.used - a.used).slice(keep)) await removeFile(join(directory, name));
}
