import { nearMatch } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import { compileGlob, isGlob } from '@fleet/targeting';

const known = new WeakMap<FileTree, Map<string, Promise<SlsNames>>>();

/** The SLS files of one environment by the names that a top file or an include uses: `web/init.sls` is `web`. */
export class SlsNames {
  private readonly paths = new Map<string, string>();
  private readonly sorted: readonly string[];
  private readonly globs = new Map<string, readonly string[]>();

  constructor(files: readonly string[]) {
    // `web.sls` wins over `web/init.sls`; it sorts before it.
    for (const path of files) {
      if (!path.endsWith('.sls')) continue;
      const name = path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.');
      if (!this.paths.has(name) || !path.endsWith('/init.sls')) this.paths.set(name, path);
    }
    this.sorted = [...this.paths.keys()].sort();
  }

  /** A tree never changes: its names are worked out once. */
  static of(tree: FileTree, environment: string): Promise<SlsNames> {
    const ofTree = known.get(tree) ?? new Map<string, Promise<SlsNames>>();
    known.set(tree, ofTree);
    const names =
      ofTree.get(environment) ?? tree.list(environment).then((files) => new SlsNames(files.map(({ path }) => path)));
    ofTree.set(environment, names);
    return names;
  }

  path(sls: string): string | undefined {
    return this.paths.get(sls) ?? this.paths.get(sls.replace(/\.init$/, ''));
  }

  /** The names that a name or glob means, sorted; none where there is no such file. As in Salt, `*` is the top file too. */
  matching(name: string): readonly string[] {
    if (!isGlob(name)) return this.paths.has(name) ? [name] : [];
    const found = this.globs.get(name) ?? this.sorted.filter(compileGlob(name));
    this.globs.set(name, found);
    return found;
  }

  near(sls: string): string | undefined {
    return nearMatch(sls, this.paths.keys());
  }
}
