import type { ContractCase, MakeHost } from './contracts.js';
import { casesOf } from './cases.js';

export function commandsContract(make: MakeHost): ContractCase[] {
  return casesOf(make, {});
}
