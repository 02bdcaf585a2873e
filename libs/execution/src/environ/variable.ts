import { pythonStr } from '@fleet/rendering';
import { isList, isMap, type Value } from '@fleet/values';
import { FunctionRefused } from '../definition.js';

/** The text that a variable gets; `undefined` for one that goes. @throws FunctionRefused `bad-arguments` */
export function variableOf(called: string, name: string, value: Value, falseUnsets: boolean): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(name)} is not the name of a variable`);
  if (value === false) return falseUnsets ? undefined : '';
  if (isMap(value) || isList(value))
    throw new FunctionRefused('bad-arguments', `${called}: the value of ${name} must be a text`);
  const text = pythonStr(value);
  if (text.includes('\0'))
    throw new FunctionRefused('bad-arguments', `${called}: the value of ${name} holds a NUL character`);
  return text;
}
