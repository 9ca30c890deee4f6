/**
 * Who is signed in to the pages. A session is a value that a browser keeps in a cookie and that only this product's processes can
 * make: several of them share their sessions, and none of them keeps a table. No route may enter, and no token: only its digest.
 */
@NullMarked
package dev.ratchet.worker.web.session;

import org.jspecify.annotations.NullMarked;
