/** The small parts of admission, each alone. What they do together is in the tests of the gateway. */
@NullMarked
package dev.ratchet.worker.web.admission;

import org.jspecify.annotations.NullMarked;
