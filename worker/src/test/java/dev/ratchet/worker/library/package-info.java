/** The library agent in processes that may be killed, and a process that searches beside them. Only tests run it. */
@NullMarked
package dev.ratchet.worker.library;

import org.jspecify.annotations.NullMarked;
