/**
 * The fields of a text as a YAML form: printed with what is known, and read back when a person has filled it. Who filled it, and
 * whether the document says the same, is for other rooms.
 */
@NullMarked
package dev.ratchet.activities.documents.form;

import org.jspecify.annotations.NullMarked;
