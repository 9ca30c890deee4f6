/**
 * Payloads that nobody can read in Temporal: compressed where that pays, then encrypted (AES-256-GCM, by Tink) with a key of the
 * tenant, whose id stands in the payload's metadata. {@link dev.ratchet.workflows.encryption.EncryptingCodec} does it,
 * {@link dev.ratchet.workflows.encryption.KeyTable} is the file of keys, each wrapped by a
 * {@link dev.ratchet.workflows.encryption.MasterKey}.
 *
 * <p>All of it is done with bytes in memory; whoever starts a process reads the files. It works at the edge of a workflow, where
 * values become payloads, so its chance never reaches a workflow: of the other rooms only {@code temporal} may know this one.
 */
@NullMarked
package dev.ratchet.workflows.encryption;

import org.jspecify.annotations.NullMarked;
