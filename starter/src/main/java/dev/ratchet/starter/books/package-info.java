/**
 * The commands about the ledger and the master data, which only ask the gateway. No Temporal may enter.
 */
@NullMarked
package dev.ratchet.starter.books;

import org.jspecify.annotations.NullMarked;
