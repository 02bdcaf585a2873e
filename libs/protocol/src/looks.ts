import { lookingFunctions } from './looking-functions.js';

const looking: ReadonlySet<string> = new Set(lookingFunctions);

/** Whether a function only looks, by the tables of functions. What is not known here may touch something. */
export function looks(name: string): boolean {
  return looking.has(name);
}
