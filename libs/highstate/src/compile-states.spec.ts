import { describe, expect, it } from '@jest/globals';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { compileStates } from './compile-states.js';
import { compiled, contextOf, refusal, treeOf } from './spec-tree.js';

async function order(files: Readonly<Record<string, string>>): Promise<string> {
  return (await compiled(files)).low.map(({ id, name }) => (id === name ? id : `${id}/${name}`)).join(' ');
}

const thing = (id: string, ...given: string[]): string =>
  `${id}:\n  thing.present:\n${given.map((line) => `    - ${line}\n`).join('') || '    []\n'}`;

describe('the order of chunks', () => {
  it.each([
    ['definition order', [thing('c'), thing('a'), thing('b')], 'c a b'],
    [
      'a requisite comes before what requires it, and no earlier',
      [thing('a', 'require: [thing: d]'), thing('b'), thing('c'), thing('d')],
      'd a b c',
    ],
    [
      'order: first, last, numbers and negative numbers',
      [
        thing('a', 'order: last'),
        thing('b', 'order: -1'),
        thing('c'),
        thing('d', 'order: 1'),
        thing('e', 'order: first'),
      ],
      'e d c b a',
    ],
    ['names in the order in which they are listed', [thing('a', 'names: [z, y, x]'), thing('b')], 'a/z a/y a/x b'],
    ['a prereq before its target', [thing('t', 'ends: changes'), thing('p', 'prereq: [thing: t]')], 'p t'],
    [
      'what the target of a prereq needs before the prereq',
      [thing('p', 'prereq: [thing: t]'), thing('t', 'require: [thing: n]'), thing('n')],
      'n p t',
    ],
    ['*_in turned round', [thing('a'), thing('b', 'require_in: [thing: a]'), thing('c', 'watch_in: [a]')], 'b c a'],
    ['listen does not order', [thing('a', 'listen: [thing: b]'), thing('b')], 'a b'],
  ])('%s', async (_name, states, expected) => {
    expect(await order({ 'a.sls': states.join('') })).toBe(expected);
  });

  it('is worked out for a long chain without recursion', async () => {
    const links = Array.from({ length: 3_000 }, (_, index) =>
      thing(`l${index}`, ...(index < 2_999 ? [`require: [thing: l${index + 1}]`] : [])),
    );
    const { low } = await compiled({ 'a.sls': links.join('') });
    expect([low.length, low[0]?.id, low.at(-1)?.id]).toEqual([3_000, 'l2999', 'l0']);
  });
});

describe('references', () => {
  it.each([
    ['an ID', 'thing: b'],
    ['a name', 'thing: bee'],
    ['a glob', 'thing: b*'],
    ['a bare ID', 'b'],
    ['any module', 'id: b'],
    ['an SLS', 'sls: other'],
    ['an SLS glob', 'sls: oth*'],
  ])('may name %s', async (_name, reference) => {
    const { low } = await compiled({
      'a.sls': `include: [other]\n${thing('a', `require: [${reference.includes(':') ? `{${reference}}` : reference}]`)}`,
      'other.sls': thing('b', 'name: bee'),
    });
    expect(low.find(({ id }) => id === 'a')?.requisites[0]?.targets.map(({ id }) => id)).toEqual(['b']);
  });

  it('to an SLS reach what it includes', async () => {
    const { low } = await compiled({
      'a.sls': `include: [b]\n${thing('a', 'require: [sls: b]')}`,
      'b.sls': 'include: [c]\n',
      'c.sls': thing('c'),
    });
    expect(low.map(({ id }) => id)).toEqual(['c', 'a']);
    expect(low[1]?.requisites[0]?.targets.map(({ id }) => id)).toEqual(['c']);
  });
});

