import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin, runProgram } from '../lab/fleet.mjs';
import { FleetHere } from './fleet-here.js';

const canary = '0xdeadbeefcanary42';

/** The programs as they are installed: an operator on a machine of its own, a master, and a minion with a secret in its pillar. */
describe('an operator with credentials of its own', () => {
  let here: FleetHere;
  const home = (): string => here.at('laptop');

  /** On the operator's own machine: no root, a home of its own. */
  const dora = (...args: string[]): ReturnType<typeof runProgram> =>
    runProgram(bin('fleetctl'), args, {
      env: { PATH: process.env['PATH'] ?? '', HOME: home(), NO_COLOR: '1' },
    });

  beforeAll(async () => {
    here = await FleetHere.make({
      'pillar/top.sls': "base:\n  '*': [node]\n",
      'pillar/node.sls': `node:\n  NODE_PRIVATE_KEY: "${canary}"\n`,
    });
    await mkdir(home());
    const roles = `
roles:
  deployer:
    functions:
      - {minions: 'miner-*', allow: [test.*, pillar.get, cmd.run]}
    may: [secrets]
approvals:
  - {functions: [test.echo], minions: 'miner-*', by: [admin]}
`;
    await appendFile(here.at('site/etc/fleet/master.yaml'), roles);
    await here.fleet.start();
    await here.join('miner-1');
  });

  afterAll(() => here?.stop());

  it('logs in once with a token, and the key stays where it was made', async () => {
    const { token } = await here.fleet.ask('operator', 'add', 'dora', '--role', 'deployer');
    expect(await dora('login', token)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^you are dora; /) });
    const credentials = join(home(), '.config/fleet/operators/dora.creds');
    expect((await stat(credentials)).mode & 0o777).toBe(0o600);
    const seed = /^SU[A-Z2-7]{56}$/m.exec(await readFile(credentials, 'utf8'))?.[0] as string;
    expect(await filesWith(here.at('site'), seed)).toEqual([]);
    expect(await dora('login', token)).toMatchObject({ code: 2, stderr: expect.stringContaining('--replace') });
    expect(await dora('login', token, '--replace')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('good once'),
    });
    expect(await readdir(join(home(), '.config/fleet/operators'))).toEqual(['dora.creds']);
    expect(await dora('miner-1', 'test.ping')).toMatchObject({ code: 0, stdout: 'miner-1:\n    True\n' });
    expect(await dora('key', 'list')).toMatchObject({ code: 6 });
    expect(await dora('login')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^good until /) });
  });

  it('sees secrets where it may, and they are on no disk and in no log of the fleet', async () => {
    const call = ['miner-1', 'pillar.get', 'node:NODE_PRIVATE_KEY'];
    expect((await dora(...call)).stdout).not.toContain(canary);
    expect(await dora(...call, '--show-secrets')).toMatchObject({
      code: 0,
      stdout: `miner-1:\n    ${canary}\n`,
      stderr: '',
    });
    const shell = await dora('miner-1', 'cmd.run', `echo ${canary}`, '--show-secrets', '--out', 'json');
    expect(JSON.parse(shell.stdout)).toEqual({ 'miner-1': canary });
    const [{ jid }] = (await dora('jobs', 'list', '--out', 'json').then(({ stdout }) => JSON.parse(stdout))).jobs;
    expect((await dora('jobs', 'show', jid)).stdout).not.toContain(canary);
    const { rows } = await here.fleet.ask('audit', '--jid', jid);
    expect(rows.map(({ action }: { action: string }) => action)).toEqual(['show_secrets', 'job_create']);
    for (const place of ['site', 'miner-1/var']) expect(await filesWith(here.at(place), canary)).toEqual([]);
  });

  it('sees none where the machine says no, and hears why', async () => {
    await here.stopMinion('miner-1');
    await appendFile(here.at('miner-1/etc/fleet/minion.yaml'), 'reveal_secrets: false\n');
    here.startMinion('miner-1');
    await here.fleet.waitForUp('miner-1');
    const { stdout, stderr } = await dora('miner-1', 'pillar.get', 'node:NODE_PRIVATE_KEY', '--show-secrets');
    expect(stdout).toMatch(/^miner-1:\n {4}\*+\n$/);
    expect(stderr).toContain('reveal_secrets');
  });

  it('waits for somebody else where that is wanted', async () => {
    const asked = await dora('miner-1', 'test.echo', 'hello');
    expect(asked.code).toBe(8);
    const id = /approval approve ([0-9a-f]{10})/.exec(asked.stderr)?.[1] as string;
    expect(await dora('approval', 'approve', id)).toMatchObject({ code: 6 });
    expect(await here.fleet.fleetctl('approval', 'approve', id)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^started as job \d{20}/),
    });
    const { jid, state } = JSON.parse((await dora('approval', 'show', id, '--out', 'json')).stdout);
    expect(state).toBe('started');
    expect(await dora('jobs', 'watch', jid)).toMatchObject({ code: 0, stdout: 'miner-1:\n    hello\n' });
  });

  it('gets other rules on SIGHUP, and keeps the old ones where the new are wrong', async () => {
    const file = here.at('site/etc/fleet/master.yaml');
    const before = await readFile(file, 'utf8');
    const masterPid = Number(JSON.parse(await readFile(here.at('site/run/fleet/master.json'), 'utf8')).pid);
    const ping = async (): Promise<number> => (await dora('miner-1', 'test.ping')).code;
    await writeFile(file, before.replace('test.*', 'test.version'));
    process.kill(masterPid, 'SIGHUP');
    await here.fleet.waitFor('the new rules', async () => (await ping()) === 6);
    await writeFile(file, before.replace('allow:', 'alow:'));
    process.kill(masterPid, 'SIGHUP');
    await here.fleet.waitFor('word of the mistake', () =>
      here.fleet.log().includes('roles and approvals stay as they were'),
    );
    expect(await ping()).toBe(6);
    await writeFile(file, before);
    process.kill(masterPid, 'SIGHUP');
    await here.fleet.waitFor('the old rules', async () => (await ping()) === 0);
  });

  it('is out at once when it is revoked; a killed master has lost no row', async () => {
    const before = await here.fleet.ask('audit', 'verify');
    expect(await here.fleet.fleetctl('operator', 'revoke', 'dora')).toMatchObject({ code: 0 });
    expect(await dora('miner-1', 'test.ping')).toMatchObject({ code: 6, stderr: expect.stringContaining('revoked') });
    await here.fleet.stop('SIGKILL');
    const verify = ['audit', 'verify', '--root', here.fleet.options.root, '--head', before.head.hash];
    expect(await runProgram(bin('fleet-master'), verify)).toMatchObject({ code: 0 });
    await here.fleet.start();
    expect(await dora('miner-1', 'test.ping')).toMatchObject({ code: 6 });
    expect(await here.fleet.ask('audit', 'verify', '--head', before.head.hash)).toMatchObject({ ok: true });
  });
});

/** Files under a folder that hold a text, in its own form or as base64. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file, 'latin1').catch(() => '');
    if (bytes.includes(text) || bytes.includes(Buffer.from(text).toString('base64').slice(0, -4))) found.push(file);
  }
  return found;
}
