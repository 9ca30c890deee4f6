/** The library agent in processes that may be killed, with an index in a table of its own. Only tests run it. */
@NullMarked
package dev.ratchet.worker.library;

import org.jspecify.annotations.NullMarked;
