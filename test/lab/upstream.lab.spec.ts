import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishDaemon } from './mirror.mjs';
import { startSite } from './site.mjs';

/** One chunk of a state run as `--out json` gives it. */
interface Chunk {
  readonly __id__: string;
  readonly result: boolean | null;
  readonly changes: Record<string, unknown>;
}

const server = 'miner-server-01';
const nodes = [1, 2, 3, 4].map((number) => `server-01-node-0${number}`);

describe('a tree in the style of the public one, on a real host', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const host = () => site.lab.hosts.get(server)!;
  const active = () =>
    Promise.all(
      nodes.map(async (node) => (await host().exec(['systemctl', 'is-active', `cortensord@${node}`])).stdout.trim()),
    );
  async function apply(sls: string) {
    const { code, stdout, stderr } = await site.fleet.fleetctl('--out', 'json', server, 'state.apply', sls);
    const run = (JSON.parse(stdout) as Record<string, Record<string, Chunk>>)[server] ?? {};
    const chunks = Object.values(run);
    return {
      code,
      stderr,
      count: chunks.length,
      failed: chunks.filter(({ result }) => result !== true),
      changed: chunks.filter(({ changes }) => Object.keys(changes).length > 0).map((chunk) => chunk.__id__),
    };
  }

  beforeAll(async () => {
    const tree = fileURLToPath(new URL('../formulas/upstream-cortensord', import.meta.url));
    site = await startSite([server], { spec: 'upstream', tree });
    const { url } = site.mirror;
    // Where to install from is all that the lab changes.
    site.writePillar(
      'cortensord/servers/lab.sls',
      `cortensord:\n  source_url: ${url}/installer.git\n  docker_base_url: ${url}/docker\n  docker_source: deb [trusted=yes] ${url}/apt ./\n  ipfs_base_url: ${url}/kubo\n  init_delay: 1\n`,
    );
    const top = `${site.folder}/pillar/top.sls`;
    writeFileSync(top, `${readFileSync(top, 'utf8')}    - cortensord.servers.lab\n`);
    mkdirSync(`${site.folder}/mirror/www/docker/debian`, { recursive: true });
    writeFileSync(`${site.folder}/mirror/www/docker/debian/gpg`, 'a key\n');
  }, 180_000);

  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('is applied, all 52 chunks', async () => {
    expect(await apply('cortensord')).toMatchObject({ failed: [], stderr: '', code: 0, count: 52 });
    expect(await active()).toEqual(nodes.map(() => 'active'));
    expect(await host().must("stat -c '%U:%G %a' /var/log/cortensor/cortensord-server-01-node-03.log")).toBe(
      'deploy:deploy 644\n',
    );
    expect(await host().must('grep -lx ENABLE_IPFS_SERVER=1 /opt/cortensor/nodes/*/.env')).toBe(
      '/opt/cortensor/nodes/server-01-node-01/.env\n',
    );
  }, 180_000);

  it('is a no-op the second time', async () => {
    expect(await apply('cortensord')).toMatchObject({ failed: [], changed: [], code: 0 });
  }, 120_000);

  it('is upgraded: stopped, updated, started', async () => {
    publishDaemon(`${site.folder}/mirror`, '2.0.0');
    const { code, changed, failed } = await apply('cortensord.upgrade');
    expect({ code, failed }).toEqual({ code: 0, failed: [] });
    expect(changed).toEqual(expect.arrayContaining(['newest_installer', 'node_binary', `stop_${nodes[0]}`]));
    expect(await host().must('cortensord --version')).toBe('cortensord 2.0.0\n');
    expect(await active()).toEqual(nodes.map(() => 'active'));
  }, 120_000);

  it('with an upgrade that waits for what it does not include touches nothing, where it once left all nodes stopped', async () => {
    const file = `${site.folder}/states/cortensord/upgrade.sls`;
    writeFileSync(file, readFileSync(file, 'utf8').replace('  - .warmup\n', ''));
    const { code, stdout, stderr } = await site.fleet.fleetctl(server, 'state.apply', 'cortensord.upgrade');
    expect(code).toBe(5);
    expect(stdout + stderr).toMatch(/cortensord\/upgrade\.sls:\d+:\d+.*requisite\.unknown/s);
    expect(await active()).toEqual(nodes.map(() => 'active'));
  }, 60_000);
});
