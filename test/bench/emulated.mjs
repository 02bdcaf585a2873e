import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pause } from '../lab/fleet.mjs';
import { bundled } from './bundled.mjs';
import { cleanup, endChild } from './cleanup.mjs';
import { say } from './scratch-fleet.mjs';

/**
 * Starts `count` emulated minions in one process and lets them in.
 * @param {(id: string, at: number) => void} [onDown] told of each connection that is lost, with the time in milliseconds
 */
export async function startEmulatedMinions(fleet, folder, count, onDown) {
  say(`emulating ${count} minions`);
  const program = await bundled('emulated-minions.ts', folder);
  const { token } = await fleet.ask('token', 'create', '--uses', String(count), '--accept');
  const child = spawn(process.execPath, [program, token, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  cleanup.add(() => endChild(child));
  let ready = false;
  let ended = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, id, at] = line.split(' ');
    ready ||= word === 'ready';
    if (word === 'down') onDown?.(id, Number(at));
  });
  child.once('exit', () => (ended = true));
  const deadline = Date.now() + 60_000 + count * 200;
  while (!ready) {
    if (ended) throw new Error('the process of the emulated minions ended');
    if (Date.now() > deadline) throw new Error('the emulated minions did not all connect');
    await pause(100);
  }
  await fleet.waitFor(
    `${count} minions to be up`,
    async () => (await fleet.ask('status')).minions.filter((row) => row.up).length === count,
  );
  return child;
}
