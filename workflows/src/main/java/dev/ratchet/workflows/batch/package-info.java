/**
 * The optional wing for throughput: many runs of one agent taken together. Single runs never come here.
 */
@NullMarked
package dev.ratchet.workflows.batch;

import org.jspecify.annotations.NullMarked;
