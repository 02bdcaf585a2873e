import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, readlink, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuiltSite, type Started } from '../../test-support/built-site.js';

const site = new BuiltSite();
const ids = ['web1', 'web2'] as const;
const minions = new Map<string, Started & { readonly root: string }>();
const logs = join(site.folder, 'logs');
const log = join(logs, 'app.log');

beforeAll(async () => {
  expect((await site.run('fleet-master', 'init', '--root', site.root, '--listen', '127.0.0.1:0')).code).toBe(0);
  await site.startMaster();
  const token = await site.token('--uses', '2');
  await mkdir(logs);
  await writeFile(log, '');
  for (const id of ids) {
    const folder = join(site.folder, id, 'etc/fleet/minion.d');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'logs.yaml'), `log_directories: [${logs}]\n`);
    minions.set(id, await site.minion(id, token));
  }
  await site.until(async () => (await site.answers('web1')) && (await site.answers('web2')));
}, 120_000);
afterAll(() => site.stop(), 60_000);

/** Whether a minion holds its log open. */
async function follows(id: string): Promise<boolean> {
  const folder = `/proc/${minions.get(id)?.child.pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((fd) => readlink(join(folder, fd)).catch(() => '')));
  return targets.includes(log);
}

const bothFollow = async (): Promise<boolean> => (await follows('web1')) && (await follows('web2'));
const nobodyFollows = async (): Promise<boolean> => !(await follows('web1')) && !(await follows('web2'));

function follow(...words: string[]): Started {
  return site.start('fleetctl', 'logs', '*', log, '-f', '-n', '0', ...words);
}

/** For what takes longer than {@link BuiltSite.until} waits: half a minute passes before anybody gives up. */
async function eventually(happened: () => Promise<boolean> | boolean): Promise<void> {
  for (let turn = 0; turn < 3 && !(await happened()); turn += 1) await site.until(happened).catch(() => undefined);
  expect(await happened()).toBe(true);
}

async function leave(followed: Started): Promise<void> {
  followed.child.kill('SIGINT');
  expect((await followed.ended).code).toBe(0);
  await site.until(nobodyFollows);
}

/** How many lines of a minion have this text. */
function shown(followed: Started, id: string, text: string): number {
  return followed
    .said()
    .split('\n')
    .filter((line) => line.startsWith(`${id} `) && line.includes(text)).length;
}

describe('whoever follows logs', () => {
  it('sees lines that are the same as often as they were written', async () => {
    const followed = follow();
    await site.until(bothFollow);
    await appendFile(log, '2026-11-22T00:00:00Z same\n'.repeat(3));
    await site.until(() => ids.every((id) => shown(followed, id, 'same') >= 3));
    expect(ids.map((id) => shown(followed, id, 'same'))).toEqual([3, 3]);
    await leave(followed);
  }, 90_000);

  it('goes on where it was when the master was killed, whatever time a line tells', async () => {
    const followed = follow();
    await site.until(bothFollow);
    await appendFile(log, '2099-01-01T00:00:00Z far ahead\n');
    await site.until(() => followed.said().includes('far ahead'));
    await site.killMaster();
    await appendFile(log, '2026-11-22T00:00:00Z while away\n');
    await site.startMaster();
    await eventually(() => ids.every((id) => shown(followed, id, 'while away') === 1));
    await appendFile(log, 'after\n');
    await eventually(() => ids.every((id) => shown(followed, id, 'after') === 1));
    await leave(followed);
  }, 240_000);

  it('is told of a minion that was killed, sees the others, and sees it again when it is back', async () => {
    const followed = follow();
    await site.until(bothFollow);
    const killed = minions.get('web2') as Started & { readonly root: string };
    killed.child.kill('SIGKILL');
    await killed.ended;
    await appendFile(log, 'others\n');
    await site.until(() => followed.said().includes('others'));
    await eventually(() => /web2[^\n]*(did not|went|gone|away|ended|left)/.test(followed.said()));
    minions.set('web2', { ...site.start('fleet-minion', 'run', '--root', killed.root), root: killed.root });
    await eventually(() => follows('web2'));
    await appendFile(log, 'here again\n');
    await eventually(() => ids.every((id) => shown(followed, id, 'here again') === 1));
    expect(await follows('web1')).toBe(true);
    await leave(followed);
  }, 240_000);
});
