import { parentPort, workerData } from 'node:worker_threads';
import { linuxHost } from '@fleet/platform';
import type { SinkOrder, SinkOutcome, SinkThreadData } from '@fleet/protocol';
import { Deliveries } from './deliveries.js';

/**
 * The hands of the master's sinks, as a thread: it asks web servers and runs programs, which the master itself cannot. It knows the sinks of the
 * configuration with which it was started, and no order names anything else.
 */
const port = parentPort;
if (!port) throw new Error('sinks run as a thread of fleet-master, where its configuration names some');
const deliveries = new Deliveries((workerData as SinkThreadData).sinks, linuxHost());
port.on('message', (order: SinkOrder) => {
  if (order.order === 'stop') {
    // A program must not outlive the thread that would have ended it; a web server can.
    void deliveries.stop().then(() => process.exit());
    return;
  }
  void deliveries.deliver(order).then((outcome: SinkOutcome) => port.postMessage(outcome));
});
