/**
 * The access agent: gives a person access to a system, once, or says why not. Only a test runs it; it shows what an agent is
 * made of that has no document, no amount and no entry in the books.
 */
@NullMarked
package dev.ratchet.workflows.access;

import org.jspecify.annotations.NullMarked;
