import type { FunctionDefinition } from '../definition.js';
import { add } from './add.js';
import { branch } from './branch.js';
import { checkout } from './checkout.js';
import { clean } from './clean.js';
import { clone } from './clone.js';
import { commit } from './commit.js';
import { configGet } from './config-get.js';
import { configGetRegexp } from './config-get-regexp.js';
import { configSet } from './config-set.js';
import { configUnset } from './config-unset.js';
import { currentBranch } from './current-branch.js';
import { describe } from './describe.js';
import { fetch } from './fetch.js';
import { init } from './init.js';
import { isWorktree } from './is-worktree.js';
import { listBranches } from './list-branches.js';
import { listTags } from './list-tags.js';
import { log } from './log.js';
import { lsRemote } from './ls-remote.js';
import { merge } from './merge.js';
import { pull } from './pull.js';
import { push } from './push.js';
import { remoteGet } from './remote-get.js';
import { remoteSet } from './remote-set.js';
import { remotes } from './remotes.js';
import { reset } from './reset.js';
import { revParse } from './rev-parse.js';
import { status } from './status.js';
import { submodule } from './submodule.js';
import { tag } from './tag.js';
import { version } from './version.js';

export const gitFunctions: readonly FunctionDefinition[] = [
  add,
  branch,
  checkout,
  clean,
  clone,
  commit,
  configGet,
  configGetRegexp,
  configSet,
  configUnset,
  currentBranch,
  describe,
  fetch,
  init,
  isWorktree,
  listBranches,
  listTags,
  log,
  lsRemote,
  merge,
  pull,
  push,
  remoteGet,
  remoteSet,
  remotes,
  reset,
  revParse,
  status,
  submodule,
  tag,
  version,
];
