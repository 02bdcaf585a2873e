import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishDaemon } from './mirror.mjs';
import { startSite } from './site.mjs';

/** One chunk of a state run as `--out json` gives it. */
interface Chunk {
  readonly __id__: string;
  readonly name: string;
  readonly result: boolean | null;
  readonly changes: Record<string, unknown>;
  readonly comment: string;
}
type Run = Record<string, Chunk>;

const servers = ['miner-01', 'miner-02', 'miner-03'] as const;
const first = 'miner-01';
const key = (server: number, node: number) => `'0x${String(server).repeat(32)}${String(node).repeat(32)}'`;
/** An ephemeral node, one with a port of its own, a dedicated node and a router, in another order on each server. */
const kinds = (server: number) => {
  const rows = [
    ['eph', ''],
    ['own', 'LLM_WORKER_BASE_PORT: 8490'],
    [
      'ded',
      "ENABLE_DEDICATED_NODE: 1, DEDICATED_NODE_AUTHORIZED_SESSIONS: '10,11', LLM_PORT: 8190, LLM_CONTAINER_IMAGE: lab/pinned",
    ],
    ['rtr', 'AGENT_ROLE: routerv1, ROUTER_EXTERNAL_IP: 192.0.2.7'],
  ] as const;
  return [...rows.slice(server - 1), ...rows.slice(0, server - 1)].map(([kind, settings], index) => ({
    name: `${kind}_${server}`,
    text: `    ${kind}_${server}: {NODE_PRIVATE_KEY: ${key(server, index + 1)}${settings && `, ${settings}`}}\n`,
  }));
};
const nodesOf = (server: string) =>
  kinds(servers.indexOf(server as (typeof servers)[number]) + 1).map(({ name }) => name);

const values = (run: Run | undefined) => Object.values(run ?? {});
const changed = (run: Run | undefined) =>
  values(run)
    .filter((chunk) => Object.keys(chunk.changes).length > 0)
    .map((chunk) => chunk.__id__);
const failed = (run: Run | undefined) => values(run).filter((chunk) => chunk.result !== true);

