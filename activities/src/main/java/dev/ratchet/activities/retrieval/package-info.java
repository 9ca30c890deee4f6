/** Finds passages of a tenant's library. */
@NullMarked
package dev.ratchet.activities.retrieval;

import org.jspecify.annotations.NullMarked;
