import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { pause } from '../lab/fleet.mjs';
import { bundled } from './bundled.mjs';
import { cleanup, endChild } from './cleanup.mjs';
import { say } from './scratch-fleet.mjs';

/** Open files of a process are bounded, and each minion has a connection. */
const mostInOne = 5_000;

/**
 * Starts `count` emulated minions, in a process for each 5,000, and lets them in.
 * @param {(id: string, at: number) => void} [onDown] told of each connection that is lost, with the time in milliseconds
 */
export async function startEmulatedMinions(fleet, folder, count, onDown) {
  say(`emulating ${count} minions`);
  const program = await bundled('emulated-minions.ts', folder);
  const { token } = await fleet.ask('token', 'create', '--uses', String(count), '--accept');
  const crowds = [];
  for (let first = 0; first < count; first += mostInOne) {
    const crowd = new Crowd([program, token, String(first), String(Math.min(mostInOne, count - first))], onDown);
    cleanup.add(() => crowd.end());
    crowds.push(crowd);
    await crowd.heard('ready', 60_000 + count * 200);
  }
  await fleet.waitFor(
    `${count} minions to be up`,
    async () => (await fleet.ask('status')).minions.filter((row) => row.up).length === count,
    60_000 + count * 20,
  );
  return new Emulated(crowds, count);
}

class Emulated {
  #crowds;

  /** @param {Crowd[]} crowds @param {number} count */
  constructor(crowds, count) {
    this.#crowds = crowds;
    this.count = count;
  }

  /** Milliseconds that it took until all had their credentials. */
  get enrolling() {
    return this.#crowds.reduce((sum, crowd) => sum + Number(crowd.told('enrolled')), 0);
  }

  /** Forgets that they ever came back; then `allBack` is about the next time. */
  forgetBack() {
    for (const crowd of this.#crowds) crowd.forget('back');
  }

  /** When the last of them was connected again; milliseconds since the epoch. */
  async allBack() {
    const times = [];
    for (const crowd of this.#crowds) times.push(Number(await crowd.heard('back', 60_000 + this.count * 50)));
    return Math.max(...times);
  }
}

class Crowd {
  #child;
  #ended = false;
  #told = new Map();

  constructor(words, onDown) {
    this.#child = spawn(process.execPath, ['--max-old-space-size=6000', ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const [word, what, at] = line.split(' ');
      if (word === 'down') onDown?.(what, Number(at));
      else this.#told.set(word, what ?? '');
    });
    this.#child.once('exit', () => (this.#ended = true));
  }

  told(word) {
    return this.#told.get(word);
  }

  forget(word) {
    this.#told.delete(word);
  }

  async heard(word, patience) {
    const deadline = Date.now() + patience;
    while (!this.#told.has(word)) {
      if (this.#ended) throw new Error('a process of the emulated minions ended');
      if (Date.now() > deadline) throw new Error(`the emulated minions did not say "${word}" in time`);
      await pause(50);
    }
    return this.#told.get(word);
  }

  end() {
    return endChild(this.#child);
  }
}
