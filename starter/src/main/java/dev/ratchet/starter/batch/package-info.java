/**
 * The commands about batches, and how pages are sent to one batch workflow. It knows nothing of files, uploads and
 * results: those are in {@code submit}.
 */
@NullMarked
package dev.ratchet.starter.batch;

import org.jspecify.annotations.NullMarked;
