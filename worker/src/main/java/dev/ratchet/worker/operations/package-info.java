/**
 * What the installation does about itself: the activities behind the schedules, and the schedules, made and changed. What an
 * operation does to data is in a room of its capability.
 */
@NullMarked
package dev.ratchet.worker.operations;

import org.jspecify.annotations.NullMarked;
