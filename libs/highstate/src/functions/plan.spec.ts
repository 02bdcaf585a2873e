import { beforeEach, describe, expect, it } from '@jest/globals';
import { callFunction, type FunctionContext, type FunctionResult, type PlannedStates } from '@fleet/execution';
import { memoryHost } from '@fleet/platform';
import { fromPlain, isMap, toPlain, type Value, type ValueMap } from '@fleet/values';
import { InProcessStateLock, makeStateFunctions } from '../index.js';
import { done, specStates } from '../spec-states.js';
import { treeOf } from '../spec-tree.js';

const job = '20260101000000000001';
const files = {
  'a.sls': 'x:\n  thing.present:\n    - ends: changes\ny:\n  thing.present:\n    - require: [thing: x]\n',
  'wipes.sls':
    'x:\n  thing.present:\n    - ends: changes\ngone:\n  thing.wiped:\n    - ends: changes\n    - require: [thing: x]\n',
  'clean.sls': 'gone:\n  thing.wiped: []\n',
  'sly.sls': 'gone:\n  thing.dropped:\n    - ends: changes\n',
  'pillared.sls': 'x:\n  thing.present:\n    - ends: {{ pillar.ends }}\n',
  'node/formula.yaml': 'confirm: {node.reset: Keys are lost.}\n',
  'node/reset.sls': 'keys:\n  thing.wiped:\n    - ends: changes\n',
};

const lock = new InProcessStateLock();
beforeEach(() => {
  done.splice(0);
});

interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly pillar?: Record<string, unknown>;
  readonly key?: Buffer;
  readonly planned?: PlannedStates;
}

function call(
  name: string,
  positional: Value[],
  named: Record<string, Value> = {},
  world: World = {},
  over: Partial<FunctionContext> = {},
): Promise<FunctionResult> {
  const context: FunctionContext = {
    id: 'web1',
    version: '0',
    jid: job,
    opts: new Map(),
    grains: async () => fromPlain({ id: 'web1' }) as ValueMap,
    pillar: async () => fromPlain(world.pillar ?? { ends: 'changes', pin: '1234' }) as ValueMap,
    refresh: async () => undefined,
    tree: async () => treeOf(world.files ?? files),
    call: async () => null,
    functions: () => new Map(),
    stateDocs: () => new Map(),
    progress: () => undefined,
    signal: new AbortController().signal,
    plans: {
      key: async () => world.key ?? Buffer.alloc(32, 7),
      planned: async () => world.planned as PlannedStates,
    },
    ...over,
  };
  const table = new Map(makeStateFunctions(lock, specStates).map((definition) => [definition.name, definition]));
  return callFunction(table, name, { positional, named: new Map(Object.entries(named)) }, memoryHost(), context);
}

/** As the master keeps it. */
async function planned(mods: string, world: World = {}, named: Record<string, Value> = {}): Promise<PlannedStates> {
  const { value, retcode } = await call('state.plan', [mods], named, world);
  if (retcode !== 0 || !isMap(value)) throw new Error(`no plan: ${JSON.stringify(toPlain(value))}`);
  expect(done).toEqual([]);
  const chunks = [...value].filter(([tag]) => tag !== '__plan__');
  const states = chunks.map(
    ([tag, chunk]) => `${String(tag).split('_|-')[0]} ${String((chunk as ValueMap).get('__id__'))}`,
  );
  return { proof: String(value.get('__plan__')), states };
}

describe('state.plan', () => {
  it('says what would change and what it would destroy, and touches nothing', async () => {
    const { value } = await call('state.plan', ['wipes']);
    expect(toPlain(value)).toMatchObject({
      'thing_|-x_|-x_|-present': { result: null, changes: { x: 'made' } },
      'thing_|-gone_|-gone_|-wiped': { result: null, changes: { wiped: 'gone' }, destroys: ['wipe gone'] },
      __plan__: expect.any(String),
    });
    expect(done).toEqual([]);
  });

  it('is told by no argument that it is a dry run, nor that it is none', async () => {
    for (const name of ['state.plan', 'state.apply_plan'])
      await expect(call(name, [job, 'a'].slice(name === 'state.plan' ? 1 : 0), { test: true })).rejects.toMatchObject({
        code: 'bad-arguments',
      });
  });

  it('holds no secret, and none that could be guessed', async () => {
    const one = await planned('a', { pillar: { pin: '1234' } });
    const other = await planned('a', { pillar: { pin: '1234' }, key: Buffer.alloc(32, 8) });
    expect(one.proof).not.toContain('1234');
    expect(one.proof).not.toBe(other.proof);
  });

  it('has no proof where there is no master to keep it', async () => {
    const { value } = await call('state.plan', ['a'], {}, {}, { plans: undefined as never });
    expect(isMap(value) && value.has('__plan__')).toBe(false);
  });
});

