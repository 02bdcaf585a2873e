#!/usr/bin/env node
/** `npm run chaos`; docs/chaos.md. */
import { once } from 'node:events';
import { programsAreFresh } from '../../build/fresh.mjs';
import { labNeeds, onPath } from '../lab/lab-needs.mjs';
import { exitCodes, readArguments, usage } from './arguments.mjs';
import { figuresOf, reportOf } from './report.mjs';
import { runChaos } from './run-chaos.mjs';

process.exitCode = await main(process.argv.slice(2));

async function main(words) {
  const read = readArguments(words);
  if (!read.ok) {
    process.stderr.write(`${read.why}; npm run chaos -- --help\n`);
    return exitCodes.usage;
  }
  const { json, help, ...options } = read.value;
  if (help) {
    process.stdout.write(`${usage()}\n`);
    return exitCodes.held;
  }
  const missing = [
    ...labNeeds(),
    ...(onPath('tc') ? [] : [{ what: 'there is no `tc`', way: '`apt-get install iproute2` brings it' }]),
  ];
  if (missing.length > 0) {
    process.stderr.write(`chaos cannot run here:\n${missing.map(({ what, way }) => `  ${what}; ${way}\n`).join('')}`);
    return exitCodes.impossible;
  }
  const say = (line) => process.stderr.write(`${line}\n`);
  if (!(await programsAreFresh(say))) return exitCodes.impossible;
  say(`seed ${options.seed}`);
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      say('ending the lab');
      interrupt.abort(new Error(signal));
    });
  try {
    const outcome = await runChaos({ ...options, say, signal: interrupt.signal });
    const figures = figuresOf(outcome);
    process.stdout.write(`${json ? JSON.stringify(figures, undefined, 2) : reportOf(figures)}\n`);
    if (outcome.fleet) await stay(outcome.fleet, interrupt.signal, say);
    return outcome.violations.length === 0 ? exitCodes.held : exitCodes.violated;
  } catch (error) {
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    process.stderr.write(`the lab failed: ${error.stack}\n`);
    return exitCodes.impossible;
  }
}

/** `--keep`: until Ctrl-C. */
async function stay(fleet, signal, say) {
  for (const host of fleet.lab.hosts.values()) say(`${host.name}: nsenter -t ${host.init} -a bash`);
  say('the lab stays up; Ctrl-C ends it');
  const alive = setInterval(() => {}, 60_000);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(alive);
  await fleet.stop();
}
