/**
 * What attackers can do who hold a part of the system: Temporal alone, a token, the application's role in the database, or hostile
 * documents. Each test does it, and shows that nothing comes of it.
 */
@NullMarked
package dev.ratchet.worker.attack;

import org.jspecify.annotations.NullMarked;
