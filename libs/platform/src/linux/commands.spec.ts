import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { linuxHost } from './host.js';

const asRoot = process.getuid?.() === 0 ? it : it.skip;
let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'fleet-commands-'))));
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Whether a process still runs; a zombie has ended. */
async function runs(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+Z/m.test(status);
}

async function ended(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 300; turn += 1) {
    if (!(await runs(pid))) return true;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

describe('a command on Linux', () => {
  const { commands } = linuxHost();

  it('gets what was set while this process ran, and not after it was taken away', async () => {
    const host = linuxHost();
    await host.machine.setEnvironment({ FLEET_SPEC_GIVEN: 'yes' });
    expect((await host.commands.run(['printenv', 'FLEET_SPEC_GIVEN'])).stdout).toBe('yes');
    await host.machine.setEnvironment({ FLEET_SPEC_GIVEN: undefined });
    expect((await host.commands.run(['printenv', 'FLEET_SPEC_GIVEN'])).exitCode).toBe(1);
  });

  it('gets a clean environment and what was added to it', async () => {
    process.env.FLEET_SECRET_OF_DAEMON = 'x';
    const { stdout } = await commands.run('env', { env: { ADDED: 'yes' } });
    delete process.env.FLEET_SECRET_OF_DAEMON;
    expect(stdout).toContain('ADDED=yes');
    expect(stdout).toMatch(/^LANG=C\.UTF-8$/m);
    expect(stdout).not.toContain('FLEET_SECRET_OF_DAEMON');
  });

  it('is ended with everything it started when its time is over', async () => {
    let pid = 0;
    // More time where it was too short for a shell to start.
    for (let timeout = 300; pid === 0 && timeout < 15_000; timeout *= 6) {
      const result = await commands.run(`sleep 300 & echo $! > ${directory}/pid; wait`, { timeout });
      expect(result).toMatchObject({ timedOut: true, signal: 'SIGTERM', exitCode: 143 });
      pid = Number(await readFile(`${directory}/pid`, 'utf8').catch(() => ''));
    }
    expect(pid).toBeGreaterThan(0);
    expect(await ended(pid)).toBe(true);
  });

  it('is ended when the job is', async () => {
    const abort = new AbortController();
    const running = commands.run('echo ready; sleep 300', { signal: abort.signal, onOutput: () => abort.abort() });
    expect(await running).toMatchObject({ timedOut: false, signal: 'SIGTERM', stdout: 'ready' });
  });

  it('does not keep us waiting for what it leaves in the background, and lets that live', async () => {
    const { stdout } = await commands.run('sleep 300 & echo $!');
    const pid = Number(stdout);
    expect(await runs(pid)).toBe(true);
    process.kill(pid);
  });

  it('has its output cut at the limit, in whole characters, without being stopped', async () => {
    const result = await commands.run('printf "ééééé"; echo done >&2', { outputLimit: 5 });
    expect(result).toMatchObject({ exitCode: 0, truncated: true, stderr: 'done' });
    expect(result.stdout.startsWith('éé')).toBe(true);
    const flood = await commands.run('head -c 20000000 /dev/zero', { outputLimit: 1000 });
    expect([flood.exitCode, flood.stdout.length, flood.truncated]).toEqual([0, 1000, true]);
  });

  it('reads its standard input, or none, or does not read what it is given', async () => {
    expect((await commands.run('cat', { stdin: 'grüße' })).stdout).toBe('grüße');
    expect((await commands.run('cat')).stdout).toBe('');
    expect((await commands.run('true', { stdin: 'x'.repeat(1_000_000) })).exitCode).toBe(0);
  });

  it('keeps the order of both streams, loses one trailing newline only', async () => {
    let parts = 0;
    const afterPart = (part: number): string => `until test -e ${directory}/${part}; do sleep 0.01; done`;
    const result = await commands.run(`echo a; ${afterPart(1)}; echo b >&2; ${afterPart(2)}; printf "c\\n\\n"`, {
      onOutput: () => writeFileSync(`${directory}/${(parts += 1)}`, ''),
    });
    expect([result.stdout, result.stderr, result.all]).toEqual(['a\nc\n', 'b', 'a\nb\nc\n\n']);
  });

  it('runs in its directory, with its umask and its shell, and takes a list literally', async () => {
    const result = await commands.run('touch made; echo $0 $BASH_VERSION; pwd', {
      cwd: directory,
      umask: 0o077,
      shell: '/bin/bash',
    });
    expect(result.stdout).toMatch(new RegExp(`^/bin/bash \\d.*\n.*${directory}$`));
    expect((await linuxHost().files.stat(`${directory}/made`))?.mode).toBe(0o600);
    expect((await commands.run(['echo', '$HOME', '*; exit 3'])).stdout).toBe('$HOME *; exit 3');
  });

  it('is not found, not allowed, or found by a relative path in its directory', async () => {
    await writeFile(`${directory}/tool`, '#!/bin/sh\necho here\n', { mode: 0o755 });
    await writeFile(`${directory}/text`, 'x', { mode: 0o644 });
    expect((await commands.run(['./tool'], { cwd: directory })).stdout).toBe('here');
    await expect(commands.run([`${directory}/text`])).rejects.toMatchObject({ code: 'EACCES' });
    await expect(commands.run('true', { cwd: `${directory}/text` })).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  asRoot('runs as another account, with its groups, home and name', async () => {
    const { stdout } = await commands.run('id -un; id -Gn; echo $USER $LOGNAME', { runas: 'nobody' });
    expect(stdout.split('\n')).toEqual(['nobody', 'nogroup', 'nobody nobody']);
  });

  it('is refused where the machine lacks the tool', async () => {
    const bare = linuxHost({ path: directory });
    await expect(bare.services.status('nginx')).rejects.toMatchObject({
      name: 'HostRefusal',
      code: 'tool-missing',
      message: 'this machine has no systemctl',
    });
  });

  it('is counted', async () => {
    const host = linuxHost();
    await host.commands.run('true');
    await host.commands.probe(['true']);
    await host.commands.run(['fleet-no-such-program']).catch(() => undefined);
    expect(host.spawns).toBe(2);
  });
});
