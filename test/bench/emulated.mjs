import { spawn } from 'node:child_process';
import { pause } from '../lab/fleet.mjs';
import { bundled } from './bundled.mjs';
import { cleanup, endChild } from './cleanup.mjs';
import { say } from './scratch-fleet.mjs';

/** Starts `count` emulated minions in one process and lets them in. */
export async function startEmulatedMinions(fleet, folder, count) {
  say(`emulating ${count} minions`);
  const program = await bundled('emulated-minions.ts', folder);
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
