/**
 * Takes e-mails and ZIP archives apart, before any run sees what is in them: each document goes to the content store, and the
 * rest is told with a reason. Their bytes are not trusted: how many parts, bytes and levels there may be is counted before and
 * while they are unpacked. What a document says is read elsewhere.
 */
@NullMarked
package dev.ratchet.activities.containers;

import org.jspecify.annotations.NullMarked;
