import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Directories } from '@fleet/config';

/**
 * Names of operators by their public keys, for logs and audit. What an operator may do rests on its key alone, so a file that is missing
 * costs only the names.
 */
export class Operators {
  private constructor(
    private readonly file: string,
    private readonly names: Map<string, string>,
  ) {}

  static load(directories: Directories): Operators {
    const file = join(directories.master.home, 'operators.json');
    try {
      const rows = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      return new Operators(file, new Map(Object.entries(rows)));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return new Operators(file, new Map());
    }
  }

  /** `NAME`, or the key where it has none. Operators that were made while the master ran are known after the next look. */
  name(key: string): string {
    return this.names.get(key) ?? this.reload().get(key) ?? key;
  }

  /** `NAME`, where the key is known to have one, without another look. */
  known(key: string): string | undefined {
    return this.names.get(key);
  }

  /** Whether some key bears the name. */
  has(name: string): boolean {
    return [...this.names.values()].includes(name);
  }

  async add(key: string, name: string): Promise<void> {
    this.names.set(key, name);
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    await writeFile(`${this.file}.new`, `${JSON.stringify(Object.fromEntries(this.names), null, 2)}\n`, {
      mode: 0o600,
    });
    await rename(`${this.file}.new`, this.file);
  }

  private reload(): Map<string, string> {
    try {
      for (const [key, name] of Object.entries(JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, string>))
        this.names.set(key, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return this.names;
  }
}
