/**
 * The content store: bodies (documents, texts, canonical invoices, completions) under the digest of their bytes, apart
 * from every history. Knows nothing of what the bytes mean.
 */
@NullMarked
package dev.ratchet.activities.content;

import org.jspecify.annotations.NullMarked;
