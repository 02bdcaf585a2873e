import { describe, expect, it } from '@jest/globals';
import { memoryHost, type CommandCall, type MemoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import { FunctionRefused } from '../definition.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

interface Firewall {
  readonly host: MemoryHost;
  readonly lines: string[];
  active: boolean;
}

function firewall(active = false, failing: string[] = []): Firewall {
  const answer = ({ line }: CommandCall) => {
    if (line !== 'ufw status') made.lines.push(line.replace(/^systemd-run .*(--on-active=\w+).* -- /, 'in $1 '));
    if (failing.some((one) => line.includes(one))) return { exitCode: 1, stderr: 'ERROR: problem running ufw-init' };
    if (line === 'ufw --force enable') made.active = true;
    if (line === '/usr/bin/ufw disable') made.active = false;
    return { stdout: line === 'ufw status' ? `Status: ${made.active ? 'active' : 'inactive'}` : 'done' };
  };
  const files = { '/etc/default/ufw': 'DEFAULT_OUTPUT_POLICY="ACCEPT"\n' };
  const commands = [{ command: /^(?:ufw|\/usr\/bin\/ufw|systemd-run|systemctl) /, answer }];
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
const armed = [
  'systemctl stop fleet-ufw-revert.timer',
  'in --on-active=60s /usr/bin/ufw disable',
  'ufw --force enable',
];

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
      'systemctl stop fleet-ufw-revert.timer',
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
