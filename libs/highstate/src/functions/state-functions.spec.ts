import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  callFunction,
  defineFunction,
  FunctionRefused,
  type FunctionContext,
  type FunctionDefinition,
  type FunctionResult,
} from '@fleet/execution';
import { memoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type Value, type ValueMap } from '@fleet/values';
import { done, specStates } from '../spec-states.js';
import { treeOf } from '../spec-tree.js';
import { InProcessStateLock, makeStateFunctions } from '../index.js';

const files = {
  'top.sls': "base:\n  '*': [a]\n",
  'a.sls': 'x:\n  thing.present:\n    - ends: changes\ny:\n  thing.present:\n    - require: [thing: x]\n',
  'bad.sls': 'x:\n  thing.gone: []\ny:\n  thing.lost: []\n',
  'failing.sls': 'x:\n  thing.present:\n    - ends: fails\ny:\n  thing.present: []\n',
  'pillared.sls': '{{ pillar.k }}:\n  thing.present: []\n',
};

let lock: InProcessStateLock;

beforeEach(() => {
  lock = new InProcessStateLock();
  done.splice(0);
});

function context(over: Partial<FunctionContext> = {}): FunctionContext {
  return {
    id: 'web1',
    version: '0',
    jid: '20260101000000000001',
    opts: new Map(),
    grains: async () => fromPlain({ id: 'web1' }) as ValueMap,
    pillar: async () => fromPlain({ k: 'own' }) as ValueMap,
    refresh: async () => undefined,
    tree: async () => treeOf(files),
    call: async () => null,
    functions: () => new Map(),
    stateDocs: () => new Map(),
    progress: () => undefined,
    signal: new AbortController().signal,
    ...over,
  };
}

function call(
  name: string,
  positional: Value[] = [],
  named: Record<string, Value> = {},
  over: Partial<FunctionContext> = {},
): Promise<FunctionResult> {
  const table = new Map(makeStateFunctions(lock, specStates).map((definition) => [definition.name, definition]));
  return callFunction(table, name, { positional, named: new Map(Object.entries(named)) }, memoryHost(), context(over));
}

function plain(result: FunctionResult): unknown {
  return toPlain(result.value);
}

