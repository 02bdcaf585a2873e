import type { Value } from '@fleet/values';

/** What an emulated minion answers: of the size that real ones have, and the same each time. */
export function emulatedAnswer(name: string, id: string): { value: Value; out?: 'highstate' } | undefined {
  switch (name) {
    case 'test.ping':
      return { value: true };
    case 'state.apply':
      return { value: stateReturn, out: 'highstate' };
    case 'grains.items':
      return { value: new Map([...grains, ['id', id]]) };
    default:
      return undefined;
  }
}

/** 100 chunks, 50 KB as JSON; one in twenty changed a file. */
const stateReturn = new Map<Value, Value>(Array.from({ length: 100 }, (_, index) => chunk(index)));

function chunk(index: number): [Value, Value] {
  const name = `/etc/cortensor/node_${String(index).padStart(2, '0')}.env`;
  const changed = index % 20 === 0;
  const changes = new Map<Value, Value>(
    changed ? [['diff', `--- ${name}\n+++ ${name}\n@@ -1,2 +1,2 @@\n PORT=80\n-LEVEL=info\n+LEVEL=debug\n`]] : [],
  );
  return [
    `file_|-node_${index}_|-${name}_|-managed`,
    new Map<Value, Value>([
      ['name', name],
      ['result', true],
      ['changes', changes],
      [
        'comment',
        changed ? `The file ${name} was brought up to date.` : `The file ${name} is as it should be. `.repeat(4),
      ],
      ['duration', 1.25],
      ['start_time', '12:03:11.204182'],
      ['__id__', `node_${index}`],
      ['__sls__', 'cortensord.config'],
      ['__run_num__', index],
    ]),
  ];
}

/** 60 grains, 4 KB as JSON. */
const grains = new Map<Value, Value>(
  Array.from({ length: 60 }, (_, index) => [`grain_${index}`, `what a machine says of itself, ${'x'.repeat(20)}`]),
);
