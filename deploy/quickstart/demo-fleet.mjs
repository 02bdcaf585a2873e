/**
 * The quick start's fleet, kept in one folder: `state.json` notes every process by pid and start time, so that `stop` ends exactly
 * what `start` began, also from another shell and after a crash.
 */
import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { Missing, step } from './steps.mjs';
import { Fleet, bin, freePort, pause, runProgram } from '../../test/lab/fleet.mjs';
import { attach, createLab, removeBridge } from '../../test/lab/lab.mjs';
import { onPath } from '../../test/lab/lab-needs.mjs';
import { LabHost } from '../../test/lab/lab-host.mjs';
import { makeMirror, mirrorAptSource, mirrorPillar } from '../../test/lab/mirror.mjs';
import { endNoted, noteProcess, startTime } from '../../test/lab/processes.mjs';

const names = ['miner-01', 'miner-02'];
const stateFile = (folder) => join(folder, 'state.json');

export function readState(folder) {
  return existsSync(stateFile(folder)) ? JSON.parse(readFileSync(stateFile(folder), 'utf8')) : undefined;
}

/** What lasts is there; a host may be down for a moment (see `bootFallen`). */
export function fleetIsUp(folder) {
  const state = readState(folder);
  return state?.complete === true && lasting(state).every(isAlive);
}

/** Names of hosts that went down: by a reboot, mostly. */
export function fallenHosts(folder) {
  return (readState(folder)?.hosts ?? []).filter(({ boot }) => boot && !isAlive(boot)).map(({ name }) => name);
}

/** Boots them again from their disks, as the firmware of a machine would. */
export async function bootFallen(folder) {
  for (const name of fallenHosts(folder)) {
    const { hosts, bridge } = readState(folder);
    const noteHost = (host) => {
      const state = readState(folder);
      writeState(folder, {
        ...state,
        hosts: state.hosts.map((noted) => (noted.name === host.name ? host.describe() : noted)),
      });
    };
    const noted = hosts.find((host) => host.name === name);
    const host = bootedHost(folder, noted, { toBridge: (booted) => attach(bridge, booted), onSpawn: noteHost });
    await host.start();
    noteHost(host);
  }
}

/** Starts the fleet, or takes the one that is up. Answers what the demonstration needs. */
export async function createFleet({ repository, folder, mode }) {
  const state = readState(folder);
  if (state?.mode === mode && fleetIsUp(folder)) {
    await step('the fleet is up already', () => everybodyAnswers(commander(folder, state)));
    return commander(folder, state);
  }
  if (state) await step('remove what an earlier start left', () => stopFleet(folder));
  mkdirSync(folder, { recursive: true });
  return mode === 'lab' ? startInLab({ repository, folder }) : startAsProcesses({ repository, folder });
}

async function everybodyAnswers(fleet) {
  let absent = names;
  // One that is just booted again needs some seconds.
  for (let round = 0; round < 60 && absent.length > 0; round += 1) {
    if (round > 0) await pause(500);
    const { minions } = JSON.parse((await fleet.fleetctl('status', '--out', 'json')).stdout);
    absent = names.filter((name) => !minions.some((row) => row.minion === name && row.up));
  }
  if (absent.length > 0)
    throw new Missing(
      `${absent.join(' and ')} of this fleet cannot be reached: its key was withdrawn, or its minion is stopped`,
      'npm run quickstart -- stop && npm run quickstart',
    );
  return `${names.join(' and ')} answer`;
}

let interrupted = false;
/** What cannot be noted before it is done, and is short: the bridge. @type {Promise<unknown> | undefined} */
let pending;

/** Ends the fleet while `createFleet` may still be at it: from now on that starts nothing more. */
export async function interruptFleet(folder) {
  interrupted = true;
  await pending?.catch(() => {}); // whoever started it is told
  return stopFleet(folder);
}

/** Stands directly before each start of a process, which is noted directly after: so that what `stopFleet` reads is complete. */
function goOn() {
  if (interrupted) throw new Missing('interrupted', 'npm run quickstart');
}

