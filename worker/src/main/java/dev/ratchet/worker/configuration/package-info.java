/**
 * What a process is told: the table of every setting, the file and the variables that say them, and one record for each
 * subject, checked before anything is opened. A setting of another room's own is read there, from the same map of variable
 * names. Nothing is opened here but the file of settings.
 */
@NullMarked
package dev.ratchet.worker.configuration;

import org.jspecify.annotations.NullMarked;
