import type { FleetCheck } from './check.js';

/** Pointers have three lines and never more than this. */
const largestPointer = 1024;

/** Pointers of Git LFS where content was meant: somebody cloned without `git lfs pull`. */
export const checkSourceFiles: FleetCheck = async ({ input, report }) => {
  for (const environment of input.states.environments)
    for (const { path, size } of await input.states.list(environment)) {
      if (size > largestPointer) continue;
      const content = input.states.peek(environment, path)?.toString('latin1') ?? '';
      if (!/^version https:\/\/git-lfs\.github\.com\/spec\//.test(content)) continue;
      const bytes = /^size (\d+)$/m.exec(content)?.[1];
      report.say('lint.lfs-pointer', {
        summary: `${path} is a pointer of Git LFS${bytes === undefined ? '' : ` to ${bytes} bytes`}, not the file`,
        detail: 'Run `git lfs pull` where the tree is checked out.',
        tree: 'states',
        at: { file: path, line: 1, column: 0 },
      });
    }
};
