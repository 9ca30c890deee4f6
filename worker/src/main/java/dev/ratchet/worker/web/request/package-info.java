/**
 * What a route reads from a request, checked, and the refusal that it answers otherwise. No route and no port may enter.
 */
@NullMarked
package dev.ratchet.worker.web.request;

import org.jspecify.annotations.NullMarked;
