import { parentPort, workerData } from 'node:worker_threads';
import type { PillarSettings } from '@fleet/config';
import { runLintOrder } from '@fleet/lint';
import type { LintOrder } from '@fleet/protocol';

/**
 * Lint, as a thread of the master: it gets an order as plain data and answers with events. Whatever it throws ends the thread, and the
 * master says what became of it.
 */
const port = parentPort;
if (!port) throw new Error('lint runs as a thread of fleet-master: fleet-master lint starts it');
await runLintOrder(workerData as LintOrder<PillarSettings>, (event) => port.postMessage(event));
