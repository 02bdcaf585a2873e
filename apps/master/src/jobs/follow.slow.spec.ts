import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BuiltSite, openFiles, type Started } from '../../test-support/built-site.js';
import { following } from '../../test-support/following.js';

const site = new BuiltSite();
const ids = ['web1', 'web2'] as const;
const minions = new Map<string, Started & { readonly root: string }>();
const logs = join(site.folder, 'logs');
/** Each case has its own: what another one wrote, or left behind, is nothing to it. */
let log = '';
let cases = 0;

beforeAll(async () => {
  await site.init();
  await site.startMaster();
  const token = await site.token('--uses', '2');
  await mkdir(logs);
  for (const id of ids) minions.set(id, await site.minion(id, token, { log_directories: [logs] }));
  await site.until(async () => (await site.answers('web1')) && (await site.answers('web2')));
});
beforeEach(async () => {
  log = join(logs, `app-${(cases += 1)}.log`);
  await writeFile(log, '');
});
afterAll(() => site.stop());

/** Whether a minion holds its log open. */
async function follows(id: string): Promise<boolean> {
  return (await openFiles(minions.get(id)?.child)).includes(log);
}

const bothFollow = async (): Promise<boolean> => (await follows('web1')) && (await follows('web2'));
const nobodyFollows = async (): Promise<boolean> => !(await follows('web1')) && !(await follows('web2'));

function follow(...words: string[]): Started {
  return site.start('fleetctl', 'logs', '*', log, '-f', '-n', '0', ...words);
}

const oneFollows = async (): Promise<boolean> => !(await nobodyFollows());
const rest = (milliseconds: number): Promise<void> => new Promise((settle) => setTimeout(settle, milliseconds));

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
    await following(site, { followed, log, minions });
    await appendFile(log, '2026-11-22T00:00:00Z same\n'.repeat(3));
    await site.until(() => ids.every((id) => shown(followed, id, 'same') >= 3));
    expect(ids.map((id) => shown(followed, id, 'same'))).toEqual([3, 3]);
    await leave(followed);
  });

  it('goes on where it was when the master was killed, whatever time a line tells', async () => {
    const followed = follow();
    await following(site, { followed, log, minions });
    await appendFile(log, '2099-01-01T00:00:00Z far ahead\n');
    await site.until(() => followed.said().includes('far ahead'));
    await site.killMaster();
    await appendFile(log, '2026-11-22T00:00:00Z while away\n');
    await site.startMaster();
    await site.until(() => ids.every((id) => shown(followed, id, 'while away') === 1));
    await appendFile(log, 'after\n');
    await site.until(() => ids.every((id) => shown(followed, id, 'after') === 1));
    await leave(followed);
  }, 240_000);

  it('is told of a minion that was killed, sees the others, and sees it again when it is back', async () => {
    const followed = follow();
    await following(site, { followed, log, minions });
    const killed = minions.get('web2') as Started & { readonly root: string };
    killed.child.kill('SIGKILL');
    await killed.ended;
    await appendFile(log, 'others\n');
    await site.until(() => followed.said().includes('others'));
    await site.until(() => /web2[^\n]*(did not|went|gone|away|ended|left)/.test(followed.said()));
    minions.set('web2', { ...site.start('fleet-minion', 'run', '--root', killed.root), root: killed.root });
    await site.until(() => follows('web2'));
    await appendFile(log, 'here again\n');
    await site.until(() => ids.every((id) => shown(followed, id, 'here again') === 1));
    expect(await follows('web1')).toBe(true);
    await leave(followed);
  }, 240_000);

  it('through a pipe that nobody reads holds up nobody, and shows each line once when it is read again', async () => {
    const followed = follow();
    await following(site, { followed, log, minions });
    followed.child.stdout?.pause();
    let written = 0;
    /** As an application does it: each line with its time, and a tenth of what a minion sends, so that it may look late. */
    const write = async (count: number): Promise<void> => {
      for (const end = written + count; written < end; written += 1)
        await appendFile(log, `${new Date().toISOString()} number ${written}. ${'x'.repeat(600)}\n`);
    };
    // Until more than the pipe and fleetctl have room for was said, and some time after.
    for (let turn = 0; turn < 480 && (turn < 40 || (await oneFollows())); turn += 1) {
      await write(5);
      await rest(250);
    }
    await site.until(nobodyFollows);
    expect(await site.answers('web1')).toBe(true);
    await write(1);
    followed.child.stdout?.resume();
    await site.until(bothFollow);
    await write(1);
    const last = `number ${written - 1}.`;
    await site.until(() => ids.every((id) => shown(followed, id, last) > 0));
    const texts = Array.from({ length: written }, (_, number) => `number ${number}.`);
    for (const id of ids) {
      const counts = texts.map((text) => `${text} ${shown(followed, id, text)}`);
      expect(counts).toEqual(texts.map((text) => `${text} 1`));
    }
    await leave(followed);
  }, 400_000);

  it('through a pipe that closes leaves nobody behind, and says nothing of it', async () => {
    const words = `exec ${resolve('dist/bin/fleetctl')} logs '*' ${log} -f | head -n 1`;
    const piped = spawn('/bin/bash', ['-c', `set -o pipefail; ${words}`], {
      env: { ...process.env, FLEET_ROOT: site.root, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [piped.stdout, piped.stderr]) stream.on('data', (text) => (said += String(text)));
    const ended = new Promise<number | null>((settle) => void piped.on('close', settle));
    await site.until(bothFollow);
    await appendFile(log, 'one\n');
    await site.until(() => said.includes('one'));
    await appendFile(log, 'two\n');
    expect(await ended).toBe(0);
    expect(said).toMatch(/^web[12] [^\n]*one\n$/);
    await site.until(nobodyFollows);
  }, 180_000);
});
