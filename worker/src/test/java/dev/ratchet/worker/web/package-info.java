/** The gateway over real HTTP, on ports kept in memory. */
@NullMarked
package dev.ratchet.worker.web;

import org.jspecify.annotations.NullMarked;