describe('state.apply_plan', () => {
  it('applies what was planned', async () => {
    const plan = await planned('wipes');
    const { retcode, value } = await call('state.apply_plan', [job, 'wipes'], {}, { planned: plan });
    expect([retcode, done]).toEqual([0, ['x', 'wipe gone']]);
    expect(toPlain(value)).toMatchObject({ 'thing_|-gone_|-gone_|-wiped': { result: true } });
  });

  it('applies what was chosen by ID, and nothing else', async () => {
    const plan = await planned('wipes', {}, { only_id: 'x' });
    await call('state.apply_plan', [job, 'wipes'], { only_id: 'x' }, { planned: plan });
    expect(done).toEqual(['x']);
  });

  it.each<[string, string, World, string]>([
    ['a state says something else', 'a', { files: { 'a.sls': `${files['a.sls']}    - port: 3\n` } }, 'thing.present y'],
    [
      'a state came',
      'a',
      { files: { 'a.sls': `${files['a.sls']}z:\n  thing.present: []\n` } },
      'thing.present z is new',
    ],
    ['a state went', 'a', { files: { 'a.sls': 'x:\n  thing.present:\n    - ends: changes\n' } }, 'thing y is gone'],
    ['the pillar changed', 'a', { pillar: { ends: 'changes', pin: '1235' } }, 'pillar pin says something else'],
    ['the machine changed', 'pillared', { pillar: { ends: 'same', pin: '1234' } }, 'x says something else'],
    ['it is another machine of this name', 'a', { key: Buffer.alloc(32, 9) }, 'thing.present x is new'],
  ])('refuses where %s', async (_what, mods, world, said) => {
    const plan = await planned(mods);
    await expect(call('state.apply_plan', [job, mods], {}, { ...world, planned: plan })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(said),
    });
    expect(done).toEqual([]);
    expect(lock.holder).toBeUndefined();
  });

  it('says first which job has applied it already, where it is that which moved things', async () => {
    const plan = { ...(await planned('a')), appliedBy: '20260101120000000001' };
    const moved = { pillar: { ends: 'changes', pin: '1235' }, planned: plan };
    await expect(call('state.apply_plan', [job, 'a'], {}, moved)).rejects.toMatchObject({
      message: expect.stringMatching(
        /^nothing was touched: the plan has been applied already, by 20260101120000000001; since the plan was made, things moved/,
      ),
    });
    expect((await call('state.apply_plan', [job, 'a'], {}, { planned: plan })).retcode).toBe(0);
  });

  it.each(['', 'rubbish', '[2,[],[]]', '{"a":1}'])('refuses a proof that is none: %j', async (proof) => {
    const plan = { proof, states: [] };
    await expect(call('state.apply_plan', [job, 'a'], {}, { planned: plan })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(done).toEqual([]);
  });

  it('refuses where the tree does not compile any more', async () => {
    const plan = await planned('a');
    const broken = { files: { 'a.sls': 'x:\n  thing.lost: []\n' }, planned: plan };
    expect((await call('state.apply_plan', [job, 'a'], {}, broken)).retcode).toBe(5);
    expect(done).toEqual([]);
  });

  it('is nothing without a master', async () => {
    await expect(call('state.apply_plan', [job, 'a'], {}, {}, { plans: undefined as never })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('still wants an SLS confirmed that its formula wants confirmed', async () => {
    const plan = await planned('node.reset');
    const apply = (over: Partial<FunctionContext>) =>
      call('state.apply_plan', [job, 'node.reset'], {}, { planned: plan }, over);
    await expect(apply({})).rejects.toMatchObject({ code: 'confirmation-required' });
    expect(done).toEqual([]);
    expect((await apply({ confirmed: true })).retcode).toBe(0);
    expect(done).toEqual(['wipe keys']);
  });
});

describe('what would destroy something', () => {
  it('is refused before anything is touched, unless somebody said yes', async () => {
    await expect(call('state.apply', ['wipes'])).rejects.toMatchObject({
      code: 'confirmation-required',
      message: expect.stringContaining('thing.wiped gone would wipe gone'),
      details: { asks: [{ what: 'thing.wiped gone', loses: 'wipe gone' }] },
    });
    expect(done).toEqual([]);
    expect(lock.holder).toBeUndefined();
    expect((await call('state.apply', ['wipes'], {}, {}, { mayDestroy: true })).retcode).toBe(0);
    expect(done).toEqual(['x', 'wipe gone']);
  });

  it('holds up nothing where there is nothing to destroy', async () => {
    expect((await call('state.apply', ['clean'])).retcode).toBe(0);
  });

  it('needs no second yes in an SLS that was confirmed', async () => {
    expect((await call('state.apply', ['node.reset'], {}, {}, { confirmed: true })).retcode).toBe(0);
    expect(done).toEqual(['wipe keys']);
    await expect(call('state.apply', ['node.reset,wipes'], {}, {}, { confirmed: true })).rejects.toMatchObject({
      details: { asks: [{ what: 'thing.wiped gone', loses: 'wipe gone' }] },
    });
  });

  it('fails alone where it only shows when it runs', async () => {
    const { value, retcode } = await call('state.apply', ['sly']);
    expect(retcode).toBe(1);
    expect(toPlain(value)).toMatchObject({
      'thing_|-gone_|-gone_|-dropped': {
        result: false,
        changes: {},
        comment: expect.stringContaining('--yes-destroy'),
        destroys: ['wipe gone'],
      },
    });
    expect(done).toEqual([]);
  });

  it('is nothing that needs a yes where its author says that it is worth nothing', async () => {
    const lock = { 'a.sls': 'lock:\n  thing.wiped:\n    - ends: changes\n    - destroys: False\n' };
    const { value } = await call('state.plan', ['a'], {}, { files: lock });
    expect(JSON.stringify(toPlain(value))).not.toContain('destroys');
    expect((await call('state.apply', ['a'], {}, { files: lock })).retcode).toBe(0);
    expect(done).toEqual(['wipe lock']);
    done.splice(0);
    const plan = await planned('a', { files: lock });
    expect((await call('state.apply_plan', [job, 'a'], {}, { files: lock, planned: plan })).retcode).toBe(0);
    expect(done).toEqual(['wipe lock']);
  });

  it('is foreseen without a yes', async () => {
    expect((await call('state.apply', ['wipes'], { test: true })).retcode).toBe(0);
  });

  it('is done where it is given by its name', async () => {
    expect((await call('state.single', ['thing.wiped', 'old'], { ends: 'changes' })).retcode).toBe(0);
    expect(done).toEqual(['wipe old']);
  });
});
