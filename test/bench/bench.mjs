#!/usr/bin/env node
/**
 * npm run bench -- NAME [OPTIONS], see `usage`.
 *
 * Measures a row of the budget table against a baseline of the same run, on a scratch fleet that it builds from dist/ and removes
 * again. With --instances, apply measures the cortensord formula with so many instances on one host of the lab (as root), and counts the
 * programs that are started for it. With --json the result is the one object on standard output; progress goes to standard error.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bin } from '../lab/fleet.mjs';
import { cleanup } from './cleanup.mjs';
import { printResult } from './result.mjs';

const benchmarks = {
  ping: () => import('./ping.mjs'),
  apply: () => import('./apply.mjs'),
  compile: () => import('./compile.mjs'),
  idle: () => import('./idle.mjs'),
  pillar: () => import('./pillar.mjs'),
  jobs: () => import('./jobs.mjs'),
  revoke: () => import('./revoke.mjs'),
  seal: () => import('./seal.mjs'),
  fleet: () => import('./fleet.mjs'),
  peers: () => import('./peers.mjs'),
};
/** More than this many minions are emulated unless --real insists. */
const realAtMost = 50;

const usage = `usage: npm run bench -- NAME [OPTIONS]

  ping      fleetctl '*' test.ping, whole process
  apply     a state.apply of 100 files that finds nothing to change; with --instances the cortensord formula on a host of the lab
  compile   10,000 chunks in one chain of requisites
  idle      memory of a minion that does nothing
  pillar    pillars of a fleet
  jobs      what the store takes and how it lists a million rows
  revoke    until a revoked minion is cut off
  seal      pillars sealed and signed
  fleet     a whole fleet of emulated minions: enrolment, rest, questions, the death of the server
  peers     the same work with Ansible, where it is installed, and with a Salt

  --minions N     how many; more than ${realAtMost} are emulated
  --real, --emulated
  --runs R        how often each is measured
  --instances N   with apply
  --salt COMMAND  with peers: what to measure beside us
  --json          the result as one object on standard output

Figures of docs/performance.md name the command that gives them.`;

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  console.log(usage);
  process.exit(0);
}
const request = readRequest();
if ('wrong' in request) {
  console.error(`${request.wrong}\n${usage}`);
  process.exit(2);
}
const missing = ['fleetctl', 'fleet-master', 'fleet-minion'].filter((name) => !existsSync(bin(name)));
if (missing.length > 0) {
  console.error(`dist/bin lacks ${missing.join(', ')}: run npm run build first`);
  process.exit(2);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.once(signal, () => void cleanup.run().finally(() => process.exit(130)));
try {
  const { measure } = await benchmarks[request.name]();
  const result = await measure(request);
  await cleanup.run();
  printResult(result, request);
} catch (error) {
  await cleanup.run();
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}

function readRequest() {
  let given;
  try {
    given = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        minions: { type: 'string' },
        runs: { type: 'string' },
        instances: { type: 'string' },
        salt: { type: 'string' },
        real: { type: 'boolean', default: false },
        emulated: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return { wrong: error.message };
  }
  const [name, ...rest] = given.positionals;
  if (!name || !Object.hasOwn(benchmarks, name) || rest.length > 0) return { wrong: 'name one benchmark' };
  if (given.values.real && given.values.emulated) return { wrong: '--real and --emulated exclude each other' };
  const minions = given.values.minions === undefined ? undefined : Number(given.values.minions);
  const runs = given.values.runs === undefined ? undefined : Number(given.values.runs);
  if (minions !== undefined && (!Number.isInteger(minions) || minions < 1 || minions > 15_000))
    return { wrong: '--minions takes 1 to 15000' };
  if (runs !== undefined && (!Number.isInteger(runs) || runs < 1 || runs > 1000))
    return { wrong: '--runs takes 1 to 1000' };
  const instances = given.values.instances === undefined ? undefined : Number(given.values.instances);
  if (instances !== undefined && (name !== 'apply' || !Number.isInteger(instances) || instances < 1 || instances > 500))
    return { wrong: '--instances takes 1 to 500, with apply' };
  const { salt } = given.values;
  if (salt !== undefined && name !== 'peers') return { wrong: '--salt goes with peers' };
  if (instances !== undefined && minions !== undefined) return { wrong: '--instances runs on one minion' };
  const emulated = given.values.emulated || (!given.values.real && (minions ?? 0) > realAtMost);
  if (!emulated && (minions ?? 0) > 200) return { wrong: 'more than 200 real minions are too many for one machine' };
  return { name, minions, runs, instances, salt, emulated, json: given.values.json };
}
