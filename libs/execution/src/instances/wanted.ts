import { RenderRefused } from '@fleet/rendering';
import { isMap, type Value } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import type { InstanceFormula } from './formulas.js';

export interface WantedInstance {
  /** Of its environment. */
  readonly file: string;
  readonly text: string;
}

/**
 * What the pillar wants this server to run, rendered as the formula's states would: name → file and text. A sentence where nobody can tell now, so that
 * what runs is told all the same.
 */
export async function wantedInstances(
  formula: InstanceFormula,
  context: FunctionContext,
): Promise<ReadonlyMap<string, WantedInstance> | string> {
  if (!formula.wanted) return 'its formula does not tell what an instance should have';
  let answer: Value;
  try {
    answer = await context.call(
      'slsutil.renderer',
      [],
      new Map<Value, Value>([
        ['path', `salt://${formula.wanted.path}`],
        ['default_renderer', 'jinja|yaml'],
      ]),
    );
  } catch (error) {
    const said = cannotTell(error);
    if (said === undefined) throw error;
    return said;
  }
  if (answer === null) return new Map();
  if (!isMap(answer)) return `${formula.wanted.path} is no mapping`;
  const found = [...answer].flatMap(([name, of]): [string, WantedInstance][] => {
    const [file, text] = isMap(of) ? [of.get('file'), of.get('text')] : [];
    return typeof file === 'string' && typeof text === 'string' ? [[String(name), { file, text }]] : [];
  });
  return new Map(found);
}

/** What is wrong with a template or the pillar is told with what stands around it, which may be a key: here only that something is. */
function cannotTell(error: unknown): string | undefined {
  if (error instanceof FunctionRefused && error.code === 'not-found') return error.message;
  const refused = error instanceof RenderRefused || error instanceof FunctionRefused;
  return refused || (error as { code?: unknown }).code === 'pillar-failed'
    ? 'the pillar or the formula does not render; fleetctl lint says why'
    : undefined;
}