describe('what is written wrong is refused, all of a kind at once, with its place', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'unknown functions, with what was meant',
      { 'a.sls': 'x:\n  thing.presnt: []\ny:\n  nothing.there: []\n' },
      [
        'a.sls:2 sls.unknown-function: there is no state function thing.presnt (x)',
        'a.sls:4 sls.unknown-function: there is no state function nothing.there (y)',
      ],
    ],
    [
      'unknown and wrong arguments',
      { 'a.sls': thing('x', 'prot: 1', 'port: many') },
      [
        'a.sls:3 state.unknown-argument: thing.present of x: there is no argument `prot`',
        'a.sls:4 state.wrong-argument: thing.present of x: `port` must be a whole number',
      ],
    ],
    [
      'unknown SLS',
      { 'a.sls': 'include: [nope, .nor]\n' },
      [
        'a.sls:1 sls.unknown: there is no SLS nope in environment base',
        'a.sls:1 sls.unknown: there is no SLS nor in environment base',
      ],
    ],
    [
      'includes that lead out of the tree',
      { 'a.sls': 'include: [..x]\n' },
      ['a.sls:1 sls.malformed-include: ..x leads out of the state tree'],
    ],
    [
      'IDs used twice',
      { 'a.sls': `include: [b]\n${thing('x')}`, 'b.sls': thing('x') },
      ['a.sls:2 state.conflicting-id: the ID x is already used in SLS b (b.sls:1:1)'],
    ],
    [
      'dangling requisites',
      { 'a.sls': `${thing('x', 'require: [thing: y]')}${thing('z', 'watch_in:\n      - other: x')}` },
      [
        'a.sls:3 requisite.unknown: x has require thing: y, which does not exist',
        'a.sls:7 requisite.unknown: z has watch_in other: x, which does not exist',
      ],
    ],
    [
      'names that are none',
      { 'a.sls': thing('x', "name: ''") + thing('y', 'name:') + thing('z', 'name: 5') },
      [
        'a.sls:3 state.malformed-name: a name of x is empty',
        'a.sls:6 state.malformed-name: a name of y is empty',
        'a.sls:9 state.malformed-name: a name of z is not text',
      ],
    ],
    [
      'requisites that are no list',
      { 'a.sls': thing('x', 'require: y') },
      ['a.sls:3 requisite.not-a-list: require of thing.present of x must be a list'],
    ],
    [
      'references that are none',
      { 'a.sls': thing('x', 'require: [{}, {1: b}]') },
      [
        'a.sls:3 requisite.malformed: require of thing.present of x lists an empty mapping',
        'a.sls:3 requisite.malformed: require of thing.present of x lists 1, which is no module',
      ],
    ],
    [
      'references that name a function',
      { 'a.sls': thing('x', 'require: [{thing.present: y}]') + thing('y') },
      ['a.sls:3 requisite.malformed: require of thing.present of x lists thing.present, with a function'],
    ],
    [
      'references to an SLS without a state',
      { 'a.sls': `include: [b]\n${thing('x', 'require: [sls: b]')}`, 'b.sls': '{}\n' },
      ['a.sls:4 requisite.unknown: x has require sls: b, which does not exist'],
    ],
    [
      'a function with a colon and nothing behind it',
      { 'a.sls': 'x:\n  thing.present:\n' },
      ['a.sls:2 state.not-a-list: thing.present of x needs a list of arguments'],
    ],
    [
      'what is wrong with requisites together with what is wrong with arguments',
      { 'a.sls': thing('x', 'prot: 1', 'require: [thing: y]') },
      [
        'a.sls:3 state.unknown-argument: thing.present of x: there is no argument `prot`',
        'a.sls:4 requisite.unknown: x has require thing: y, which does not exist',
      ],
    ],
    [
      'arguments that are no list',
      { 'a.sls': 'x:\n  thing.present:\n    name: y\n' },
      ['a.sls:2 state.not-a-list: thing.present of x needs a list of arguments'],
    ],
    [
      'an ID without a function',
      { 'a.sls': 'x:\n  thing:\n    - name: y\n' },
      ['a.sls:2 state.no-function: thing of x names no function'],
    ],
    [
      'an ID with two functions of a module',
      { 'a.sls': 'x:\n  thing: [present, absent]\n' },
      ['a.sls:2 state.many-functions: thing of x names more than one function: present, absent'],
    ],
    [
      'extending what is not there',
      { 'a.sls': 'extend:\n  y:\n    thing:\n      - port: 1\n' },
      ['a.sls:2 extend.unknown: there is no state with the ID y to extend'],
    ],
    [
      'sources that the tree does not have',
      {
        'a.sls': `${thing('x', 'source: salt://no/such')}${thing('y', 'source: salt://../etc/passwd')}${thing('salt://z.sh')}${thing('v', 'source: salt://b/../a.sls')}`,
      },
      [
        'a.sls:3 state.missing-source: thing.present of x: the state tree has no no/such',
        'a.sls:6 state.missing-source: thing.present of y: salt://../etc/passwd leads out of the state tree',
        'a.sls:8 state.missing-source: thing.present of salt://z.sh: the state tree has no z.sh',
        'a.sls:12 state.missing-source: thing.present of v: salt://b/../a.sls leads out of the state tree',
      ],
    ],
    [
      'circles',
      {
        'a.sls': `${thing('x', 'require: [thing: y]')}${thing('y', 'watch: [thing: x]')}${thing('p', 'require: [thing: p]')}`,
      },
      [
        'a.sls:2 requisite.cycle: requisites go round in a circle: thing: x (require) → thing: y (watch) → thing: x',
        'a.sls:8 requisite.cycle: requisites go round in a circle: thing: p (require) → thing: p',
      ],
    ],
    [
      'engine arguments that make no sense',
      { 'a.sls': thing('x', 'retry: {attempt: 2}', 'failhard: maybe', 'onlyif: 7') },
      [
        'a.sls:3 state.wrong-argument: retry of thing.present of x must be',
        'a.sls:4 state.wrong-argument: failhard of thing.present of x must be true or false',
        'a.sls:5 state.wrong-argument: onlyif of thing.present of x must be',
      ],
    ],
    [
      'an order that is none',
      { 'a.sls': thing('x', 'order: soon') },
      ['a.sls:3 state.malformed-order: order of x must be a number, first or last'],
    ],
  ])('%s', async (_name, files, expected) => {
    // The end of a sentence may be the arguments room's own.
    expect(await refusal(files)).toEqual(expected.map((text) => expect.stringContaining(text)));
  });

  it('says by which includes a file was reached, and shows the line', async () => {
    const outcome = await compileStates(
      { kind: 'sls', sls: ['a'] },
      contextOf({ 'a.sls': 'include:\n  - b\n', 'b.sls': 'x:\n  thing.gone: []\n' }),
    );
    expect(outcome).toMatchObject({
      ok: false,
      diagnostics: [
        {
          at: { file: 'b.sls', line: 2 },
          via: [{ file: 'a.sls', line: 2 }],
          excerpt: expect.stringContaining('> 2 |   thing.gone: []'),
        },
      ],
    });
  });
});

