import { expect } from '@jest/globals';
import type { ToolboxModule } from '../toolbox.js';

export const toolbox: ToolboxModule = {
  module: 'logs',
  prepare: `mkdir -p /var/log/lab-logs
cat > /etc/systemd/system/lab-logs@.service <<'X'
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'echo "2026-11-22T00:00:01Z ERROR from %i"'
StandardOutput=append:/var/log/lab-logs/%p-%i.log
X
systemctl daemon-reload; systemctl start lab-logs@one
systemd-run --quiet --wait --unit lab-logged sh -c 'echo first; echo "<3>second"'; journalctl --sync
ln -s /etc/shadow /var/log/lab-logs/shadow`,
  functions: [
    {
      call: ['logs.read', 'lab-logged', 'since=1h', 'grep=^(first|second)$'],
      value: {
        lines: [
          expect.objectContaining({ unit: 'lab-logged', level: 'info', message: 'first' }),
          expect.objectContaining({ unit: 'lab-logged', level: 'err', message: 'second' }),
        ],
        left_out: 0,
        cut: false,
        missing: [],
      },
    },
    {
      call: ['logs.read', 'lab-logs@one', 'grep=ERROR'],
      value: expect.objectContaining({
        lines: [
          {
            time: '2026-11-22T00:00:01.000Z',
            unit: 'lab-logs@one',
            level: 'err',
            message: '2026-11-22T00:00:01Z ERROR from one',
          },
        ],
      }),
    },
    { call: ['logs.read', '/etc/shadow'], refused: /log_directories of minion.yaml/ },
    { call: ['logs.read', '/var/log/lab-logs/shadow'], refused: /leads out of/ },
    {
      call: ['logs.follow', 'lab-logged', 'lines=0', 'seconds=1'],
      value: { lines: 0, left_out: 0, ended: 'its time is over' },
    },
    {
      call: ['logs.count', 'lab-logged', 'by=level', 'grep=^(first|second)$'],
      value: { counts: { err: 1, info: 1 }, cut: false, missing: [] },
    },
    {
      call: ['logs.rate', 'lab-logged', 'grep=^first$'],
      value: { units: { 'lab-logged': { lines: 1, per_minute: 0.1 } }, minutes: 10, cut: false, missing: [] },
    },
  ],
};
