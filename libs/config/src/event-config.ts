import type { Diagnostic } from '@fleet/diagnostics';
import { checkPart } from './check.js';
import type { EventSettings } from './definition.js';
import { duration } from './duration.js';
import { IsDuration, IsSize, IsWhole, bytes } from './rules.js';
import { eventSettings } from './settings.js';
import { isPlain, type Written } from './written.js';

class EventKeys {
  @IsWhole(1000, 100_000_000) rows = 1_000_000;
  @IsSize() bytes: string | number = '256MiB';
  @IsDuration() keep: string | number = '7d';
}

/** `events` of master.yaml. */
export function readEventSettings(written: Written): {
  readonly value: EventSettings;
  readonly diagnostics: readonly Diagnostic[];
} {
  const { events } = written.data;
  const { value, diagnostics } = checkPart(written, 'events', isPlain(events) ? events : {}, EventKeys, eventSettings);
  return {
    value: { rows: value.rows, bytes: bytes(value.bytes) as number, keep: duration(value.keep) as number },
    diagnostics,
  };
}