describe('SLS files', () => {
  it('are included once, before their includers, through circles and globs', async () => {
    const files = {
      'a.sls': `include: [web, 'm.*']\n${thing('a')}`,
      'web/init.sls': `include: [.tls, a]\n${thing('web')}`,
      'web/tls.sls': `include: [..m.one]\n${thing('tls')}`,
      'm/one.sls': thing('one'),
      'm/two.sls': thing('two'),
    };
    expect(await order(files)).toBe('one tls web two a');
  });

  it('see their own names', async () => {
    const sls =
      '{{ sls }}_{{ slspath }}_{{ tpldir }}_{{ tplfile }}_{{ slsdotpath }}_{{ saltenv }}:\n  thing.present: []\n';
    const { low } = await compiled({ 'x/y/init.sls': sls }, { kind: 'sls', sls: ['x.y'] });
    expect(low[0]?.id).toBe('x.y_x/y_x/y_x/y/init.sls_x.y_base');
  });

  it('get the pillar with what was given for this run over it', async () => {
    const files = {
      'a.sls':
        '{{ pillar.k }}_{{ salt["pillar.get"]("d:e") }}_{{ salt["pillar.get"]("no", "default") }}:\n  thing.present: []\n',
    };
    const context = contextOf(files, {
      pillar: fromPlain({ k: 'old', d: { e: 1 } }) as ValueMap,
      call: () => Promise.reject(new Error('not needed')),
    });
    const outcome = await compileStates(
      { kind: 'sls', sls: ['a'], pillar: new Map<Value, Value>([['k', 'new']]) },
      context,
    );
    expect(outcome.ok && outcome.value.low[0]?.id).toBe('new_1_default');
  });

  it('may say which renderers they want', async () => {
    expect(await order({ 'a.sls': '#!yaml\n"{{ x }}":\n  thing.present: []\n' })).toBe('{{ x }}');
    expect(await refusal({ 'a.sls': '#!py\nx = 1\n' })).toEqual([
      'a.sls:1 sls.unknown-renderer: there is no renderer "py"',
    ]);
  });
});

