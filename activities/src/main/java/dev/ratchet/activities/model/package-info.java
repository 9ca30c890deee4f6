/**
 * The way to a model: one chat call, no memory, no tools of its own. Turns whatever comes back into one untrusted
 * proposal or says that it is unusable.
 */
@NullMarked
package dev.ratchet.activities.model;

import org.jspecify.annotations.NullMarked;
