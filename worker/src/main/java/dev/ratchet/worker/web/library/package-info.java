/**
 * The library over HTTP: start with DocumentLibrary, which is what people may do with documents and questions, whoever shows it to
 * them; LibraryEndpoints are its addresses.
 */
@NullMarked
package dev.ratchet.worker.web.library;

import org.jspecify.annotations.NullMarked;
