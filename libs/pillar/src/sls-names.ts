import { nearMatch } from '@fleet/diagnostics';
import { compileGlob, isGlob } from '@fleet/targeting';

/** The SLS files of one environment by the names that a top file or an include uses: `web/init.sls` is `web`. */
export class SlsNames {
  private readonly paths = new Map<string, string>();

  constructor(files: readonly string[]) {
    // `web.sls` wins over `web/init.sls`; it sorts before it.
    for (const path of files) {
      if (!path.endsWith('.sls') || path === 'top.sls') continue;
      const name = path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.');
      if (!this.paths.has(name) || !path.endsWith('/init.sls')) this.paths.set(name, path);
    }
  }

  path(sls: string): string | undefined {
    return this.paths.get(sls) ?? this.paths.get(sls.replace(/\.init$/, ''));
  }

  /** What a glob means, sorted; a plain name means itself, whether there is such a file or not. */
  expand(name: string): string[] {
    return isGlob(name) ? [...this.paths.keys()].filter(compileGlob(name)).sort() : [name];
  }

  near(sls: string): string | undefined {
    return nearMatch(sls, this.paths.keys());
  }
}
