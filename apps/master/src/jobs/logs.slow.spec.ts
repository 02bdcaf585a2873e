import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BuiltSite, openFiles, type Started } from '../../test-support/built-site.js';
import { following } from '../../test-support/following.js';

const site = new BuiltSite();
const logs = join(site.folder, 'logs');
const app = join(logs, 'app.log');
const minions = new Map<string, Started>();

beforeAll(async () => {
  await mkdir(logs);
  await writeFile(app, '');
  await site.init();
  await site.startMaster();
  const token = await site.token('--uses', '2');
  for (const id of ['web1', 'web2']) minions.set(id, await site.minion(id, token, { log_directories: [logs] }));
  await site.until(async () => (await site.answers('web1')) && (await site.answers('web2')));
});
afterAll(() => site.stop());

const stamp = (second: number, text: string): string =>
  `2026-11-22T00:00:${String(second).padStart(2, '0')}Z ${text}\n`;

/** Whether a minion holds the log open. */
async function follows(id: string): Promise<boolean> {
  return (await openFiles(minions.get(id)?.child)).includes(app);
}

describe('logs of real minions', () => {
  it('are merged by time, filtered where they lie, and counted there', async () => {
    await writeFile(join(logs, 'old.log'), stamp(1, 'INFO one') + stamp(2, 'ERROR two \u001b[2J'));
    const read = await site.run('fleetctl', 'logs', '*', join(logs, 'old.log'));
    expect(read.output.split('\n').map((line) => line.replace(/ 2026.*Z/, ''))).toEqual([
      ...['web1', 'web2'].map((id) => expect.stringMatching(`^${id}.*info: .*one$|^${id} .*one$`)),
      ...['web1', 'web2'].map((id) => expect.stringMatching(`^${id}.*two`)),
      '',
    ]);
    expect(read.output).toContain('\\x1b[2J');
    const errors = await site.run('fleetctl', 'logs', '*', join(logs, 'old.log'), '--level', 'err', '--out', 'json');
    expect(JSON.parse(errors.output)).toEqual(
      ['web1', 'web2'].map((minion): unknown =>
        expect.objectContaining({ minion, level: 'err', time: '2026-11-22T00:00:02.000Z' }),
      ),
    );
    const words = ['logs', 'count', '*', join(logs, 'old.log'), '--since', '2026-11-22T00:00Z', '--by', 'minion'];
    expect(JSON.parse((await site.run('fleetctl', ...words, '--out', 'json')).output)).toEqual([
      { minion: 'web1', lines: 2 },
      { minion: 'web2', lines: 2 },
    ]);
  });

  it('outside of their directories are refused', async () => {
    const { code, output } = await site.run('fleetctl', 'logs', 'web1', '/etc/shadow');
    expect([code, output]).toEqual([expect.any(Number), expect.stringContaining('log_directories of minion.yaml')]);
    expect(code).not.toBe(0);
  });

  it('are followed until Ctrl-C, and a killed fleetctl leaves nobody behind', async () => {
    const polite = site.start('fleetctl', 'logs', '*', app, '-f', '-n', '0');
    await following(site, { followed: polite, log: app, minions });
    await appendFile(app, stamp(5, 'INFO live'));
    await site.until(() => /web1.*live/.test(polite.said()) && /web2.*live/.test(polite.said()));
    polite.child.kill('SIGINT');
    expect((await polite.ended).code).toBe(0);
    await site.until(async () => !(await follows('web1')) && !(await follows('web2')));

    const killed = site.start('fleetctl', 'logs', '*', app, '-f');
    await site.until(async () => (await follows('web1')) && (await follows('web2')));
    killed.child.kill('SIGKILL');
    // Half a minute is the longest that nobody may say so; the minions ask every few seconds.
    await site.until(async () => !(await follows('web1')) && !(await follows('web2')));
  });

  it('that are a flood are bounded, and what is left out is told', async () => {
    const flooded = site.start('fleetctl', 'logs', 'web1', app, '-f', '-n', '0', '--rate', '50');
    await following(site, { followed: flooded, log: app, minions: new Map([...minions].slice(0, 1)) });
    await appendFile(app, `${'flood 0123456789\n'.repeat(100_000)}${'x'.repeat(1_000_000)}\n\xff\n`);
    await site.until(() => /lines left out: more than 50 lines/.test(flooded.said()));
    await site.until(() => flooded.said().includes('flood'));
    expect(
      flooded
        .said()
        .split('\n')
        .filter((line) => line.includes('flood')).length,
    ).toBeLessThan(2_000);
    expect(flooded.said()).not.toContain('x'.repeat(10_000));
    flooded.child.kill('SIGTERM');
    expect((await flooded.ended).code).toBe(0);
  });
});
