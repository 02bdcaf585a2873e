import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { tryState, tryTwice } from '../try-state.js';

/** Answers as the functions of module ufw do, and tells which of them were called to touch. */
function firewall(initial: { active?: boolean; enabled?: boolean; rules?: string[]; refuses?: string } = {}) {
  const now = { active: false, enabled: false, logging: 'low', incoming: 'deny', outgoing: 'allow', routed: 'deny' };
  Object.assign(now, { active: initial.active ?? false, enabled: initial.enabled ?? false });
  const rules = new Set(initial.rules);
  const touched: string[] = [];
  const textOf = (kwargs: ValueMap, action: Value): string =>
    `${String(action)} ${String(kwargs.get('port') ?? 'any')} from ${String(kwargs.get('from'))}`;
  const call = async (name: string, _args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    const action = name.slice('ufw.'.length);
    if (name === 'ufw.status')
      return fromPlain({ ...now, default: { incoming: now.incoming, outgoing: now.outgoing, routed: now.routed } });
    if (name === 'ufw.would_change') {
      if (kwargs.get('port') === '99999') throw refusal("ufw: Bad port '99999'");
      const text = textOf(kwargs, kwargs.get('action') ?? '');
      const there = rules.has(text);
      if (kwargs.get('delete') === true) return fromPlain({ old: there ? [text] : [], new: [] });
      return fromPlain({ old: [], new: there ? [] : [text] });
    }
    touched.push([action, ...[...kwargs].map(([key, value]) => `${String(key)}=${JSON.stringify(value)}`)].join(' '));
    if (initial.refuses !== undefined) throw refusal(initial.refuses);
    if (action === 'enable') Object.assign(now, { active: true, enabled: true });
    else if (action === 'disable') Object.assign(now, { active: false, enabled: false });
    else if (action === 'logging') now.logging = String(kwargs.get('level'));
    else if (action === 'default') Object.assign(now, { [String(kwargs.get('direction'))]: kwargs.get('policy') });
    else if (action === 'delete') rules.delete(textOf(kwargs, kwargs.get('action') ?? ''));
    else rules.add(textOf(kwargs, action));
    return 'done';
  };
  return { host: memoryHost({ programs: ['ufw'] }), call, touched, rules };
}

function refusal(message: string): Error {
  return Object.assign(new Error(message), { name: 'FunctionRefused' });
}

describe('ufw.rule and ufw.rule_absent', () => {
  const args = { name: 'ssh', port: '22/tcp', action: 'limit', comment: 'office' };

  it('adds a rule, and finds it there', async () => {
    const wall = firewall();
    const done = await tryTwice({ state: 'ufw.rule', ...wall, args });
    expect(done.changes).toEqual({ rules: { old: [], new: ['limit 22/tcp from any'] } });
    expect(wall.touched).toEqual([
      'limit port="22/tcp" from="any" to="any" direction="in" route=false log="no" comment="office"',
    ]);
  });

  it('hands on what must stay reachable, where a rule closes what goes out', async () => {
    const out = { name: 'x', port: '25', direction: 'out', check: ['10.0.0.1:443'] };
    const guard = ' check_master=true check=["10.0.0.1:443"] revert_after="60000ms"';
    const wall = firewall({ rules: ['allow 26 from any'] });
    await tryTwice({ state: 'ufw.rule', ...wall, args: { ...out, action: 'deny' } });
    await tryTwice({ state: 'ufw.rule_absent', ...wall, args: { ...out, port: '26' } });
    await tryTwice({ state: 'ufw.rule', ...wall, args: { ...out, action: 'allow' } });
    const rule = (port: number): string => `port="${port}" from="any" to="any" direction="out" route=false log="no"`;
    expect(wall.touched).toEqual([
      `deny ${rule(25)}${guard}`,
      `delete ${rule(26)} action="allow"${guard}`,
      `allow ${rule(25)}`,
    ]);
  });

  it('deletes a rule, and finds it gone', async () => {
    const wall = firewall({ rules: ['allow 23/tcp from any'] });
    const done = await tryTwice({ state: 'ufw.rule_absent', ...wall, args: { name: 'telnet', port: '23/tcp' } });
    expect(done.changes).toEqual({ rules: { old: ['allow 23/tcp from any'], new: [] } });
    expect(wall.rules.size).toBe(0);
  });

  it('says with the words of ufw what is wrong, before and while it is done', async () => {
    const bad = { state: 'ufw.rule', args: { name: 'x', port: '99999' } };
    expect(await tryState({ ...bad, ...firewall() })).toMatchObject({
      result: false,
      comment: "ufw: Bad port '99999'",
    });
    const locked = firewall({ refuses: 'ufw: Could not write /etc/ufw/user.rules' });
    expect(await tryState({ state: 'ufw.rule', args, ...locked })).toMatchObject({
      result: false,
      comment: expect.stringContaining('Could not write'),
      changed: [],
    });
  });

  it('without ufw says so; in test mode an earlier state may bring it', async () => {
    const { call } = firewall();
    const trial = { state: 'ufw.rule', args, call, host: memoryHost() };
    expect(await tryState(trial)).toMatchObject({ result: false, comment: 'this machine has no ufw' });
    expect(await tryState({ ...trial, test: true })).toMatchObject({ result: null });
  });
});

