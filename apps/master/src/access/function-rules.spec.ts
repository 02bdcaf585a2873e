import { describe, expect, it } from '@jest/globals';
import type { FunctionRule, RoleSettings } from '@fleet/config';
import { lookingFunctions, revealingFunctions } from '@fleet/protocol';
import { compileGlob } from '@fleet/targeting';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import type { Call } from './call.js';
import { standings } from './function-rules.js';
import { onlyLooks } from './looking.js';
import { Policy, PolicyUnusable } from './policy.js';

function policyOf(roles: Record<string, Partial<RoleSettings>>): Policy {
  const written = Object.entries(roles).map(
    ([name, role]) => [name, { functions: [], may: [], readOnly: false, minions: '*', ...role }] as const,
  );
  return new Policy({ roles: new Map(written), approvals: [], nodegroups: new Map([['miners', 'miner-*']]) });
}

function call(name: string, args: unknown[] = [], kwargs: object = {}): Call {
  return { function: name, args: fromPlain(args) as Value[], kwargs: fromPlain(kwargs) as ValueMap };
}

const rule = (more: Partial<FunctionRule>): FunctionRule => ({ minions: '*', allow: [], ...more });
const standing = (functions: FunctionRule[], what: Call, id = 'miner-01'): string =>
  standings(policyOf({ r: { functions } }).rolesOf(['r']), what)({ id, grains: new Map() });

describe('a rule', () => {
  const narrow = rule({
    allow: ['state.apply'],
    args: ['cortensord*'],
    kwargs: { test: true },
    optional: { queue: [true, false] },
  });
  const cases: [string, Call, string][] = [
    ['the call that it names', call('state.apply', ['cortensord'], { test: true }), 'allowed'],
    ['what may be added', call('state.apply', ['cortensord'], { test: true, queue: false }), 'allowed'],
    ['no argument at all: that is the highstate', call('state.apply', [], { test: true }), 'arguments'],
    ['the argument by its name', call('state.apply', [], { mods: 'other', test: true }), 'arguments'],
    ['one argument more', call('state.apply', ['cortensord', 'other'], { test: true }), 'arguments'],
    ['a second SLS', call('state.apply', ['cortensord,other'], { test: true }), 'arguments'],
    ['a keyword more', call('state.apply', ['cortensord'], { test: true, pillar: { x: 1 } }), 'arguments'],
    ['a keyword less', call('state.apply', ['cortensord']), 'arguments'],
    ['another value of a keyword', call('state.apply', ['cortensord'], { test: false }), 'arguments'],
    ['a word instead of a value', call('state.apply', ['cortensord'], { test: 'True' }), 'arguments'],
    ['a keyword of every object', call('state.apply', ['cortensord'], { test: true, constructor: 1 }), 'arguments'],
    ['another function', call('state.sls', ['cortensord'], { test: true }), 'function'],
  ];
  it.each(cases)('and %s', (_what, what, expected) => {
    expect(standing([narrow], what)).toBe(expected);
  });

  it('without arguments allows any; with two stars any at the end', () => {
    expect(standing([rule({ allow: ['service.*'] })], call('service.restart', ['x', 'y'], { z: 1 }))).toBe('allowed');
    const open = rule({ allow: ['a.b'], args: ['x', '**'] });
    expect(['x', 'y'].map((first) => standing([open], call('a.b', [first, 1, 2])))).toEqual(['allowed', 'arguments']);
    expect(standing([open], call('a.b', ['x']))).toBe('allowed');
  });

  it('holds on its minions only', () => {
    const rules = [
      rule({ minions: 'miner-*', allow: ['test.ping'] }),
      rule({ minions: 'N@miners', allow: ['test.echo'] }),
    ];
    expect(standing(rules, call('test.ping'), 'web1')).toBe('function');
    expect(standing(rules, call('test.echo'), 'miner-7')).toBe('allowed');
    expect(standing(rules, call('test.echo'), 'web1')).toBe('function');
  });

  it('of scheduling is one of what is scheduled', () => {
    const rules = [rule({ allow: ['schedule.*', 'test.ping'] })];
    expect(standing(rules, call('schedule.add', ['x'], { function: 'test.ping', minutes: 1 }))).toBe('allowed');
    expect(standing(rules, call('schedule.add', ['x'], { function: 'cmd.run', job_args: ['id'] }))).toBe('arguments');
    expect(standing(rules, call('schedule.add', ['x', 'cmd.run', ['id']]))).toBe('arguments');
    expect(standing(rules, call('schedule.modify', ['x'], { job_args: ['id'] }))).toBe('arguments');
    expect(standing(rules, call('schedule.list'))).toBe('allowed');
    expect(standing([rule({ allow: ['*'] })], call('schedule.modify', ['x'], { minutes: 1 }))).toBe('allowed');
    const deep = { function: 'schedule.add', job_args: ['y'], job_kwargs: { function: 'cmd.run' } };
    expect(standing(rules, call('schedule.add', ['x'], deep))).toBe('arguments');
  });

  it('cannot go by pillar, nor by what does not parse', () => {
    for (const minions of ['I@role:web', 'web* and', 'N@nobody'])
      expect(() => policyOf({ r: { functions: [rule({ minions, allow: ['x'] })] } })).toThrow(PolicyUnusable);
  });
});

