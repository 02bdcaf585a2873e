import { describe, expect, it } from '@jest/globals';
import { describeArguments, parseArguments, unfitValue } from '@fleet/arguments';
import { HostRefusal, memoryHost } from '@fleet/platform';
import { toPlain } from '@fleet/values';
import { StepFailed } from './definition.js';
import { usesInExample } from './example-uses.js';
import { stateTable } from './index.js';
import { tryState } from './try-state.js';

const rows = [...stateTable.values()].map((definition): [string, typeof definition] => [definition.name, definition]);
const refusals = ['ENOSPC', 'EROFS', 'EACCES'];

describe('arguments of every state', () => {
  it.each(rows)('%s refuses what is of another type, and names it', (name, definition) => {
    const [base] = usesInExample(definition.example, name);
    for (const argument of describeArguments(definition.args).filter(({ name: own }) => !own.startsWith('*'))) {
      const wrong = unfitValue(argument);
      if (wrong === undefined) continue;
      const named = new Map(base).set(argument.name, wrong);
      const parsed = parseArguments(definition.args, { positional: [], named });
      const said = parsed.ok ? 'it is taken' : parsed.problems.map(({ message }) => message).join('; ');
      expect(said).toContain(`\`${argument.name}\``);
    }
  });

  it.each(rows)('%s refuses what it does not know, and proposes what was meant', (name, definition) => {
    const described = describeArguments(definition.args);
    // Handed on to a template or a function.
    if (described.some(({ name: own }) => own.startsWith('**'))) return;
    const [base] = usesInExample(definition.example, name);
    const longest = described.map((argument) => argument.name).sort((a, b) => b.length - a.length)[0] as string;
    const parsed = parseArguments(definition.args, { positional: [], named: new Map(base).set(`${longest}x`, 1) });
    const said = parsed.ok ? 'it is taken' : parsed.problems.map(({ message }) => message).join('; ');
    expect(said).toContain(`${longest}x`);
    expect(said).toContain(`did you mean \`${longest}\``);
  });
});

describe('a machine that refuses', () => {
  const cases = refusals.flatMap((code) => rows.map(([name]): [string, string] => [name, code]));

  it.each(cases)('%s: every touch ends with %s, and no result claims the change', async (name, code) => {
    const definition = stateTable.get(name);
    for (const args of usesInExample(definition?.example ?? '', name)) {
      const host = memoryHost({ programs: ['git', 'modprobe', 'ufw', 'docker', 'npm'] });
      host.refuseAll(code);
      const call = () => Promise.reject(new HostRefusal(code, 'the function is refused too'));
      const before = {
        state: name,
        host,
        call,
        args: { ...(toPlain(args) as Record<string, unknown>), ...inNoTime(name) },
      };
      const foreseen = await outcome({ ...before, test: true });
      expect(host.touches).toEqual([]);
      const done = await outcome(before);
      // Whatever was to be changed was refused: true is only what needed no change, or what touches nothing.
      if (host.touches.length > 0) expect(done.result).toBe(false);
      if (done.result === false) expect(done.comment).not.toBe('');
      expect([true, false, null]).toContain(foreseen.result);
    }
  });
});

/** As the engine tells it: a refusal of the machine and a failed step are results, anything else is a defect of ours. */
async function outcome(trial: Parameters<typeof tryState>[0]): Promise<{ result: boolean | null; comment: string }> {
  try {
    return await tryState(trial);
  } catch (error) {
    if (error instanceof HostRefusal || error instanceof StepFailed) return { result: false, comment: error.message };
    throw error;
  }
}

/** What waits for somebody would wait in vain. */
function inNoTime(name: string): Record<string, unknown> {
  if (name === 'http.wait_for_successful_query') return { wait_for: '1ms' };
  return name.startsWith('network.port_') ? { timeout: '1ms' } : {};
}
