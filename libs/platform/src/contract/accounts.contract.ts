import type { ContractCase, MakeHost } from './contracts.js';
import { casesOf } from './cases.js';

export function accountsContract(make: MakeHost): ContractCase[] {
  return casesOf(make, {});
}
