import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { tryState, type TriedState } from '../try-state.js';

const nightly = { function: 'state.apply', hours: 24, enabled: true };

/** The functions of the schedule, as far as the states ask them. */
function minion(jobs: Record<string, unknown>): {
  deeds: string[];
  call: (name: string, args?: readonly Value[], kwargs?: ValueMap) => Promise<Value>;
} {
  const deeds: string[] = [];
  const call = async (name: string, args: readonly Value[] = [], kwargs: ValueMap = new Map()): Promise<Value> => {
    const job = String(args[0]);
    if (name === 'schedule.list') return fromPlain(jobs);
    const answer = (result: boolean, comment: string, changes = {}): Value => fromPlain({ result, comment, changes });
    if (name === 'schedule.add' || name === 'schedule.modify') {
      const wanted = Object.fromEntries([...kwargs].filter(([key]) => key !== 'test')) as Record<string, unknown>;
      if (!wanted['function']) return answer(false, 'it names no function');
      const same = JSON.stringify(jobs[job]) === JSON.stringify({ ...wanted, enabled: true });
      if (kwargs.get('test') !== true && !same) {
        deeds.push(`${name} ${job}`);
        jobs[job] = { ...wanted, enabled: true };
      }
      return answer(true, 'ok', same ? {} : { [job]: { old: 1, new: 2 } });
    }
    deeds.push(`${name} ${job}`);
    if (name === 'schedule.delete') delete jobs[job];
    else jobs[job] = { ...(jobs[job] as object), enabled: name === 'schedule.enable_job' };
    return answer(job !== 'cursed', 'no luck');
  };
  return { deeds, call };
}

const run = (
  state: string,
  name: string,
  made: ReturnType<typeof minion>,
  more: Record<string, unknown> = {},
  test = false,
): Promise<TriedState> =>
  tryState({ state: `schedule.${state}`, host: memoryHost(), args: { name, ...more }, call: made.call, test });

describe('the schedule as states keep it', () => {
  const job = { function: 'state.apply', hours: 24 };

  it.each<[string, string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['present', 'new', {}, job, 'schedule.add new'],
    ['present', 'nightly', { nightly: { ...nightly, hours: 1 } }, job, 'schedule.modify nightly'],
    ['absent', 'nightly', { nightly }, {}, 'schedule.delete nightly'],
    ['disabled', 'nightly', { nightly }, {}, 'schedule.disable_job nightly'],
    ['enabled', 'nightly', { nightly: { ...nightly, enabled: false } }, {}, 'schedule.enable_job nightly'],
  ])('%s %s', async (state, name, jobs, args, deed) => {
    const dry = minion({ ...jobs });
    expect(await run(state, name, dry, args, true)).toMatchObject({ result: null, changed: [name] });
    expect(dry.deeds).toEqual([]);
    const made = minion({ ...jobs });
    expect(await run(state, name, made, args)).toMatchObject({ result: true, changed: [name] });
    expect(await run(state, name, made, args)).toMatchObject({ result: true, changed: [] });
    expect(made.deeds).toEqual([deed]);
  });

  it('says why a job can never run, and does nothing', async () => {
    const made = minion({});
    expect(await run('present', 'x', made, { hours: 1 })).toMatchObject({
      result: false,
      comment: 'it names no function',
    });
    expect(made.deeds).toEqual([]);
  });

  it('does not turn off what is not there, unless an earlier state may put it there', async () => {
    expect(await run('disabled', 'none', minion({}))).toMatchObject({
      result: false,
      comment: expect.stringContaining('schedule.present'),
    });
    expect(await run('enabled', 'none', minion({}), {}, true)).toMatchObject({ result: null });
  });

  it('fails where the function does', async () => {
    expect(await run('disabled', 'cursed', minion({ cursed: nightly }))).toMatchObject({
      result: false,
      comment: expect.stringContaining('no luck'),
    });
  });
});
