/**
 * The history of master data: every change with who made it and what it changed, chained by hashes, and which changes wait
 * for a second person. Master data is written through it and in no other way. How a file is read is said outside.
 */
@NullMarked
package dev.ratchet.activities.masterdata.history;

import org.jspecify.annotations.NullMarked;
