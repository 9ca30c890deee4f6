/** Passages in PostgreSQL's own full text search: nothing beside the database, and no meaning. */
@NullMarked
package dev.ratchet.activities.retrieval.postgres;

import org.jspecify.annotations.NullMarked;
