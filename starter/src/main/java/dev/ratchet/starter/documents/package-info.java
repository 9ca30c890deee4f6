/** {@code ratchet documents}: what is in the library. Start with DocumentsCommand; DocumentSender uploads many. */
@NullMarked
package dev.ratchet.starter.documents;

import org.jspecify.annotations.NullMarked;
