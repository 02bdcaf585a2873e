import type { Statement } from '../syntax/nodes.js';

interface Part {
  readonly typename?: string;
  readonly value?: unknown;
  readonly scoped?: boolean;
}

/** Whether statements use the name somewhere: a macro takes `varargs`, `kwargs` and `caller` only if its body speaks of them. */
export function mentions(statements: readonly Statement[], name: string): boolean {
  return hasPart(statements, (part) => part.typename === 'Symbol' && part.value === name);
}

/** Whether a block inside is printed with the names around it. */
export function hasScopedBlock(statements: readonly Statement[]): boolean {
  return hasPart(statements, (part) => part.typename === 'Block' && part.scoped === true);
}

/** Whether one of all the nodes is such a one. */
function hasPart(statements: readonly Statement[], is: (part: Part) => boolean): boolean {
  const open: unknown[] = [statements];
  while (open.length > 0) {
    const part = open.pop();
    if (part === null || typeof part !== 'object') continue;
    if (is(part)) return true;
    for (const inner of Object.values(part)) open.push(inner);
  }
  return false;
}
