/**
 * What the library agent asks of the world: the text of a document, its passages, and the version that they make. Texts and
 * passages stay in the content store; histories carry their digests.
 */
@NullMarked
package dev.ratchet.workflows.contract.library;

import org.jspecify.annotations.NullMarked;
