/**
 * What is known before any invoice comes: suppliers, orders, people. Loads it all or nothing, and holds an invoice
 * against it and against the books.
 */
@NullMarked
package dev.ratchet.activities.masterdata;

import org.jspecify.annotations.NullMarked;
