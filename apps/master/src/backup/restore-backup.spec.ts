import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTrust, openTrust } from '@fleet/bus';
import { ScratchBackup } from '../../test-support/scratch-backup.js';
import { restoreBackup, type RestoredBackup, type RestoreOrder } from './restore-backup.js';

let scratch: ScratchBackup;
beforeEach(async () => {
  scratch = await ScratchBackup.make('trees: true');
});
afterEach(() => scratch?.remove());

const at = (path: string): string => join(scratch.root, path);
const text = (path: string): string => readFileSync(at(path), 'utf8');
const seed = (): string => text('var/lib/fleet/master/keys/command.seed');
const drafts = (): string[] =>
  (readdirSync(scratch.root, { recursive: true }) as string[]).filter((path) => path.includes('.restored'));

async function restore(
  folder: string,
  put: { keys?: boolean; trees?: boolean } = {},
  more: Partial<RestoreOrder> = {},
): Promise<RestoredBackup> {
  const { config, places, identity } = scratch;
  const opened = { key: { identities: [identity] }, keys: put.keys ?? false, trees: put.trees ?? false };
  return restoreBackup({ config, places, folder, streams: false, opened, ...more });
}

describe('states and pillar of a backup', () => {
  beforeEach(() => {
    scratch.write('srv/fleet/states/top.sls', 'base: {}\n');
    scratch.write('srv/fleet/states/web/files/run.sh', '#!/bin/sh\n');
    scratch.write('srv/fleet/pillar/secret.sls', 'password: swordfish\n');
  });

  it('come back as they were, and what was there is moved aside', async () => {
    const { folder } = await scratch.backup();
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('swordfish')).toBe(false);
    scratch.write('srv/fleet/states/top.sls', 'base: {broken\n');
    scratch.write('srv/fleet/states/later.sls', '{}\n');
    rmSync(at('srv/fleet/pillar'), { recursive: true });
    const { aside } = await restore(folder, { trees: true });
    expect(text('srv/fleet/states/top.sls')).toBe('base: {}\n');
    expect(text('srv/fleet/states/web/files/run.sh')).toBe('#!/bin/sh\n');
    expect(text('srv/fleet/pillar/secret.sls')).toBe('password: swordfish\n');
    expect(existsSync(at('srv/fleet/states/later.sls'))).toBe(false);
    const [replaced] = aside.filter((place) => place.startsWith(at('srv/fleet/states.replaced-')));
    expect(readFileSync(join(replaced as string, 'top.sls'), 'utf8')).toBe('base: {broken\n');
    expect(drafts()).toEqual([]);
  });

  it('stay as they are where they were not asked for', async () => {
    const { folder } = await scratch.backup();
    scratch.write('srv/fleet/states/top.sls', 'base: {later}\n');
    await restore(folder, { keys: true });
    expect(text('srv/fleet/states/top.sls')).toBe('base: {later}\n');
  });

  it('are found behind links, as the file server finds them, and no further', async () => {
    mkdirSync(at('checkout'));
    renameSync(at('srv/fleet/states'), at('checkout/states'));
    symlinkSync(at('checkout/states'), at('srv/fleet/states'));
    symlinkSync('web', at('checkout/states/same'));
    symlinkSync('..', at('checkout/states/web/round'));
    symlinkSync('self', at('checkout/states/self'));
    symlinkSync(at('var/lib/fleet/master/keys'), at('checkout/states/keys'));
    const { folder } = await scratch.backup();
    rmSync(at('checkout/states'), { recursive: true });
    mkdirSync(at('checkout/states'));
    await restore(folder, { trees: true });
    const files = readdirSync(at('checkout/states'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(at('checkout/states/').length));
    expect(files.sort()).toEqual(['same/files/run.sh', 'top.sls', 'web/files/run.sh']);
    expect(statSync(at('srv/fleet/states')).ino).toBe(statSync(at('checkout/states')).ino);
  });

  it('that have no place in the configuration are refused, and nothing is changed', async () => {
    const rest = (environments: string): string =>
      `backup: {trees: true, recipients: [${scratch.config.backup.recipients[0]}]}\nfile_roots: ${environments}\n`;
    scratch.write('dev/top.sls', '{}\n');
    await scratch.configure(rest(`{base: [${at('srv/fleet/states')}], dev: [${at('dev')}]}`));
    const { folder } = await scratch.backup();
    await scratch.configure(rest(`{base: [${at('srv/fleet/states')}]}`));
    scratch.write('srv/fleet/states/top.sls', 'base: {later}\n');
    const before = readFileSync(scratch.places.master.database);
    await expect(restore(folder, { keys: true, trees: true })).rejects.toThrow(/holds states\/dev\/0, and the conf/);
    expect(text('srv/fleet/states/top.sls')).toBe('base: {later}\n');
    expect(readFileSync(scratch.places.master.database).equals(before)).toBe(true);
    expect(drafts()).toEqual([]);
  });

  it('of roots that lie in each other, or are the same, come back once', async () => {
    const [outer, inner] = [at('srv/fleet/states'), at('srv/fleet/states/web')];
    await scratch.configure(
      `backup: {trees: true, recipients: [${scratch.config.backup.recipients[0]}]}\nfile_roots: {base: [${outer}, ${inner}], dev: [${outer}]}\n`,
    );
    const { folder } = await scratch.backup();
    const { aside } = await restore(folder, { trees: true });
    expect(aside.filter((place) => place.startsWith(outer))).toHaveLength(1);
    expect(text('srv/fleet/states/web/files/run.sh')).toBe('#!/bin/sh\n');
    expect(readdirSync(outer).sort()).toEqual(['top.sls', 'web']);
  });
});

