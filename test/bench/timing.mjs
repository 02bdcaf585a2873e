import { spawn } from 'node:child_process';

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Shortest, longest and percentiles, rounded. @param {readonly number[]} numbers */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
  return { min: at(0), median: rounded(median(sorted)), p90: at(0.9), max: at(1) };
}

export function rounded(number) {
  return Math.round(number * 10) / 10;
}

/**
 * Milliseconds that a whole process takes, from before it is spawned until it has ended and its output is closed.
 * @throws Error with its output where it does not exit with 0: a failing process is no measurement.
 */
export async function timeProcess(command, args, options = {}) {
  const started = process.hrtime.bigint();
  const { code, output } = await new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
  const elapsed = Number(process.hrtime.bigint() - started) / 1e6;
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output.slice(-4000)}`);
  return elapsed;
}

/**
 * Times the contenders in turns, so that whatever else the machine does meets all of them alike. The first turns only warm caches.
 * @template {string} Name
 * @param {Record<Name, () => Promise<number>>} contenders
 * @returns {Promise<Record<Name, number[]>>}
 */
export async function inTurns(contenders, { runs, warmup = 2 }) {
  const names = /** @type {Name[]} */ (Object.keys(contenders));
  const times = /** @type {Record<Name, number[]>} */ (Object.fromEntries(names.map((name) => [name, []])));
  for (let run = -warmup; run < runs; run += 1) {
    for (const name of names) {
      const time = await contenders[name]();
      if (run >= 0) times[name].push(time);
    }
  }
  return times;
}
