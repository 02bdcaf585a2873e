import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { bin, Fleet, freePort, runProgram } from '../lab/fleet.mjs';
import { cleanup, endChild } from './cleanup.mjs';

/** A folder of our own, removed at the end. */
export async function scratchFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'fleet-bench-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A master with its NATS server on this machine, and nothing in it. @param {string} folder */
export async function startMaster(folder) {
  say('starting NATS and the master');
  const [fileRoot, pillarRoot] = [join(folder, 'states'), join(folder, 'pillar')];
  for (const directory of [fileRoot, pillarRoot]) await mkdir(directory, { recursive: true });
  const fleet = new Fleet({
    root: join(folder, 'site'),
    address: '127.0.0.1',
    port: await freePort('127.0.0.1'),
    fileRoots: [fileRoot],
    pillarRoots: [pillarRoot],
  });
  await fleet.init();
  cleanup.add(() => fleet.stop());
  await fleet.start();
  return { fleet, fileRoot, pillarRoot };
}

/** Starts real minions, each with a root of its own, and lets them in. @returns their processes, in order */
export async function startMinions(fleet, folder, count) {
  say(`starting ${count} minion${count === 1 ? '' : 's'}`);
  const { token } = await fleet.ask('token', 'create', '--uses', String(count));
  const ids = Array.from({ length: count }, (_, index) => `bench-${String(index).padStart(2, '0')}`);
  const minions = [];
  for (const id of ids) {
    const root = join(folder, id);
    await mkdir(join(root, 'etc/fleet'), { recursive: true });
    await writeFile(join(root, 'etc/fleet/minion.yaml'), `id: ${id}\n`);
    const joined = await runProgram(bin('fleet-minion'), ['join', token, '--root', root]);
    if (joined.code !== 0) throw new Error(`fleet-minion join ended with ${joined.code}\n${joined.stderr}`);
    const log = openSync(join(folder, `${id}.log`), 'a');
    const child = spawn(bin('fleet-minion'), ['run', '--root', root], { stdio: ['ignore', log, log] });
    closeSync(log);
    cleanup.add(() => endChild(child));
    minions.push({ id, root, child });
  }
  await fleet.accept(...ids);
  return minions;
}

/** What a bare client needs to speak to the bus as the operator: servers, credentials file and public key, as words of a command line. */
export async function operatorWords(fleet) {
  const profileFile = join(fleet.options.root, 'etc/fleet/fleetctl.json');
  const { servers, credentials } = JSON.parse(await readFile(profileFile, 'utf8'));
  const file = resolve(dirname(profileFile), credentials);
  const jwt = /BEGIN NATS USER JWT-+\s+([\w.-]+)/.exec(await readFile(file, 'utf8'))?.[1];
  if (!jwt) throw new Error(`${file} holds no JWT`);
  const { sub } = JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString());
  return [servers.join(','), file, sub];
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}