describe('a read-only role', () => {
  const may = (what: Call, id = 'web1'): boolean =>
    standings(policyOf({}).rolesOf(['viewer']), what)({ id, grains: new Map() }) === 'allowed';

  const looks: [string, Call][] = [
    ['a ping', call('test.ping')],
    ['grains', call('grains.items')],
    ['a service', call('service.status', ['nginx'])],
    ['a dry run', call('state.apply', ['cortensord'], { test: true })],
    ['a dry highstate', call('state.highstate', [], { test: true })],
    ['what would be applied', call('state.show_lowstate')],
  ];
  it.each(looks)('sees %s', (_what, what) => {
    expect(may(what)).toBe(true);
  });

  const refused: [string, Call][] = [
    ['run commands', call('cmd.run', ['id'])],
    ['apply states', call('state.apply', ['cortensord'])],
    ['apply with test switched off', call('state.apply', ['cortensord'], { test: false })],
    ['apply with a test that a minion may read otherwise', call('state.apply', ['cortensord'], { test: 'true' })],
    ['apply with a number for test', call('state.apply', ['cortensord'], { test: 1 })],
    ['bring its own pillar', call('state.apply', ['cortensord'], { test: true, pillar: { cmd: 'id' } })],
    ['bring its own pillar to a show', call('state.show_sls', ['cortensord'], { pillar: { cmd: 'id' } })],
    [
      'try single states, whose conditions are commands',
      call('state.single', ['cmd.run'], { onlyif: 'id', test: true }),
    ],
    ['render what it likes', call('slsutil.renderer', [], { string: '{{ salt["cmd.run"]("id") }}' })],
    ['read files', call('file.read', ['/etc/shadow'])],
    ['read the pillar', call('pillar.items')],
    ['ask the pillar by yes and no', call('match.pillar', ['x:a*'])],
    ['read password hashes', call('shadow.info', ['root'])],
    ['read environments', call('docker.inspect', ['x'])],
    ['call what nobody knows', call('nobody.knows')],
    ['bring conditions to a file that is only checked', call('file.check_managed', ['/x'], { onlyif: 'id' })],
    ['build what would be installed', call('pip.would_install', ['/tmp/x'])],
    ['say which program is the pip', call('pip.list', [], { bin_env: '/usr/sbin/reboot' })],
    ['read any file as another', call('mount.fstab', ['/etc/shadow'])],
    ['guess a file by its digest', call('file.get_hash', ['/etc/shadow'])],
    ['hand options to a program', call('disk.blkid', ['-c/etc/cron.d/x'])],
    ['hand it options in a list', call('docker.networks', [['-f']])],
    ['hand it options by name', call('disk.blkid', [], { token: '--x' })],
  ];
  it.each(refused)('may not %s', (_what, what) => {
    expect(may(what)).toBe(false);
  });

  it('may be of some minions only', () => {
    const roles = policyOf({ v: { readOnly: true, minions: 'web*' } }).rolesOf(['v']);
    const on = (id: string): string => standings(roles, call('test.ping'))({ id, grains: new Map() });
    expect([on('web1'), on('db1')]).toEqual(['allowed', 'function']);
  });

  it('has nothing that runs what it is told, and what is left out is there', () => {
    expect(lookingFunctions.filter((name) => name.startsWith('cmd.')).sort()).toEqual([
      'cmd.has_exec',
      'cmd.shells',
      'cmd.which',
    ]);
    const stale = Object.values(revealingFunctions)
      .flat()
      .filter((glob) => !lookingFunctions.some(compileGlob(glob)));
    expect(stale).toEqual([]);
    expect(lookingFunctions.filter((name) => onlyLooks(call(name))).length).toBeGreaterThan(200);
  });
});

describe('rights', () => {
  const policy = policyOf({ keeper: { may: ['keys'] }, watcher: { readOnly: true } });
  it('come from any role, reading ones from read-only roles too', () => {
    expect(policy.hasRight(['keeper'], 'keys')).toBe(true);
    expect(policy.hasRight(['keeper'], 'audit', true)).toBe(false);
    expect(policy.hasRight(['watcher'], 'keys')).toBe(false);
    expect(policy.hasRight(['watcher'], 'keys', true)).toBe(true);
    expect(policy.hasRight(['viewer'], 'secrets', true)).toBe(false);
    expect(policy.hasRight(['admin'], 'secrets')).toBe(true);
    expect(policy.hasRight(['gone', 'constructor'], 'keys', true)).toBe(false);
  });
});
