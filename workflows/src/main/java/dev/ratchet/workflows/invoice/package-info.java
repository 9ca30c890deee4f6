/**
 * The invoice agent: reads one invoice, checks it against the books, gets the consent that it needs, and posts it once. In
 * reading order: InvoiceWorkflow (how outsiders start it), InvoiceState, InvoiceAction, InvoiceObservation, InvoiceAgent (all
 * the rules, pure), InvoiceView and EarlierView (what people are shown), InvoiceWorkflowImpl (stubs and one action each), InvoiceRegistration.
 * To make another agent, copy these. For many at once: InvoiceBatchWorkflow and its implementation. No other agent and no
 * implementation of an activity may enter.
 */
@NullMarked
package dev.ratchet.workflows.invoice;

import org.jspecify.annotations.NullMarked;
