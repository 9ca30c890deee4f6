/** Tests of the library's addresses against their description. */
@NullMarked
package dev.ratchet.worker.web.library;

import org.jspecify.annotations.NullMarked;
