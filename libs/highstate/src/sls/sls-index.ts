import { nearMatch } from '@fleet/diagnostics';
import { compileGlob, isGlob } from '@fleet/targeting';

/** The paths of one environment and the SLS names that they answer to: `web/init.sls` is `web`, `web/tls.sls` is `web.tls`. */
export class SlsIndex {
  readonly #paths: ReadonlySet<string>;
  readonly #directories: ReadonlySet<string>;
  readonly #names: readonly string[];

  constructor(paths: readonly string[]) {
    this.#paths = new Set(paths);
    const directories = new Set<string>();
    for (const path of paths) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const directory = path.slice(0, end);
        if (directories.has(directory)) break;
        directories.add(directory);
      }
    }
    this.#directories = directories;
    this.#names = [...new Set(paths.filter((path) => path.endsWith('.sls') && path !== 'top.sls').map(nameOf))].sort();
  }

  /** Path of an SLS, or `undefined` where there is none. */
  path(sls: string): string | undefined {
    const stem = sls.replaceAll('.', '/');
    return [`${stem}.sls`, `${stem}/init.sls`].find((path) => this.#paths.has(path));
  }

  /** Names that a glob means, sorted; a plain name means itself, whether it exists or not. */
  expand(sls: string): readonly string[] {
    return isGlob(sls) ? this.#names.filter(compileGlob(sls)) : [sls];
  }

  /** Whether there is such a file, or a directory with files in it. */
  has(path: string): boolean {
    return this.#paths.has(path) || this.#directories.has(path);
  }

  /** The file that was probably meant. */
  nearPath(path: string): string | undefined {
    return nearMatch(path, this.#paths);
  }

  near(sls: string): string | undefined {
    return nearMatch(sls, this.#names);
  }
}

/** What an SLS file is called. */
export function nameOf(path: string): string {
  return path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.');
}
