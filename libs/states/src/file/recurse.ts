import { parseSaltUrl } from '@fleet/fileserver';
import { Arg, NotSupported } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';
import { cleaning } from './directory.js';
import { parentOf, pathProblem, tidyPath } from './parts/absolute.js';
import { parentState } from './parts/make-parents.js';
import { OwnerArgs } from './parts/owner.args.js';
import { missingSentence, ownerChanges, ownerNow, resolveOwner } from './parts/ownership.js';
import { planFile } from './parts/plan-file.js';
import { patternProblem, patternTest } from './parts/spared.js';

@NotSupported({
  sym_mode: 'the mode of a symlink has no meaning.',
  backup: 'the files of a tree are in the tree; keep a backup with `file.managed`.',
  keep_symlinks: 'the state tree holds files; make links with `file.symlink`.',
  force_symlinks: 'the state tree holds files; make links with `file.symlink`.',
  win_owner: 'there is no Windows here; leave it out.',
  win_perms: 'there is no Windows here; leave it out.',
  win_deny_perms: 'there is no Windows here; leave it out.',
  win_inheritance: 'there is no Windows here; leave it out.',
})
export class FileRecurseArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the directory on the minion.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The directory of the state tree, such as salt://app/conf.d.', type: 'string' })
  source!: string;

  @Arg({ doc: 'Permission bits of the files; keep takes those of the sources.', type: 'mode or keep', optional: true })
  file_mode?: number | 'keep';

  @Arg({ doc: 'Permission bits of the directories.', type: 'mode', optional: true })
  dir_mode?: number;

  @Arg({ doc: 'Render every file with this engine.', type: 'string', oneOf: ['jinja'], optional: true })
  template?: string;

  @Arg({ doc: 'Variables for the templates.', type: 'mapping', optional: true })
  context?: ValueMap;

  @Arg({
    doc: 'Variables for the templates, used where `context` has none of that name.',
    type: 'mapping',
    optional: true,
  })
  defaults?: ValueMap;

  @Arg({ doc: 'Remove what the source does not have.', type: 'boolean', default: false })
  clean!: boolean;

  @Arg({
    doc: 'Only files whose relative path fits this glob, or E@ and a regular expression.',
    type: 'string',
    optional: true,
  })
  include_pat?: string;

  @Arg({
    doc: 'No files whose relative path fits this glob, or E@ and a regular expression.',
    type: 'string',
    optional: true,
  })
  exclude_pat?: string;

  @Arg({
    doc: 'Not needed: the state tree holds files only, and empty directories do not travel.',
    type: 'boolean',
    default: false,
  })
  include_empty!: boolean;

  @Arg({ doc: 'How many levels to go down; 0 is the files of the directory itself.', type: 'int', optional: true })
  maxdepth?: number;

  @Arg({ doc: 'Replace the content of existing files.', type: 'boolean', default: true })
  replace!: boolean;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: true })
  makedirs!: boolean;

  @Arg({ doc: 'Show the differences.', type: 'boolean', optional: true })
  show_changes?: boolean;

  @Arg({ doc: 'Accepted for trees that set it; the cache is kept by content.', type: 'any', optional: true })
  keep_source?: Value;
}

export const recurse = defineState({
  name: 'file.recurse',
  doc: 'Keep a directory as it is in the state tree.',
  destroys: 'With `clean` what is in it and nobody asked for.',
  args: FileRecurseArgs,
  example: `/etc/app/conf.d:
  file.recurse:
    - source: salt://app/conf.d
    - file_mode: '0644'
    - dir_mode: '0755'
    - clean: True
`,
  async plan(host, want, context) {
    const bad = pathProblem(want.name) ?? patternProblem(want.include_pat, want.exclude_pat);
    if (bad) return impossible(bad);
    const root = tidyPath(want.name);
    if (!want.source.startsWith('salt://'))
      return impossible('`source` must be a directory of the state tree: salt://…');
    const url = parseSaltUrl(want.source, context.environment);
    if (typeof url === 'string') return impossible(url);
    const files = await wantedFiles(want, url, context.tree.list(url.environment));
    if (files === undefined)
      return impossible(`the state tree has no directory ${want.source} in environment ${url.environment}`);
    const wish = { user: want.user, group: want.group, mode: want.dir_mode };
    const owner = await resolveOwner(host, wish);
    if (owner.missing.length > 0 && !context.test) return impossible(missingSentence(owner.missing));
    const warnings = owner.missing.map((account) => `${account} does not exist yet`);
    const parents = await parentState(host, root, want.makedirs);
    if (parents !== 'ok' && parents !== 'make') return impossible(parents);

    const steps: Step[] = [];
    const directories = new Set([root]);
    for (const file of files)
      for (let at = parentOf(`${root}/${file}`); at.length > root.length; at = parentOf(at)) directories.add(at);
    for (const path of [...directories].sort()) {
      const stats = await host.files.statTarget(path);
      if (stats && stats.kind !== 'directory') return impossible(`${path} is a ${stats.kind}, not a directory`);
      const access = ownerChanges(stats, wish, owner);
      if (!stats) {
        steps.push(
          step(`make the directory ${path}`, { [path]: { directory: 'new' } }, async (machine) =>
            machine.files.makeDirectory(path, await ownerNow(machine, wish), {
              parents: path === root && parents === 'make',
            }),
          ),
        );
      } else if (Object.keys(access).length > 0) {
        steps.push(
          step(`set ${Object.keys(access).join(', ')} of ${path}`, { [path]: access }, async (machine) =>
            machine.files.setOwnership(path, await ownerNow(machine, wish), { follow: true }),
          ),
        );
      }
    }
    for (const file of files) {
      const path = `${root}/${file}`;
      const one = await planFile(
        host,
        {
          name: path,
          source: `salt://${url.path}/${file}?saltenv=${url.environment}`,
          delimiter: ':',
          newline: true,
          template: want.template,
          context: want.context,
          defaults: want.defaults,
          facts: {},
          user: want.user,
          group: want.group,
          mode: want.file_mode,
          // The directories are steps of this state, which run before.
          makedirs: true,
          replace: want.replace,
          create: true,
          showChanges: want.show_changes,
          followSymlinks: true,
        },
        context,
      );
      if ('impossible' in one) return one;
      if ('steps' in one)
        steps.push(...one.steps.map((each) => ({ ...each, changes: new Map<Value, Value>([[path, each.changes]]) })));
    }
    if (want.clean && (await host.files.statTarget(root))) {
      steps.push(
        ...(await cleaning(host, root, want.exclude_pat, context, [
          ...directories,
          ...files.map((file) => `${root}/${file}`),
        ])),
      );
    }
    return { steps, already: `${root} is in the correct state`, done: `Recursively updated ${root}`, warnings };
  },
});

/** Paths below the source that are wanted, or `undefined` where the tree has nothing below it. */
async function wantedFiles(
  want: FileRecurseArgs,
  url: { path: string },
  listing: Promise<readonly { path: string }[]>,
): Promise<string[] | undefined> {
  const below = (await listing)
    .filter((entry) => entry.path.startsWith(`${url.path}/`))
    .map((entry) => entry.path.slice(url.path.length + 1));
  if (below.length === 0) return undefined;
  const included = want.include_pat === undefined ? () => true : patternTest(want.include_pat);
  const excluded = patternTest(want.exclude_pat);
  return below.filter(
    (path) =>
      included(path) && !excluded(path) && (want.maxdepth === undefined || path.split('/').length - 1 <= want.maxdepth),
  );
}
