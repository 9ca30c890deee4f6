/**
 * The client of the HTTP gateway, and for which person a command may act there. No Temporal and no command may enter.
 */
@NullMarked
package dev.ratchet.starter.gateway;

import org.jspecify.annotations.NullMarked;
