import type { FileTree } from '@fleet/fileserver';
import { resolveName } from '../sls/include-item.js';
import { compileGlob, isGlob } from '@fleet/targeting';

/**
 * Which SLS of one environment include which, as their texts say, whatever conditions stand around it. What includes another with names of
 * its own (`defaults`) cannot be told from the other alone, which therefore does not have to make sense alone.
 */
export class IncludedSls {
  readonly #reach = new Map<string, ReadonlySet<string>>();

  private constructor(private readonly direct: ReadonlyMap<string, readonly string[]>) {}

  static async of(tree: FileTree, environment: string): Promise<IncludedSls> {
    const paths = (await tree.list(environment)).map(({ path }) => path).filter((path) => path.endsWith('.sls'));
    const names = paths.map(slsName);
    const direct = new Map<string, readonly string[]>();
    for (const path of paths) {
      const sls = slsName(path);
      const text = (await tree.read(environment, path)).toString('utf8');
      const included = writtenIncludes(text).flatMap((name) => resolveName(name, { sls, path }) ?? []);
      direct.set(
        sls,
        included.flatMap((name) => (isGlob(name) ? names.filter(compileGlob(name)) : [name.replace(/\.init$/, '')])),
      );
    }
    return new IncludedSls(direct);
  }

  /** Whether another brings it; of several that include each other in a circle, the first stands for all. */
  isIncluded(sls: string): boolean {
    return [...this.direct.keys()].some(
      (other) => other !== sls && this.from(other).has(sls) && !(this.from(sls).has(other) && sls < other),
    );
  }

  /** All that an SLS brings, itself too. */
  from(sls: string): ReadonlySet<string> {
    const known = this.#reach.get(sls);
    if (known) return known;
    const reach = new Set([sls]);
    // What is added while it goes on is visited too.
    for (const name of reach) for (const next of this.direct.get(name) ?? []) reach.add(next);
    this.#reach.set(sls, reach);
    return reach;
  }
}

/** As top files and includes name the SLS in a file. */
export function slsName(path: string): string {
  return path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.');
}

/** The names under `include:`, in either notation, with dots. */
function writtenIncludes(text: string): string[] {
  const names: string[] = [];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const after = /^include:(.*)$/.exec(line)?.[1];
    if (after === undefined) continue;
    if (/^\s*\[/.test(after)) {
      const list = [after, ...lines.slice(index + 1)].join('\n').replace(/\][\s\S]*$/, '');
      names.push(
        ...list
          .replace(/^\s*\[/, '')
          .split(',')
          .map(bareName),
      );
      continue;
    }
    for (const item of lines.slice(index + 1)) {
      if (/^[^\s#{-]/.test(item)) break;
      const name = /^\s*-\s+(.*)$/.exec(item)?.[1];
      if (name !== undefined) names.push(bareName(name));
    }
  }
  return names.filter((name) => /[^.]/.test(name));
}

/** Without quotes, braces and what comes behind a colon. */
function bareName(written: string): string {
  return (/^[\s{'"]*([\w.*?/-]*)/.exec(written)?.[1] ?? '').replaceAll('/', '.');
}