/** Ends every process that was noted, and removes the folder. */
export async function stopFleet(folder) {
  await endKeeper(readState(folder)?.keeper);
  const state = readState(folder);
  if (!state) return 'nothing was up';
  if (endNoted(state.master, 'SIGTERM')) {
    // The master drains its bus and ends its nats-server; what it leaves is ended below.
    for (let round = 0; round < 100 && startTime(state.master.pid) === state.master.started; round += 1)
      await pause(100);
  }
  for (const noted of state.hosts.filter((host) => host.holder && isAlive(host.holder)))
    await bootedHost(folder, noted).stop();
  for (const noted of processesOf(state)) endNoted(noted);
  if (state.bridge) await removeBridge(state.bridge);
  rmSync(folder, { recursive: true, force: true });
  removeIfEmpty(dirname(folder));
  return `ended ${state.hosts.map((host) => host.name).join(', ')} and the master`;
}

/** Before anything else, and wholly: it would boot what is ended. */
async function endKeeper(keeper) {
  endNoted(keeper);
  for (let round = 0; round < 100 && isAlive(keeper); round += 1) await pause(20);
}

/** A host that another process booted: what is no longer alive of it is left out. */
function bootedHost(folder, noted, { toBridge = async () => {}, onSpawn } = {}) {
  const host = new LabHost(noted.name, {
    directory: join(folder, 'lab'),
    detached: true,
    address: noted.address,
    attach: toBridge,
    onSpawn,
  });
  const booted = isAlive(noted.boot);
  return Object.assign(host, {
    holder: noted.holder.pid,
    disk: noted.disk,
    boot: booted ? noted.boot.pid : undefined,
    init: booted ? noted.init : undefined,
  });
}

function isAlive(noted) {
  return noted?.pid !== undefined && startTime(noted.pid) === noted.started;
}

function removeIfEmpty(directory) {
  if (existsSync(directory) && readdirSync(directory).length === 0) rmdirSync(directory);
}

function processesOf(state) {
  return [...lasting(state), ...state.hosts.map((host) => host.boot)].filter((noted) => noted?.pid !== undefined);
}

function lasting({ master, mirror, keeper, hosts }) {
  const noted = [master, mirror, keeper, ...hosts.flatMap((host) => [host.holder, host.minion])];
  return noted.filter((one) => one?.pid !== undefined);
}

async function startInLab({ repository, folder }) {
  const state = { mode: 'lab', hosts: [] };
  const note = (more) => writeState(folder, Object.assign(state, more));
  const noteHost = (host) =>
    note({ hosts: [...state.hosts.filter((other) => other.name !== host.name), host.describe()] });
  goOn();
  pending = createLab({
    directory: join(folder, 'lab'),
    detached: true,
    beforeSpawn: goOn,
    onSpawn: noteHost,
  }).then((made) => {
    note({ bridge: made.network.bridge, address: made.address });
    return made;
  });
  const lab = await pending;
  const url = await step('a mirror to install from', () => startMirror(folder, lab.address, note));
  const fleet = await startMaster({ repository, folder, address: lab.address, pillar: mirrorPillar(url), note });
  const token = await fleet.token();
  for (const name of names) {
    await step(`boot ${name}, a systemd host`, async () => {
      const host = await lab.host(name);
      noteHost(host);
      await host.writeFile('/etc/apt/sources.list.d/lab.list', mirrorAptSource(url));
      await fleet.join(host, token);
      return `${host.address}, minion ${(await host.must('systemctl is-active fleet-minion')).trim()}`;
    });
  }
  await step(`accept the keys of ${names.join(' and ')}`, () => fleet.accept(...names));
  const program = new URL('keeper.mjs', import.meta.url).pathname;
  const keeper = startDetached(process.execPath, [program, folder], join(folder, 'keeper.log'));
  note({ complete: true, keeper: noteProcess(keeper.pid) });
  return commander(folder, state);
}

