import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin } from '../lab/fleet.mjs';
import { FleetHere } from './fleet-here.js';

/** The programs as they are installed, and what a person sees of a command while it runs. */
describe('a command that takes its time', () => {
  let here: FleetHere;
  const id = 'slow-01';

  beforeAll(async () => {
    here = await FleetHere.make({
      'pillar/top.sls': "base:\n  '*': [node]\n",
      'pillar/node.sls': 'node:\n  NODE_PRIVATE_KEY: "0xdeadbeefcafe42"\n',
    });
    await here.fleet.start();
    await here.join(id);
  });

  afterAll(() => here?.stop());

  it('is heard line by line before it ends, with its secrets hidden, and returned as a whole', async () => {
    // It ends when its first words have been seen, and gives up after a while.
    const go = here.at('go');
    const script = `echo key 0xdeadbeefcafe42; for i in $(seq 600); do test -e ${go} && break; sleep 0.1; done; test -e ${go} && echo over`;
    const job = spawn(bin('fleetctl'), ['-v', id, 'cmd.run', script], {
      env: { ...process.env, FLEET_ROOT: here.fleet.options.root, NO_COLOR: '1' },
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
  });
});
