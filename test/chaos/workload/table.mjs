import { managedFolder } from '../chaos-fleet.mjs';

/**
 * What operators do meanwhile. `weight`: how often, beside the others. `choose`: what of it the seed decides. `prepare`: what is written
 * into the master's trees before. `options`: words before the target. `call`: those after it. `effect`: it leaves the lines of on-host/effect.sh.
 */
export const operationTable = Object.fromEntries(
  [
    {
      name: 'append',
      weight: 5,
      effect: true,
      choose: (draw) => ({ seconds: draw.pick([0, 1, 2, 4]) }),
      call: ({ id, seconds }) => ['cmd.run', `effect ${id} ${seconds}`],
    },
    {
      name: 'states',
      weight: 3,
      effect: true,
      // Half of the runs wait for the one before them; the others are refused where there is one.
      choose: (draw) => ({ lines: draw.whole(200, 3000), queued: draw.fraction() < 0.5 }),
      prepare: ({ id, lines }) => ({
        [`states/chaos/${id}.txt`]: wholeText(id, lines),
        [`states/chaos/${slsOf(id)}.sls`]: statesOf(id),
      }),
      call: ({ id, queued }) => ['state.apply', `chaos.${slsOf(id)}`, ...(queued ? ['queue=True'] : [])],
    },
    {
      name: 'stream',
      weight: 1,
      effect: true,
      choose: (draw) => ({ lines: draw.whole(10, 40) }),
      call: ({ id, lines }) => [
        'cmd.run',
        `effect ${id}; for n in $(seq 1 ${lines}); do echo "line $n"; sleep 0.1; done`,
      ],
    },
    {
      name: 'queue',
      weight: 2,
      effect: true,
      choose: (draw) => ({ seconds: draw.pick([0, 1]), expires: draw.pick(['20s', '10m']) }),
      options: ({ expires }) => ['--queue', '--expires', expires],
      call: ({ id, seconds }) => ['cmd.run', `effect ${id} ${seconds}`],
    },
    { name: 'ping', weight: 3, choose: () => ({}), call: () => ['test.ping'] },
    { name: 'restart', weight: 1, choose: () => ({}), call: () => ['service.restart', 'chaos-worker'] },
    {
      name: 'pillar',
      weight: 1,
      choose: () => ({}),
      prepare: ({ id }) => ({
        'pillar/top.sls': "base:\n  '*':\n    - chaos\n",
        'pillar/chaos.sls': `chaos:\n  changed_by: ${id}\n`,
      }),
      call: () => ['saltutil.refresh_pillar'],
    },
  ].map((row) => [row.name, row]),
);

const slsOf = (id) => id.replace('-', '_');

/** Each line names the text that it is of, its own number and how many there are: on-host/inspect.mjs sees any mixture and any half. */
function wholeText(id, lines) {
  return Array.from({ length: lines }, (_, index) => `${id} ${index + 1}/${lines} ${'.'.repeat(20)}\n`).join('');
}

/** Several chunks: a run that is interrupted has done some of them. */
function statesOf(id) {
  const files = Array.from(
    { length: 4 },
    (_, index) =>
      `${managedFolder}/text-${index}:\n  file.managed:\n    - source: salt://chaos/${id}.txt\n    - order: ${2 * index + 1}\n`,
  );
  return `${files.join('')}count ${id}:
  cmd.run:
    - name: effect ${id} 1
    - order: 4
${managedFolder}/serial:
  file.managed:
    - contents: ${id} {{ pillar.get('chaos', {}).get('changed_by', 'nobody') }} ${id}
    - order: 9
`;
}
