/**
 * The invoice agent: reads one invoice, checks it against the books, gets the consent it needs, and posts it once.
 * Six files, in reading order: InvoiceWorkflow (what outsiders see), InvoiceState, InvoiceAction, InvoiceObservation,
 * InvoiceAgent (all the rules, pure), InvoiceWorkflowImpl (stubs and handlers). To make another agent, copy the folder.
 * For many at once: InvoiceBatchWorkflow, its implementation, and InvoicePage, which takes a page through the same agent.
 * No other agent and no implementation of an activity may enter.
 */
@NullMarked
package dev.ratchet.workflows.invoice;

import org.jspecify.annotations.NullMarked;
