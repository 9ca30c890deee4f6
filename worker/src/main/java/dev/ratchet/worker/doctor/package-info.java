/**
 * What an operator should know of an installation before it fails: one finding for each thing that was looked at, with what
 * to do. It looks and changes nothing; a check of the models alone costs money.
 */
@NullMarked
package dev.ratchet.worker.doctor;

import org.jspecify.annotations.NullMarked;
