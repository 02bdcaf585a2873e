import { Arg, Rest } from '@fleet/arguments';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export class FileManagedArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Rest({
    doc: 'What `file.managed` takes: source, source_hash, contents, template, context, user, group, mode, ….',
    of: 'named',
  })
  wish: ValueMap = new Map();
}

export interface ManagedAnswer {
  readonly result: Value;
  readonly comment: Value;
  readonly changes: ValueMap;
}

/** Runs the state `file.managed` by itself: functions and states must not differ in what a managed file is. */
export async function runManaged(
  context: FunctionContext,
  want: FileManagedArgs,
  test: boolean,
): Promise<ManagedAnswer> {
  const wish: ValueMap = new Map([...want.wish, ['name', want.name], ['test', test]]);
  const answer = await context.call('state.single', ['file.managed'], wish);
  const chunk = isMap(answer) ? [...answer.values()][0] : undefined;
  // A compile that is refused answers a list of sentences.
  if (!isMap(chunk ?? null))
    throw new FunctionRefused(
      'failed',
      Array.isArray(answer) ? answer.map(String).join('; ') : 'file.managed gave no answer',
    );
  const found = chunk as ValueMap;
  const changes = found.get('changes');
  return {
    result: found.get('result') ?? null,
    comment: found.get('comment') ?? '',
    changes: changes instanceof Map ? changes : new Map(),
  };
}
