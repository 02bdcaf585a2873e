import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bin } from '../lab/fleet.mjs';
import { files, requireChanges, writeFormula } from './apply.mjs';
import { result } from './result.mjs';
import { say, scratchFolder, startMaster, startMinions } from './scratch-fleet.mjs';
import { inTurns, median, spread, timeProcess } from './timing.mjs';

/**
 * What the same work costs with Ansible, where it is installed, and with whatever Salt is there: a ping of all, and an apply of 100 files that
 * changes nothing. Ansible is asked in its cheapest way: hosts on this machine without ssh, no facts, a fork for each host.
 */
export async function measure({ minions = 10, runs = 5, emulated, salt }) {
  if (emulated) throw new Error('peers compares real minions only');
  const ansible = await ansibleVersion();
  if (ansible === undefined && salt === undefined)
    throw new Error('neither is here: apt-get install ansible-core, or name a Salt with --salt "salt \'*\' test.ping"');
  const folder = await scratchFolder();
  const { fleet, fileRoot } = await startMaster(folder);
  const managed = join(folder, 'managed');
  await writeFormula(join(fileRoot, 'bench'), managed);
  const [first] = await startMinions(fleet, folder, minions);
  const apply = [first.id, 'state.apply', 'bench'];
  requireChanges(await fleet.ask(...apply), files, 1);
  const env = { ...process.env, FLEET_ROOT: fleet.options.root, NO_COLOR: '1' };
  const contenders = {
    ping: () => timeProcess(bin('fleetctl'), ['*', 'test.ping'], { env }),
    apply: () => timeProcess(bin('fleetctl'), apply, { env }),
    ...(ansible && (await ansibleContenders(folder, minions, join(fileRoot, 'bench', 'files')))),
    ...(salt && { 'salt, as given': () => timeProcess('/bin/sh', ['-c', salt], { env: process.env }) }),
  };
  say(`measuring each ${runs} times: ${Object.keys(contenders).join(', ')}`);
  const times = await inTurns(contenders, { runs, warmup: 1 });
  const shown = Object.fromEntries(
    Object.entries(times).map(([name, all]) => {
      const ours = name.endsWith('apply') ? times.apply : times.ping;
      return [name, { ...spread(all), timesOurs: Math.round((median(all) / median(ours)) * 10) / 10 }];
    }),
  );
  const peer = times['ansible ping'] ?? times['salt, as given'];
  return result({
    name: 'peers',
    unit: 'ms',
    value: median(times.ping),
    baseline: median(peer),
    runs,
    details: {
      what: `fleetctl '*' test.ping of ${minions} minions, whole process`,
      baseline: ansible ? `ansible all -m ping, ${minions} hosts without ssh` : salt,
      ...(ansible && { ansible }),
      ...shown,
    },
  });
}

async function ansibleVersion() {
  try {
    const { stdout } = await promisify(execFile)('ansible', ['--version']);
    return stdout.split('\n')[0];
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function ansibleContenders(folder, count, sources) {
  const home = join(folder, 'ansible');
  const managed = join(folder, 'managed-by-ansible');
  for (const directory of [home, managed]) await mkdir(directory);
  const hosts = Array.from({ length: count }, (_, index) => `bench-${index} ansible_connection=local`);
  await writeFile(join(home, 'hosts'), `${hosts.join('\n')}\n`);
  const tasks = Array.from(
    { length: files },
    (_, index) => `    - copy: {src: ${sources}/${index}.conf, dest: ${managed}/${index}.conf, mode: '0640'}\n`,
  );
  await writeFile(join(home, 'play.yaml'), `- hosts: bench-0\n  gather_facts: false\n  tasks:\n${tasks.join('')}`);
  const env = {
    ...process.env,
    ...{ ANSIBLE_NOCOLOR: '1', ANSIBLE_FORKS: String(count), ANSIBLE_PIPELINING: 'True', ANSIBLE_HOME: home },
    ANSIBLE_PYTHON_INTERPRETER: '/usr/bin/python3',
  };
  const inventory = ['-i', join(home, 'hosts')];
  const play = () => timeProcess('ansible-playbook', [...inventory, join(home, 'play.yaml')], { env });
  say('the playbook for the first time');
  await play();
  return {
    'ansible ping': () => timeProcess('ansible', [...inventory, 'all', '-m', 'ping'], { env }),
    'ansible apply': play,
  };
}
