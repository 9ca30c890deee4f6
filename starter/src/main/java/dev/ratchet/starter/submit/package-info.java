/**
 * The command {@code submit}: documents are read, uploaded, given to a run or to batches, and each becomes one result.
 * What is done with one batch workflow, or with a batch that exists, is in {@code batch}.
 */
@NullMarked
package dev.ratchet.starter.submit;

import org.jspecify.annotations.NullMarked;
