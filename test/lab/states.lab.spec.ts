import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installMinion } from './fleet.mjs';
import { createLab } from './lab.mjs';
import { makeMirror, serveMirror } from './mirror.mjs';
import { crontabProgram, statesTree } from './states-tree.mjs';

interface Chunk {
  readonly result: boolean | null;
  readonly changes: Record<string, unknown>;
  readonly comment: string;
}

/** The contract of every state, with the programs that they ask being the real ones: foreseen, done, and then nothing left to do. */
describe('states on a real systemd host, without a master', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-states-'));
  let lab: Awaited<ReturnType<typeof createLab>>;
  let mirror: Awaited<ReturnType<typeof serveMirror>>;
  let host: Awaited<ReturnType<typeof lab.host>>;
  const apply = async (...words: string[]): Promise<[string, Chunk][]> => {
    const command = ['/usr/local/bin/fleet-minion', 'call', '--local', '--root', '/root/minion', '--id', 'states1'];
    command.push('--states', '/root/states', '--out', 'json', '--yes-destroy', 'state.apply', 'many', ...words);
    const { code, stdout, stderr } = await host.exec(command, { timeout: 240_000 });
    if (code !== 0 && code !== 1) throw new Error(`state.apply ended with ${code}: ${stdout}${stderr}`);
    return Object.entries((JSON.parse(stdout) as { local: Record<string, Chunk> }).local);
  };
  const brief = (chunks: [string, Chunk][]): unknown[] =>
    chunks.map(([tag, { result, comment, changes }]) => ({ tag, result, comment, changes }));

  beforeAll(async () => {
    lab = await createLab();
    makeMirror(join(folder, 'mirror'));
    mirror = await serveMirror(join(folder, 'mirror'), lab.address);
    host = await lab.host('states1');
    // The host has a /tmp of its own, and the checkout may lie below this one's.
    await installMinion(host);
    await host.writeFile('/usr/local/bin/crontab', crontabProgram, '0755');
    for (const [path, text] of Object.entries(statesTree(mirror.url)))
      await host.writeFile(`/root/states/${path}`, text);
    await host.must('useradd --create-home guest && groupadd oldteam && rm -rf /etc/apt/sources.list*');
  }, 120_000);

  afterAll(async () => {
    await lab?.stop();
    await mirror?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it('a dry run foresees each and touches nothing', async () => {
    await host.must('touch /root/before');
    const chunks = await apply('test=True');
    expect(chunks.length).toBeGreaterThan(20);
    expect(brief(chunks.filter(([, { result }]) => result !== null))).toEqual([]);
    const touched = await host.must(
      'find /etc /home /usr /var/spool /var/lib/dpkg /var/lib/apt /srv -xdev -cnewer /root/before -not -type d',
    );
    expect(touched).toBe('');
  }, 300_000);

  it('a run does what was foreseen', async () => {
    const chunks = await apply();
    expect(brief(chunks.filter(([, { result }]) => result !== true))).toEqual([]);
    const unchanged = chunks.filter(([, { changes }]) => Object.keys(changes).length === 0);
    expect(brief(unchanged)).toEqual([]);
  }, 300_000);

  it('the machine is as its own programs see it', async () => {
    const answers = {
      'stat -c "%a %U" /home/deploy/.ssh /home/deploy/.ssh/authorized_keys': '700 deploy\n600 deploy\n',
      'ssh-keygen -l -f /home/deploy/.ssh/authorized_keys | cut -d" " -f1,4': '256 (ED25519)\n256 (ED25519)\n',
      'ssh-keygen -F git.example.org -f /etc/ssh/ssh_known_hosts | tail -1 | cut -d" " -f1,2':
        'git.example.org ssh-ed25519\n',
      'getent hosts db.internal': '10.0.0.5        db.internal\n',
      'sysctl -n net.ipv4.ip_local_port_range': '10240\t65000\n',
      'readlink /etc/localtime': '/usr/share/zoneinfo/Europe/Berlin\n',
      'locale -a | grep -i de_DE': 'de_DE.utf8\n',
      'update-alternatives --query lab-tool | grep -E "^(Status|Value)"': 'Status: manual\nValue: /bin/true\n',
      'readlink -f /usr/bin/lab-tool': '/usr/bin/true\n',
      'apt-mark showhold': 'git\n',
      'apt-cache policy git-lfs | grep Candidate': '  Candidate: 9999-lab1\n',
      'systemctl is-enabled apt-daily.timer || true': 'masked\n',
      'getent passwd guest || echo none': 'none\n',
      'getent group oldteam || echo none': 'none\n',
      'ls -d /home/guest 2>/dev/null || echo none': 'none\n',
      'crontab -u deploy -l | tail -1': '30 2 * * * /usr/local/bin/backup\n',
      'git config --global init.defaultBranch': 'main\n',
    };
    const seen: Record<string, string> = {};
    for (const command of Object.keys(answers)) seen[command] = await host.must(command);
    expect(seen).toEqual(answers);
  }, 60_000);

  it('a second run finds nothing to do', async () => {
    const chunks = await apply();
    const busy = chunks.filter(([, { result, changes }]) => result !== true || Object.keys(changes).length > 0);
    expect(brief(busy)).toEqual([]);
  }, 300_000);
});
