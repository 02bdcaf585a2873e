import type { Statement } from '../syntax/nodes.js';

/** Whether statements use the name somewhere: a macro takes `varargs`, `kwargs` and `caller` only if its body speaks of them. */
export function mentions(statements: readonly Statement[], name: string): boolean {
  return statements.some((statement) => mentionedIn(statement, name));
}

/** Whether a block inside is printed with the names around it. */
export function hasScopedBlock(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(hasScopedBlock);
  if (part === null || typeof part !== 'object') return false;
  const node = part as { typename?: string; scoped?: boolean };
  return (node.typename === 'Block' && node.scoped === true) || Object.values(part).some(hasScopedBlock);
}

function mentionedIn(part: unknown, name: string): boolean {
  if (Array.isArray(part)) return part.some((item) => mentionedIn(item, name));
  if (part === null || typeof part !== 'object') return false;
  const node = part as { typename?: string; value?: unknown };
  if (node.typename === 'Symbol') return node.value === name;
  return Object.values(node).some((field) => mentionedIn(field, name));
}
