/**
 * Why a document is not read: one code and one sentence for each reason. Every other room may use it; it uses none of
 * them.
 */
@NullMarked
package dev.ratchet.activities.documents.refusal;

import org.jspecify.annotations.NullMarked;