describe('the keys of a backup', () => {
  it('do not say how long credentials live: longer ones may have been handed out since', async () => {
    const lifetimes = at('var/lib/fleet/master/keys/lifetimes.json');
    await (await openTrust(scratch.places.master.keys)).declareLifetimes({ minion: 1000, operator: 1000 });
    const { folder } = await scratch.backup();
    await restore(folder, { keys: true });
    expect(existsSync(lifetimes)).toBe(false);
    const now = Date.now();
    const restored = await openTrust(scratch.places.master.keys);
    expect(restored.goodUntil('minion', now)).toBeGreaterThan(now + 366 * 24 * 3_600_000 - 1000);
  });

  it('are not in place before all else is ready', async () => {
    const { folder } = await scratch.backup();
    rmSync(scratch.places.master.keys, { recursive: true });
    await createTrust(scratch.places.master.keys);
    const present = seed();
    // Nobody listens there.
    const config = {
      ...scratch.config,
      nats: { ...scratch.config.nats, mode: 'external' as const, servers: ['nats://127.0.0.1:1'] },
    };
    await expect(restore(folder, { keys: true }, { config, streams: true })).rejects.toMatchObject({
      name: 'BusError',
    });
    expect(seed()).toBe(present);
    expect(readdirSync(dirname(scratch.places.master.keys)).sort()).toEqual(['backups', 'keys', 'store']);
    expect(drafts()).toEqual([]);
  });

  it('leave credentials that are here as they are, and bring those that are not', async () => {
    scratch.write('etc/fleet/operators/alice.creds', 'then');
    scratch.write('etc/fleet/operators/bob.creds', 'then');
    scratch.write('etc/fleet/fleetctl.json', '{}');
    const then = seed();
    const { folder } = await scratch.backup();
    writeFileSync(at('etc/fleet/operators/alice.creds'), 'now');
    for (const path of ['etc/fleet/operators/bob.creds', 'etc/fleet/fleetctl.json', 'var/lib/fleet/master/keys'])
      rmSync(at(path), { recursive: true });
    await restore(folder, { keys: true });
    expect(text('etc/fleet/operators/alice.creds')).toBe('now');
    expect(text('etc/fleet/operators/bob.creds')).toBe('then');
    expect(text('etc/fleet/fleetctl.json')).toBe('{}');
    expect(seed()).toBe(then);
  });
});
