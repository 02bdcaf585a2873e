import type { FunctionDefinition } from '../definition.js';
import { access } from './access.js';
import { basename } from './basename.js';
import { checkHash } from './check-hash.js';
import { contains } from './contains.js';
import { containsRegex } from './contains-regex.js';
import { directoryExists } from './directory-exists.js';
import { dirname } from './dirname.js';
import { fileExists } from './file-exists.js';
import { find } from './find.js';
import { getGid } from './get-gid.js';
import { getGroup } from './get-group.js';
import { getHash } from './get-hash.js';
import { getMode } from './get-mode.js';
import { getUid } from './get-uid.js';
import { getUser } from './get-user.js';
import { gidToGroup } from './gid-to-group.js';
import { grep } from './grep.js';
import { groupToGid } from './group-to-gid.js';
import { isBinary } from './is-binary.js';
import { isEmpty } from './is-empty.js';
import { isLink } from './is-link.js';
import { isText } from './is-text.js';
import { join } from './join.js';
import { listFiles } from './list-files.js';
import { normpath } from './normpath.js';
import { pathExistsGlob } from './path-exists-glob.js';
import { read } from './read.js';
import { readdir } from './readdir.js';
import { readlink } from './readlink.js';
import { search } from './search.js';
import { stats } from './stats.js';
import { uidToUser } from './uid-to-user.js';
import { userToUid } from './user-to-uid.js';

export const fileFunctions: readonly FunctionDefinition[] = [
  access,
  basename,
  checkHash,
  contains,
  containsRegex,
  directoryExists,
  dirname,
  fileExists,
  find,
  getGid,
  getGroup,
  getHash,
  getMode,
  getUid,
  getUser,
  gidToGroup,
  grep,
  groupToGid,
  isBinary,
  isEmpty,
  isLink,
  isText,
  join,
  listFiles,
  normpath,
  pathExistsGlob,
  read,
  readdir,
  readlink,
  search,
  stats,
  uidToUser,
  userToUid,
];
