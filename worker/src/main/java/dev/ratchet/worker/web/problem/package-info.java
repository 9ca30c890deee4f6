/** How the gateway tells what went wrong, on the wire: RFC 9457. No route, no port and no token may enter. */
@NullMarked
package dev.ratchet.worker.web.problem;

import org.jspecify.annotations.NullMarked;
