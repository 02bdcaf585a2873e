/**
 * A fleet all of which can be hurt: the master has a lab host of its own, so that its power, disk, clock and network are as mortal as those
 * of the minions. The operator's fleetctl runs on this machine, which nothing happens to.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findNatsServer } from '../../deploy/nats-server/fetch.mjs';
import { Fleet, repository } from '../lab/fleet.mjs';
import { createLab } from '../lab/lab.mjs';
import { onPath } from '../lab/lab-needs.mjs';

const run = promisify(execFile);
const onHost = (name) => fileURLToPath(new URL(`./on-host/${name}`, import.meta.url));

export const masterHost = 'master';
const port = 4222;
/** Where a host keeps what the suite needs of it; no fault touches it. */
export const chaosFolder = '/var/lib/fleet-chaos';
export const managedFolder = '/srv/chaos';

/** Folders that are disks of their own, so that each can be full while the others are not. */
export const volumes = {
  minion: [
    { name: 'outbox', at: '/var/lib/fleet/minion/outbox', size: '16m' },
    { name: 'journal', at: '/var/lib/fleet/minion/journal', size: '4m' },
    { name: 'ledger', at: '/var/lib/fleet/minion/ledger', size: '4m' },
    { name: 'cache', at: '/var/cache/fleet/minion', size: '32m' },
    { name: 'managed', at: managedFolder, size: '16m' },
  ],
  master: [
    { name: 'store', at: '/var/lib/fleet/master/store', size: '64m' },
    { name: 'stream', at: '/var/lib/fleet/master/nats', size: '64m' },
    { name: 'files', at: '/var/lib/fleet/master/files', size: '32m' },
  ],
};

/**
 * @param {string[]} minions
 * @param {(line: string) => void} say
 */
