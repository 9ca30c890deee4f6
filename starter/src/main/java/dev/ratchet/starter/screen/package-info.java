/**
 * What a person reads: tables, the report of one run, progress. Pure text, apart from the line of progress; no client of a
 * service and no command may enter.
 */
@NullMarked
package dev.ratchet.starter.screen;

import org.jspecify.annotations.NullMarked;