describe('high data', () => {
  it('is extended: requisites are appended, other arguments replaced', async () => {
    const files = {
      'a.sls': `include: [b]\nextend:\n  x:\n    thing:\n      - port: 2\n      - require: [thing: z]\n${thing('z')}`,
      'b.sls': `${thing('x', 'port: 1', 'require: [thing: y]')}${thing('y')}`,
    };
    const { low } = await compiled(files);
    const x = low.find(({ id }) => id === 'x');
    expect(x?.arguments.get('port')).toBe(2);
    expect(x?.requisites.map(({ targets }) => targets[0]?.id)).toEqual(['y', 'z']);
  });

  it('leaves out what is excluded, in an SLS or for one run', async () => {
    const files = {
      'a.sls': `include: [b, c]\nexclude:\n  - sls: b\n${thing('a')}${thing('d')}`,
      'b.sls': thing('b', 'require_in: [thing: a]'),
      'c.sls': thing('c'),
    };
    const { low } = await compiled(files, { kind: 'sls', sls: ['a'], exclude: [new Map([['id', 'd']])] });
    expect(low.map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('gives names their own arguments', async () => {
    const { low } = await compiled({
      'a.sls': thing('x', 'port: 1', 'names:\n      - y:\n        - port: 2\n      - z'),
    });
    expect(low.map((chunk) => [chunk.name, chunk.arguments.get('port')])).toEqual([
      ['y', 2],
      ['z', 1],
    ]);
  });

  it('lets a state use the arguments of another, but neither its name nor its requisites', async () => {
    const { low } = await compiled({
      'a.sls': `${thing('b', 'port: 7', 'ends: changes', 'require: [thing: c]')}${thing('x', 'ends: same', 'use: [thing: b]')}${thing('c')}`,
    });
    const x = low.find(({ id }) => id === 'x');
    expect([x?.arguments.get('port'), x?.arguments.get('ends'), x?.name, x?.requisites.length]).toEqual([
      7,
      'same',
      'x',
      0,
    ]);
  });
});

describe('a highstate', () => {
  const states = {
    'one.sls': thing('one'),
    'two.sls': thing('two'),
    'web/a.sls': thing('wa'),
    'web/b.sls': thing('wb'),
  };
  const highstate = { kind: 'highstate' } as const;

  it('applies what the targets that match name, in order', async () => {
    const top =
      "base:\n  'G@os:Debian':\n    - two\n  'nobody':\n    - nope\n  'web?,x':\n    - match: list\n    - nope\n  'web1':\n    - 'web.*'\n    - one\n";
    expect((await compiled({ ...states, 'top.sls': top }, highstate)).low.map(({ id }) => id)).toEqual([
      'two',
      'wa',
      'wb',
      'one',
    ]);
  });

  it('warns when no target matches, and is refused without a top file or with a malformed one', async () => {
    const outcome = await compileStates(highstate, contextOf({ 'top.sls': "base:\n  'x*': [one]\n" }));
    expect(outcome).toMatchObject({ ok: true, warnings: [{ code: 'top.no-match' }] });
    expect(await refusal(states, highstate)).toEqual(['top.missing: there is no top.sls in base']);
    expect(await refusal({ ...states, 'top.sls': "base:\n  'web* and': [one]\n  'y': one\n" }, highstate)).toEqual([
      'top.sls:2 top.malformed-target: target web* and: something is missing after and',
      'top.sls:3 top.malformed: target y needs a list of SLS names',
    ]);
  });
});

describe('requests for less than an SLS', () => {
  it('take one ID with what it waits for', async () => {
    const files = { 'a.sls': `${thing('a', 'require: [thing: b]')}${thing('b')}${thing('c')}` };
    expect((await compiled(files, { kind: 'id', id: 'a', sls: ['a'] })).low.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(await refusal(files, { kind: 'id', id: 'z', sls: ['a'] })).toEqual([
      'state.unknown-id: there is no state with the ID z in a',
    ]);
  });

  it('take one state from the command line', async () => {
    const single = { kind: 'single', function: 'thing.present', name: 'x', arguments: new Map([['port', 1]]) } as const;
    expect((await compiled({}, single)).low.map(({ id, arguments: given }) => [id, given.get('port')])).toEqual([
      ['x', 1],
    ]);
  });
});

describe('a source that the tree holds and does not serve', () => {
  it('is refused with the reason, under either name of its environment', async () => {
    const files = {
      'a.sls': thing('x', 'source: salt://link') + thing('y', 'source: salt://a.sls?env=base'),
    };
    const tree = {
      ...treeOf(files),
      refusal: (_environment: string, path: string) => (path === 'link' ? 'is a symlink that leads out' : undefined),
    };
    const outcome = await compileStates({ kind: 'sls', sls: ['a'] }, contextOf(files, { tree }));
    expect(outcome.ok ? [] : outcome.diagnostics.map(({ summary }) => summary)).toEqual([
      'thing.present of x: link is a symlink that leads out',
    ]);
  });
});
