#!/usr/bin/env node
/**
 * npm run quickstart                    a real fleet on this machine: master, NATS, two hosts with a minion each
 * npm run quickstart -- shell miner-01  a shell on one of the hosts
 * npm run quickstart -- status          what is up
 * npm run quickstart -- stop            ends it and removes what it made
 *
 * With root and systemd the hosts are real systemd machines in namespaces (test/lab). Without, the minions are ordinary processes over
 * scratch folders, and their states run in test mode: they say what they would do and change nothing.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFleet, fallenHosts, fleetIsUp, interruptFleet, readState, stopFleet } from './demo-fleet.mjs';
import { prepare } from './prepare.mjs';
import { Missing, bold, dim, fail, say, show, step } from './steps.mjs';
import { labNeeds } from '../../test/lab/lab-needs.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(repository, '.fleet/quickstart');
const usage = `usage: npm run quickstart [-- stop | status | shell HOST]

  npm run quickstart            start the fleet (again) and show what it does
  npm run quickstart -- status  say what is up
  npm run quickstart -- shell miner-01
                                a shell on a host
  npm run quickstart -- stop    end it and remove what it made`;

async function main([command = 'start', ...rest]) {
  const known = ['start', 'stop', 'status', 'shell', '--help', '-h'].includes(command);
  if (!known || rest.length !== (command === 'shell' ? 1 : 0)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  if (command.startsWith('-')) {
    say(usage);
    return 0;
  }
  if (command === 'stop') {
    await step('stop the fleet', () => stopFleet(folder));
    return 0;
  }
  if (command === 'status') {
    if (!fleetIsUp(folder)) {
      say('no fleet is up: npm run quickstart');
      return 1;
    }
    const down = fallenHosts(folder);
    const names = readState(folder).hosts.map(({ name }) => (down.includes(name) ? `${name} (going up again)` : name));
    say(`the fleet is up: master and ${names.join(', ')}`);
    return 0;
  }
  if (command === 'shell') return shellOn(rest[0]);
  return start();
}

/** What ssh would be, were there an ssh server on the host. */
function shellOn(name) {
  const noted = readState(folder)?.hosts.find((host) => host.name === name && host.init);
  if (!noted) throw new Missing(`there is no host ${name} in the quick start's fleet`, 'npm run quickstart -- status');
  const { status } = spawnSync('nsenter', ['-t', String(noted.init), '-a', '--', 'bash', '-l'], {
    stdio: 'inherit',
    env: { ...process.env, HOME: '/root' },
  });
  return status ?? 1;
}

async function start() {
  const missing = labNeeds();
  const mode = missing.length === 0 ? 'lab' : 'processes';
  say(bold('fleet quick start'));
  if (mode === 'processes') {
    for (const { what, way } of missing) say(`  ${what}: ${way}`);
    say(
      '  so the minions run as ordinary processes, their states in test mode: they say what they would do and change nothing;',
    );
    say('  functions such as cmd.run are real, as the account that you are');
  }
  await prepare(repository);
  const fleet = await createFleet({ repository, folder, mode });
  await demonstrate(fleet, mode);
  explain(mode);
  return 0;
}

async function demonstrate(fleet, mode) {
  const run = async (args, allowed = [0], shown = (text) => text) => {
    const { code, stdout, stderr } = await fleet.fleetctl(...args);
    show(`fleetctl ${args.map(quote).join(' ')}`, shown(stdout) + stderr);
    if (!allowed.includes(code)) throw new Error(`fleetctl ${args.join(' ')} ended with ${code}`);
    return stdout;
  };
  // Test mode on a bare machine tells what it cannot foresee; that is no failure of the quick start.
  const applied = mode === 'lab' ? [0] : [0, 1];
  await run(['*', 'test.ping']);
  await run(['*', 'pillar.items']);
  await run(['*', 'state.apply', 'cortensord', '--state-output=terse'], applied);
  if (mode === 'lab') {
    const host = fleet.host('miner-01');
    const environment = await host.readFile('/opt/cortensor/nodes/node_01/.env');
    show('cat /opt/cortensor/nodes/node_01/.env   # on miner-01, the secret masked', mask(environment));
    await run(['miner-*', 'service.restart', 'cortensord@node_01']);
    const { stdout } = await host.exec(['systemctl', 'status', '--no-pager', 'cortensord@node_01']);
    show('systemctl status cortensord@node_01   # on miner-01', stdout);
    say(`\n${dim('a second apply changes nothing (its lines for clean states left out here):')}`);
    await run(['*', 'state.apply', 'cortensord', '--state-output=terse'], [0], (text) =>
      text.replace(/^.* - Result: Clean - .*\n/gm, ''),
    );
  } else {
    await run(['miner-*', 'service.restart', 'cortensord@node_01'], [0, 1]);
    say(dim('  there is no such unit here: nothing was installed'));
  }
  await run(['status']);
}

function explain(mode) {
  say(`
${bold('The fleet is up.')} Go on with:

  export FLEET_ROOT=${join(folder, 'site')} PATH="${join(repository, 'dist/bin')}:$PATH"
  fleetctl '*' test.ping
  fleetctl 'miner-01' pillar.items
  fleetctl '*' state.apply cortensord test=True
${mode === 'lab' ? `  fleetctl 'miner-*' cmd.run 'systemctl list-units "cortensord@*"'\n  npm run quickstart -- shell miner-01` : "  fleetctl 'miner-*' grains.get os"}
  fleetctl jobs list
  fleetctl doctor

docs/guide.md goes through an operator's day. The pillar is in ${join(folder, 'pillar')} (over ${join(repository, 'pillar')}): change a value, apply again.
${mode === 'lab' ? 'Each host is a systemd machine of its own; fleetctl reaches it, and nothing of this machine was changed.\n' : ''}Stop it with:  npm run quickstart -- stop`);
}

function quote(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`;
}

function mask(text) {
  return text
    .split('\n')
    .map((line) => line.replace(/^(\w*(?:PRIVATE_KEY|SECRET|PASSWORD|TOKEN)\w*=).*/, '$1**********'))
    .filter((line) => !line.startsWith('LLM_OPTION_MODEL_GPU_THRESHOLD_'))
    .join('\n');
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (interrupted) return;
    interrupted = true;
    process.stderr.write('\ninterrupted: stopping what was started\n');
    interruptFleet(folder)
      .catch(fail)
      .finally(() => process.exit(130));
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!interrupted) {
    fail(error);
    process.exitCode = 1;
  }
}
