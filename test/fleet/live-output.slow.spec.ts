import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin, Fleet, freePort, runProgram } from '../lab/fleet.mjs';

/** The programs as they are installed, and what a person sees of a command while it runs. */
describe('a command that takes its time', () => {
  let folder: string;
  let fleet: Fleet;
  let minion: ReturnType<typeof spawn> | undefined;
  const id = 'slow-01';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fleet-live-'));
    const [states, pillar, root] = ['states', 'pillar', id].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const directory of [states, pillar, join(root, 'etc/fleet')]) await mkdir(directory, { recursive: true });
    await writeFile(join(pillar, 'top.sls'), "base:\n  '*': [node]\n");
    await writeFile(join(pillar, 'node.sls'), 'node:\n  NODE_PRIVATE_KEY: "0xdeadbeefcafe42"\n');
    await writeFile(join(root, 'etc/fleet/minion.yaml'), `id: ${id}\n`);
    fleet = new Fleet({
      root: join(folder, 'site'),
      address: '127.0.0.1',
      port: await freePort('127.0.0.1'),
      fileRoots: [states],
      pillarRoots: [pillar],
    });
    await fleet.init();
    await fleet.start();
    expect(await runProgram(bin('fleet-minion'), ['join', await fleet.token(), '--root', root])).toMatchObject({
      code: 0,
    });
    minion = spawn(bin('fleet-minion'), ['run', '--root', root], { stdio: 'ignore' });
    await fleet.accept(id);
  }, 90_000);

  afterAll(async () => {
    if (minion && minion.exitCode === null) {
      const ended = new Promise((resolve) => minion?.once('close', resolve));
      minion.kill();
      await ended;
    }
    await fleet?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  it('is heard line by line before it ends, with its secrets hidden, and returned as a whole', async () => {
    // It ends when its first words have been seen, and gives up after a while.
    const go = join(folder, 'go');
    const script = `echo key 0xdeadbeefcafe42; for i in $(seq 150); do test -e ${go} && break; sleep 0.1; done; test -e ${go} && echo over`;
    const job = spawn(bin('fleetctl'), ['-v', id, 'cmd.run', script], {
      env: { ...process.env, FLEET_ROOT: fleet.options.root, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    job.stdout.on('data', (data) => (stdout += data));
    const begun = new Promise<void>((resolve) =>
      job.stderr.on('data', (data) => {
        stderr += data;
        if (/^slow-01: key /m.test(stderr)) resolve();
      }),
    );
    const ended = new Promise<number | null>((resolve) => job.once('close', resolve));
    await Promise.race([begun, ended]);
    const early = stdout;
    await writeFile(go, '');
    expect(await ended).toBe(0);
    expect(early).toBe('');
    expect(stderr).toMatch(/^slow-01: key /m);
    expect(stdout).toMatch(/^slow-01:\n {4}key .+\n {4}over\n$/);
    expect(stdout + stderr).not.toContain('deadbeefcafe42');
  }, 60_000);
});
