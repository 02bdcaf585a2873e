import { isIP } from 'node:net';
import { FunctionRefused } from '../definition.js';

/** Names and addresses become words of command lines: nothing that could be an option, nothing that no name holds. */
export function demandHost(name: string, called: string): string {
  if (isIP(name) !== 0 || /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?$/.test(name)) return name;
  throw new FunctionRefused('bad-arguments', `${called}: ${JSON.stringify(name)} is no name of a host and no address`);
}
