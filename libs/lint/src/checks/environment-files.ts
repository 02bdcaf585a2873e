import { posix } from 'node:path';
import type { RenderedFile } from '../compile/rendered-files.js';
import { readEnvironmentFile, type EnvironmentFile } from '../text/environment-file.js';
import { readUnitFile } from '../text/unit-file.js';
import type { MinionCheck, ViewedMinion } from './check.js';

export interface RenderedEnvironment {
  readonly file: RenderedFile;
  readonly content: EnvironmentFile;
}

/** Files that systemd reads as environments: those that a unit names, and those that look like it and belong to nothing else. */
export function environmentFiles(viewed: ViewedMinion): RenderedEnvironment[] {
  const named = namedByUnits(viewed);
  // `docker compose` reads `.env` files by rules of its own.
  const compose = new Set(
    viewed.files.filter(({ path }) => /compose[^/]*\.ya?ml$/.test(path)).map(({ path }) => posix.dirname(path)),
  );
  return viewed.files
    .filter(
      ({ path }) =>
        named.some((pattern) => pattern.test(path)) ||
        (/\/\.env(?!rc$)[^/]*$|\.env$/.test(path) && !compose.has(posix.dirname(path))),
    )
    .map((file) => ({ file, content: readEnvironmentFile(file.text) }));
}

/** Patterns of the paths behind `EnvironmentFile=`, also through symlinks that the states make. */
function namedByUnits({ files, chunks }: ViewedMinion): RegExp[] {
  const links = new Map(
    chunks.flatMap(({ definition, name, arguments: given }) => {
      const target = given.get('target');
      return definition.name === 'file.symlink' && typeof target === 'string'
        ? [[name, posix.resolve(posix.dirname(name), target)] as const]
        : [];
    }),
  );
  const patterns: RegExp[] = [];
  for (const { path, text } of files) {
    if (!/\.(?:service|socket|mount|swap)(?:\.d\/[^/]+\.conf)?$/.test(path)) continue;
    for (const { key, value } of readUnitFile(path, text).settings) {
      if (key !== 'EnvironmentFile' || value === '') continue;
      const glob = value.replace(/^-/, '').replace(/(?:%[a-zA-Z])+/g, '*');
      const pattern = new RegExp(`^${glob.split(/\*+/).map(literal).join('[^/]*')}$`);
      patterns.push(pattern);
      for (const [link, target] of links) if (pattern.test(link)) patterns.push(new RegExp(`^${literal(target)}$`));
    }
  }
  return patterns;
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** What systemd would read otherwise than it looks. */
export const checkEnvironmentFiles: MinionCheck = (fleet, viewed) => {
  for (const { file, content } of environmentFiles(viewed)) {
    const say = (code: Parameters<typeof fleet.report.say>[0], line: number, summary: string, detail: string): void =>
      fleet.report.say(code, { summary, detail, tree: 'states', at: file.at(line), minion: viewed.minion.id });
    for (const { line } of content.ignored)
      say(
        'lint.environment-line',
        line,
        `line ${line} of ${file.path} sets no variable`,
        'systemd skips it. A line is NAME=value, or a comment that begins with #; "export" is none of it.',
      );
    if (content.unclosed !== undefined)
      say(
        'lint.environment-quote',
        content.unclosed,
        `a quote in ${file.path} is never closed`,
        'All lines behind it become part of the value.',
      );
    const seen = new Set<string>();
    for (const { key, line, bare, quoted } of content.entries) {
      if (seen.has(key))
        say('lint.environment-twice', line, `${key} is set twice in ${file.path}`, 'The last one wins.');
      seen.add(key);
      // A value may begin with #, as colours do; a comment has a space before its # or behind it.
      if (/^#\s|\s#/.test(bare))
        say(
          'lint.environment-comment',
          line,
          `the value of ${key} ends in a comment`,
          'systemd takes it for part of the value: put the comment on a line of its own, or the value into quotes.',
        );
      else if (!quoted && /\s/.test(bare))
        say(
          'lint.environment-space',
          line,
          `the value of ${key} has spaces and no quotes`,
          'systemd keeps them; put it into double quotes, so that every reader does.',
        );
    }
  }
};
