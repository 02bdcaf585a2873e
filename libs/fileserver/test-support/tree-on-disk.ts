import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for one spec, with files from a table; `-> target` makes a symlink. */
export class TreeOnDisk {
  readonly root = mkdtempSync(join(tmpdir(), 'fleet-tree-'));

  write(files: Readonly<Record<string, string>>): this {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.root, path);
      mkdirSync(dirname(file), { recursive: true });
      if (content.startsWith('-> ')) symlinkSync(content.slice(3).replaceAll('@', this.root), file);
      else writeFileSync(file, content);
    }
    return this;
  }

  path(...steps: string[]): string {
    return join(this.root, ...steps);
  }

  /** Gives a file back the times it had: only its change time tells that it was written. */
  writeUnnoticed(path: string, content: string, at: Date): void {
    writeFileSync(join(this.root, path), content);
    utimesSync(join(this.root, path), at, at);
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}