describe('state.apply', () => {
  it('without a name applies the highstate, and answers as Salt does', async () => {
    const result = await call('state.apply');
    expect([result.retcode, result.out]).toEqual([0, 'highstate']);
    expect(plain(result)).toMatchObject({
      'thing_|-x_|-x_|-present': {
        result: true,
        changes: { x: 'made' },
        __id__: 'x',
        __sls__: 'a',
        name: 'x',
        __run_num__: 0,
      },
      'thing_|-y_|-y_|-present': { result: true, __run_num__: 1 },
    });
    expect(plain(result)).toHaveProperty(['thing_|-y_|-y_|-present', 'changes'], {});
    expect(done).toEqual(['x']);
  });

  it('with test=True, or on a minion in test mode, touches nothing', async () => {
    expect(plain(await call('state.apply', ['a'], { test: true }))).toMatchObject({
      'thing_|-x_|-x_|-present': { result: null },
    });
    expect(plain(await call('state.apply', ['a'], {}, { opts: new Map([['test', true]]) }))).toMatchObject({
      'thing_|-x_|-x_|-present': { result: null },
    });
    expect(done).toEqual([]);
    await call('state.apply', ['a'], { test: false }, { opts: new Map([['test', true]]) });
    expect(done).toEqual(['x']);
  });

  it('of what does not compile answers every diagnostic as data, and runs nothing', async () => {
    const result = await call('state.apply', ['a,bad']);
    expect([result.retcode, result.out]).toEqual([5, 'errors']);
    expect(plain(await call('state.apply', ['bad']))).toMatchObject([
      {
        severity: 'error',
        code: 'sls.unknown-function',
        at: { file: 'bad.sls', line: 2 },
        excerpt: expect.stringContaining('thing.gone'),
      },
      { severity: 'error', code: 'sls.unknown-function', at: { file: 'bad.sls', line: 4 } },
    ]);
    expect(done).toEqual([]);
  });

  it('fails when a state fails, and stops there with failhard=True', async () => {
    expect((await call('state.apply', ['failing'])).retcode).toBe(1);
    expect(Object.keys(plain(await call('state.apply', ['failing'], { failhard: true })) as object)).toEqual([
      'thing_|-x_|-x_|-present',
    ]);
  });

  it('takes pillar= over the own pillar, and exclude=', async () => {
    const result = await call('state.apply', ['pillared,a'], {
      pillar: new Map([['k', 'given']]),
      exclude: new Map([['id', 'y']]),
    });
    expect(Object.keys(plain(result) as object)).toEqual([
      'thing_|-given_|-given_|-present',
      'thing_|-x_|-x_|-present',
    ]);
  });

  it('is refused while another run goes on, with its jid and since when, and gives the lock back afterwards', async () => {
    const other = await lock.acquire({ jid: '7', function: 'state.highstate' }, { queue: false });
    const refused = call('state.apply');
    await expect(refused).rejects.toThrow(/jid 7.*since 20/);
    await expect(refused).rejects.toMatchObject({ code: 'busy', details: { jid: '7', since: expect.any(Number) } });
    const queued = call('state.apply', [], { queue: true });
    if (other.ok) await other.release();
    expect((await queued).retcode).toBe(0);
    await call('state.apply', ['bad']);
    expect(lock.holder).toBeUndefined();
  });

  it('says that nothing applies to this minion', async () => {
    const nobody = treeOf({ 'top.sls': "base:\n  'db*': [a]\n" });
    const result = await call('state.highstate', [], {}, { tree: async () => nobody });
    expect(result.retcode).toBe(0);
    expect(plain(result)).toMatchObject({
      'no_|-states_|-states_|-None': { result: true, comment: 'no target of the top file matches web1' },
    });
  });
});

describe('what a formula wants confirmed', () => {
  const tree = treeOf({
    'top.sls': "base:\n  '*': [hidden]\n",
    'node/formula.yaml': 'confirm: {node.reset: Keys are lost., node.wipe: Keys are lost.}\n',
    'node/install.sls': 'x:\n  thing.present: []\n',
    'node/reset.sls': 'gone:\n  thing.present:\n    - ends: changes\nalso:\n  thing.present:\n    - ends: changes\n',
    'node/wipe/init.sls': 'wiped:\n  thing.present: []\n',
    'hidden.sls': "include:\n  - {{ 'node.' ~ 're' ~ 'set' }}\nown:\n  thing.present:\n    - ends: changes\n",
  });
  const from = (over: Partial<FunctionContext> = {}) => ({ tree: async () => tree, ...over });

  it.each<[string, Value[], Record<string, Value>]>([
    ['state.apply', ['node.reset'], {}],
    ['state.apply', [], {}],
    ['state.apply', ['highstate'], {}],
    ['state.apply', ['node.install,hidden'], {}],
    ['state.sls', ['node/reset'], {}],
    ['state.sls', ['node.wipe.init'], {}],
    ['state.sls', ['node.[rw]*'], {}],
    ['state.sls_id', ['also', 'node.reset'], {}],
    ['state.apply', ['hidden'], { exclude: new Map([['id', 'gone']]) }],
    ['state.apply', ['node.reset'], { concurrent: true, test: false }],
  ])('is not run unconfirmed, whatever brings it: %s %j %j', async (name, args, kwargs) => {
    await expect(call(name, args, kwargs, from())).rejects.toMatchObject({
      code: 'confirmation-required',
      message: expect.stringContaining('Keys are lost.'),
      details: {
        asks: expect.arrayContaining([
          { what: expect.stringMatching(/^node\.(reset|wipe)$/), loses: 'Keys are lost.' },
        ]),
      },
    });
    expect(done).toEqual([]);
    expect(lock.holder).toBeUndefined();
  });

  it('is run where somebody said yes, and foreseen without', async () => {
    expect((await call('state.apply', ['node.reset'], { test: true }, from())).retcode).toBe(0);
    expect(done).toEqual([]);
    expect((await call('state.apply', ['hidden'], {}, from({ confirmed: true }))).retcode).toBe(0);
    expect(done).toEqual(['gone', 'also', 'own']);
  });

  it('does not hold up what lies beside it, nor a run that leaves it out', async () => {
    expect((await call('state.apply', ['node.install'], {}, from())).retcode).toBe(0);
    const without = { exclude: new Map([['sls', 'node.reset']]) };
    expect((await call('state.apply', ['hidden'], without, from())).retcode).toBe(0);
  });

  it('is not guessed at where the formula cannot be read', async () => {
    const broken = treeOf({ 'a.sls': 'x:\n  thing.present: []\n', 'node/formula.yaml': 'confirm: [\n' });
    await expect(call('state.apply', ['a'], {}, { tree: async () => broken })).rejects.toMatchObject({
      code: 'compile-failed',
    });
    expect(done).toEqual([]);
  });
});

