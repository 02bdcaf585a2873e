import { compileGlob } from '@fleet/targeting';
import type { Finding } from './finding.js';
import type { Fleet } from './fleet.js';
import { readIgnoreComments, type IgnoreComment } from './text/ignore-comments.js';

/** Globs on codes, from the command line. */
export interface Choice {
  readonly only?: readonly string[];
  readonly ignore?: readonly string[];
}

/** The findings that nobody has answered with a comment. What is wrong with the comments themselves is added to the report. */
export async function withoutIgnored(fleet: Fleet): Promise<Finding[]> {
  const comments = new Map<string, { comment: IgnoreComment; used: boolean }[]>();
  for (const tree of ['states', 'pillar'] as const)
    for (const environment of fleet.input[tree].environments)
      for (const { path, size } of await fleet.input[tree].list(environment)) {
        if (size > 256 * 1024) continue;
        const file = `${tree}/${path}`;
        const found = readIgnoreComments(fleet.sources.text(file) ?? '');
        if (found.length > 0)
          comments.set(
            file,
            found.map((comment) => ({ comment, used: false })),
          );
      }
  if (comments.size === 0) return fleet.report.findings();
  const isIgnored = ({ at, code }: Finding): boolean => {
    let ignored = false;
    for (const each of (at && comments.get(at.file)) ?? []) {
      const { comment } = each;
      if (comment.wrong !== undefined || !comment.means(code)) continue;
      if (comment.about !== undefined && comment.about !== at?.line) continue;
      each.used = true;
      ignored = true;
    }
    return ignored;
  };
  for (const finding of fleet.report.findings()) isIgnored(finding);
  for (const [file, list] of comments) {
    const [tree, ...path] = file.split('/') as ['states' | 'pillar', ...string[]];
    for (const { comment, used } of list) {
      const at = { file: path.join('/'), line: comment.line, column: comment.column };
      if (comment.wrong !== undefined)
        fleet.report.say('lint.bad-ignore', {
          summary: `this comment ignores nothing: ${comment.wrong}`,
          detail: 'It is written: lint: ignore CODE REASON',
          tree,
          at,
        });
      else if (!used) fleet.report.say('lint.idle-ignore', { summary: 'there is nothing here to ignore', tree, at });
    }
  }
  return fleet.report.findings().filter((finding) => !isIgnored(finding));
}

export function chosen(findings: readonly Finding[], { only = [], ignore = [] }: Choice): Finding[] {
  const wanted = only.map((glob) => compileGlob(glob));
  const unwanted = ignore.map((glob) => compileGlob(glob));
  return findings.filter(
    ({ code }) =>
      (wanted.length === 0 || wanted.some((matches) => matches(code))) && !unwanted.some((matches) => matches(code)),
  );
}
