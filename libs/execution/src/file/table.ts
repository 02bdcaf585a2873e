import type { FunctionDefinition } from '../definition.js';
import { access } from './access.js';
import { append } from './append.js';
import { basename } from './basename.js';
import { blockreplace } from './blockreplace.js';
import { chattr } from './chattr.js';
import { checkHash } from './check-hash.js';
import { checkManaged } from './check-managed.js';
import { checkManagedChanges } from './check-managed-changes.js';
import { checkPerms } from './check-perms.js';
import { chgrp } from './chgrp.js';
import { chown } from './chown.js';
import { comment } from './comment.js';
import { commentLine } from './comment-line.js';
import { contains } from './contains.js';
import { containsRegex } from './contains-regex.js';
import { copy } from './copy.js';
import { deleteBackup } from './delete-backup.js';
import { directoryExists } from './directory-exists.js';
import { dirname } from './dirname.js';
import { diskusage } from './diskusage.js';
import { fileExists } from './file-exists.js';
import { find } from './find.js';
import { getDiff } from './get-diff.js';
import { getGid } from './get-gid.js';
import { getGroup } from './get-group.js';
import { getHash } from './get-hash.js';
import { getMode } from './get-mode.js';
import { getSum } from './get-sum.js';
import { getUid } from './get-uid.js';
import { getUser } from './get-user.js';
import { gidToGroup } from './gid-to-group.js';
import { grep } from './grep.js';
import { groupToGid } from './group-to-gid.js';
import { head } from './head.js';
import { isBinary } from './is-binary.js';
import { isEmpty } from './is-empty.js';
import { isLink } from './is-link.js';
import { isText } from './is-text.js';
import { join } from './join.js';
import { lchown } from './lchown.js';
import { line } from './line.js';
import { link } from './link.js';
import { listBackups } from './list-backups.js';
import { listFiles } from './list-files.js';
import { lsattr } from './lsattr.js';
import { makedirs } from './makedirs.js';
import { makedirsPerms } from './makedirs-perms.js';
import { manageFile } from './manage-file.js';
import { mkdir } from './mkdir.js';
import { move } from './move.js';
import { normpath } from './normpath.js';
import { pathExistsGlob } from './path-exists-glob.js';
import { prepend } from './prepend.js';
import { read } from './read.js';
import { readdir } from './readdir.js';
import { readlink } from './readlink.js';
import { remove } from './remove.js';
import { rename } from './rename.js';
import { replace } from './replace.js';
import { restoreBackup } from './restore-backup.js';
import { rmdir } from './rmdir.js';
import { search } from './search.js';
import { seekRead } from './seek-read.js';
import { seekWrite } from './seek-write.js';
import { setMode } from './set-mode.js';
import { stats } from './stats.js';
import { statvfs } from './statvfs.js';
import { symlink } from './symlink.js';
import { tail } from './tail.js';
import { touch } from './touch.js';
import { truncate } from './truncate.js';
import { uidToUser } from './uid-to-user.js';
import { uncomment } from './uncomment.js';
import { userToUid } from './user-to-uid.js';
import { write } from './write.js';

export const fileFunctions: readonly FunctionDefinition[] = [
  access,
  append,
  basename,
  blockreplace,
  chattr,
  checkHash,
  checkManaged,
  checkManagedChanges,
  checkPerms,
  chgrp,
  chown,
  comment,
  commentLine,
  contains,
  containsRegex,
  copy,
  deleteBackup,
  directoryExists,
  dirname,
  diskusage,
  fileExists,
  find,
  getDiff,
  getGid,
  getGroup,
  getHash,
  getMode,
  getSum,
  getUid,
  getUser,
  gidToGroup,
  grep,
  groupToGid,
  head,
  isBinary,
  isEmpty,
  isLink,
  isText,
  join,
  lchown,
  line,
  link,
  listBackups,
  listFiles,
  lsattr,
  makedirs,
  makedirsPerms,
  manageFile,
  mkdir,
  move,
  normpath,
  pathExistsGlob,
  prepend,
  read,
  readdir,
  readlink,
  remove,
  rename,
  replace,
  restoreBackup,
  rmdir,
  search,
  seekRead,
  seekWrite,
  setMode,
  stats,
  statvfs,
  symlink,
  tail,
  touch,
  truncate,
  uidToUser,
  uncomment,
  userToUid,
  write,
];