describe('a queue', () => {
  it('takes as many as are allowed to wait', async () => {
    const other = await lock.acquire({ jid: '7', function: 'state.highstate' }, { queue: false });
    const first = call('state.apply', [], { queue: 1 });
    await expect(call('state.apply', [], { queue: 1 })).rejects.toMatchObject({ code: 'busy' });
    const second = call('state.apply', [], {}, { opts: new Map([['state_queue', 2]]) });
    if (other.ok) await other.release();
    expect([(await first).retcode, (await second).retcode]).toEqual([0, 0]);
    await expect(call('state.apply', [], { queue: 'many' })).rejects.toMatchObject({ code: 'bad-arguments' });
  });

  it('is passed by with concurrent=True', async () => {
    await lock.acquire({ jid: '7', function: 'state.highstate' }, { queue: false });
    expect((await call('state.apply', [], { concurrent: true })).retcode).toBe(0);
    expect(lock.holder?.jid).toBe('7');
  });
});

describe('a function that would touch the machine, called in test mode', () => {
  const touching = defineFunction({
    name: 'cmd.run',
    doc: 'Runs.',
    args: class {},
    example: 'cmd.run',
    run: async (host) => (await host.commands.run('true')).stdout,
  });

  it('leaves open what would become of the chunk, and is not called', async () => {
    const tree = treeOf({
      'a.sls': [
        'slot:',
        '  thing.present:',
        '    - source: __slot__:salt:cmd.run()',
        'asked:',
        '  thing.present:',
        '    - onlyif:',
        '      - fun: cmd.run',
        'failing:',
        '  thing.present:',
        '    - ends: fails',
      ].join('\n'),
    });
    const over = { tree: async () => tree, functions: () => new Map([['cmd.run', touching as FunctionDefinition]]) };
    const answer = plain(await call('state.apply', ['a'], { test: true }, over)) as Record<string, { result: unknown }>;
    expect(Object.entries(answer).map(([tag, { result }]) => [tag.split('_|-')[1], result])).toEqual([
      ['slot', null],
      ['asked', null],
      ['failing', false],
    ]);
  });
});