describe('ufw.enabled and ufw.disabled', () => {
  it('switches on with what must stay reachable, and off again', async () => {
    const wall = firewall();
    const args = { name: 'firewall', check: ['10.0.0.1:443'], revert_after: '2m' };
    expect((await tryTwice({ state: 'ufw.enabled', ...wall, args })).changes).toEqual({
      active: { old: false, new: true },
      enabled: { old: false, new: true },
    });
    expect(wall.touched).toEqual(['enable check_master=true check=["10.0.0.1:443"] revert_after="120000ms"']);
    expect((await tryTwice({ state: 'ufw.disabled', ...wall, args: { name: 'firewall' } })).changes).toEqual({
      active: { old: true, new: false },
      enabled: { old: true, new: false },
    });
  });

  it('tells what is not so already: on, but not at boot', async () => {
    const wall = firewall({ active: true });
    const done = await tryTwice({ state: 'ufw.enabled', ...wall, args: { name: 'firewall' } });
    expect(done.changes).toEqual({ enabled: { old: false, new: true } });
  });

  it('fails where the machine was cut off, and it was undone', async () => {
    const wall = firewall({ refuses: 'it was undone at once' });
    expect(await tryState({ state: 'ufw.enabled', ...wall, args: { name: 'firewall' } })).toMatchObject({
      result: false,
      comment: 'could not switch the firewall on: it was undone at once',
      changed: [],
    });
  });
});

describe('ufw.default_policy and ufw.logging', () => {
  it('sets the policies that differ', async () => {
    const wall = firewall();
    const args = { name: 'policies', incoming: 'deny', routed: 'reject', check_master: false };
    expect((await tryTwice({ state: 'ufw.default_policy', ...wall, args })).changes).toEqual({
      routed: { old: 'deny', new: 'reject' },
    });
    expect(wall.touched).toEqual([
      'default policy="reject" direction="routed" check_master=false revert_after="60000ms"',
    ]);
    expect(await tryState({ state: 'ufw.default_policy', ...wall, args: { name: 'policies' } })).toMatchObject({
      result: false,
      comment: expect.stringContaining('say what the policy is'),
    });
  });

  it('sets the log; on is low', async () => {
    const wall = firewall();
    await tryTwice({ state: 'ufw.logging', ...wall, args: { name: 'log', level: 'high' } });
    await tryTwice({ state: 'ufw.logging', ...wall, args: { name: 'log', level: 'on' } });
    expect(wall.touched).toEqual(['logging level="high"', 'logging level="low"']);
  });
});
