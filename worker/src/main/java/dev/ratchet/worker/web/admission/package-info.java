/**
 * What every request passes before a route sees it: the host it asks for, limits for each person and for the process, and
 * the arrival of its body. All of it is done without a thread that waits. Who the person is, is decided elsewhere; no route
 * and no port may enter.
 */
@NullMarked
package dev.ratchet.worker.web.admission;

import org.jspecify.annotations.NullMarked;