async function startAsProcesses({ repository, folder }) {
  const state = { mode: 'processes', hosts: [] };
  const note = (more) => writeState(folder, Object.assign(state, more));
  const address = '127.0.0.1';
  let pillar = 'docker: {enabled: false}\nipfs: {enabled: false}\n';
  if (onPath('git') && onPath('dpkg-deb')) {
    pillar = mirrorPillar(await startMirror(folder, address, note));
  }
  const fleet = await startMaster({ repository, folder, address, pillar, note });
  const token = await fleet.token();
  for (const name of names) {
    await step(`start minion ${name} as a process, in test mode`, async () => {
      const root = join(folder, name);
      mkdirSync(join(root, 'etc/fleet'), { recursive: true });
      writeFileSync(join(root, 'etc/fleet/minion.yaml'), `id: ${name}\ntest: true\n`);
      const joined = await runProgram(bin('fleet-minion'), ['join', token, '--root', root]);
      if (joined.code !== 0) throw new Error(`fleet-minion join ended with ${joined.code}\n${joined.stderr}`);
      const child = startDetached(bin('fleet-minion'), ['run', '--root', root], join(root, 'minion.log'));
      note({ hosts: [...state.hosts, { name, minion: noteProcess(child.pid) }] });
    });
  }
  await step(`accept the keys of ${names.join(' and ')}`, () => fleet.accept(...names));
  note({ complete: true });
  return commander(folder, state);
}

async function startMaster({ repository, folder, address, pillar, note }) {
  return step('NATS and the master', async () => {
    const port = await freePort(address);
    writePillar(folder, pillar);
    const fleet = new Fleet({
      root: join(folder, 'site'),
      address,
      port,
      fileRoots: [join(repository, 'states')],
      pillarRoots: [join(folder, 'pillar'), join(repository, 'pillar')],
      detached: true,
      beforeSpawn: goOn,
      onSpawn: (pid) => note({ master: noteProcess(pid) }),
    });
    await fleet.init();
    return fleet.start();
  });
}

/** A pillar of its own over the repository's: where to install from, and keys that exist nowhere else. */
function writePillar(folder, sources) {
  const target = join(folder, 'pillar');
  if (existsSync(target)) return;
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const key = () => `'0x${randomBytes(32).toString('hex')}'`;
  writeFileSync(
    join(target, 'top.sls'),
    `base:
  '*':
    - cortensord.common
    - cortensord.nodes
    - quickstart.sources
    - quickstart.keys
  'miner-01':
    - cortensord.servers.miner-01
  'miner-02':
    - cortensord.servers.miner-02
    - quickstart.keys-miner-02
`,
  );
  mkdirSync(join(target, 'quickstart'));
  writeFileSync(join(target, 'quickstart/sources.sls'), sources);
  writeFileSync(
    join(target, 'quickstart/keys.sls'),
    `cortensord_nodes:\n  node_01:\n    NODE_PRIVATE_KEY: ${key()}\n  node_02:\n    NODE_PRIVATE_KEY: ${key()}\n`,
    { mode: 0o600 },
  );
  writeFileSync(
    join(target, 'quickstart/keys-miner-02.sls'),
    `cortensord:\n  instances:\n    node_01:\n      NODE_PRIVATE_KEY: ${key()}\n    node_03:\n      NODE_PRIVATE_KEY: ${key()}\n`,
    { mode: 0o600 },
  );
}

async function startMirror(folder, address, note) {
  const mirror = join(folder, 'mirror');
  makeMirror(mirror);
  const port = await freePort(address);
  const program = new URL('../../test/lab/mirror.mjs', import.meta.url).pathname;
  const child = startDetached(process.execPath, [program, mirror, address, String(port)], join(folder, 'mirror.log'));
  note({ mirror: noteProcess(child.pid) });
  const url = `http://${address}:${port}`;
  for (let round = 0; round < 100; round += 1) {
    const answer = await fetch(`${url}/installer.git/HEAD`).catch(() => undefined);
    if (answer?.ok) return url;
    await pause(50);
  }
  throw new Error(`the mirror does not answer; see ${join(folder, 'mirror.log')}`);
}

function startDetached(command, args, logFile) {
  goOn();
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  return child;
}

/** Whole or not at all: others read it meanwhile. */
function writeState(folder, state) {
  const draft = `${stateFile(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(state, undefined, 2));
  renameSync(draft, stateFile(folder));
}

/** The fleet as the demonstration uses it. */
function commander(folder, state) {
  const fleet = new Fleet({
    root: join(folder, 'site'),
    address: state.address,
    port: 0,
    fileRoots: [],
    pillarRoots: [],
  });
  return {
    fleetctl: (...args) => fleet.fleetctl(...args),
    host(name) {
      return bootedHost(
        folder,
        state.hosts.find((host) => host.name === name),
      );
    },
  };
}
