/**
 * The codec server of Temporal's Web UI: decrypts payloads for a person with the role {@code operator}, for the pages of one origin.
 * It encrypts nothing: what is typed in there would be nobody's word.
 */
@NullMarked
package dev.ratchet.worker.web.codec;

import org.jspecify.annotations.NullMarked;