describe('cortensord on three servers with four instances each', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const host = (name: string) => site.lab.hosts.get(name)!;
  const show = (name: string, unit: string, property: string): Promise<string> =>
    host(name)
      .must(['systemctl', 'show', '--value', '-p', property, unit])
      .then((text: string) => text.trim());
  const pids = (name: string) =>
    Promise.all(nodesOf(name).map((node) => show(name, `cortensord@${node}`, 'MainPID'))).then((all) =>
      Object.fromEntries(nodesOf(name).map((node, index) => [node, all[index]])),
    );
  const version = (name: string): Promise<string> =>
    host(name)
      .must('/usr/local/bin/cortensord --version')
      .then((text: string) => text.trim());
  const commit = (name: string): Promise<string> => host(name).must('git -C /opt/cortensor-installer rev-parse HEAD');
  const publish = (what: string, content?: string) => publishDaemon(`${site.folder}/mirror`, what, content);
  const allUp = async (name: string) => {
    for (const node of nodesOf(name)) expect(await show(name, `cortensord@${node}`, 'ActiveState')).toBe('active');
  };
  async function apply(
    target: string,
    ...words: string[]
  ): Promise<{ code: number; runs: Record<string, Run>; stderr: string }> {
    const { code, stdout, stderr } = await site.fleet.fleetctl('--out', 'json', target, 'state.apply', ...words);
    return { code, runs: stdout === '' ? {} : (JSON.parse(stdout) as Record<string, Run>), stderr };
  }
  function writeServer(server: string, nodes: readonly { name: string; text: string }[], settings = ''): void {
    site.writePillar(
      `cortensord/servers/${server}.sls`,
      `cortensord:\n${settings}  instances:\n${nodes.map(({ text }) => text).join('')}`,
    );
  }

  beforeAll(async () => {
    site = await startSite([...servers], { spec: 'cortensord' });
    servers.forEach((server, index) => writeServer(server, kinds(index + 1)));
    // Somebody made the account before, and lets it administrate.
    await host(first).must('useradd -m deploy && groupadd -f sudo && usermod -aG sudo deploy');
  }, 180_000);

  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('is installed on all of them', async () => {
    const { code, runs, stderr } = await apply('*', 'cortensord');
    expect({ failed: Object.values(runs).flatMap(failed), stderr, code }).toEqual({ failed: [], stderr: '', code: 0 });
    for (const server of servers) {
      await allUp(server);
      expect(await host(server).must('grep -lx ENABLE_IPFS_SERVER=1 /opt/cortensor/nodes/*/.env')).toBe(
        `/opt/cortensor/nodes/${nodesOf(server)[0]}/.env\n`,
      );
      expect(await host(server).must('ipfs')).toContain('ipfs version');
    }
    const keys = await host(first).must("grep -c '^[A-Z_0-9]*=' /opt/cortensor/nodes/eph_1/.env");
    expect(keys).toBe('111\n');
    expect(await host(first).must('id -nG deploy')).toMatch(/\bsudo\b.*\bdocker\b|\bdocker\b.*\bsudo\b/);
    expect(
      await host(first).must(
        "stat -c '%U %a' /var/log/cortensor/cortensord-eph_1.log /var/log/cortensor/cortensord-llm-eph_1.log",
      ),
    ).toBe('deploy 644\ndeploy 644\n');
  }, 240_000);

  it('each kind of node has what makes it one', async () => {
    const environment = (node: string) => host(first).readFile(`/opt/cortensor/nodes/${node}/.env`);
    expect(await environment('eph_1')).toContain('LLM_WORKER_BASE_PORT=8090\n');
    expect(await environment('ded_1')).toMatch(/^LLM_CONTAINER_IMAGE="lab\/pinned"$/m);
    expect(await environment('ded_1')).toMatch(/^LLM_WORKER_BASE_PORT=8190$/m);
    expect(await environment('rtr_1')).toMatch(/^ROUTER_EXTERNAL_PORT=9001$/m);
    expect(await host(first).readFile('/var/log/cortensor/cortensord-rtr_1.log')).toContain('role routerv1');
  });

  it('a second apply changes nothing and restarts nothing', async () => {
    const before = await pids(first);
    const { code, runs } = await apply('*', 'cortensord');
    expect({
      code,
      changed: Object.values(runs).flatMap(changed),
      failed: Object.values(runs).flatMap(failed),
    }).toEqual({
      code: 0,
      changed: [],
      failed: [],
    });
    expect(await pids(first)).toEqual(before);
  }, 120_000);

  it('a changed setting of one instance restarts that one alone', async () => {
    const before = await pids(first);
    const nodes = kinds(1);
    writeServer(first, [
      { name: 'eph_1', text: nodes[0]!.text.replace('}', ', LLM_OPTION_GPU: 1}') },
      ...nodes.slice(1),
    ]);
    const { runs } = await apply(first, 'cortensord');
    expect(changed(runs[first]).sort()).toEqual(['cortensord_environment_eph_1', 'cortensord_service_eph_1']);
    const after = await pids(first);
    expect(after['eph_1']).not.toBe(before['eph_1']);
    expect({ ...after, eph_1: '' }).toEqual({ ...before, eph_1: '' });
    writeServer(first, nodes);
    await apply(first, 'cortensord');
  }, 120_000);

  it('an upgrade without a new version stops nothing', async () => {
    const before = await pids(first);
    const { code, runs } = await apply('*', 'cortensord.upgrade');
    expect({ code, changed: Object.values(runs).flatMap(changed) }).toEqual({ code: 0, changed: [] });
    expect(await pids(first)).toEqual(before);
  }, 120_000);

  it('an upgrade brings all to the new version, and keeps the old one beside it', async () => {
    publish('2.0.0');
    const { code, runs } = await apply('*', 'cortensord.upgrade');
    expect({ failed: Object.values(runs).flatMap(failed), code }).toEqual({ failed: [], code: 0 });
    for (const server of servers) {
      await allUp(server);
      expect(await version(server)).toBe('cortensord 2.0.0');
      expect(await host(server).must('/usr/local/bin/cortensord.previous --version')).toBe('cortensord 1.0.0\n');
    }
    expect(await host(first).readFile('/var/log/cortensor/cortensord-eph_1.log')).toContain('cortensord 2.0.0 pid');
    // It holds: neither a second upgrade nor an apply does anything.
    expect(changed((await apply(first, 'cortensord.upgrade')).runs[first])).toEqual([]);
    expect(changed((await apply(first, 'cortensord')).runs[first])).toEqual([]);
  }, 180_000);

  it('of a pointer instead of the program, nothing is stopped, and the repository goes back', async () => {
    const before = { pids: await pids(first), commit: await commit(first) };
    publish('3.0.0', 'version https://git-lfs.github.com/spec/v1\noid sha256:0f3c1b7a\nsize 127404032\n');
    const { code, runs } = await apply(first, 'cortensord.upgrade');
    expect(code).toBe(1);
    expect(JSON.stringify(runs)).toContain('is a Git LFS pointer, not the program');
    expect(JSON.stringify(runs)).toContain('The upgrade failed');
    expect({ pids: await pids(first), commit: await commit(first) }).toEqual(before);
    expect(await version(first)).toBe('cortensord 2.0.0');
  }, 120_000);

  it('of a program that does not stay up, the old one is back and runs', async () => {
    const before = await commit(first);
    publish(
      '4.0.0',
      '#!/bin/sh\n[ "$1" = --version ] && { echo "cortensord 4.0.0"; exit 0; }\necho "no licence for $CHAINID" >&2; sleep 1; exit 3\n',
    );
    const { code, runs } = await apply(first, 'cortensord.upgrade');
    expect(code).toBe(1);
    expect(
      values(runs[first])
        .filter(({ result }) => result === false)
        .map(({ __id__ }) => __id__),
    ).toContain('cortensord_upgrade_stays_up');
    expect(JSON.stringify(runs)).toContain('/usr/local/bin/cortensord is the one of before again');
    await allUp(first);
    expect(await version(first)).toBe('cortensord 2.0.0');
    expect(await commit(first)).toBe(before);
    expect(await host(first).readFile('/var/log/cortensor/cortensord-ded_1.log')).toMatch(
      /cortensord 2\.0\.0 pid[^\n]*\n$/,
    );
    expect(changed((await apply(first, 'cortensord')).runs[first])).toEqual([]);
  }, 180_000);

  it('of a repository that cannot be reached, everything runs on', async () => {
    const before = await pids(first);
    await host(first).must('git config --global url.http://127.0.0.1:9/.insteadOf http://');
    const { code, runs } = await apply(first, 'cortensord.upgrade');
    await host(first).must('rm -f /root/.gitconfig');
    expect(code).toBe(1);
    expect(values(runs[first]).find(({ __id__ }) => __id__ === 'cortensord_upgrade_repository')?.result).toBe(false);
    expect(await pids(first)).toEqual(before);
  }, 120_000);

  it('a good version after the failed ones is taken', async () => {
    publish('5.0.0');
    expect((await apply(first, 'cortensord.upgrade')).code).toBe(0);
    expect(await version(first)).toBe('cortensord 5.0.0');
    await allUp(first);
  }, 120_000);

  it('an upgrade that a power cut ended leaves the binary to the next one, which takes it up', async () => {
    const before = await pids(first);
    const good = await commit(first);
    publish('6.0.0', '#!/bin/sh\n[ "$1" = --version ] && exit 3\nexit 3\n');
    // As far as it had come: the commit of before is noted, the repository is at the new one, git had not let go of its lock.
    await host(first).must(
      'cd /opt/cortensor-installer && git update-ref refs/fleet/upgrading HEAD && git fetch -q && git reset -q --hard origin/main && touch .git/index.lock',
    );
    const applied = await apply(first, 'cortensord');
    expect({ code: applied.code, changed: changed(applied.runs[first]) }).toEqual({ code: 0, changed: [] });
    expect(JSON.stringify(applied.runs)).toContain('An upgrade of miner-01 was interrupted');
    const { stdout } = await site.fleet.fleetctl('--out', 'json', first, 'cortensord.doctor', 'failed=True');
    expect(stdout).toContain('an upgrade was interrupted');
    const { code, runs } = await apply(first, 'cortensord.upgrade');
    expect(code).toBe(1);
    expect(JSON.stringify(runs)).toContain('does not run: --version ended with 3');
    expect({ pids: await pids(first), commit: await commit(first) }).toEqual({ pids: before, commit: good });
    expect(await version(first)).toBe('cortensord 5.0.0');
  }, 120_000);

  it('one that had put the new binary into place is watched by the next one, and may still go back', async () => {
    const good = await commit(first);
    publish('7.0.0', '#!/bin/sh\n[ "$1" = --version ] && { echo "cortensord 7.0.0"; exit 0; }\nsleep 1; exit 3\n');
    await host(first).must(
      'cd /opt/cortensor-installer && git update-ref refs/fleet/upgrading HEAD && git fetch -q && git reset -q --hard origin/main',
    );
    await host(first).must(
      'cd /usr/local/bin && cp -p cortensord cortensord.before-upgrade && install -m 755 /opt/cortensor-installer/dist/cortensord cortensord.new && mv cortensord.new cortensord',
    );
    expect((await apply(first, 'cortensord.upgrade')).code).toBe(1);
    expect({ version: await version(first), commit: await commit(first) }).toEqual({
      version: 'cortensord 5.0.0',
      commit: good,
    });
    await allUp(first);
    expect((await host(first).exec('ls /usr/local/bin/cortensord.before-upgrade')).code).not.toBe(0);
    publish('8.0.0');
    expect((await apply(first, 'cortensord.upgrade')).code).toBe(0);
    await allUp(first);
  }, 180_000);

  it('an instance that left the pillar is stopped, and keeps its files', async () => {
    writeServer(first, kinds(1).slice(0, 3));
    const { code, runs } = await apply(first, 'cortensord');
    expect(code).toBe(0);
    expect(changed(runs[first])).toEqual(['cortensord_removed_rtr_1']);
    expect(await show(first, 'cortensord@rtr_1', 'ActiveState')).toBe('inactive');
    expect(await show(first, 'cortensord@rtr_1', 'UnitFileState')).toBe('disabled');
    expect((await host(first).exec('test -f /opt/cortensor/nodes/rtr_1/.env')).code).toBe(0);
    expect(changed((await apply(first, 'cortensord')).runs[first])).toEqual([]);
  }, 120_000);

  it('without a warm-up nothing is started, and the answer says how to go on', async () => {
    await host('miner-02').must("systemctl stop 'cortensord@*'; rm /var/lib/cortensor_warmup_done");
    writeServer('miner-02', kinds(2), '  warmup_skip: False\n');
    const { code, runs } = await apply('miner-02', 'cortensord');
    expect(code).toBe(1);
    expect(JSON.stringify(runs)).toContain('fleetctl miner-02 file.touch /var/lib/cortensor_warmup_done');
    expect(await show('miner-02', 'cortensord@eph_2', 'ActiveState')).toBe('inactive');
    await site.fleet.ask('miner-02', 'file.touch', '/var/lib/cortensor_warmup_done');
    expect((await apply('miner-02', 'cortensord')).code).toBe(0);
    await allUp('miner-02');
  }, 120_000);

  it('the doctor finds nothing wrong with what was applied', async () => {
    const { code, stdout } = await site.fleet.fleetctl(
      '--out',
      'json',
      'miner-0[23]',
      'cortensord.doctor',
      'failed=True',
    );
    expect({ report: JSON.parse(stdout), code }).toEqual({ report: { 'miner-02': {}, 'miner-03': {} }, code: 0 });
  }, 60_000);

  it('the doctor names what somebody broke, and tells no key', async () => {
    const third = host('miner-03');
    await third.must('chmod 644 /opt/cortensor/nodes/eph_3/.env-eph_3');
    await third.must(
      'sed -i \'s/^NODE_PRIVATE_KEY=.*/NODE_PRIVATE_KEY="0xdeadbeefdeadbeef"/\' /opt/cortensor/nodes/own_3/.env-own_3',
    );
    await third.must('systemctl stop cortensord@rtr_3');
    await third.must(
      'systemd-run --unit=squatter --quiet nc -l -k 127.0.0.1 9001 || systemd-run --unit=squatter --quiet python3 -m http.server --bind 127.0.0.1 9001',
    );
    await third.must(
      'cp -r /opt/cortensor/nodes/ded_3 /opt/cortensor/nodes/old_3 && mv /opt/cortensor/nodes/old_3/.env-ded_3 /opt/cortensor/nodes/old_3/.env-old_3 && ln -sf .env-old_3 /opt/cortensor/nodes/old_3/.env && systemctl enable --now cortensord@old_3',
    );
    await site.fleet.waitFor(
      'somebody at the port',
      async () => (await third.exec('ss -Hltn | grep -q :9001')).code === 0,
    );
    const { code, stdout } = await site.fleet.fleetctl('--out', 'json', 'miner-03', 'cortensord.doctor', 'failed=True');
    const report = (JSON.parse(stdout) as Record<string, Record<string, { message: string }[]>>)['miner-03'] ?? {};
    const said = (name: string) => (report[name] ?? []).map(({ message }) => message).join('\n');
    expect(code).toBe(1);
    expect(said('eph_3')).toBe('/opt/cortensor/nodes/eph_3/.env-eph_3 has mode 0644, not 0600');
    expect(said('own_3')).toContain('another value of NODE_PRIVATE_KEY');
    expect(said('rtr_3')).toContain('cortensord@rtr_3 is inactive');
    expect(said('rtr_3')).toMatch(/port 9001 \(WS_PORT_ROUTER\) is taken by \S+ \(pid \d+\)/);
    expect(said('(server)')).toContain('old_3: not in the pillar');
    expect(stdout).not.toMatch(/deadbeef|0x3{32}/);
    await third.must('systemctl stop squatter');
    expect((await apply('miner-03', 'cortensord')).code).toBe(0);
    expect((await site.fleet.fleetctl('miner-03', 'cortensord.doctor')).code).toBe(0);
  }, 120_000);

  it('a reset is refused while nobody has confirmed it, and foreseen without', async () => {
    const { code, stdout, stderr } = await site.fleet.fleetctl('miner-0[23]', 'state.apply', 'cortensord.reset');
    expect({ code, stdout }).toEqual({ code: 8, stdout: '' });
    expect(stderr).toMatch(/cortensord\.reset has to be confirmed: .*keys.*--yes confirms it/s);
    site.writeState('retire.sls', 'include:\n  - cortensord.reset\n');
    expect((await apply('miner-02', 'retire')).code).toBe(8);
    expect((await apply('miner-02', 'cortensord.reset', 'test=True')).code).toBe(0);
    await allUp('miner-02');
  }, 60_000);

  it('a reset that is confirmed leaves nothing of it', async () => {
    const { code, runs } = await apply('miner-02', 'cortensord.reset', '--yes');
    expect({ failed: failed(runs['miner-02']), code }).toEqual({ failed: [], code: 0 });
    const left = await host('miner-02').exec(
      "ls -d /opt/cortensor/nodes /opt/cortensor-installer /var/log/cortensor /usr/local/bin/cortensord* /etc/systemd/system/cortensord@.service /etc/logrotate.d/cortensord /home/deploy/.cortensor /var/lib/cortensor_warmup_done; systemctl list-units --all --plain --no-legend 'cortensord@*'; ls /etc/systemd/system/multi-user.target.wants | grep cortensord",
    );
    expect(left.stdout).toBe('');
    expect((await host('miner-02').exec('id deploy && ipfs && systemctl is-active docker')).code).toBe(0);
    expect(changed((await apply('miner-02', 'cortensord.reset', '--yes')).runs['miner-02'])).toEqual([]);
  }, 60_000);
});