describe('a function that the template of an SLS calls', () => {
  const define = (name: string, run: FunctionDefinition['run']): [string, FunctionDefinition] => [
    name,
    { name, doc: 'Does it.', args: class {}, example: name, run } as FunctionDefinition,
  ];
  const table = new Map([
    define('cmd.run', async (host) => (await host.commands.run('hostname')).stdout),
    define('cp.cache_file', async (host) => {
      await host.files.write('/var/cache/fleet/minion/files/base/x', Buffer.from('x'), { mode: 0o600 });
      return 'cached';
    }),
    define('file.write', async (host) => {
      await host.files.write('/etc/motd', Buffer.from('x'), { mode: 0o600 });
      return 'written';
    }),
    define('file.outside', async (host) => {
      await host.files.write('/var/cache/fleet/minion/../../../../etc/motd', Buffer.from('x'), { mode: 0o600 });
      return 'written';
    }),
  ]);
  const machine = () =>
    memoryHost({
      files: { '/etc': { kind: 'directory' }, '/var/cache/fleet/minion/files/base': { kind: 'directory' } },
      commands: [{ command: 'hostname', answer: { stdout: 'web1' } }],
    });
  async function through(name: string, named: Record<string, Value>, calls: string) {
    const host = machine();
    const tree = treeOf({ 'a.sls': `{{ salt['${calls}']() }}:\n  thing.present: []\n` });
    const functions = new Map([
      ...table,
      ...makeStateFunctions(lock, specStates).map((definition) => [definition.name, definition] as const),
    ]);
    const nested: FunctionContext['call'] = async (called) =>
      (await callFunction(functions, called, { positional: [], named: new Map() }, host, given)).value;
    const given = context({ tree: async () => tree, functions: () => functions, call: nested });
    const answer = await callFunction(
      functions,
      name,
      { positional: ['a'], named: new Map(Object.entries(named)) },
      host,
      given,
    );
    return { answer: plain(answer), touched: host.text('/etc/motd') !== undefined };
  }

  it.each(['cmd.run', 'cp.cache_file'])('is %s, which asks: it answers everywhere', async (name) => {
    for (const [shown, named] of [
      ['state.show_low_sls', {}],
      ['state.apply', { test: true }],
    ] as const)
      expect(JSON.stringify((await through(shown, named, name)).answer)).toContain(
        name === 'cmd.run' ? 'web1' : 'cached',
      );
  });

  it.each(['file.write', 'file.outside'])('touches the machine (%s): only where states are applied', async (name) => {
    if (name === 'file.write') expect(await through('state.apply', {}, name)).toMatchObject({ touched: true });
    for (const [shown, named] of [
      ['state.show_low_sls', {}],
      ['state.show_sls', {}],
      ['state.apply', { test: true }],
    ] as const) {
      const { answer, touched } = await through(shown, named, name);
      expect(touched).toBe(false);
      expect(answer).toMatchObject([{ at: { file: 'a.sls', line: 1 } }]);
      expect(JSON.stringify(answer)).toContain('would touch the machine');
    }
  });
});

