import type { Engine } from '../python/engine.js';
import { truthy } from '../python/compare.js';
import { textOf } from '../python/objects.js';
import { noNames, type Thing } from '../python/things.js';
import { filter, type Filter, type FilterFamily } from './definition.js';

/** Whether a file is something: a function of one path that answers yes or no. */
function asks(doc: string, name: string): Filter {
  return filter(doc, {}, (value, _args, engine) => engine.ask(name, [textOf(value, 'a path')], noNames));
}

const isBinary = asks('Whether a file of the minion holds something else than text.', 'file.is_binary');
const isEmpty = asks('Whether a file of the minion holds nothing.', 'file.is_empty');

/**
 * Filters that look at the machine. They ask the execution functions that `salt[…]` reaches, so that they look where these do (on the
 * minion that is rendered for) and are refused where there is no such machine.
 */
export const saltMachineFilters: FilterFamily = {
  which: filter('The path of a program on the minion; None where it is not installed.', {}, (value, _args, engine) =>
    truthy(value) ? engine.ask('cmd.which', [textOf(value, 'a program')], noNames) : null,
  ),
  file_hashsum: filter(
    'The digest of a file of the minion, in hexadecimal.',
    { form: 'sha256', chunk_size: 65536 },
    (value, args, engine) => engine.ask('file.get_hash', [textOf(value, 'a path'), args.form], noNames),
  ),
  list_files: filter('A directory of the minion and all that is below it, sorted.', {}, (value, _args, engine) =>
    engine.ask('file.list_files', [textOf(value, 'a path')], noNames),
  ),
  is_text_file: filter('Whether a file of the minion begins with text.', { blocksize: 512 }, (value, args, engine) =>
    engine.ask('file.is_text', [textOf(value, 'a path'), args.blocksize], noNames),
  ),
  is_bin_file: isBinary,
  is_binary_file: isBinary,
  is_empty: isEmpty,
  is_empty_file: isEmpty,
  get_uid: filter('The id of a user of the minion; None where there is none of that name.', {}, uidOf),
  http_query: filter(
    'What a web server answers the minion: `body`, and with `decode=true` `dict`.',
    {},
    (value, args, engine) => engine.ask('http.query', [textOf(value, 'an address'), ...args.rest], args.named),
    { rest: 'both' },
  ),
};

function uidOf(value: Thing, _args: unknown, engine: Engine): Thing {
  const user = engine.ask('user.info', [textOf(value, 'a user')], noNames);
  return user instanceof Map ? (user.get('uid') ?? null) : null;
}
