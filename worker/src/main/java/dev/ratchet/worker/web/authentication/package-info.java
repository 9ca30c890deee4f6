/**
 * Who asks, by a token or by a session of the pages, and what kind of caller a route is for. No route and no port may enter.
 */
@NullMarked
package dev.ratchet.worker.web.authentication;

import org.jspecify.annotations.NullMarked;
