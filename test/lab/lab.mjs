/**
 * The lab: real systemd hosts in namespaces, on a private bridge of this machine. Nothing of the machine itself is changed but for
 * the bridge, which goes with the lab.
 *
 *   const lab = await createLab();
 *   const host = await lab.host('miner-01');
 *   await host.must('systemctl is-system-running');
 *   await lab.stop();
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LabError, LabHost } from './lab-host.mjs';
import { labNeeds } from './lab-needs.mjs';

const run = promisify(execFile);

/**
 * @param {{ directory?: string, detached?: boolean, beforeSpawn?: () => void, onSpawn?: (host: LabHost) => void }} [options]
 *   `detached`: hosts outlive this process (the quick start); the other two: see `LabHost`.
 */
export async function createLab(options = {}) {
  const missing = labNeeds();
  if (missing.length > 0) throw new LabError(missing.map(({ what, way }) => `${what}; ${way}`).join(', and '));
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'fleet-lab-'));
  mkdirSync(directory, { recursive: true });
  const network = await makeBridge();
  return new Lab(directory, options.directory === undefined, network, options);
}

class Lab {
  /** @type {Map<string, LabHost>} */ hosts = new Map();

  constructor(directory, ownDirectory, network, { detached = false, beforeSpawn, onSpawn }) {
    this.directory = directory;
    this.ownDirectory = ownDirectory;
    this.network = network;
    this.detached = detached;
    this.watch = { beforeSpawn, onSpawn };
  }

  /** This machine's address on the bridge: where a master for the lab listens. */
  get address() {
    return this.network.address;
  }

  /**
   * Boots a host of that name, or gives the one there is.
   * @param {{ volumes?: { at: string, size: string }[], borrowed?: { from: string, at: string }[] }} [disks] see `LabHost`
   */
  async host(name, disks = {}) {
    const known = this.hosts.get(name);
    if (known) return known;
    const number = 11 + this.hosts.size;
    const host = new LabHost(name, {
      directory: this.directory,
      detached: this.detached,
      address: `${this.network.prefix}.${number}`,
      attach: (booted) => attach(this.network.bridge, booted),
      ...disks,
      ...this.watch,
    });
    this.hosts.set(name, host);
    return host.start();
  }

  /** Writes what explains a failure to files that stay, and names them. */
  async keepEvidence(folder) {
    mkdirSync(folder, { recursive: true });
    const files = [];
    for (const host of this.hosts.values()) {
      const file = join(folder, `${host.name}.log`);
      writeFileSync(file, await host.evidence());
      files.push(file);
    }
    return files;
  }

  async stop() {
    const ends = await Promise.allSettled([...this.hosts.values()].map((host) => host.stop()));
    await removeBridge(this.network.bridge);
    if (this.ownDirectory) rmSync(this.directory, { recursive: true, force: true });
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }
}

/** Gives a host that has just booted its network card, the other end of which is on the bridge. */
export async function attach(bridge, host) {
  const outside = cardOf(bridge, host);
  const inside = ['-t', String(host.init), '-n', 'ip'];
  // The one of an earlier boot stays where a connection of it is not over yet.
  await removeLink(outside);
  await run('ip', ['link', 'add', outside, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', String(host.init)]);
  await run('ip', ['link', 'set', outside, 'master', bridge, 'up']);
  await run('nsenter', [...inside, 'addr', 'add', `${host.address}/24`, 'dev', 'eth0']);
  await run('nsenter', [...inside, 'link', 'set', 'eth0', 'up']);
  await run('nsenter', [...inside, 'link', 'set', 'lo', 'up']);
}

/** The end of a host's cable that is on the bridge; by the last number of its address. */
export function cardOf(bridge, host) {
  return `${bridge}v${host.address.split('.').at(-1)}`;
}

/** A bridge on the first free subnet of 10.213.0.0/16. */
async function makeBridge() {
  const taken = new Set(
    Object.values(networkInterfaces())
      .flat()
      .map((row) => row?.address.split('.').slice(0, 3).join('.')),
  );
  for (let subnet = 1; subnet < 250; subnet += 1) {
    const prefix = `10.213.${subnet}`;
    if (taken.has(prefix)) continue;
    const bridge = `flt${subnet}`;
    const added = await run('ip', ['link', 'add', bridge, 'type', 'bridge']).then(
      () => true,
      (error) => {
        // Another lab took the name between our look and our wish; the next one is as good.
        if (String(error.stderr).includes('File exists')) return false;
        throw new LabError(`no bridge could be made: ${error.stderr ?? error.message}`, { cause: error });
      },
    );
    if (!added) continue;
    try {
      await run('ip', ['addr', 'add', `${prefix}.1/24`, 'dev', bridge]);
      await run('ip', ['link', 'set', bridge, 'up']);
    } catch (error) {
      // Such as Ctrl-C, which ends `ip` too.
      await removeBridge(bridge);
      throw error;
    }
    return { bridge, prefix, address: `${prefix}.1` };
  }
  throw new LabError('no free subnet in 10.213.0.0/16: is an old lab still up? `ip link | grep flt` shows its bridges');
}

/** With the cards on it that outlived their hosts. */
export async function removeBridge(bridge) {
  for (const link of readdirSync('/sys/class/net')) if (link.startsWith(`${bridge}v`)) await removeLink(link);
  await removeLink(bridge);
}

async function removeLink(name) {
  await run('ip', ['link', 'del', name]).catch((error) => {
    // It may go with its host at the same moment.
    if (!/Cannot find device|No such device/.test(String(error.stderr))) throw error;
  });
}
