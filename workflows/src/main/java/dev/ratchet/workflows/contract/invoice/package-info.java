/**
 * What the invoice agent asks of the world: reading documents, the books and the ledger. Of no use to another agent.
 */
@NullMarked
package dev.ratchet.workflows.contract.invoice;

import org.jspecify.annotations.NullMarked;
