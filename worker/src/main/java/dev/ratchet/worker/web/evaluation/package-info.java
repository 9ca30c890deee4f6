/** What the gateway serves of evaluations: the files that their runs wrote. */
@NullMarked
package dev.ratchet.worker.web.evaluation;

import org.jspecify.annotations.NullMarked;
