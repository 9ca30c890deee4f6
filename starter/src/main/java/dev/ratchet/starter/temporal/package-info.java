/**
 * The client of Temporal: the connection, its errors as sentences, when a request is sent again, and the client of one
 * run. No gateway, no batch and no command may enter.
 */
@NullMarked
package dev.ratchet.starter.temporal;

import org.jspecify.annotations.NullMarked;
