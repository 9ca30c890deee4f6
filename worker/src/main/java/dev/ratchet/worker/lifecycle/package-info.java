/** How a process begins and ends: the signals that end it, and the stages that its probes tell. No task is done here. */
@NullMarked
package dev.ratchet.worker.lifecycle;

import org.jspecify.annotations.NullMarked;
