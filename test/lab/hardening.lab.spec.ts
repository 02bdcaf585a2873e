import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './fleet.mjs';
import { startSite } from './site.mjs';

let site: Awaited<ReturnType<typeof startSite>>;
const host = (name: string) => site.lab.hosts.get(name)!;
const deploy = (name: string): string => readFileSync(join(repository, 'deploy/systemd', name), 'utf8');
const pidOf = async (name: string): Promise<string> =>
  (await host(name).must(['systemctl', 'show', '--value', '-p', 'MainPID', 'fleet-minion'])).trim();

beforeAll(async () => {
  site = await startSite(['whole-01'], { spec: 'hardening' });
  site.writeState('kept.sls', '/srv/app/kept.conf:\n  file.managed:\n    - contents: kept\n    - makedirs: True\n');
  const limited = await site.bootHost('limited-01');
  await limited.writeFile('/etc/sysusers.d/fleet-minion.conf', deploy('fleet-minion.sysusers.conf'));
  const dropIns = '/etc/systemd/system/fleet-minion.service.d';
  await limited.writeFile(`${dropIns}/limited.conf`, deploy('fleet-minion-limited.conf'));
  await limited.writeFile(`${dropIns}/paths.conf`, '[Service]\nReadWritePaths=/srv/app\n');
  await limited.must('systemd-sysusers && mkdir -p /srv/app && chown fleet-minion: /srv/app');
  await site.fleet.join(limited, await site.fleet.token(), {
    allowed_functions: [
      'test.*',
      'grains.*',
      'status.*',
      'service.status',
      'service.restart',
      'minion.*',
      'state.*',
      'file.*',
      'user.present',
      'mount.mounted',
    ],
  });
  await site.fleet.accept('limited-01');
}, 240_000);

afterAll(async () => {
  await site?.stop();
}, 60_000);

/** Functions through the daemon, under its unit. */
async function call(name: string, ...words: string[]): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await site.fleet.fleetctl(name, ...words);
  return { code, said: stdout + stderr };
}

describe.each(['whole-01', 'limited-01'])('a minion on %s', (name) => {
  it('listens nowhere, also after the signal at which Node would', async () => {
    const pid = await pidOf(name);
    await host(name).must(['kill', '-USR1', pid]);
    expect((await call(name, 'test.ping')).code).toBe(0);
    const sockets = await host(name).must(['ss', '-Hlntup']);
    expect(sockets).not.toMatch(new RegExp(`pid=${pid},|"node"|:9229\\b`));
    expect(await pidOf(name)).toBe(pid);
  });

  it('leaves no memory behind in core files', async () => {
    const pid = await pidOf(name);
    expect(await host(name).must(`grep 'Max core file size' /proc/${pid}/limits`)).toMatch(/ 0 +0 +bytes/);
    expect(parseInt(await host(name).readFile(`/proc/${pid}/coredump_filter`), 16) & ~0x10).toBe(0);
  });

  it('holds no secret in its environment', async () => {
    const environment = (await host(name).must(`tr '\\0' '\\n' < /proc/${await pidOf(name)}/environ`)).split('\n');
    const names = environment.map((line: string) => line.replace(/=.*/s, '')).filter((key: string) => key !== '');
    const known = [
      'CACHE_DIRECTORY',
      'HOME',
      'INVOCATION_ID',
      'JOURNAL_STREAM',
      'LANG',
      'LOGNAME',
      'PATH',
      'RUNTIME_DIRECTORY',
      'SHELL',
      'STATE_DIRECTORY',
      'SYSTEMD_EXEC_PID',
      'TMPDIR',
      'USER',
      'container',
    ];
    expect(names.filter((key: string) => !known.includes(key))).toEqual([]);
  });

  it('keeps what it writes to itself', async () => {
    await call(name, 'state.apply', 'kept');
    const found = (
      await host(name).must(
        "find /var/lib/fleet /var/cache/fleet /run/fleet -ignore_readdir_race -mindepth 1 ! -type l -perm /077 -printf '%m %y %p\\n'",
      )
    ).trim();
    // Others may go through these, and read nothing: the folders that systemd makes for master and minion alike.
    const open = found.split('\n').filter((line: string) => line !== '');
    expect(open.filter((line: string) => !/^755 d \/run\/fleet$/.test(line))).toEqual([]);
    expect(await host(name).must('find /var/lib/fleet/minion -type f | wc -l')).not.toBe('0\n');
  });
});

