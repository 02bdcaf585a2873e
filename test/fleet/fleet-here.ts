import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@fleet/bus';
import { bin, Fleet, runProgram } from '../lab/fleet.mjs';

/** A master and its minions as processes of this machine, from the programs as they are installed, in a folder that goes with them. */
export class FleetHere {
  private readonly minions = new Map<string, ChildProcess>();

  private constructor(
    readonly folder: string,
    readonly fleet: Fleet,
  ) {}

  /** Its master has keys and a configuration, and does not run yet. `files`: by their places; state tree and pillar are `states` and `pillar`. */
  static async make(files: Readonly<Record<string, string>>): Promise<FleetHere> {
    const folder = await mkdtemp(join(tmpdir(), 'fleet-here-'));
    const fleet = new Fleet({
      root: join(folder, 'site'),
      address: '127.0.0.1',
      port: await freePort(),
      fileRoots: [join(folder, 'states')],
      pillarRoots: [join(folder, 'pillar')],
    });
    const here = new FleetHere(folder, fleet);
    await mkdir(here.at('states'));
    for (const [place, text] of Object.entries({ 'pillar/top.sls': 'base: {}\n', ...files }))
      await here.write(place, text);
    await fleet.init();
    return here;
  }

  at(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  async write(place: string, text: string): Promise<void> {
    await mkdir(dirname(this.at(place)), { recursive: true });
    await writeFile(this.at(place), text);
  }

  /** Joins a minion, whose root is the folder of its id, and accepts it. */
  async join(id: string): Promise<void> {
    await this.write(`${id}/etc/fleet/minion.yaml`, `id: ${id}\n`);
    const joined = await runProgram(bin('fleet-minion'), ['join', await this.fleet.token(), '--root', this.at(id)]);
    if (joined.code !== 0) throw new Error(`fleet-minion join ended with ${joined.code}\n${joined.stderr}`);
    this.startMinion(id);
    await this.fleet.accept(id);
  }

  startMinion(id: string): void {
    this.minions.set(id, spawn(bin('fleet-minion'), ['run', '--root', this.at(id)], { stdio: 'ignore' }));
  }

  async stopMinion(id: string, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const minion = this.minions.get(id);
    if (!minion || minion.exitCode !== null || minion.signalCode !== null) return;
    const ended = new Promise((resolve) => minion.once('close', resolve));
    minion.kill(signal);
    await ended;
  }

  /** Nothing of it runs any more, and nothing is left of it. */
  async stop(): Promise<void> {
    for (const id of this.minions.keys()) await this.stopMinion(id);
    await this.fleet.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
