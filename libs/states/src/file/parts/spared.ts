import { compilePattern } from '@fleet/edits';
import { matchGlob } from '@fleet/targeting';
import type { StateContext } from '../../definition.js';
import { tidyPath } from './absolute.js';

/** Which entries below `root` a clean keeps: what required file states manage with all above it, and what the pattern spares. */
export function sparing(
  root: string,
  pattern: string | undefined,
  context: StateContext,
  alsoKept: Iterable<string> = [],
): (path: string) => 'keep' | 'descend' | 'remove' {
  const kept = new Set([...alsoKept].map(tidyPath));
  const trees: string[] = [];
  for (const chunk of context.required ?? []) {
    if (!chunk.state.startsWith('file.')) continue;
    const path = tidyPath(chunk.name);
    kept.add(path);
    // What is below a required directory belongs to that state.
    if (chunk.state === 'file.directory' || chunk.state === 'file.recurse') trees.push(path);
  }
  const spared = patternTest(pattern);
  return (path) => {
    if (kept.has(path) && !trees.includes(path) && ![...kept].some((other) => other.startsWith(`${path}/`)))
      return 'keep';
    if (trees.some((tree) => path === tree || path.startsWith(`${tree}/`)) && !root.startsWith(`${path}/`))
      return 'keep';
    if (spared(path.slice(root.length + 1))) return 'keep';
    return kept.has(path) || [...kept].some((other) => other.startsWith(`${path}/`)) ? 'descend' : 'remove';
  };
}

/** Why one of these patterns is none. */
export function patternProblem(...patterns: readonly (string | undefined)[]): string | undefined {
  for (const pattern of patterns) {
    if (pattern?.startsWith('E@') !== true) continue;
    const compiled = compilePattern(pattern.slice(2), []);
    if (typeof compiled === 'string') return compiled;
  }
  return undefined;
}

/** Salt's patterns: a glob over the whole relative path, or `E@` and a regular expression found anywhere in it. */
export function patternTest(pattern: string | undefined): (relative: string) => boolean {
  if (pattern === undefined) return () => false;
  if (!pattern.startsWith('E@')) return (relative) => matchGlob(pattern, relative);
  const expression = compilePattern(pattern.slice(2), []);
  // `patternProblem` has refused it before.
  if (typeof expression === 'string') return () => false;
  return (relative) => expression.test(relative);
}
