/**
 * The questions of many runs at once, each answered as if it came alone. Knows the other rooms' ports, because it asks what
 * they are asked singly; decides nothing of its own.
 */
@NullMarked
package dev.ratchet.activities.batch;

import org.jspecify.annotations.NullMarked;
