/**
 * What workers find out, attested: a message authentication code over a value and over what it was found out about. Who looks
 * and who believes is for the other rooms.
 */
@NullMarked
package dev.ratchet.activities.attestation;

import org.jspecify.annotations.NullMarked;
