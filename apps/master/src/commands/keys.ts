import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openTrust, rotateKeys, rotations, type Rotation, type Trust } from '@fleet/bus';
import type { Directories, MasterConfig } from '@fleet/config';
import { keyId, readKeyset } from '@fleet/identity';
import { readLifetime } from './lifetime.js';
import { oneRotation } from './one-rotation.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { runningMaster, type RunningMaster } from './servers.js';

const hour = 3_600_000;
const day = 24 * hour;

/** How long replaced keys stay good where nobody says otherwise. */
const usualOverlap: Record<Rotation, number> = { root: 0, signing: hour, accounts: 30 * day, operator: 0 };

/** Milliseconds that a running master has to take up new keys. */
const patience = 30_000;

/** `fleet-master keys list`: what signs now, and until when what was replaced is good. Public halves only. */
export async function listKeys({ root, out }: { readonly root: string; readonly out: string }): Promise<void> {
  const { config, places } = await openConfig(root);
  const trust = await openTrust(places.master.keys);
  const rows = [
    ...describe(trust),
    { what: 'operator', key: trust.operatorKey, state: await trusted(config, places, trust.operatorJwt) },
  ];
  if (out === 'json') return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  const [what, key] = [Math.max(...rows.map((row) => row.what.length)), Math.max(...rows.map((row) => row.key.length))];
  for (const row of rows) process.stdout.write(`${row.what.padEnd(what)}  ${row.key.padEnd(key)}  ${row.state}\n`);
}

interface KeyLine {
  readonly what: string;
  readonly key: string;
  readonly state: string;
}

function describe(trust: Trust): KeyLine[] {
  const { keyset } = trust;
  const since = new Date(keyset.issued).toISOString();
  const until = (time: number | undefined): string =>
    time === undefined ? 'signs' : time < Date.now() ? 'past its time' : `good until ${new Date(time).toISOString()}`;
  const roots = trust.keysets.flatMap((signed) => readKeyset(signed)?.root ?? []);
  return [
    { what: 'root', key: keyId(trust.root), state: `keyset ${keyset.serial} of ${since}` },
    ...[...new Set(roots)]
      .filter((root) => root !== trust.root)
      .map((root) => ({ what: 'root', key: keyId(root), state: 'replaced; those who pinned it are led on' })),
    ...keyset.keys.map(({ key, until: time }) => ({ what: 'signing', key: keyId(key), state: until(time) })),
    ...trust.roles.map(({ account, role, key, until: time }) => ({
      what: `accounts ${account}/${role}`,
      key,
      state: until(time),
    })),
  ];
}

/** Whether the server knows this operator by now: of a child its configuration tells, which is written at every start. */
async function trusted({ nats }: MasterConfig, places: Directories, jwt: string): Promise<string> {
  if (nats.mode === 'external') return 'has to be in the configuration of every server';
  if ((await runningMaster(places)) === undefined) return 'trusted by the server when it starts';
  const text = await readFile(join(places.master.nats, 'nats-server.conf'), 'utf8');
  return text.includes(jwt)
    ? 'trusted by the server since its start'
    : 'new: restart the master, its server does not know it';
}

export interface RotateOptions {
  readonly root: string;
  readonly overlap?: string;
  readonly rootSeed?: string;
}

/** `fleet-master keys rotate WHAT`: new keys on disk, then in the running master. */
export async function rotate(what: string, options: RotateOptions): Promise<void> {
  const rotation = rotations.find((known) => known === what);
  if (rotation === undefined)
    throw new CommandFailed(`${what} cannot be rotated; there are ${rotations.join(', ')}`, exits.usage);
  if (options.overlap !== undefined && (rotation === 'root' || rotation === 'operator'))
    throw new CommandFailed(`--overlap is for signing and accounts; a replaced ${rotation} has none`, exits.usage);
  const { config, places } = await openConfig(options.root);
  const overlap =
    options.overlap === undefined
      ? usualOverlap[rotation]
      : options.overlap === '0'
        ? 0
        : readLifetime('--overlap', options.overlap, 366 * day);
  await oneRotation(places, () =>
    rotateKeys(places.master.keys, rotation, {
      overlap,
      ...(options.rootSeed !== undefined && { rootSeed: options.rootSeed }),
    }),
  );
  say(`made     new keys: ${rotation}`);
  const running = (await runningMaster(places))?.announced;
  if (rotation === 'operator') return say(operatorAdvice(config, places, running !== undefined));
  if (running === undefined) return say('no master runs here; it takes them up when it starts');
  await takenUp(running, places);
  say(done[rotation]);
  if (rotation === 'accounts' && overlap === 0)
    say('minions and operators that were connected are cut off: they have to join, or log in, anew');
}

const done: Record<Exclude<Rotation, 'operator'>, string> = {
  root: 'taken up: minions follow to the new root; move root.seed to a safe place again',
  signing: 'taken up: commands are signed with the new key, and minions were told to look for it',
  accounts: 'taken up: minions were told to renew; fleet-master keys list tells until when the replaced keys are good',
};

function operatorAdvice({ nats }: MasterConfig, places: Directories, running: boolean): string {
  if (nats.mode === 'external')
    return `put ${places.master.keys}/operator.jwt beside the present one into the configuration of every server (operator: [old, new]), restart them one after the other, then the master; then take the old one out`;
  return running
    ? 'restart the master: its server takes up the new operator when it starts; minions reconnect by themselves. Nothing that runs needs operator.seed: keep it with the root'
    : 'the server takes up the new operator when it starts. Nothing that runs needs operator.seed: keep it with the root';
}

/** The master says in its run file what became of it. @throws CommandFailed */
async function takenUp({ pid, reloads = 0 }: RunningMaster, places: Directories): Promise<void> {
  hangUp(pid);
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(50)) {
    const now = (await runningMaster(places))?.announced;
    if (now === undefined)
      throw new CommandFailed('the master ended meanwhile; it takes up the keys when it starts', exits.unavailable);
    if ((now.reloads ?? 0) <= reloads) continue;
    if (now.reloadFailed === undefined) return;
    throw new CommandFailed(`the master could not take up the keys: ${now.reloadFailed}`, exits.failed);
  }
  throw new CommandFailed('the master has not taken up the keys yet; its log tells why', exits.unavailable);
}

function hangUp(pid: number): void {
  try {
    process.kill(pid, 'SIGHUP');
  } catch (cause) {
    throw new CommandFailed(
      `the master (pid ${pid}) belongs to another user; send it SIGHUP to take up the keys`,
      exits.failed,
      { cause },
    );
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
