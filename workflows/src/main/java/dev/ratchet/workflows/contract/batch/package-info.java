/**
 * The same questions asked for many runs at once, and one answer for each of them.
 */
@NullMarked
package dev.ratchet.workflows.contract.batch;

import org.jspecify.annotations.NullMarked;
