import type { StateDefinition } from '../definition.js';
import { absent } from './absent.js';
import { accumulated } from './accumulated.js';
import { append } from './append.js';
import { blockreplace } from './blockreplace.js';
import { cached } from './cached.js';
import { comment } from './comment.js';
import { copy } from './copy.js';
import { decode } from './decode.js';
import { directory } from './directory.js';
import { exists } from './exists.js';
import { hardlink } from './hardlink.js';
import { keyvalue } from './keyvalue.js';
import { line } from './line.js';
import { managed } from './managed.js';
import { missing } from './missing.js';
import { notCached } from './not-cached.js';
import { prepend } from './prepend.js';
import { recurse } from './recurse.js';
import { rename } from './rename.js';
import { replace } from './replace.js';
import { serialize } from './serialize.js';
import { symlink } from './symlink.js';
import { tidied } from './tidied.js';
import { touch } from './touch.js';
import { uncomment } from './uncomment.js';

export const fileStates: readonly StateDefinition[] = [
  absent,
  accumulated,
  append,
  blockreplace,
  cached,
  comment,
  copy,
  decode,
  directory,
  exists,
  hardlink,
  keyvalue,
  line,
  managed,
  missing,
  notCached,
  prepend,
  recurse,
  rename,
  replace,
  serialize,
  symlink,
  tidied,
  touch,
  uncomment,
];
