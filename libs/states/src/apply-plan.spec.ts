import { describe, expect, it } from '@jest/globals';
import { HostRefusal, memoryHost } from '@fleet/platform';
import { toPlain } from '@fleet/values';
import { applyPlan, StepFailed } from './index.js';
import { step } from './step.js';

const write = (path: string) => step(`write ${path}`, { [path]: 'new' }, (host) => host.files.write(path, 'x'));
const failing = (error: Error) => step('do the impossible', { never: 'seen' }, () => Promise.reject(error));

async function outcome(
  plan: Parameters<typeof applyPlan>[0],
  test = false,
): Promise<{ result: boolean | null; comment: string; changes: unknown; touches: readonly string[] }> {
  const host = memoryHost();
  const { result, comment, changes } = await applyPlan(plan, host, { test });
  return { result, comment, changes: toPlain(changes), touches: host.touches };
}

describe('applyPlan', () => {
  it('no steps: true, and why', async () => {
    expect(await outcome({ steps: [], already: 'it is so' })).toEqual({
      result: true,
      comment: 'it is so',
      changes: {},
      touches: [],
    });
  });

  it('steps in test mode: null, what would change, nothing touched', async () => {
    const made = await outcome({ steps: [write('/a'), write('/b')], already: '' }, true);
    expect(made).toEqual({
      result: null,
      comment: 'would write /a, write /b',
      changes: { '/a': 'new', '/b': 'new' },
      touches: [],
    });
  });

  it('steps applied: true, in order', async () => {
    const made = await outcome({ steps: [write('/a'), write('/b')], already: '', done: 'written' });
    expect(made).toEqual({
      result: true,
      comment: 'written',
      changes: { '/a': 'new', '/b': 'new' },
      touches: ['files.write /a', 'files.write /b'],
    });
  });

  it('steps that destroy: told, and not done where nobody said yes', async () => {
    const wipe = step('wipe /a', { '/a': 'gone' }, (host) => host.files.remove('/a'), { destructive: true });
    const plan = { steps: [write('/b'), wipe], already: '' };
    const host = memoryHost();
    expect(await applyPlan(plan, host, { test: true, spare: true })).toMatchObject({
      result: null,
      destroys: ['wipe /a'],
    });
    const spared = await applyPlan(plan, host, { test: false, spare: true });
    expect(spared).toMatchObject({ result: false, changes: new Map(), destroys: ['wipe /a'] });
    expect(spared.comment).toContain('--yes-destroy');
    expect(host.touches).toEqual([]);
    expect(await applyPlan(plan, host, { test: false })).toMatchObject({ result: true });
    expect(host.touches).toEqual(['files.write /b', 'files.remove /a']);
    const harmless = await applyPlan({ steps: [write('/c')], already: '' }, host, { test: false, spare: true });
    expect(harmless).not.toHaveProperty('destroys');
  });

  it('a failed step: false, the changes made so far, and nothing after it', async () => {
    const made = await outcome({
      steps: [write('/a'), failing(new HostRefusal('ENOSPC', 'the disk is full')), write('/b')],
      already: '',
    });
    expect(made).toEqual({
      result: false,
      comment: 'could not do the impossible: the disk is full (make room there: `df` and `df -i` show what is full)',
      changes: { '/a': 'new' },
      touches: ['files.write /a'],
    });
  });

  it('a step that failed half-way tells what it changed', async () => {
    const made = await outcome({
      steps: [failing(new StepFailed('half done', new Map([['half', 'done']])))],
      already: '',
    });
    expect(made).toMatchObject({ result: false, changes: { half: 'done' } });
  });

  it('a defect of ours is no result of the machine', async () => {
    await expect(outcome({ steps: [failing(new TypeError('ours'))], already: '' })).rejects.toThrow('ours');
  });

  it('what a step answers replaces what it planned', async () => {
    const answering = step('ask', { pid: 'unknown' }, async () => ({
      changes: new Map([['pid', 7]]),
      comment: 'answered',
    }));
    expect(await outcome({ steps: [answering], already: '' })).toMatchObject({
      result: true,
      comment: 'answered',
      changes: { pid: 7 },
    });
  });

  it('steps that change the same key add up', async () => {
    const removing = (path: string) => step(`remove ${path}`, { removed: [path] }, async () => undefined);
    expect(await outcome({ steps: [removing('/a'), removing('/b')], already: '' })).toMatchObject({
      changes: { removed: ['/a', '/b'] },
    });
  });

  it('impossible: false in either mode', async () => {
    expect(await outcome({ impossible: 'no' }, true)).toEqual({
      result: false,
      comment: 'no',
      changes: {},
      touches: [],
    });
  });
});
