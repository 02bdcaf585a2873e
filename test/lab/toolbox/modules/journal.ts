import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'journal',
  prepare: `logger -t lab-journal -p user.warning 'first words'; logger -t lab-journal 'second words'
systemd-run --quiet --wait --unit lab-journal sh -c 'echo from a unit'; journalctl --sync`,
  functions: [
    {
      call: ['journal.query', 'identifier=lab-journal', 'since=-1h', 'boot=0'],
      value: ['first words', 'second words'].map((message): unknown =>
        expect.objectContaining({ message, identifier: 'lab-journal' }),
      ),
    },
    {
      call: ['journal.query', 'identifier=lab-journal', 'priority=warning'],
      value: [expect.objectContaining({ message: 'first words', priority: '4' })],
    },
    {
      call: ['journal.query', 'identifier=lab-journal', 'grep=^second', 'fields=_UID'],
      value: [expect.objectContaining({ message: 'second words', _UID: '0' })],
    },
    {
      call: ['journal.query', 'lab-journal', 'lines=2'],
      value: [
        expect.objectContaining({ unit: 'lab-journal.service' }),
        expect.objectContaining({ unit: 'lab-journal.service' }),
      ],
    },
    { call: ['journal.query', 'grep=no-such-words-anywhere'], value: [] },
    { call: ['journal.query', 'until=yesterday', 'identifier=lab-journal'], value: [] },
    { call: ['journal.query', 'since=some day'], refused: /Failed to parse timestamp/ },
    { call: ['journal.tail', 'lab-journal', 'lines=9'], value: expect.stringMatching(/sh\[\d+\]: from a unit/) },
    { call: ['journal.disk_usage'], value: expect.any(Number) },
    { call: ['journal.vacuum_size', '1G'], value: 0 },
    { call: ['journal.vacuum_time', '1years'], value: 0 },
  ],
};
