import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findNatsServer } from '../../../deploy/nats-server/fetch.mjs';
import { freePort } from '../../lab/fleet.mjs';
import { cleanup, endChild } from '../cleanup.mjs';
import { timeProcess } from '../timing.mjs';

const script = (name) => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));

/** Whole process: connects to NATS as the operator and makes one request of the master, signed before the time runs. Answers milliseconds. */
export async function bareRequest(operator) {
  const { parseCreds, signer, signRequest } = await import('../../../dist/master/libs/identity/src/index.js');
  const own = signer(parseCreds(readFileSync(operator[1], 'utf8')).seed);
  const request = JSON.stringify(signRequest(own, 'minion_status', {}));
  return timeProcess(process.execPath, [script('bare-request'), ...operator, request]);
}

/** A process that stays connected and does nothing. */
export async function bareConnection(operator) {
  const child = spawn(process.execPath, [script('bare-connection'), ...operator], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanup.add(() => endChild(child));
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the bare connection ended with ${code}`)));
  });
  return child;
}

/**
 * A NATS server of its own, whose configuration lies in `folder`, with `count` bare connections. Answers what times a whole process that asks all of them once, in
 * milliseconds, where each answers so many bytes.
 */
export async function rawFanOut(count, folder) {
  const port = await freePort('127.0.0.1');
  const { path } = await findNatsServer();
  const server = `nats://127.0.0.1:${port}`;
  const configuration = join(folder, 'fan-out.conf');
  // What thousands answer at once is more than a server keeps for one client by default; it would be cut off as a slow consumer.
  await writeFile(configuration, `listen: '127.0.0.1:${port}'\nmax_pending: 2GB\nwrite_deadline: '120s'\n`);
  const child = spawn(path, ['-c', configuration], { stdio: 'ignore' });
  cleanup.add(() => endChild(child));
  const most = 5_000;
  for (let first = 0; first < count; first += most) {
    const crowd = spawn(process.execPath, [script('echoes'), server, String(Math.min(most, count - first))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cleanup.add(() => endChild(crowd));
    await new Promise((resolve, reject) => {
      createInterface({ input: crowd.stdout }).once('line', resolve);
      crowd.once('exit', (code) => reject(new Error(`the bare connections ended with ${code}`)));
    });
  }
  return (bytes) => timeProcess(process.execPath, [script('fan-out'), server, String(count), String(bytes)]);
}