describe('looking at states', () => {
  it('state.show_top, show_sls and show_low_sls print what each stage made', async () => {
    expect(plain(await call('state.show_top'))).toEqual({ base: ['a'] });
    expect(plain(await call('state.show_sls', ['a']))).toMatchObject({
      x: { thing: [{ ends: 'changes' }, 'present', { order: 10_000 }], __sls__: 'a', __env__: 'base' },
    });
    expect(plain(await call('state.show_lowstate'))).toMatchObject([
      { state: 'thing', fun: 'present', __id__: 'x', name: 'x', order: 10_000, ends: 'changes' },
      { __id__: 'y', require: [{ thing: 'x' }], order: 10_001 },
    ]);
    expect(done).toEqual([]);
  });

  it('state.show_low_sls prints what is not known here, and tells beside it what would be refused', async () => {
    const tree = treeOf({
      'a.sls':
        'include: [b]\nx:\n  nowhere.known:\n    - names: [p, q]\n    - watch: [thing: y]\n    - order: last\nexclude: [b]\n',
      'b.sls':
        'y:\n  thing.present:\n    - prot: 1\n    - require_in: [nowhere: x]\np:\n  thing.present:\n    - prereq: [thing: y]\n',
    });
    const result = await call('state.show_low_sls', ['a'], {}, { tree: async () => tree });
    const at = { __sls__: 'b', __env__: 'base', __sls_included_from__: ['a'] };
    const y = {
      state: 'thing',
      fun: 'present',
      __id__: 'y',
      name: 'y',
      ...at,
      prot: 1,
      require_in: [{ nowhere: 'x' }],
      order: 10_000,
      __prereq__: true,
    };
    const x = { state: 'nowhere', fun: 'known', __id__: 'x', __sls__: 'a', __env__: 'base', watch: [{ thing: 'y' }] };
    expect(plain(result)).toEqual([
      y,
      {
        state: 'thing',
        fun: 'present',
        __id__: 'p',
        name: 'p',
        ...at,
        prereq: [{ thing: 'y' }],
        order: 10_001,
        __prerequiring__: true,
      },
      y,
      ...['p', 'q'].map((name, index) => {
        const { watch, ...rest } = x;
        return { ...rest, name, require: watch, order: 1_010_100 + (index + 1) / 10_000 };
      }),
    ]);
    expect(result.told).toEqual([expect.stringContaining('nowhere.known'), expect.stringContaining('prot')]);
    expect(plain(await call('state.show_sls', ['a'], {}, { tree: async () => tree }))).toMatchObject({
      x: { nowhere: [{ names: ['p', 'q'] }, { watch: [{ thing: 'y' }] }, { order: 'last' }, 'known'] },
      y: { thing: [{ prot: 1 }, { require_in: [{ nowhere: 'x' }] }, 'present', { order: 10_000 }], ...at },
      __exclude__: ['b'],
    });
  });

  it('answers whether SLS and IDs are there, and which SLS a highstate would apply', async () => {
    const value = async (name: string, ...words: string[]): Promise<unknown> => plain(await call(name, words));
    expect(await value('state.show_states')).toEqual(['a']);
    expect([await value('state.sls_exists', 'a,pillared'), await value('state.sls_exists', 'a,none')]).toEqual([
      true,
      false,
    ]);
    expect([await value('state.id_exists', 'x,y', 'a'), await value('state.id_exists', 'x,z', 'a')]).toEqual([
      true,
      false,
    ]);
    expect((await call('state.sls_exists', ['none'])).told).toEqual([expect.stringContaining('there is no SLS none')]);
  });

  it('goes on while states run', async () => {
    await lock.acquire({ jid: '7', function: 'state.highstate' }, { queue: false });
    expect((await call('state.show_low_sls', ['a'])).retcode).toBe(0);
  });
});

describe('less than an SLS', () => {
  it('state.single takes its arguments from the command line', async () => {
    expect(plain(await call('state.single', ['thing.present', 'z'], { ends: 'changes' }))).toMatchObject({
      'thing_|-z_|-z_|-present': { result: true, changes: { z: 'made' } },
    });
    expect((await call('state.single', ['thing.present', 'z'], { prot: 1 })).out).toBe('errors');
  });

  it('state.sls_id takes one ID with what it requires', async () => {
    expect(Object.keys(plain(await call('state.sls_id', ['y', 'a'])) as object)).toEqual([
      'thing_|-x_|-x_|-present',
      'thing_|-y_|-y_|-present',
    ]);
  });

  it('state.test is state.apply in test mode, state.top another top file', async () => {
    expect(plain(await call('state.test', ['a'], { test: false }))).toMatchObject({
      'thing_|-x_|-x_|-present': { result: null },
    });
    const tree = treeOf({ ...files, 'other.sls': "base:\n  'web*': [pillared]\n" });
    const result = await call('state.top', ['other.sls'], {}, { tree: async () => tree });
    expect(Object.keys(plain(result) as object)).toEqual(['thing_|-own_|-own_|-present']);
  });

  it('names are needed', async () => {
    await expect(call('state.sls', [''])).rejects.toBeInstanceOf(FunctionRefused);
  });
});
