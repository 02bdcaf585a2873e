import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runProgram } from './fleet.mjs';
import { startSite } from './site.mjs';

/** One chunk of a state run as `--out json` gives it. */
interface Chunk {
  readonly __id__: string;
  readonly result: boolean | null;
  readonly changes: Record<string, unknown>;
  readonly comment: string;
}

type Answer<T> = Record<string, T>;

const values = (answer: Record<string, Chunk>) => Object.values(answer);
const changed = (answer: Record<string, Chunk>) =>
  values(answer)
    .filter((chunk) => Object.keys(chunk.changes).length > 0)
    .map((chunk) => chunk.__id__);

describe('the main job, on two real hosts', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const host = (name: string) => site.lab.hosts.get(name)!;
  const property = async (name: string, unit: string, key: string) =>
    (await host(name).must(['systemctl', 'show', '--value', '-p', key, unit])).trim();

  beforeAll(async () => {
    site = await startSite(['miner-01', 'miner-02'], { spec: 'main-job' });
  }, 180_000);

  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it("fleetctl '*' test.ping answers True for both", async () => {
    const { code, stdout } = await site.fleet.fleetctl('*', 'test.ping');
    expect(stdout).toBe('miner-01:\n    True\nminer-02:\n    True\n');
    expect(code).toBe(0);
  });

  it("fleetctl '*' pillar.items gives each minion its own nodes only, and hides their keys", async () => {
    const answer: Answer<{ cortensord_nodes?: Record<string, unknown> }> = await site.fleet.ask('*', 'pillar.items');
    expect(Object.keys(answer['miner-01']?.cortensord_nodes ?? {})).toEqual(['node_01', 'node_02']);
    expect(answer['miner-02']?.cortensord_nodes ?? {}).toEqual({});
    expect(JSON.stringify(answer)).not.toMatch(/0x[1234]{64}/);
  });

  it('test=True on a bare machine foresees the work and does none of it', async () => {
    const { code, stdout } = await site.fleet.fleetctl(
      '--out',
      'json',
      'miner-01',
      'state.apply',
      'cortensord',
      'test=True',
    );
    const answer = (JSON.parse(stdout) as Answer<Record<string, Chunk>>)['miner-01']!;
    expect(values(answer).filter((chunk) => chunk.result === false)).toEqual([]);
    expect(values(answer).some((chunk) => chunk.result === null)).toBe(true);
    expect(code).toBe(0);
    expect((await host('miner-01').exec('ls /opt/cortensor /usr/local/bin/cortensord; id deploy')).code).not.toBe(0);
  }, 60_000);

  it("fleetctl '*' state.apply cortensord sets both up", async () => {
    const { code, stdout, stderr } = await site.fleet.fleetctl('--out', 'json', '*', 'state.apply', 'cortensord');
    const answer = JSON.parse(stdout) as Answer<Record<string, Chunk>>;
    const failed = Object.values(answer).flatMap((run) => values(run).filter((chunk) => chunk.result !== true));
    expect({ failed, stderr }).toEqual({ failed: [], stderr: '' });
    expect(code).toBe(0);
    for (const [name, nodes] of [
      ['miner-01', ['node_01', 'node_02']],
      ['miner-02', ['node_01', 'node_03']],
    ] as const) {
      for (const node of nodes) {
        expect(await property(name, `cortensord@${node}`, 'ActiveState')).toBe('active');
        expect(await property(name, `cortensord@${node}`, 'UnitFileState')).toBe('enabled');
        expect(await property(name, `cortensord@${node}`, 'LimitNOFILE')).toBe('1000000');
      }
    }
  }, 180_000);

  it('the machine holds what the formula promises', async () => {
    const miner = host('miner-01');
    const stat = (path: string) => miner.must(['stat', '-c', '%F %a %U:%G', path]).then((text: string) => text.trim());
    expect(await stat('/opt/cortensor/nodes/node_01/.env-node_01')).toBe('regular file 600 deploy:deploy');
    expect(await stat('/opt/cortensor/nodes/node_01/.env')).toBe('symbolic link 777 deploy:deploy');
    expect(await stat('/usr/local/bin/cortensord')).toBe('regular file 755 root:root');
    expect(await stat('/etc/systemd/system/cortensord@.service')).toBe('regular file 644 root:root');
    expect(await stat('/var/log/cortensor')).toBe('directory 755 deploy:deploy');
    expect(await miner.must('id -nG deploy')).toMatch(/\bdocker\b/);
    expect((await miner.exec('logrotate -d /etc/logrotate.d/cortensord')).code).toBe(0);
    expect(await miner.must('ipfs')).toContain('ipfs version');
    expect(await miner.must('systemctl is-active docker')).toBe('active\n');

    const first = await miner.readFile('/opt/cortensor/nodes/node_01/.env');
    const second = await miner.readFile('/opt/cortensor/nodes/node_02/.env');
    expect(first).toContain(`NODE_PRIVATE_KEY="0x${'1'.repeat(64)}"`);
    expect(first).toContain('ENABLE_IPFS_SERVER=1\n');
    expect(second).toContain('ENABLE_IPFS_SERVER=0\n');
    expect(second).toContain('WS_PORT_ROUTER=9002\n');
    expect(await miner.readFile('/var/log/cortensor/cortensord-node_01.log')).toContain('role minerv4 chain 421614');
    // Instance over server over global.
    const other = host('miner-02');
    expect(await other.readFile('/opt/cortensor/nodes/node_01/.env')).toContain('CHAINID=9999\n');
    expect(await other.readFile('/opt/cortensor/nodes/node_03/.env')).toContain('CHAINID=5555\n');
  }, 60_000);

  it('a second apply changes nothing and restarts nothing', async () => {
    const before = await property('miner-01', 'cortensord@node_01', 'MainPID');
    const answer: Answer<Record<string, Chunk>> = await site.fleet.ask('*', 'state.apply', 'cortensord');
    expect(changed(answer['miner-01']!)).toEqual([]);
    expect(changed(answer['miner-02']!)).toEqual([]);
    expect(await property('miner-01', 'cortensord@node_01', 'MainPID')).toBe(before);
  }, 120_000);

  it('a changed pillar value rewrites one .env and restarts that instance alone', async () => {
    const pid = (node: string) => property('miner-01', `cortensord@${node}`, 'MainPID');
    const before = [await pid('node_01'), await pid('node_02')];
    site.writePillar(
      'cortensord/servers/miner-01.sls',
      'cortensord_assigned_nodes: [node_01, node_02]\ncortensord_nodes:\n  node_02: {CHAINID: 777}\n',
    );
    const answer: Answer<Record<string, Chunk>> = await site.fleet.ask('miner-01', 'state.apply', 'cortensord');
    expect(changed(answer['miner-01']!).sort()).toEqual([
      'cortensord_environment_node_02',
      'cortensord_service_node_02',
    ]);
    expect(await pid('node_01')).toBe(before[0]);
    expect(await pid('node_02')).not.toBe(before[1]);
    expect(await host('miner-01').readFile('/opt/cortensor/nodes/node_02/.env')).toContain('CHAINID=777\n');
  }, 120_000);

  it("fleetctl 'miner-*' service.restart cortensord@node_01 restarts that unit only", async () => {
    const before = {
      first: await property('miner-01', 'cortensord@node_01', 'MainPID'),
      second: await property('miner-01', 'cortensord@node_02', 'MainPID'),
    };
    const answer: Answer<boolean> = await site.fleet.ask('miner-*', 'service.restart', 'cortensord@node_01');
    expect(answer).toEqual({ 'miner-01': true, 'miner-02': true });
    expect(await property('miner-01', 'cortensord@node_01', 'MainPID')).not.toBe(before.first);
    expect(await property('miner-01', 'cortensord@node_02', 'MainPID')).toBe(before.second);
  });

  it('service.status, stop and start work on one unit and on a glob', async () => {
    expect(await site.fleet.ask('miner-01', 'service.status', 'cortensord@node_01')).toEqual({ 'miner-01': true });
    expect(await site.fleet.ask('miner-01', 'service.stop', 'cortensord@*')).toBeDefined();
    expect(await site.fleet.ask('miner-01', 'service.status', 'cortensord@*')).toEqual({
      'miner-01': { 'cortensord@node_01.service': false, 'cortensord@node_02.service': false },
    });
    await site.fleet.ask('miner-01', 'service.start', 'cortensord@*');
    expect(await property('miner-01', 'cortensord@node_02', 'ActiveState')).toBe('active');
  });

  it('an unknown unit is an error that names it', async () => {
    const { code, stdout, stderr } = await site.fleet.fleetctl('miner-01', 'service.restart', 'cortensord@node_77x');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('cortensord@node_77x');
  });

  it('the neighbours answer', async () => {
    expect(Object.keys(await site.fleet.ask('-L', 'miner-01,miner-02', 'test.version'))).toEqual([
      'miner-01',
      'miner-02',
    ]);
    expect(await site.fleet.ask('-E', 'miner-0[1]', 'grains.get', 'id')).toEqual({ 'miner-01': 'miner-01' });
    expect(Object.keys(await site.fleet.ask('-G', 'os:Debian', 'test.ping')).length).toBe(2);
    expect(Object.keys(await site.fleet.ask('-C', 'miner-* and not ( miner-02 or G@os:Ubuntu )', 'test.ping'))).toEqual(
      ['miner-01'],
    );
    expect(await site.fleet.ask('miner-02', 'pillar.get', 'cortensord:CHAINID')).toEqual({ 'miner-02': 9999 });
    expect(await site.fleet.ask('miner-01', 'cmd.run', 'hostname')).toEqual({ 'miner-01': 'miner-01' });
    const low: Answer<{ __id__: string }[]> = await site.fleet.ask('miner-01', 'state.show_lowstate');
    expect(low['miner-01']!.map((chunk) => chunk.__id__)).toContain('cortensord_service_node_01');
    const top: Answer<unknown> = await site.fleet.ask('miner-01', 'state.show_top');
    expect(top['miner-01']).toEqual({ base: ['cortensord'] });
    const docs: Answer<Record<string, string>> = await site.fleet.ask('miner-01', 'sys.doc', 'test.ping');
    expect(Object.keys(docs['miner-01']!)).toEqual(['test.ping']);
  }, 60_000);

  it('jobs list and show know what ran, and keep no secret', async () => {
    const { jobs } = await site.fleet.ask('jobs', 'list');
    const apply = jobs.find((row: { function: string }) => row.function === 'state.apply');
    const { code, stdout } = await site.fleet.fleetctl('jobs', 'show', apply.jid);
    expect(code).toBe(0);
    expect(stdout).toContain('state.apply');
    expect(stdout).not.toMatch(/0x[1234]{64}/);
  });

  it('no private key is in any file of the master, nor in the journal of a host', async () => {
    const { stdout } = await runProgram('grep', ['-rlaE', '0x(1{64}|2{64}|3{64}|4{64})', `${site.folder}/site`]);
    expect(stdout).toBe('');
    for (const name of ['miner-01', 'miner-02']) {
      const { stdout: found } = await host(name).exec(
        "journalctl --no-pager | grep -cE '0x(1{64}|2{64}|3{64}|4{64})'; grep -rlaE '0x(1{64}|2{64}|3{64}|4{64})' /var/lib/fleet /var/cache/fleet /var/log/fleet 2>/dev/null",
      );
      expect(found).toBe('0\n');
    }
  });
});
