import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { UsageProblem } from '../command-line/target.js';
import { planText, readPlan, readPlanFile, writePlan } from './plan-file.js';
import { specPlan } from './spec-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'fleetctl-plan-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const at = (name: string): string => join(folder, name);
const refused = async (path: string, most?: number): Promise<string> =>
  readPlanFile(path, most).then(
    () => 'taken',
    (error: unknown) => (error instanceof UsageProblem ? error.sentence : String(error)),
  );

/** The file as whoever edits it sees it. */
interface Loose {
  plan: Record<string, unknown> & { minions: string[] };
  minions: { minion: string; states: Record<string, unknown>[] }[];
  signature?: string;
}

describe('a plan in a file', () => {
  it('is read as it was written, and what was signed comes out byte by byte', async () => {
    const plan = specPlan();
    await writePlan(at('a'), planText(plan));
    expect(await readPlanFile(at('a'))).toEqual(plan);
    expect(statSync(at('a')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('takes the place of an older one, and of nothing where it cannot be written', async () => {
    await writePlan(at('b'), 'old');
    await writePlan(at('b'), planText(specPlan()));
    expect(await refused(at('b'))).toBe('taken');
    await expect(writePlan(join(folder, 'none', 'c'), '')).rejects.toMatchObject({
      sentence: expect.stringContaining('there is no such file or folder'),
    });
    await expect(writePlan(folder, '')).rejects.toBeInstanceOf(UsageProblem);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  const text = planText(specPlan());
  const edited = (change: (file: Loose) => void): string => {
    const file = JSON.parse(text) as Loose;
    change(file);
    return JSON.stringify(file);
  };
  it.each<[string, string, RegExp]>([
    ['nothing', '', /is no plan/],
    ['half of it', text.slice(0, text.length / 2), /is no plan/],
    ['something else', '{"fleet":"lint"}', /is no plan/],
    ['null', 'null', /is no plan/],
    ['a list', '[]', /is no plan/],
    ['bytes', '\u0000\u0001', /is no plan/],
    ['no signature', edited((file) => delete file.signature), /is no plan/],
    ['parts that are none', edited((file) => (file.minions = [1 as never])), /is no plan/],
    ['changes that are no JSON', edited((file) => (file.minions[0]!.states[0]!['changes'] = '{')), /is no plan/],
    [
      'a part that nobody can print',
      edited((file) => (file.minions[0]!.states[0]!['destroys'] = [null])),
      /is no plan/,
    ],
    ['a time that never comes', edited((file) => (file.plan['expires'] = 9e15)), /is no plan/],
    ['no operator', edited((file) => delete file.plan['operator']), /is no plan/],
    ['no revision', edited((file) => (file.plan['revision'] = 7)), /is no plan/],
    ['questions that are none', edited((file) => (file.plan['asks'] = [null])), /is no plan/],
    ['a well of brackets', `{"fleet":"plan","minions":${'['.repeat(200_000)}${']'.repeat(200_000)}}`, /is no plan/],
    [
      'a well of brackets in a part',
      text.replace('"unchanged":', `"well": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "unchanged":`),
      /not as it was written/,
    ],
    ['another version', edited((file) => (file.plan['v'] = 2)), /is no plan/],
    ['a change that was hidden', edited((file) => file.minions[0]!.states.pop()), /not as it was written/],
    ['a minion that was taken out', edited((file) => file.minions.pop()), /not as it was written/],
    ['a minion that was renamed', edited((file) => (file.minions[0]!.minion = 'web7')), /not as it was written/],
    ['minions in another order', edited((file) => file.minions.reverse()), /not as it was written/],
    ['a minion more', edited((file) => file.plan.minions.push('web9')), /not as it was written/],
    ['another digest', edited((file) => (file.plan['digest'] = 'ab'.repeat(32))), /not as it was written/],
  ])('is refused: %s', (_what, given, why) => {
    expect(() => readPlan('friday.plan', given)).toThrow(UsageProblem);
    try {
      readPlan('friday.plan', given);
    } catch (error) {
      expect((error as UsageProblem).sentence).toMatch(why);
    }
  });

  it('is looked for where it is said to be', async () => {
    expect(await refused(at('none'))).toContain('there is no such file or folder');
    expect(await refused(folder)).toContain('it is a folder');
    await writePlan(at('long'), text);
    const { size } = statSync(at('long'));
    expect(await refused(at('long'), size - 1)).toContain(`more than ${size - 1} bytes: that is no plan`);
    expect(await refused(at('long'), size)).toBe('taken');
    writeFileSync(at('huge'), '');
    truncateSync(at('huge'), 256 * 1024 * 1024 + 1);
    expect(await refused(at('huge'))).toContain('more than 268435456 bytes: that is no plan');
    // It has no size and no end, and is refused at its first piece.
    expect(await refused('/dev/zero')).toContain('is no plan; fleetctl');
  });
});
