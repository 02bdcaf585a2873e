import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseGroup, parsePasswd, withGroups } from './account-files.js';
import { aptRefusal, isLocked } from './apt-failure.js';
import { parseFetched, parseInstalled, parsePolicies, parseSimulated } from './apt-output.js';
import { parseOsRelease } from './machine.js';
import { nameInHosts } from './network.js';
import { parseListing, parseShow, serviceStatus } from './systemctl-output.js';

/** What the tools printed on a Debian 12 with systemd 252; each file is called like its command. */
const recorded = (command: string): string =>
  readFileSync(new URL(`../../fixtures/${command}.txt`, import.meta.url), 'utf8');

describe('systemctl', () => {
  it('show: one status for each unit, in order', () => {
    const blocks = parseShow(recorded('systemctl show --property=status'));
    const statuses = blocks.map((block) => serviceStatus(block.Id ?? '', block));
    expect(
      statuses.map(({ name, known, active, enabled, masked, mainPid, unitFileState }) => [
        name,
        known,
        active,
        enabled,
        masked,
        mainPid,
        unitFileState,
      ]),
    ).toEqual([
      ['cortensord@node_01.service', true, true, true, false, 1506, 'enabled'],
      ['cortensord@node_02.service', true, false, false, false, 0, 'disabled'],
      ['fleet-none.service', false, false, false, false, 0, ''],
      ['fail.service', true, false, false, false, 0, 'static'],
      ['cron.service', true, false, false, true, 0, 'masked'],
    ]);
  });

  it('show: every property of one unit', () => {
    const [all, ...rest] = parseShow(recorded('systemctl show cortensord@node_01'));
    expect(rest).toEqual([]);
    expect(all).toMatchObject({
      FragmentPath: '/etc/systemd/system/cortensord@.service',
      Restart: 'no',
      LimitNOFILE: '524288',
    });
    expect(all?.ExecStart).toContain('argv[]=/bin/sleep infinity');
  });

  it('a unit whose file was deleted while it runs is known; one that failed and was deleted is not', () => {
    const gone = { LoadState: 'not-found', ActiveState: 'active' };
    expect([serviceStatus('x', gone).known, serviceStatus('x', { ...gone, ActiveState: 'failed' }).known]).toEqual([
      true,
      false,
    ]);
  });

  it('listings: names and states', () => {
    const units = parseListing(recorded('systemctl list-units --all'));
    expect(units).toContainEqual({ unit: 'cortensord@node_01.service', state: 'loaded' });
    expect(units).toContainEqual({ unit: 'auditd.service', state: 'not-found' });
    expect(units.every(({ unit }) => unit.endsWith('.service'))).toBe(true);
    expect(parseListing(recorded('systemctl list-unit-files'))).toContainEqual({
      unit: 'cortensord@.service',
      state: 'indirect',
    });
    expect(parseListing('● x.service not-found failed failed X\n')).toEqual([
      { unit: 'x.service', state: 'not-found' },
    ]);
  });
});

describe('dpkg and apt', () => {
  it('only what is configured counts as installed; held packages do', () => {
    const installed = parseInstalled(recorded('dpkg-query --show'));
    expect(installed.get('adduser')).toBe('3.134');
    expect(installed.get('held-tool')).toBe('2:3.4~rc1-1');
    expect(['old-daemon', 'never', 'half-done'].filter((name) => installed.has(name))).toEqual([]);
  });

  it('the candidate, none of a virtual package, none of an unknown one', () => {
    const several = `${recorded('apt-cache policy bash')}\nawk:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n`;
    expect(parsePolicies(several)).toEqual(new Map([['bash', '5.2.15-2+b13']]));
    expect(parsePolicies('')).toEqual(new Map());
  });
});

