import type { BusTrouble } from './definition.js';
import { followLog, type FollowedLog } from './follow-log.js';
import { readServerRefusal, type ServerRefusal } from './server-refusal.js';

export type ServerLog = FollowedLog;

/** Tells what nats-server refused to clients: it says so in its log, and nowhere else. */
export function watchServerLog(
  file: string,
  onRefusal: (refusal: ServerRefusal) => void,
  onTrouble: (trouble: BusTrouble) => void,
): Promise<ServerLog> {
  return followLog(file, {
    onLine(line) {
      const refusal = readServerRefusal(line);
      if (refusal) onRefusal(refusal);
    },
    onSkipped: () =>
      onTrouble({ code: 'overloaded', message: 'the log of nats-server grows faster than it is worth reading' }),
    onError: (error) => onTrouble({ code: 'connection', message: 'the log of nats-server cannot be read', error }),
  });
}
