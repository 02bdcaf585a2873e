import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BusError } from '@fleet/bus';
import { FunctionRefused } from '@fleet/execution';
import { TreeStore } from '@fleet/fileserver';
import { MasterFault, type AskMaster } from './ask-master.js';
import { masterTree, type TreeSourceOptions } from './tree-source.js';

let folder: string;
let store: TreeStore;
let revision: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tree-source-'));
  await mkdir(join(folder, 'states'));
  await writeFile(join(folder, 'states/web.sls'), 'web');
  store = await TreeStore.open({ roots: { base: [join(folder, 'states')] }, directory: join(folder, 'store') });
  ({ revision } = await store.snapshot());
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A master, as far as the tree is concerned. */
const master = (async (service: string, ask: { revision?: string; sha256?: string; offset?: number }) => {
  if (service === 'blob') {
    const { data, size } = await store.blob(ask.sha256 as string, ask.offset as number, 400_000);
    return { data: data.toString('base64'), size };
  }
  return { manifest: await store.manifest(ask.revision ?? revision), newest: {} };
}) as unknown as AskMaster;

const failing = (service: string, error: Error): AskMaster =>
  (async (asked: string, ask: never) => {
    if (asked === service) throw error;
    return master(asked as never, ask);
  }) as unknown as AskMaster;

const damaging = (async (service: string, ask: never) =>
  service === 'blob'
    ? { data: Buffer.from('bad').toString('base64'), size: 3 }
    : master(service as never, ask)) as unknown as AskMaster;

const cache = (): string => join(folder, 'cache');

async function read(options: Partial<TreeSourceOptions> = {}, wanted: string | undefined = revision): Promise<string> {
  const source = masterTree({ ask: master, newest: async () => revision, cache: cache(), ...options });
  return String(await (await source(wanted)).read('base', 'web.sls'));
}

/** Whatever is written to the manifest meets a full disk. */
async function fillDisk(): Promise<void> {
  await mkdir(join(cache(), 'manifests'), { recursive: true });
  await symlink('/dev/full', join(cache(), `manifests/.${revision}.${process.pid}.tmp`));
}

describe("the master's tree", () => {
  it('is had with and without a revision', async () => {
    expect([await read(), await read({}, '')]).toEqual(['web', 'web']);
  });

  it.each<[string, Partial<TreeSourceOptions>, string, RegExp]>([
    [
      'the master says no',
      {
        ask: failing(
          'manifest',
          new MasterFault('manifest', { code: 'not-found', message: 'there is no such revision' }),
        ),
      },
      'unavailable',
      /the master does not give the state tree: there is no such revision/,
    ],
    [
      'nobody answers while a file is fetched',
      { ask: failing('blob', new BusError('timeout', 'no answer within 30 s')) },
      'unavailable',
      /the master did not answer the request for the state tree: no answer within 30 s/,
    ],
    ['a file is damaged on its way', { ask: damaging }, 'bad-signature', /is not what its revision says/],
  ])('is refused with a sentence where %s', async (_, options, code, message) => {
    const error = await read(options).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FunctionRefused);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('is refused with a sentence where the disk is full', async () => {
    await fillDisk();
    await expect(read()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /cannot be kept in .*cache of this minion: a disk of this minion is full \(ENOSPC/,
      ),
    });
    await rm(join(cache(), 'manifests'), { recursive: true });
    expect(await read()).toBe('web');
  });

  it('is refused where nobody signed that it is the newest', async () => {
    await expect(read({ newest: async () => undefined }, '')).rejects.toMatchObject({ code: 'bad-signature' });
  });

  it('lets a defect of ours be one', async () => {
    const defect = new TypeError('x is not a function');
    await expect(read({ ask: failing('manifest', defect) })).rejects.toBe(defect);
  });
});