describe('a minion with all rights', () => {
  it('does what states are for', async () => {
    site.writeState(
      'power.sls',
      `operator_account:
  user.present:
    - name: oper
    - shell: /bin/sh
/mnt/scratch:
  mount.mounted:
    - device: tmpfs
    - fstype: tmpfs
    - mkmnt: True
    - persist: False
/usr/local/bin/as-root:
  file.managed:
    - contents: 'x'
    - mode: '4755'
kernel.panic:
  sysctl.present:
    - value: 11
    - config: /etc/sysctl.d/99-lab.conf
as_somebody:
  cmd.run:
    - name: id -un
    - runas: oper
    - require:
      - user: operator_account
a_clock:
  cmd.run:
    - name: timedatectl show -p Timezone
/etc/systemd/system/lab-idle.service:
  file.managed:
    - contents: |
        [Service]
        ExecStart=/bin/sleep infinity
lab-idle:
  service.running:
    - require:
      - file: /etc/systemd/system/lab-idle.service
`,
    );
    const { code, said } = await call('whole-01', 'state.apply', 'power');
    expect(said).toMatch(/Failed: +0/);
    expect(code).toBe(0);
    // Seen by everybody, not by the minion alone.
    expect(await host('whole-01').must('findmnt -n -o FSTYPE /mnt/scratch')).toBe('tmpfs\n');
    expect(await host('whole-01').must("stat -c '%a' /usr/local/bin/as-root")).toBe('4755\n');
  }, 120_000);
});

describe('a minion with few rights', () => {
  it('runs as an account of its own', async () => {
    expect(await host('limited-01').must(`ps -o user= -p ${await pidOf('limited-01')}`)).toMatch(/^fleet-m/);
  });

  it('looks', async () => {
    for (const words of [['test.ping'], ['grains.items'], ['status.loadavg'], ['service.status', 'systemd-journald']])
      expect(await call('limited-01', ...words)).toMatchObject({ code: 0 });
  });

  it('keeps states below the paths of its owner', async () => {
    expect((await call('limited-01', 'state.apply', 'kept')).said).toMatch(/Failed: +0/);
    expect(await host('limited-01').must('cat /srv/app/kept.conf')).toBe('kept\n');
    expect(await host('limited-01').must("stat -c '%U' /srv/app/kept.conf")).toBe('fleet-minion\n');
  });

  it.each([
    [
      'a file elsewhere',
      '/etc/elsewhere.conf:\n  file.managed:\n    - contents: x\n',
      /EROFS|EACCES|read-only|permission denied/i,
    ],
    [
      'its own configuration',
      '/etc/fleet/minion.yaml:\n  file.managed:\n    - contents: x\n',
      /EROFS|EACCES|read-only|permission denied/i,
    ],
    ['a home', '/root/x:\n  file.managed:\n    - contents: x\n', /EROFS|EACCES|read-only|permission denied/i],
    ['an account', 'oper:\n  user.present: []\n', /permission denied|cannot lock|not allowed/i],
    [
      'a mount',
      '/mnt:\n  mount.mounted:\n    - device: tmpfs\n    - fstype: tmpfs\n    - persist: False\n',
      /permission denied|must be superuser|not permitted/i,
    ],
    [
      'what is not allowed',
      'x:\n  cmd.run:\n    - name: "true"\n',
      /allowed_functions \(\/etc\/fleet\/minion\.yaml:\d+\) does not name it/,
    ],
  ])('says why it cannot keep %s', async (_what, sls, why) => {
    site.writeState('beyond.sls', sls);
    const { code, said } = await call('limited-01', 'state.apply', 'beyond');
    expect(said).toMatch(why);
    expect(said).not.toMatch(/defect of fleet|TypeError/);
    expect(code).not.toBe(0);
  });

  it('cannot restart a unit', async () => {
    const { code, said } = await call('limited-01', 'service.restart', 'systemd-journald');
    expect(said).toMatch(/authenti|access denied|not permitted|permission/i);
    expect(code).not.toBe(0);
  });

  it('is what systemd calls well confined', async () => {
    const exposure = async (name: string): Promise<number> =>
      Number(
        /exposure level for fleet-minion\.service: ([\d.]+)/.exec(
          await host(name).must('systemd-analyze security --no-pager fleet-minion.service'),
        )?.[1],
      );
    expect(await exposure('limited-01')).toBeLessThan(2.5);
  });

  it('comes back after it was killed', async () => {
    await host('limited-01').must(['kill', '-9', await pidOf('limited-01')]);
    await site.fleet.waitFor('it to come back', async () => (await call('limited-01', 'test.ping')).code === 0);
  }, 60_000);
});
