/**
 * How the gateway tells what went wrong: by RFC 9457 on the wire, and as a page to a browser that asks for one. No route, no port and
 * no token may enter.
 */
@NullMarked
package dev.ratchet.worker.web.problem;

import org.jspecify.annotations.NullMarked;
