/** A lab with a mirror, a master and joined minions, for specs: `const site = await startSite(['miner-01'])`. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Fleet, freePort, repository } from './fleet.mjs';
import { createLab } from './lab.mjs';
import { recordWire } from './wire.mjs';
import { makeMirror, mirrorAptSource, mirrorPillar, serveMirror } from './mirror.mjs';

/**
 * @param {string[]} names hosts to boot and join
 * @param {{ spec?: string, startMaster?: boolean, tree?: string, recorded?: boolean, clear?: boolean, prepare?: (site: Site) => void }} [options] `spec`: the folder under `.fleet/evidence` for the logs of this site;
 *   `recorded`: all clients but the master itself speak through a wire that is recorded; `prepare`: is given the site before the master starts;
 *   `clear`: the bus is not encrypted, so that a raw client can speak to it; so is one whose wire is `recorded`;
 *   `tree`: a folder with states and pillar, instead of the repository's
 */
export async function startSite(names, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-site-'));
  const lab = await createLab();
  const site = new Site(folder, lab, options.spec ?? 'site');
  try {
    makeMirror(join(folder, 'mirror'));
    site.mirror = await serveMirror(join(folder, 'mirror'), lab.address);
    const tree = options.tree ?? repository;
    cpSync(join(tree, 'states'), join(folder, 'states'), { recursive: true });
    cpSync(join(tree, 'pillar'), join(folder, 'pillar'), { recursive: true });
    site.writePillar('lab.sls', mirrorPillar(site.mirror.url));
    if (options.tree === undefined) site.writePillar('top.sls', ownTop);
    site.fleet = new Fleet({
      root: join(folder, 'site'),
      address: lab.address,
      port: await freePort(lab.address),
      ...(options.recorded && { told: await freePort(lab.address) }),
      ...((options.recorded || options.clear) && { tls: 'off' }),
      fileRoots: [join(folder, 'states')],
      pillarRoots: [join(folder, 'pillar')],
    });
    await site.fleet.init();
    if (options.recorded) {
      const { address, port, told } = site.fleet.options;
      site.wire = await recordWire({ address, port: told, to: port });
    }
    options.prepare?.(site);
    if (options.startMaster !== false) await site.fleet.start();
    if (names.length > 0) {
      const token = await site.fleet.token();
      await Promise.all(names.map(async (name) => site.fleet.join(await site.bootHost(name), token)));
      await site.fleet.accept(...names);
    }
    return site;
  } catch (error) {
    await site.stop();
    throw error;
  }
}

const ownTop = `base:
  '*':
    - cortensord.common
    - cortensord.nodes
    - lab
  'miner-01':
    - cortensord.servers.miner-01
  'miner-02':
    - cortensord.servers.miner-02
  'miner-03':
    - cortensord.servers.miner-03
`;

class Site {
  /** @type {Fleet} */ fleet;
  /** @type {{ url: string, close: () => Promise<unknown> }} */ mirror;
  /** @type {Awaited<ReturnType<typeof recordWire>> | undefined} */ wire;

  constructor(folder, lab, spec) {
    this.folder = folder;
    this.lab = lab;
    this.spec = spec;
  }

  async bootHost(name) {
    const host = await this.lab.host(name);
    await host.writeFile('/etc/apt/sources.list.d/lab.list', mirrorAptSource(this.mirror.url));
    return host;
  }

  writePillar(path, text) {
    this.#write('pillar', path, text);
  }

  writeState(path, text) {
    this.#write('states', path, text);
  }

  async stop() {
    // Jest does not tell a spec whether it failed; the logs of the last run are always there to read.
    const evidence = join(repository, '.fleet/evidence', this.spec);
    await this.lab.keepEvidence(evidence);
    if (this.fleet) writeFileSync(join(evidence, 'master.log'), this.fleet.log());
    await this.fleet?.stop();
    await this.wire?.close();
    await this.mirror?.close();
    await this.lab.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #write(root, path, text) {
    const file = join(this.folder, root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
