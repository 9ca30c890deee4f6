/**
 * One PostgreSQL for everything durable that is not Temporal's: the pool, the migrations, the two roles (owner, and the
 * application that may not rewrite history).
 */
@NullMarked
package dev.ratchet.activities.database;

import org.jspecify.annotations.NullMarked;
