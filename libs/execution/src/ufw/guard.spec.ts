import { describe, expect, it, jest } from '@jest/globals';
import { memoryHost, type CommandCall, type MemoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { FunctionRefused } from '../definition.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

const numbered = `     To                         Action      From
     --                         ------      ----
[ 1] 22/tcp                     ALLOW IN    Anywhere
[ 2] 10.0.0.1                   ALLOW OUT   Anywhere                   (out)
`;

interface Firewall {
  readonly host: MemoryHost;
  readonly lines: string[];
  active: boolean;
}

function firewall(active = false, failing: string[] = [], waiting = false): Firewall {
  const answer = ({ line }: CommandCall) => {
    if (line === 'systemctl --quiet is-active fleet-ufw-revert.timer') return { exitCode: waiting ? 0 : 3 };
    if (!line.startsWith('ufw status'))
      made.lines.push(line.replace(/^systemd-run .*(--on-active=\w+).* -- /, 'in $1 '));
    if (failing.some((one) => line.includes(one))) return { exitCode: 1, stderr: 'ERROR: problem running ufw-init' };
    if (line === 'ufw --force enable') made.active = true;
    if (line === '/usr/bin/ufw disable') made.active = false;
    if (line === 'ufw status numbered') return { stdout: `Status: active\n\n${numbered}` };
    if (line === 'ufw status') return { stdout: `Status: ${made.active ? 'active' : 'inactive'}` };
    return {
      stdout:
        /^ufw .*(?:deny|reject|limit|allow|delete)/.test(line) && !line.includes('default') ? 'Rule deleted' : 'done',
    };
  };
  const files = {
    '/etc/default/ufw': 'DEFAULT_OUTPUT_POLICY="ACCEPT"\n',
    '/etc/ufw/user.rules': 'rules before',
    '/etc/ufw/user6.rules': 'rules before (v6)',
  };
  const commands = [{ command: /^(?:ufw|\/usr\/bin\/ufw|\/bin\/sh|systemd-run|systemctl) /, answer }];
  const made: Firewall = { host: memoryHost({ commands, programs: ['ufw'], files }), lines: [], active };
  return made;
}

/** `reach`: what is answered to each look whether something is reachable, one after the other; the last one stays. */
async function ask(wall: Firewall, name: string, named: Record<string, unknown>, reach: (Value | FunctionRefused)[]) {
  const asked: string[] = [];
  const context = {
    ...specContext({}, wall.host),
    call: async (called: string, args: readonly Value[] = []) => {
      asked.push([called, ...args].join(' '));
      const answer = reach[Math.min(asked.length, reach.length) - 1] as Value | FunctionRefused;
      if (answer instanceof FunctionRefused) throw answer;
      return answer;
    },
  };
  const given = { positional: [], named: fromPlain(named) as ValueMap };
  const said = await callFunction(functionTable, name, given, wall.host, context).then(
    ({ value }) => value,
    (error: Error) => error.message,
  );
  return { said, asked };
}

const yes = true;
const no = fromPlain({ result: false, comment: 'no route' });
const armed = ['in --on-active=60s /usr/bin/ufw disable', 'ufw --force enable'];

describe('ufw.enable', () => {
  it('arms the way back, switches on, and disarms it when the master is reached by a new connection', async () => {
    const wall = firewall();
    expect(await ask(wall, 'ufw.enable', {}, [yes])).toEqual({
      said: 'done',
      asked: ['status.ping_master', 'status.ping_master'],
    });
    expect(wall.lines).toEqual([...armed, 'systemctl stop fleet-ufw-revert.timer']);
    expect(wall.active).toBe(true);
  });

  it('goes back at once where the master is cut off, after it has tried more than once', async () => {
    const wall = firewall();
    const { said, asked } = await ask(wall, 'ufw.enable', {}, [yes, no]);
    expect(said).toMatch(/undone at once.*could not reach the master \(no route\).*rules that let it through/);
    expect(asked).toHaveLength(4);
    expect(wall.lines).toEqual([...armed, '/usr/bin/ufw disable', 'systemctl stop fleet-ufw-revert.timer']);
    expect(wall.active).toBe(false);
  });

  it('asks what else must be reachable, and takes one lost packet for no cut', async () => {
    const wall = firewall();
    const wish = { check_master: false, check: ['10.0.0.1:443', '[::1]:22'] };
    const { asked } = await ask(wall, 'ufw.enable', wish, [yes, yes, no, yes]);
    expect(asked.slice(0, 3)).toEqual([
      'network.connect 10.0.0.1 443',
      'network.connect ::1 22',
      'network.connect 10.0.0.1 443',
    ]);
    expect(wall.active).toBe(true);
  });

  it.each([
    ['nothing that proves it', { check_master: false }, [yes], /nothing would prove/],
    ['a check that is none', { check: ['10.0.0.1'] }, [yes], /not host:port/],
    ['a port that is none', { check: ['h:70000'] }, [yes], /not host:port/],
    ['too little time', { revert_after: 5 }, [yes], /at least 20 seconds/],
    ['a master that is not reached before', {}, [no], /nothing was changed.*no route/],
    ['no master', {}, [new FunctionRefused('failed', 'this run has no master')], /nothing was changed.*has no master/],
  ] as [string, Record<string, unknown>, (Value | FunctionRefused)[], RegExp][])(
    'touches nothing with %s',
    async (_name, named, reach, says) => {
      const wall = firewall();
      expect((await ask(wall, 'ufw.enable', named, reach)).said).toMatch(says);
      expect(wall.lines).toEqual([]);
    },
  );

  it('does not switch on without its way back, and goes it where ufw fails half-way', async () => {
    const unarmed = firewall(false, ['systemd-run']);
    expect((await ask(unarmed, 'ufw.enable', {}, [yes])).said).toMatch(/problem/);
    expect(unarmed.lines).not.toContain('ufw --force enable');
    const broken = firewall(false, ['--force enable']);
    expect((await ask(broken, 'ufw.enable', {}, [yes])).said).toBe('ufw: problem running ufw-init');
    expect(broken.lines).toContain('/usr/bin/ufw disable');
  });

  it('does not believe a proof that came after the machine has undone it by itself', async () => {
    const wall = firewall(false, ['systemctl stop']);
    expect((await ask(wall, 'ufw.enable', {}, [yes])).said).toMatch(/undid it by itself.*longer `revert_after`/);
    const now = jest.spyOn(performance, 'now');
    now.mockReturnValueOnce(0).mockReturnValue(60_000);
    expect((await ask(firewall(), 'ufw.enable', {}, [yes])).said).toMatch(/undid it by itself/);
    now.mockRestore();
  });

  it('leaves the way back of another change alone', async () => {
    const wall = firewall(false, [], true);
    expect((await ask(wall, 'ufw.enable', {}, [yes])).said).toMatch(/nothing was changed.*not been proved yet/);
    expect(wall.lines).toEqual([]);
  });

  it('needs no way back where it is active already', async () => {
    const wall = firewall(true);
    expect((await ask(wall, 'ufw.enable', {}, [no])).said).toBe('done');
    expect(wall.lines).toEqual(['ufw --force enable']);
  });
});

describe('ufw.default', () => {
  const wish = { policy: 'deny', direction: 'outgoing' };

  it('goes back to the policy before, where an outgoing one cuts the machine off', async () => {
    const wall = firewall(true);
    expect((await ask(wall, 'ufw.default', wish, [yes, no])).said).toMatch(/undone at once/);
    expect(wall.lines).toEqual([
      'in --on-active=60s /usr/bin/ufw default allow outgoing',
      'ufw default deny outgoing',
      '/usr/bin/ufw default allow outgoing',
      'systemctl stop fleet-ufw-revert.timer',
    ]);
  });

  it('needs no way back while the firewall is off', async () => {
    const wall = firewall();
    expect((await ask(wall, 'ufw.default', wish, [no])).said).toBe('done');
    expect(wall.lines).toEqual(['ufw default deny outgoing']);
  });
});

describe('a rule that closes what goes out', () => {
  const undo =
    '/bin/sh -c mv -f /etc/ufw/fleet-before.rules /etc/ufw/user.rules; mv -f /etc/ufw/fleet-before6.rules /etc/ufw/user6.rules; ufw reload';
  const closing: [string, Record<string, unknown>, string][] = [
    ['ufw.deny', { to: '10.0.0.1', direction: 'out' }, 'ufw deny out from any to 10.0.0.1'],
    ['ufw.reject', { port: '443/tcp', direction: 'out' }, 'ufw reject out from any to any port 443 proto tcp'],
    ['ufw.limit', { port: '443/tcp', direction: 'out' }, 'ufw limit out from any to any port 443 proto tcp'],
    ['ufw.delete', { to: '10.0.0.1', direction: 'out' }, 'ufw delete allow out from any to 10.0.0.1'],
    ['ufw.delete', { number: 2 }, 'ufw --force delete 2'],
  ];

  it.each(closing)('%s %p is undone as a whole where it cuts the machine off', async (name, wish, line) => {
    const wall = firewall(true);
    expect((await ask(wall, name, wish, [yes, no])).said).toMatch(/undone at once/);
    expect(wall.lines).toEqual([`in --on-active=60s ${undo}`, line, undo, 'systemctl stop fleet-ufw-revert.timer']);
    expect(wall.host.text('/etc/ufw/fleet-before6.rules')).toBe('rules before (v6)');
  });

  it.each(closing)('%s %p stays where all is reached, and leaves no copy behind', async (name, wish, line) => {
    const wall = firewall(true);
    expect((await ask(wall, name, wish, [yes])).said).toBe('Rule deleted');
    expect(wall.lines.slice(1)).toEqual([line, 'systemctl stop fleet-ufw-revert.timer']);
    expect(await wall.host.files.list('/etc/ufw')).toEqual(['user.rules', 'user6.rules']);
  });

  it.each([
    ['ufw.deny', { from: '203.0.113.7' }],
    ['ufw.deny', { route: true, to: '10.0.0.1' }],
    ['ufw.delete', { number: 1 }],
    ['ufw.delete', { action: 'deny', port: '25/tcp', direction: 'out' }],
    ['ufw.allow', { port: '25/tcp', direction: 'out' }],
  ])('what cuts nothing off needs no proof: %s %p', async (name, wish) => {
    const wall = firewall(true);
    expect(await ask(wall, name, wish, [no])).toEqual({ said: 'Rule deleted', asked: [] });
    expect(wall.lines).toHaveLength(1);
  });

  it('needs no way back while the firewall is off', async () => {
    const wall = firewall();
    expect((await ask(wall, 'ufw.deny', { to: '10.0.0.1', direction: 'out' }, [no])).said).toBe('Rule deleted');
    expect(wall.lines).toEqual(['ufw deny out from any to 10.0.0.1']);
  });
});