describe('account files', () => {
  const groups = parseGroup('root:x:0:\ndocker:x:998:deploy,ann\nsudo:x:27:deploy\ndeploy:x:1000:deploy\n');
  it('supplementary groups are sorted, without the primary one', () => {
    const [, deploy] = parsePasswd(
      'root:x:0:0:root:/root:/bin/bash\ndeploy:x:1000:1000:De Ploy,Room 1,,:/home/deploy:/bin/bash\n',
    ).map((entry) => withGroups(entry, groups));
    expect(deploy).toEqual({
      name: 'deploy',
      uid: 1000,
      gid: 1000,
      fullname: 'De Ploy',
      comment: 'De Ploy,Room 1,,',
      home: '/home/deploy',
      shell: '/bin/bash',
      groups: ['docker', 'sudo'],
    });
  });
  it('lines of other shapes are left out', () => {
    expect(parsePasswd('# a comment\n+::::::\nbroken:x\n\n')).toEqual([]);
  });
});

it('os-release: quotes come off, backslashes guard', () => {
  expect(parseOsRelease('NAME="A \\"B\\""\nID=debian\n# no\nX=\'y z\'\nlower=1\n')).toEqual({
    NAME: 'A "B"',
    ID: 'debian',
    X: 'y z',
  });
});

it('hosts: the dotted name of this host', () => {
  const hosts = '127.0.0.1 localhost\n127.0.1.1 web1.example.org web1 # old web1.bad\n';
  expect([nameInHosts(hosts, 'web1'), nameInHosts(hosts, 'localhost')]).toEqual(['web1.example.org', undefined]);
});

describe('what apt says', () => {
  const ended = (text: string, exitCode = 100): Parameters<typeof aptRefusal>[1] => ({
    exitCode,
    timedOut: false,
    stdout: '',
    stderr: text,
    all: text,
    pid: 1,
    duration: 1,
    truncated: false,
  });

  it.each([
    ['apt-get install while another holds the lock', 'locked', 'process 409 (python3) has held the lock'],
    ['dpkg --set-selections while another holds the lock', 'locked', 'process 8026 has held the lock'],
    ['apt-get install after dpkg was interrupted', 'interrupted', 'run `dpkg --configure -a`'],
    ['apt-get install on a full disk', 'ENOSPC', 'the disk is full (/var/cache/apt/archives/)'],
    ['apt-get remove of a held package', 'held', 'cron is held at its version'],
    ['apt-get update with a repository that does not answer', 'unreachable', 'Could not connect to 127.0.0.1:9'],
  ])('%s', (command, code, sentence) => {
    const refusal = aptRefusal(['apt-get'], ended(recorded(command)));
    expect([refusal.code, refusal.message]).toEqual([code, expect.stringContaining(sentence)]);
    expect(isLocked(ended(recorded(command)))).toBe(code === 'locked');
  });

  it('of each list that it fetches, the last word', () => {
    expect(parseFetched(recorded('apt-get update with a repository that does not answer'))).toEqual([
      { list: 'http://127.0.0.1:9/debian ./ InRelease', outcome: 'failed' },
      { list: 'http://10.213.3.1:36917/debian ./ InRelease', outcome: 'ignored' },
      { list: 'http://10.213.3.1:36917/debian ./ Release', outcome: 'fetched' },
      { list: 'http://deb.debian.org/debian bookworm InRelease', outcome: 'unchanged' },
      { list: 'http://10.213.3.1:36917/debian ./ Release.gpg', outcome: 'ignored' },
    ]);
  });

  it('of what it would do, each package', () => {
    expect(parseSimulated(recorded('apt-get -s dist-upgrade'))).toEqual([
      { name: 'openssh-client', from: '1:9.2p1-2+deb12u6', to: '1:9.2p1-2+deb12u10' },
      { name: 'unzip', from: '6.0-28', to: '6.0-28+deb12u1' },
      { name: 'zip', from: '3.0-13', to: '3.0-13+deb12u1' },
    ]);
    expect(parseSimulated('Inst new:i386 (1.0 origin [i386])\nRemv old [2.0]\n')).toEqual([
      { name: 'new', to: '1.0' },
      { name: 'old', from: '2.0' },
    ]);
  });
});
