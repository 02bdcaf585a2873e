import { Arg, Rest } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import { isMap, type Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';

export class LinesArgs extends PathArgs {
  @Rest({ doc: 'Further lines, one argument each.', of: 'positional' })
  lines: Value[] = [];

  @Arg({ doc: 'The lines: a text, or a list of texts.', type: 'any', optional: true })
  args?: Value;
}

/** The lines that are given, without their ends. @throws FunctionRefused where there are none, or what is no text */
export function linesOf(want: LinesArgs): string[] {
  // The first line that is typed lands in `args`.
  const all = [...(want.args === undefined ? [] : Array.isArray(want.args) ? want.args : [want.args]), ...want.lines];
  if (all.length === 0) throw new FunctionRefused('bad-arguments', 'there are no lines to write');
  return all.map((line) => {
    if (isMap(line) || Array.isArray(line)) throw new FunctionRefused('bad-arguments', 'a line must be a text');
    return (typeof line === 'string' ? line : pythonStr(line)).replace(/\n$/, '');
  });
}
