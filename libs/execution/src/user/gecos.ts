import { gecosProblem, type Gecos } from '@fleet/edits';
import { FunctionRefused } from '../definition.js';

/** @throws FunctionRefused where a text would be read back as several fields, or as another account */
export function demandGecos(gecos: Partial<Gecos>): void {
  const problem = gecosProblem(gecos);
  if (problem !== undefined) throw new FunctionRefused('bad-arguments', problem);
}
