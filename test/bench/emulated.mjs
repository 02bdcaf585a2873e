import { spawn } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pause, repository } from '../lab/fleet.mjs';
import { cleanup, endChild } from './cleanup.mjs';
import { say } from './scratch-fleet.mjs';

/** Starts `count` emulated minions in one process and lets them in. */
export async function startEmulatedMinions(fleet, folder, count) {
  say(`emulating ${count} minions`);
  const program = await bundle(folder);
  const { token } = await fleet.ask('token', 'create', '--uses', String(count));
  const child = spawn(process.execPath, [program, token, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanup.add(() => endChild(child));
  let ready = false;
  let ended = false;
  child.stdout.on('data', (text) => (ready ||= String(text).includes('ready')));
  child.once('exit', () => (ended = true));
  const deadline = Date.now() + 60_000 + count * 200;
  while (!ready) {
    if (ended) throw new Error('the process of the emulated minions ended');
    if (Date.now() > deadline) throw new Error('the emulated minions did not all connect');
    await fleet.fleetctl('key', 'accept', '-A', '--yes');
    await pause(500);
  }
  await fleet.waitFor(
    `${count} minions to be up`,
    async () => (await fleet.ask('status')).minions.filter((row) => row.up).length === count,
  );
  return child;
}

/** The sources, through the same bundler as the programs. */
async function bundle(folder) {
  const { default: esbuild } = await import('esbuild');
  const outfile = join(folder, 'emulated-minions.mjs');
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await esbuild.build({
    entryPoints: [fileURLToPath(new URL('./emulated-minions.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    tsconfig: join(repository, 'tsconfig.json'),
    logLevel: 'warning',
  });
  return outfile;
}
