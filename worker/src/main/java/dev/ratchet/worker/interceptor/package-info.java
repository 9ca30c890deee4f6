/**
 * What stands around every activity, so that none can forget it: whose request is taken at all, and when retries end. Whoever
 * reaches Temporal can ask a worker for anything. What an activity itself must know stays out.
 */
@NullMarked
package dev.ratchet.worker.interceptor;

import org.jspecify.annotations.NullMarked;
