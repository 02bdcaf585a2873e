import type { Host } from '@fleet/platform';
import { StepFailed } from '../../definition.js';

export type ArchiveFormat = 'tar' | 'zip';

export function formatOf(source: string): ArchiveFormat | undefined {
  const path = source.replace(/[?#].*$/, '').toLowerCase();
  if (path.endsWith('.zip')) return 'zip';
  return /\.(tar|tar\.(gz|bz2|xz|zst|lzma)|tgz|tbz2?|txz)$/.test(path) ? 'tar' : undefined;
}

/** Words of the options as written: `-` is put before a bare bundle of letters, and what we say ourselves is dropped from it. */
export function optionWords(options: string | undefined): string[] {
  const words = (options ?? '').split(/\s+/).filter((word) => word !== '');
  return words
    .map((word, index) => (index === 0 && !word.startsWith('-') ? `-${word.replace(/[xtcvf]/g, '')}` : word))
    .filter((word) => word !== '-');
}

/**
 * Paths in the archive as they will be below the directory; `--absolute-names` keeps tar from hiding in the list what it would cut
 * from them. @throws StepFailed for an archive that leads out of it.
 */
export async function listArchive(
  host: Host,
  archive: string,
  format: ArchiveFormat,
  options: readonly string[],
): Promise<string[]> {
  const words: [string, ...string[]] =
    format === 'tar'
      ? [
          'tar',
          '--list',
          '--absolute-names',
          '--show-transformed-names',
          '--quoting-style=literal',
          ...options,
          '--file',
          archive,
        ]
      : ['unzip', '-Z1', archive];
  const result = await host.commands.run(words, { outputLimit: 64 * 1024 * 1024 });
  if (result.exitCode !== 0)
    throw new StepFailed(`${words[0]} cannot read the archive: ${lastLine(result.stderr || result.stdout)}`);
  const entries = result.stdout
    .split('\n')
    .map((entry) => entry.replace(/^(\.\/)+/, ''))
    .filter((entry) => entry !== '' && entry !== '/');
  const leading = entries.find((entry) => entry.startsWith('/') || entry.split('/').includes('..'));
  if (leading !== undefined) throw new StepFailed(`the archive holds ${leading}, which leads out of the directory`);
  return entries;
}

export async function extract(
  host: Host,
  archive: string,
  format: ArchiveFormat,
  directory: string,
  options: readonly string[],
): Promise<void> {
  const words: [string, ...string[]] =
    format === 'tar'
      ? ['tar', '--extract', '--no-same-owner', ...options, '--file', archive, '--directory', directory]
      : ['unzip', '-o', '-q', ...options, archive, '-d', directory];
  const result = await host.commands.run(words, {});
  if (result.exitCode !== 0)
    throw new StepFailed(`${words[0]} ended with ${result.exitCode}: ${lastLine(result.stderr || result.stdout)}`);
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