export async function startChaosFleet(minions, say) {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-chaos-'));
  let lab;
  let fleet;
  try {
    const clock = await compileClock(folder);
    lab = await createLab();
    fleet = new ChaosFleet(folder, lab, minions, clock);
    say('booting the hosts');
    await fleet.boot();
    say('starting master and minions');
    await fleet.begin();
    return fleet;
  } catch (error) {
    await lab?.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The library that shifts clocks, or why there is none. */
async function compileClock(folder) {
  const compiler = ['cc', 'gcc', 'clang'].find(onPath);
  if (!compiler) return { missing: 'there is no C compiler' };
  const library = join(folder, 'clock.so');
  await run(compiler, ['-shared', '-fPIC', '-O2', '-o', library, onHost('clock.c'), '-ldl']);
  return { library };
}

class ChaosFleet {
  constructor(folder, lab, minions, clock) {
    this.folder = folder;
    this.lab = lab;
    this.minions = minions;
    this.clock = clock;
    /** fleetctl and its profile, on this machine. */
    this.fleet = new Fleet({ root: join(folder, 'operator'), address: '', port, fileRoots: [], pillarRoots: [] });
  }

  get master() {
    return this.lab.hosts.get(masterHost);
  }

  host(name) {
    return this.lab.hosts.get(name);
  }

  async boot() {
    // One after the other: the order of their addresses, and a machine with few cores, want it so.
    await this.lab.host(masterHost, {
      volumes: volumes.master,
      borrowed: [
        { from: join(repository, 'dist'), at: '/opt/fleet/dist' },
        { from: realpathSync(join(repository, 'node_modules')), at: '/opt/fleet/node_modules' },
      ],
    });
    for (const name of this.minions) await this.lab.host(name, { volumes: volumes.minion });
    for (const host of this.lab.hosts.values()) await this.#prepare(host);
  }

  async begin() {
    const { master } = this;
    const server = await findNatsServer();
    await master.must('cat > /usr/local/bin/nats-server && chmod 755 /usr/local/bin/nats-server', {
      input: readFileSync(server.path),
    });
    if ((await master.exec('command -v node')).code !== 0)
      await master.must('cat > /usr/local/bin/node && chmod 755 /usr/local/bin/node', {
        input: readFileSync(process.execPath),
      });
    await master.must('ln -sf /opt/fleet/dist/bin/fleet-master /usr/local/bin/fleet-master');
    await master.must(
      `fleet-master init --listen ${master.address}:${port} --server nats://${master.address}:${port} && mkdir -p /srv/fleet/states /srv/fleet/pillar`,
    );
    await master.writeFile('/etc/systemd/system/fleet-master.service', deployed('fleet-master.service'));
    await master.must('systemctl daemon-reload && systemctl enable --now fleet-master.service');
    await this.#fetchProfile();
    await this.fleet.waitFor('the master', async () => (await this.fleetctl('status')).code === 0);
    const token = await this.fleet.token();
    for (const name of this.minions) await this.fleet.join(this.host(name), token, { beat_interval: 5 });
    await this.fleet.accept(...this.minions);
  }

  /** @param {...string} args */
  fleetctl(...args) {
    return this.fleet.fleetctl(...args);
  }

  /** The operator's credentials come to this machine; addresses do not change later. */
  async #fetchProfile() {
    const etc = join(this.fleet.options.root, 'etc/fleet');
    mkdirSync(etc, { recursive: true });
    const packed = await this.master.must('tar -c -C /etc/fleet fleetctl.json operators | base64 -w0');
    writeFileSync(join(this.folder, 'profile.tar'), Buffer.from(packed, 'base64'));
    await run('tar', ['-x', '-C', etc, '-f', join(this.folder, 'profile.tar')]);
    const file = join(etc, 'fleetctl.json');
    const text = readFileSync(file, 'utf8').replaceAll('"/etc/fleet/', `"${etc}/`);
    writeFileSync(file, text);
  }

  /** What is on every host: a place for effects, a clock that can be shifted, and programs that survive a lost name service. */
  async #prepare(host) {
    await host.must(
      `mkdir -p ${chaosFolder} && touch ${chaosFolder}/effects && head -c 8 /dev/zero > ${chaosFolder}/clock`,
    );
    await host.writeFile('/usr/local/bin/effect', readFileSync(onHost('effect.sh')), '0755');
    await host.writeFile(
      '/etc/systemd/system/chaos-worker.service',
      '[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n',
    );
    await host.writeFile('/usr/local/lib/fleet-chaos-reader.sh', readFileSync(onHost('reader.sh')), '0755');
    await host.writeFile(
      '/etc/systemd/system/chaos-reader.service',
      '[Service]\nExecStart=/usr/local/lib/fleet-chaos-reader.sh\nNice=10\n[Install]\nWantedBy=multi-user.target\n',
    );
    await host.must('systemctl daemon-reload && systemctl enable --now chaos-worker.service chaos-reader.service');
    if (!this.clock.library) return;
    await host.must('cat > /usr/local/lib/fleet-chaos-clock.so', { input: readFileSync(this.clock.library) });
    for (const unit of ['fleet-master', 'fleet-minion'])
      await host.writeFile(
        `/etc/systemd/system/${unit}.service.d/clock.conf`,
        '[Service]\nEnvironment=LD_PRELOAD=/usr/local/lib/fleet-chaos-clock.so\n',
      );
  }

  /** Writes files below the master's roots, each in one step: a tree that is half written would be served as it is. */
  async writeTree(files) {
    const steps = Object.entries(files).map(async ([path, text]) => {
      const place = `/srv/fleet/${path}`;
      const fresh = `/srv/.new-${path.replaceAll('/', '-')}`;
      await this.master.writeFile(fresh, text);
      await this.master.must(['sh', '-c', 'mkdir -p "$(dirname "$1")" && mv "$0" "$1"', fresh, place]);
    });
    await Promise.all(steps);
  }

  /** A folder of a host, copied to this machine. */
  async fetch(host, from, to) {
    mkdirSync(to, { recursive: true });
    const packed = await host.must(`tar -c -C ${from} . | base64 -w0`, { timeout: 120_000 });
    const file = join(this.folder, 'fetched.tar');
    writeFileSync(file, Buffer.from(packed, 'base64'));
    await run('tar', ['-x', '-C', to, '-f', file]);
    rmSync(file);
  }

  async keepEvidence(to) {
    mkdirSync(to, { recursive: true });
    await this.lab.keepEvidence(to);
    for (const name of this.lab.hosts.keys()) {
      const unit = name === masterHost ? 'fleet-master' : 'fleet-minion';
      const journal = await this.host(name)
        .exec(['journalctl', '--no-pager', '-o', 'short-iso-precise', '-u', unit])
        .catch((error) => ({ stdout: String(error) }));
      writeFileSync(join(to, `${name}.${unit}.log`), journal.stdout);
    }
    if (this.master.init) await this.fetch(this.master, '/var/log/fleet', join(to, 'nats'));
  }

  async stop() {
    await this.lab.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function deployed(unit) {
  return readFileSync(join(repository, 'deploy/systemd', unit), 'utf8');
}
