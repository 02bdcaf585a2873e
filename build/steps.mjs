import { spawn } from 'node:child_process';

/**
 * A step of a build or check: a name, and what it does. `run` answers `{ ok, note, details }`: `note` is one short remark for
 * the step's line, `details` is shown only where the step failed. `tally` counts specs, for the closing line.
 * @typedef {{ ok: boolean, note?: string, details?: string, tally?: import('./tally.mjs').Tally }} StepOutcome
 * @typedef {{ name: string, run: () => Promise<StepOutcome> }} Step
 */

/** Runs steps, `width` at a time, and prints one line for each as it ends. Answers every outcome, by name. */
export async function runSteps(steps, { width = 2 } = {}) {
  const outcomes = new Map();
  const waiting = [...steps];
  const widest = Math.max(...steps.map((step) => step.name.length));
  async function lane() {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const started = performance.now();
      const outcome = await step.run().catch((error) => ({ ok: false, details: error.stack ?? String(error) }));
      const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
      outcomes.set(step.name, outcome);
      console.log(
        `${outcome.ok ? 'ok  ' : 'FAIL'} ${step.name.padEnd(widest)} ${seconds} s${outcome.note ? `  ${outcome.note}` : ''}`,
      );
      if (!outcome.ok && outcome.details) console.log(indent(outcome.details.trimEnd()));
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, steps.length) }, lane));
  return outcomes;
}

function indent(text) {
  return text.replace(/^/gm, '     | ');
}

const children = new Set();

/** Ctrl-C reaches every program of the terminal; what ends this one alone is handed on, so that jest and its lab hosts do not outlive it. */
for (const signal of ['SIGTERM', 'SIGHUP'])
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    // Without a listener it ends as it would have; until then its programs take down what they made.
    void Promise.all([...children].map((child) => new Promise((resolve) => child.once('close', resolve)))).finally(() =>
      process.kill(process.pid, signal),
    );
  });

/** Runs a program of this repository. Never throws for an exit code; `output` is what it wrote to both streams. */
export function run(file, args, { cwd, env, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', echo ? 'inherit' : 'pipe', echo ? 'inherit' : 'pipe'],
    });
    children.add(child);
    child.once('close', () => children.delete(child));
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? 1, signal, output }));
  });
}

/** A step that is one program: it succeeds when the program exits with 0. */
export function programStep(name, file, args, options) {
  return {
    name,
    run: async () => {
      const { code, output, signal } = await run(file, args, options);
      return { ok: code === 0, details: signal ? `${output}\nended by ${signal}` : output };
    },
  };
}
