import type { TemplateEnvironment } from '@fleet/rendering';
import { copy, traverse, type Value, type ValueMap } from '@fleet/values';

type Call = NonNullable<TemplateEnvironment['call']>;

/**
 * `pillar.get` and `grains.get` as templates mostly call them, answered at once from what the compile knows anyway: an answer that has
 * to be awaited costs another rendering of the template. Anything else goes to `call`.
 */
export function quickCalls(data: { readonly pillar: ValueMap; readonly grains: ValueMap }, call: Call): Call {
  return (name, args, kwargs) => {
    const source = name === 'pillar.get' ? data.pillar : name === 'grains.get' ? data.grains : undefined;
    const [path, given] = args;
    const plain =
      typeof path === 'string' &&
      args.length <= 2 &&
      [...kwargs.keys()].every((key) => key === 'default' && args.length < 2);
    if (!source || !plain) return call(name, args, kwargs);
    const found = traverse(source, path);
    const otherwise: Value = given ?? kwargs.get('default') ?? (args.length === 2 || kwargs.has('default') ? null : '');
    return copy(found === undefined ? otherwise : found);
  };
}
