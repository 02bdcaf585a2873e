/** What templates written for Python 2 still say, with what says it today. Salt runs on Python 3, where they fail too. */
const methods: Record<string, Record<string, string>> = {
  dict: {
    iteritems: 'items()',
    iterkeys: 'keys()',
    itervalues: 'values()',
    viewitems: 'items()',
    viewkeys: 'keys()',
    viewvalues: 'values()',
    has_key: '`key in mapping`',
  },
  str: { decode: 'the text itself: it is one already' },
};

/** A way out where a method of Python 2 is asked for. */
export function writtenToday(typeName: string, method: string): string | undefined {
  const known = methods[typeName];
  return known && Object.hasOwn(known, method) ? `Python 3 has no ${method}(); write ${known[method]}.` : undefined;
}

/** A way out where something that only yields its items one by one, as keys() does since Python 3, is asked for one by its place. */
export function askedByPlace(typeName: string): string | undefined {
  return ['dict_keys', 'dict_values', 'dict_items', 'generator'].includes(typeName)
    ? 'It can be looped over, and has no places: write `| first`, or make a list of it with `| list`.'
    : undefined;
}
