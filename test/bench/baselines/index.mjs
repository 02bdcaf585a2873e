import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { cleanup, endChild } from '../cleanup.mjs';
import { timeProcess } from '../timing.mjs';

const script = (name) => fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));

/** Whole process: connects to NATS as the operator and makes one request of the master. Answers milliseconds. */
export function bareRequest(operator) {
  return timeProcess(process.execPath, [script('bare-request'), ...operator]);
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
