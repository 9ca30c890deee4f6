/**
 * What is known before any invoice comes: suppliers, orders, people. Loads it all or nothing, and holds an invoice
 * against it, against the books and against the rules. What the rules' facts are is the invoice agent's to say and comes in
 * as a function; no agent may enter.
 */
@NullMarked
package dev.ratchet.activities.masterdata;

import org.jspecify.annotations.NullMarked;
