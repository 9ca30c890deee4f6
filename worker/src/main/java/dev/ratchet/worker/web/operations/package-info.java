/** What operators ask of an installation as a whole: who may, what it takes, and where it leads. Knows nothing of Temporal. */
@NullMarked
package dev.ratchet.worker.web.operations;

import org.jspecify.annotations.NullMarked;
