/**
 * The tenant's library: start with LibraryActivitiesImpl. Texts come from {@code extraction}, passages from {@code passages}; which
 * versions there are is in PostgreSQL, and what they say in the content store.
 */
@NullMarked
package dev.ratchet.activities.library;

import org.jspecify.annotations.NullMarked;
