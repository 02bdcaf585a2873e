import { describe, expect, it } from '@jest/globals';
import type { Target } from '@fleet/protocol';
import { fromPlain, type ValueMap } from '@fleet/values';
import { namedIds, parseTarget, type Matcher, type TargetOptions } from './index.js';

const grains = fromPlain({
  os: 'Debian',
  roles: ['miner', 'gpu'],
  ipv4: ['10.1.2.3'],
  site: { rack: 'r1' },
}) as ValueMap;
const web1 = { id: 'web1.example.com', grains, pillar: fromPlain({ role: 'executor', big: 7 }) as ValueMap };

function parsed(type: Target['type'], expression: string, options?: TargetOptions): Matcher {
  const outcome = parseTarget({ type, expression }, options);
  if (!outcome.ok) throw new Error(outcome.diagnostics[0]?.summary);
  return outcome.value;
}

function refusal(
  type: Target['type'],
  expression: string,
  options?: TargetOptions,
): { summary: string; column: number } {
  const outcome = parseTarget({ type, expression }, options);
  if (outcome.ok) throw new Error('was expected to be refused');
  const first = outcome.diagnostics[0];
  return { summary: first?.summary ?? '', column: first?.at?.column ?? 0 };
}

describe('a target of each type', () => {
  it.each<[Target['type'], string, boolean]>([
    ['glob', 'web*', true],
    ['glob', 'WEB*', false],
    ['list', 'db1, web1.example.com', true],
    ['list', 'web1', false],
    ['pcre', 'web\\d', true],
    ['pcre', 'example', false],
    ['grain', 'os:debian', true],
    ['grain', 'site:rack:r?', true],
    ['grain_pcre', 'os:(Debian|Ubuntu)$', true],
    ['grain_pcre', 'roles:(a|b)', false],
    ['pillar', 'role:exec*', true],
    ['ipcidr', '10.1.0.0/16', true],
    ['ipcidr', '10.2.0.0/16', false],
    ['ipcidr', '::1', true],
    ['compound', '( web* or db* ) and not ( G@os:Ubuntu )', true],
    ['compound', 'E@web(1|2) and S@10.0.0.0/8', true],
    ['compound', 'web* not G@os:Debian', false],
    ['compound', 'G|@site|rack|r1', true],
  ])('%s %s → %s', (type, expression, expected) => {
    expect(parsed(type, expression).matches(web1)).toBe(expected);
  });
});

describe('a malformed target is refused at its place', () => {
  it.each<[Target['type'], string, number]>([
    ['glob', '', 1],
    ['list', ' , ', 1],
    ['pcre', 'a(b', 2],
    ['ipcidr', '10.0.0.0/33', 1],
    ['compound', 'web* and', 9],
    ['compound', 'web* and ( db* or', 18],
    ['compound', 'web* and ( db*', 10],
    ['compound', 'web* and X@foo', 10],
    ['compound', 'web* )', 6],
    ['compound', 'web* or E@a(b', 12],
    ['compound', 'web* or E@a(?=b)', 12],
    ['compound', 'G@os:x and P@os:(?P<x>y)', 17],
    ['compound', '(web* or db*)', 1],
    ['compound', 'web* or db*)', 12],
    ['compound', 'not not web*', 5],
    ['compound', 'or web*', 1],
    ['compound', '( )', 3],
  ])('%s %s', (type, expression, column) => {
    expect(refusal(type, expression).column).toBe(column);
  });

  it('does not exhaust the stack on deep nesting', () => {
    expect(refusal('compound', `${'( '.repeat(50_000)}a`).summary).toContain('nested more than');
  });

  it('says how parentheses are to be written', () => {
    expect(refusal('compound', 'not (web*)').summary).toBe('a parenthesis stands between spaces: ( web* )');
  });

  it.each<[Target['type'], string, string]>([
    ['list', 'web1,,db1', 'target.empty-entry'],
    ['grain', 'os', 'target.never-matches'],
    ['pillar_pcre', 'role:\\S+', 'target.small-letters'],
  ])('warns of %s %s: %s', (type, expression, code) => {
    expect(parseTarget({ type, expression })).toMatchObject({ ok: true, warnings: [{ code, at: { line: 1 } }] });
  });

  it('warns where two terms have no operator between them, and then matches nobody', () => {
    const outcome = parseTarget({ type: 'compound', expression: 'web* web1*' });
    expect(outcome).toMatchObject({ ok: true, warnings: [{ code: 'target.never-matches', at: { column: 6 } }] });
    expect(parsed('compound', 'web* web1*').matches(web1)).toBe(false);
  });
});

describe('node groups', () => {
  const nodegroups = new Map([
    ['web', 'web* and N@debian'],
    ['debian', 'G@os:Debian'],
    ['loop', 'N@pool'],
    ['pool', 'x or N@loop'],
  ]);

  it('expand through each other and say what they need', () => {
    const matcher = parsed('compound', 'N@web and I@role:executor', { nodegroups });
    expect(matcher.matches(web1)).toBe(true);
    expect([...matcher.needs].sort()).toEqual(['grains', 'pillar']);
  });

  it('are refused when unknown or circular', () => {
    expect(refusal('nodegroup', 'nope', { nodegroups }).summary).toBe(
      'there is no node group nope; there are web, debian, loop, pool',
    );
    expect(refusal('nodegroup', 'nope', { nodegroups: new Map() }).summary).toContain('`nodegroups` of master.yaml');
    expect(refusal('compound', 'a or N@loop', { nodegroups }).summary).toContain('loop → pool → loop');
  });

  it('may be lists of ids, or one pattern', () => {
    const groups = new Map([
      ['ids', 'db1 web1.example.com'],
      ['pattern', 'web[0-9]'],
    ]);
    expect(parsed('nodegroup', 'ids', { nodegroups: groups }).matches(web1)).toBe(true);
    expect(parsed('nodegroup', 'pattern', { nodegroups: groups }).matches(web1)).toBe(true);
  });

  it('go by the names that a subject carries where no definitions are at hand', () => {
    expect(parsed('nodegroup', 'web').matches({ ...web1, nodegroups: new Set(['web']) })).toBe(true);
    expect(parsed('nodegroup', 'web').matches(web1)).toBe(false);
  });
});

it('answers a path through data that repeats itself without trying every way twice', () => {
  let deep: unknown = { end: 1 };
  for (let level = 0; level < 40; level += 1) deep = { a: deep };
  const subject = { id: 'x', grains: fromPlain(deep) as ValueMap };
  expect(parsed('grain', `${'a:'.repeat(40)}nope`).matches(subject)).toBe(false);
  expect(parsed('grain', `${'*:'.repeat(30)}nope`).matches(subject)).toBe(false);
});

it('a target that needs pillar does not match a subject without one', () => {
  expect(parsed('pillar', 'role:*').matches({ id: 'web1', grains })).toBe(false);
});

it.each<[Target['type'], string, string[]]>([
  ['list', 'a, b,a', ['a', 'b']],
  ['list', 'a b', ['a', 'b']],
  ['glob', 'web1.example.com', ['web1.example.com']],
  ['glob', 'web?', []],
  ['pcre', 'web1', []],
  ['compound', 'web1', []],
])('%s %s names %j', (type, expression, ids) => {
  expect(namedIds({ type, expression })).toEqual(ids);
});
