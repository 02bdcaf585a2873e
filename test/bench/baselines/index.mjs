import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
