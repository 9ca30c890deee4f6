/**
 * What each page shows, as plain values, and the templates that write them as HTML: src/main/jte has one of the same name for each.
 * Templates escape everything that they are given. No route, no port and no request may enter.
 */
@NullMarked
package dev.ratchet.worker.web.page.view;

import org.jspecify.annotations.NullMarked;
